// First of all: the page and the database answer while what draws is read.
import { first } from './first'

import '@/components/tokens.css'
import '@/components/components.css'
import '@/components/reading.css'
import '@/components/screens.css'
import './popup.css'
import { browser } from '#imports'
import { Closed } from '@/components/Closed'
import { raw } from '../options/raw'
import { show, soon } from '../options/screen'
import { Popup } from './Popup'

// A window of its own (a phone's, a tab) has its own width; the popup takes that of its content.
void browser.tabs.getCurrent().then((tab) => {
  if (tab) document.documentElement.dataset.tab = ''
})

void soon(first).then((known) =>
  show(
    <Closed raw={raw}>
      <Popup first={known ?? first} />
    </Closed>,
  ),
)
