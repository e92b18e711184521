import '@/components/tokens.css'
import '@/components/components.css'
import '@/components/screens.css'
import './welcome.css'
import { StrictMode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { i18n } from '#i18n'
import { start } from '../page.content/start'
import { practice } from './practice'
import { Welcome } from './Welcome'

document.title = i18n.t('welcome.title')
document.documentElement.lang = i18n.t('lang')
const root = createRoot(document.getElementById('root') as HTMLElement)
// The list must stand before the page script reads it, as it does on the pages of the world.
flushSync(() =>
  root.render(
    <StrictMode>
      <Welcome />
    </StrictMode>,
  ),
)
start({ site: () => practice, url: () => new URL(location.href), signal: new AbortController().signal })
