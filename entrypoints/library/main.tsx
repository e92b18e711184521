import '@/components/tokens.css'
import '@/components/components.css'
import '@/components/screens.css'
import './library.css'
import { createRoot } from 'react-dom/client'
import { i18n } from '#i18n'
import { Closed } from '@/components/Closed'
import { Library } from './Library'

document.documentElement.lang = i18n.t('lang')
document.title = i18n.t('library.title')

createRoot(document.getElementById('root') as HTMLElement).render(
  <Closed>
    <Library />
  </Closed>,
)
