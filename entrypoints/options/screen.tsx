import { type ReactNode, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { i18n } from '#i18n'
import { TagHues } from '@/components/Hues'
import { Meanings } from '@/components/Meanings'
import type { Appearance } from '@/lib/appearance'
import { type Meaning, meaningsOf } from '@/lib/color'
import { parsed } from '@/lib/json'
import { appearance, meanings, tagHues } from '@/lib/settings'
import { useSetting } from './setting'

/** How long nothing is shown yet, in milliseconds: most answers come sooner, and what waits is then not drawn first. */
const SOON = 60

/** What a screen asks for at first, or undefined where it takes longer, or cannot be had: that the screen says by itself. */
export const soon = <T,>(first: Promise<T> | undefined): Promise<T | undefined> =>
  Promise.race([first?.catch(() => undefined), new Promise<undefined>((resolve) => setTimeout(resolve, SOON))])

/** Shows one of our screens as the reader likes it, with their names for the meanings and their hues of tags. */
export function show(screen: ReactNode): void {
  document.documentElement.lang = i18n.t('lang')
  void appearance.getValue().then(dress)
  appearance.watch(dress)
  const root = createRoot(document.getElementById('root') as HTMLElement)
  flushSync(() => root.render(<Named>{screen}</Named>))
  // Where the browser asks at all: that it never clears what is stored here to make room.
  void navigator.storage.persist().catch(console.error)
}

function dress(look: Appearance) {
  Object.assign(document.documentElement.dataset, look)
  // For public/looks.js, which has the next screen look so from its first paint.
  localStorage.setItem('looks', JSON.stringify(look))
}

function Named({ children }: { children: ReactNode }) {
  // As they were when a screen was last open: the extension's storage would keep the first paint waiting.
  const [own, setOwn] = useState(() => meaningsOf(parsed(localStorage.getItem('meanings') ?? '')))
  useEffect(() => {
    const hear = (now: Meaning[]) => {
      localStorage.setItem('meanings', JSON.stringify(now))
      setOwn((before) => (JSON.stringify(before) === JSON.stringify(now) ? before : now))
    }
    void meanings.getValue().then(hear)
    return meanings.watch(hear)
  }, [])
  const [hues] = useSetting(tagHues)
  return (
    <Meanings value={own}>
      <TagHues value={hues}>{children}</TagHues>
    </Meanings>
  )
}
