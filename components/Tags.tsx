import { type InputEvent, type KeyboardEvent, useId, useRef, useState } from 'react'
import { i18n } from '#i18n'
import type { Done } from '@/lib/act'
import { hasTag, hueOf, LONGEST_TAG, tagOf } from '@/lib/tag'
import { useHues } from './Hues'
import { Icon } from './Icon'
import { Key } from './Key'

/** A paper's tags, to be read. */
export function TagList({ tags }: { tags: string[] }) {
  const hues = useHues()
  return (
    <ul className="tags" aria-label={i18n.t('paper.tags')}>
      {tags.map((tag) => (
        <li key={tag} className="tag" data-hue={hueOf(hues, tag)}>
          <span dir="auto">{tag}</span>
        </li>
      ))}
    </ul>
  )
}

interface Props {
  tags: string[]
  /** The tags that there are, for the field to complete; asked for whenever the reader enters it. */
  known(): Promise<string[]>
  set(tag: string, tagged: boolean): Promise<Done>
  /** The letter that leads to the field. */
  letter: string
}

/** A paper's tags, each with a button that takes it away, and a field for more: Enter or a comma ends a tag. */
export function Tags({ tags, known, set, letter }: Props) {
  const [words, setWords] = useState('')
  const [others, setOthers] = useState<string[]>([])
  const field = useRef<HTMLInputElement>(null)
  const list = useId()
  const hues = useHues()

  async function add(typed: string) {
    const tag = tagOf(typed)
    // What cannot be stored stays in the field.
    if (tag === '' || (await set(tag, true)).ok) setWords((now) => (now === typed ? '' : now))
  }

  function onInput(event: InputEvent<HTMLInputElement>) {
    const { value } = event.currentTarget
    setWords(value)
    // One of the list was chosen: it is not typed, and Firefox says so with a name.
    const { inputType = 'insertReplacementText' } = event.nativeEvent as Partial<globalThis.InputEvent>
    if (inputType === 'insertReplacementText') void add(value)
  }

  function onKeyDown(event: KeyboardEvent) {
    if ((event.key !== 'Enter' && event.key !== ',') || event.nativeEvent.isComposing) return
    event.preventDefault()
    void add(words)
  }

  return (
    <div className="tagging">
      <ul className="tags" aria-label={i18n.t('paper.tags')}>
        {tags.map((tag) => (
          <li key={tag} className="tag" data-hue={hueOf(hues, tag)}>
            <span dir="auto">{tag}</span>
            <button
              type="button"
              aria-label={i18n.t('tag.remove', [tag])}
              onClick={() => {
                // The button goes with its tag.
                field.current?.focus()
                void set(tag, false)
              }}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
      <label className="adding">
        <Icon name="tag" />
        <span className="vh">{i18n.t('tag.add')}</span>
        <input
          ref={field}
          data-field="tag"
          type="text"
          size={12}
          dir="auto"
          autoComplete="off"
          placeholder={i18n.t('tag.add')}
          maxLength={LONGEST_TAG}
          list={list}
          value={words}
          onFocus={() => void known().then(setOthers, console.error)}
          onInput={onInput}
          onKeyDown={onKeyDown}
        />
        <Key name={letter.toUpperCase()} />
      </label>
      <datalist id={list}>
        {others
          .filter((tag) => !hasTag(tags, tag))
          .map((tag) => (
            <option key={tag} value={tag} />
          ))}
      </datalist>
    </div>
  )
}
