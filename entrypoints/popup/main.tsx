import '@/components/tokens.css'
import '@/components/components.css'
import '@/components/screens.css'
import './popup.css'
import { browser } from '#imports'
import { firstLook } from './page'

const first = firstLook()

// A window of its own (a phone's, a tab) has its own width; the popup takes that of its content.
void browser.tabs.getCurrent().then((tab) => {
  if (tab) document.documentElement.dataset.tab = ''
})

// The page and the database are asked while React is read.
void import('./draw').then(({ draw }) => draw(first))
