import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'
import { typesInto } from '@/components/SearchField'

/**
 * Keys of a screen with a list: `/` goes to the field, the down arrow to the list; so does Escape in a row's field. `start` is
 * where the focus is at first; without it, it stays where it is.
 */
export function useListKeys(field: RefObject<HTMLInputElement | null>, start?: 'list' | 'field') {
  const main = useRef<HTMLElement>(null)
  const toList = () => main.current?.querySelector<HTMLElement>('.pick[tabindex="0"]')?.focus()
  useEffect(() => {
    if (start === 'field') field.current?.focus()
    if (start === 'list') main.current?.querySelector<HTMLElement>('.pick[tabindex="0"]')?.focus()
  }, [field, start])

  useLetters({ '/': () => field.current?.focus() })
  const onKeyDown = (event: KeyboardEvent) => {
    // In a row's field the first Escape leaves it; the next closes the popup.
    if (event.key === 'Escape' && typesInto(event.target) && event.target !== field.current) {
      event.preventDefault()
      toList()
    }
  }
  const inField = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
    event.preventDefault()
    toList()
  }
  return { main, onKeyDown, inField }
}

/** Single letters that act wherever the focus is in the popup, fields excepted. */
export function useLetters(letters: Record<string, () => void>) {
  const latest = useRef(letters)
  useEffect(() => {
    latest.current = letters
  })
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const run = latest.current[event.key.toLowerCase()]
      if (!run || event.defaultPrevented || typesInto(event.target)) return
      // What lies over the screen has keys of its own.
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return
      event.preventDefault()
      run()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
