import '@/components/tokens.css'
import '@/components/components.css'
import '@/components/screens.css'
import './panel.css'
import { createRoot } from 'react-dom/client'
import { i18n } from '#i18n'
import { Closed } from '@/components/Closed'
import { Panel } from './Panel'

document.documentElement.lang = i18n.t('lang')

createRoot(document.getElementById('root') as HTMLElement).render(
  <Closed>
    <Panel />
  </Closed>,
)
