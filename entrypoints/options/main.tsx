import '@/components/tokens.css'
import '@/components/components.css'
import '@/components/reading.css'
import '@/components/screens.css'
import './options.css'
import { StrictMode } from 'react'
import { i18n } from '#i18n'
import { Options } from './Options'
import { show } from './screen'

document.title = i18n.t('options.title')
show(
  <StrictMode>
    <Options />
  </StrictMode>,
)
