import { type SubmitEvent, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { i18n } from '#i18n'
import { Icon } from '@/components/Icon'
import { parsed, printed } from '@/lib/query'
import { LONGEST_NAME, type SavedSearch, withName, withSaved } from '@/lib/saved'
import { savedSearches } from '@/lib/settings'
import { useSetting } from '../options/setting'
import { hrefOf } from './address'

/** The searches that the reader keeps, each a link to what it finds; the present one can be kept, too. */
export function Saved({ search }: { search: string }) {
  const [all, change] = useSetting(savedSearches)
  /** Whose name is being typed: that of the present query, or of one that is kept. */
  const [naming, setNaming] = useState<{ before?: string }>()
  const [gone, setGone] = useState<SavedSearch[]>()
  const section = useRef<HTMLElement>(null)
  const query = printed(parsed(search))
  const isKept = all.some((one) => one.query === query)

  // What had the focus is gone with the click: its place has it.
  const then = (act: () => void) => {
    flushSync(act)
    section.current?.focus()
  }
  const name = (called: string) =>
    then(() => {
      if (naming?.before === undefined) change(withSaved(all, { name: called, query }))
      else change(withName(all, naming.before, called))
      setNaming(undefined)
    })

  if (all.length === 0 && query === '' && !gone) return null
  return (
    <section className="saved" ref={section} tabIndex={-1} aria-label={i18n.t('kept.title')}>
      <h2 className="label">{i18n.t('kept.title')}</h2>
      <ul>
        {all.map((one) => (
          <li key={one.name} className="row">
            {naming?.before === one.name ? (
              <Name name={one.name} done={name} leave={() => then(() => setNaming(undefined))} />
            ) : (
              <>
                <a
                  className="grow one"
                  dir="auto"
                  href={hrefOf({ search: one.query })}
                  title={one.query}
                  aria-current={one.query === query ? 'true' : undefined}
                >
                  {one.name}
                </a>
                <button
                  type="button"
                  className="btn bare ic sm"
                  aria-label={i18n.t('kept.rename', [one.name])}
                  onClick={() => setNaming({ before: one.name })}
                >
                  <Icon name="edit" />
                </button>
                <button
                  type="button"
                  className="btn bare ic sm"
                  aria-label={i18n.t('kept.delete', [one.name])}
                  onClick={() =>
                    then(() => {
                      setGone(all)
                      change(all.filter((other) => other !== one))
                    })
                  }
                >
                  <Icon name="close" />
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
      <p role="status" className="small">
        {gone && (
          <>
            {i18n.t('kept.deleted')}{' '}
            <button
              type="button"
              className="link"
              onClick={() =>
                then(() => {
                  // What was kept meanwhile stays.
                  change(all.reduce(withSaved, gone))
                  setGone(undefined)
                })
              }
            >
              {i18n.t('undo')}
            </button>
          </>
        )}
      </p>
      {naming && naming.before === undefined ? (
        <Name name="" done={name} leave={() => then(() => setNaming(undefined))} />
      ) : (
        query !== '' &&
        !isKept && (
          <button type="button" className="btn bare sm" id="save-search" onClick={() => setNaming({})}>
            {i18n.t('kept.save')}
          </button>
        )
      )}
    </section>
  )
}

/** A field for a name: Enter takes it, Escape leaves it as it was. */
function Name({ name, done, leave }: { name: string; done(name: string): void; leave(): void }) {
  const [words, setWords] = useState(name)
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    done(words)
  }
  return (
    <form className="row naming" onSubmit={onSubmit}>
      <label className="field">
        <span className="vh">{i18n.t('kept.name')}</span>
        <input
          // biome-ignore lint/a11y/noAutofocus: the reader asked for the field.
          autoFocus
          type="text"
          dir="auto"
          placeholder={i18n.t('kept.name')}
          maxLength={LONGEST_NAME}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.stopPropagation()
            leave()
          }}
        />
      </label>
      <button type="submit" className="btn ic sm" aria-label={i18n.t('kept.keep')}>
        <Icon name="check" />
      </button>
    </form>
  )
}
