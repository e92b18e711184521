import '@/components/tokens.css'
import '@/components/components.css'
import '@/components/screens.css'
import './popup.css'
import { createRoot } from 'react-dom/client'
import { i18n } from '#i18n'
import { browser } from '#imports'
import { Closed } from '@/components/Closed'
import { Popup } from './Popup'

document.documentElement.lang = i18n.t('lang')
// A window of its own (a phone's, a tab) has its own width; the popup takes that of its content.
void browser.tabs.getCurrent().then((tab) => {
  if (tab) document.documentElement.dataset.tab = ''
})

createRoot(document.getElementById('root') as HTMLElement).render(
  <Closed>
    <Popup />
  </Closed>,
)
