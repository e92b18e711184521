import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { i18n } from '#i18n'
import type { Done } from '@/lib/act'
import { fields, parsed } from '@/lib/json'
import { type Editable, Edits, editable } from '@/lib/paper'
import { fold, shortened } from '@/lib/words'
import { type Shown, shownKey } from './Paper'
import type { Keeping } from './Writing'

interface Props {
  keeping: Keeping
  /** What the drafts of its fields begin with. */
  draft: string
  /** What pages say of the paper. */
  said: Shown
  /** What the reader says in its place. */
  edits?: Edits
  /** Stores what the reader says of one field, which is `from` until then; nothing, to have it as the pages do again. */
  change(field: Editable, from: Edits, to: Edits): Promise<Done>
  /** Further rows, which cannot be written over. */
  children?: ReactNode
}

/** A paper's whole record, each field of it to be written over; what pages said stands below what the reader changed. */
export function Record({ keeping, draft, said, edits = {}, change, children }: Props) {
  const keys = said.keys.filter((key) => !key.startsWith('title:'))
  return (
    <dl className="rec">
      {editable.map((field) => (
        <Field
          key={field}
          keeping={keeping}
          draft={`${draft}:${field}`}
          field={field}
          said={saysOf(said, field)}
          edits={edits}
          change={change}
        />
      ))}
      {keys.length > 0 && (
        <>
          <dt>{i18n.t('paper.identifiers')}</dt>
          <dd className="num">{keys.map(shownKey).join(', ')}</dd>
        </>
      )}
      {children}
    </dl>
  )
}

const saysOf = ({ links, ...facts }: Shown, field: Editable): Edits =>
  field === 'page' || field === 'pdf' || field === 'code' ? { [field]: links[field] } : { [field]: facts[field] }

/** A field as it is written: of several authors each on a line. */
const written = (value: Edits[Editable]): string => (Array.isArray(value) ? value.join('\n') : (value ?? ''))

/** What was written in a field, or undefined when it is none that the field can hold. */
function read(field: Editable, text: string): Edits | undefined {
  const lines = text.split('\n').map(fold).filter(Boolean)
  if (lines.length === 0) return {}
  const whole = lines.join(field === 'abstract' ? '\n' : ' ')
  return Edits.safeParse({ [field]: field === 'authors' ? lines : whole }).data
}

/** What was typed in a field, and what the reader had said in it when they began. */
interface Begun {
  from: Edits
  words: string
}

/** As it is kept: by what it began from an edit that was made meanwhile is told, and not overruled. */
const heldOf = (begun: Begun) => JSON.stringify(begun)

function begunIn(held: string): Begun {
  const { from, words } = fields(parsed(held))
  return { from: Edits.safeParse(from).data ?? {}, words: typeof words === 'string' ? words : held }
}

interface FieldProps extends Pick<Props, 'keeping' | 'draft' | 'change'> {
  field: Editable
  said: Edits
  edits: Edits
}

/**
 * One field; it is stored when it is left, by Enter, or when its window closes. Escape leaves it as it was. What is half-typed is
 * kept at each keystroke, and stands there again.
 */
function Field({ keeping, draft, field, said, edits, change }: FieldProps) {
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const [typed, setTyped] = useState<string>()
  const [problem, setProblem] = useState<string>()
  /** What the reader had said when they began. */
  const from = useRef<Edits>({})
  const stored = edits[field]
  const words = typed ?? written(stored ?? said[field])

  async function store(text: string) {
    const to = read(field, text)
    if (!to) return setProblem(i18n.t('record.invalid'))
    // Written as the pages have it, or emptied, it is theirs again.
    const isTheirs = written(to[field]) === written(read(field, written(said[field]))?.[field])
    const done = await change(field, from.current, isTheirs ? {} : to)
    if (!done.ok) return setProblem(i18n.t(`problem.${done.problem}`))
    const { typed: now = text } = latest.current
    if (now === text) forget()
  }
  const forget = () => {
    setTyped(undefined)
    setProblem(undefined)
    keeping.hold(draft)
  }
  const leave = () => {
    if (typed !== undefined) void store(typed)
  }
  const latest = useRef({ typed, words, leave })
  useEffect(() => {
    latest.current = { typed, words, leave }
  })
  useEffect(() => {
    void keeping.draft(draft).then((left) => {
      if (left === undefined || latest.current.typed !== undefined) return
      const begun = begunIn(left)
      // It was stored as its window closed.
      if (begun.words === latest.current.words) return keeping.hold(draft)
      from.current = begun.from
      setTyped(begun.words)
      const folded = area.current?.closest('details')
      if (folded) folded.open = true
    })
  }, [keeping, draft])
  useEffect(() => {
    const close = () => latest.current.leave()
    window.addEventListener('pagehide', close)
    return () => {
      window.removeEventListener('pagehide', close)
      close()
    }
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the words.
  useLayoutEffect(() => {
    const { current } = area
    if (!current) return
    current.style.height = 'auto'
    current.style.height = `${current.scrollHeight + 2}px`
  }, [words])

  const isLong = field === 'authors' || field === 'abstract'
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && typed !== undefined) {
      event.stopPropagation()
      forget()
    } else if (event.key === 'Enter' && (!isLong || event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      leave()
    }
  }
  return (
    <>
      <dt>
        <label htmlFor={id}>{i18n.t(`record.${field}`)}</label>
      </dt>
      <dd>
        <textarea
          ref={area}
          id={id}
          className={field === 'title' ? 'title' : undefined}
          rows={1}
          dir="auto"
          data-field={field}
          placeholder={i18n.t('record.none')}
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}said`}
          value={words}
          onChange={({ target: { value } }) => {
            if (typed === undefined) from.current = { [field]: stored }
            setTyped(value)
            keeping.hold(draft, heldOf({ from: from.current, words: value }))
          }}
          onBlur={leave}
          onKeyDown={onKeyDown}
        />
        <div id={`${id}said`}>
          {field === 'authors' && typed !== undefined && <p className="small quiet">{i18n.t('record.oneALine')}</p>}
          {problem && (
            <p className="lost" role="alert">
              {problem}
            </p>
          )}
          {stored !== undefined && (
            <p className="small quiet">
              {said[field] === undefined
                ? i18n.t('record.saidNothing')
                : i18n.t('record.said', [
                    field === 'abstract'
                      ? shortened(written(said[field]))
                      : written(said[field]).replaceAll('\n', ', '),
                  ])}
            </p>
          )}
        </div>
        {stored !== undefined && (
          <button
            type="button"
            className="btn sm"
            data-reset={field}
            aria-describedby={`${id}said`}
            onClick={() => {
              from.current = { [field]: stored }
              void store('')
            }}
          >
            {said[field] === undefined ? i18n.t('record.remove') : i18n.t('record.useThat')}
          </button>
        )}
      </dd>
    </>
  )
}
