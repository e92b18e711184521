import type { ComponentProps, Ref } from 'react'
import { Icon } from './Icon'
import { Key } from './Key'

interface Props extends Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'type'> {
  label: string
  words: string
  type(words: string): void
  ref: Ref<HTMLInputElement>
}

/** The field that searches or filters; `/` focuses it. */
export function SearchField({ label, words, type, ref, ...more }: Props) {
  return (
    <label className="field">
      <Icon name="search" />
      <span className="vh">{label}</span>
      <input
        ref={ref}
        id="search"
        type="text"
        autoComplete="off"
        spellCheck={false}
        placeholder={label}
        aria-keyshortcuts="/"
        value={words}
        onChange={(event) => type(event.target.value)}
        {...more}
      />
      <Key name="/" />
    </label>
  )
}

/** Whether a key pressed here is a word's letter. */
export const typesInto = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, textarea, select') !== null
