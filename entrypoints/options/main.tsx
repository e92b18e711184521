import '@/components/tokens.css'
import '@/components/components.css'
import '@/components/screens.css'
import './options.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { i18n } from '#i18n'
import { Options } from './Options'

document.title = i18n.t('options.title')
document.documentElement.lang = i18n.t('lang')
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Options />
  </StrictMode>,
)
