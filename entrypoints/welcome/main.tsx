import '@/components/tokens.css'
import '@/components/components.css'
import '@/components/reading.css'
import '@/components/screens.css'
import './welcome.css'
import { StrictMode } from 'react'
import { i18n } from '#i18n'
import { show } from '../options/screen'
import { createDesk } from '../page.content/desk'
import { start } from '../page.content/start'
import { practice } from './practice'
import { Welcome } from './Welcome'

document.title = i18n.t('welcome.title')
// The list must stand before the page script reads it, as it does on the pages of the world.
show(
  <StrictMode>
    <Welcome />
  </StrictMode>,
)
// There is no other page to put it into.
globalThis.papermarginDesk = createDesk
start({ site: () => practice, url: () => new URL(location.href), signal: new AbortController().signal })
