import '@/components/tokens.css'
import '@/components/components.css'
import '@/components/screens.css'
import './library.css'
import { i18n } from '#i18n'
import { Closed } from '@/components/Closed'
import { show } from '../options/screen'
import { Library } from './Library'

document.title = i18n.t('library.title')
show(
  <Closed>
    <Library />
  </Closed>,
)
