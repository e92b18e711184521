import { type ReactNode, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { i18n } from '#i18n'
import { Meanings } from '@/components/Meanings'
import type { Appearance } from '@/lib/appearance'
import type { Meaning } from '@/lib/color'
import { appearance, meanings } from '@/lib/settings'

/** Shows one of our screens as the reader likes it, and with their names for the meanings; resolves when it stands. */
export async function show(screen: ReactNode): Promise<void> {
  document.documentElement.lang = i18n.t('lang')
  void appearance.getValue().then(dress)
  appearance.watch(dress)
  const first = await meanings.getValue()
  const root = createRoot(document.getElementById('root') as HTMLElement)
  flushSync(() => root.render(<Named first={first}>{screen}</Named>))
}

function dress(look: Appearance) {
  Object.assign(document.documentElement.dataset, look)
  // For public/looks.js, which has the next screen look so from its first paint.
  localStorage.setItem('looks', JSON.stringify(look))
}

function Named({ first, children }: { first: Meaning[]; children: ReactNode }) {
  const [own, setOwn] = useState(first)
  useEffect(() => meanings.watch(setOwn), [])
  return <Meanings value={own}>{children}</Meanings>
}
