import { useEffect, useRef, useState } from 'react'
import { i18n } from '#i18n'
import { exportWords } from '@/components/Export'
import { useMeanings } from '@/components/Meanings'
import type { Entry } from '@/lib/entry'
import { lastTouched } from '@/lib/library/queries'
import { LONGEST_NAME } from '@/lib/saved'
import { templates } from '@/lib/settings'
import { freeName, LONGEST_TEMPLATE, MOST_TEMPLATES, type Template } from '@/lib/template'
import { templateProblem } from '../popup/Exporting'
import { useSetting } from './setting'

/** The reader's own templates, each with what it makes of the paper that was touched last. */
export function Templates() {
  const [all, store] = useSetting(templates)
  const [chosen, choose] = useState<string>()
  const [deleted, setDeleted] = useState<Template>()
  const open = all.find(({ name }) => name === chosen) ?? all[0]

  const add = async (template?: Template) => {
    const { prepared } = await import('@/lib/export/template')
    const name = freeName(all, template?.name ?? i18n.t('templates.first'))
    store([...all, { name, text: template?.text ?? prepared }])
    choose(name)
    setDeleted(undefined)
  }
  const change = (next: Template) => {
    const others = all.filter((one) => one !== open)
    const named = { name: freeName(others, next.name) || (open as Template).name, text: next.text }
    store(all.map((one) => (one === open ? named : one)))
    choose(named.name)
  }
  return (
    <section aria-labelledby="templates">
      <h2 id="templates">{i18n.t('templates.title')}</h2>
      <p className="quiet">{i18n.t('templates.how')}</p>
      <p className="row wraps">
        {all.map(({ name }) => (
          <button
            key={name}
            type="button"
            className="btn sm"
            aria-pressed={name === open?.name}
            onClick={() => choose(name)}
          >
            {name}
          </button>
        ))}
        <button
          type="button"
          id="template-add"
          className="btn sm"
          disabled={all.length >= MOST_TEMPLATES}
          onClick={() => void add()}
        >
          {i18n.t('templates.add')}
        </button>
        {deleted && (
          <span role="status" className="small">
            {i18n.t('templates.deleted', [deleted.name])}{' '}
            <button type="button" className="link" onClick={() => void add(deleted)}>
              {i18n.t('undo')}
            </button>
          </span>
        )}
      </p>
      {open && (
        <Editor
          key={open.name}
          template={open}
          change={change}
          remove={() => {
            store(all.filter((one) => one !== open))
            setDeleted(open)
          }}
        />
      )}
    </section>
  )
}

interface EditorProps {
  template: Template
  change(next: Template): void
  remove(): void
}

/** One template: its name, its text, what it makes of a paper, and what it can ask for. */
function Editor({ template, change, remove }: EditorProps) {
  const [name, setName] = useState(template.name)
  // What is stored comes back a moment later: fields must not go back to it.
  const [text, setText] = useState(template.text)
  const { made, problem, known } = usePreview(text)
  return (
    <div className="template">
      <div className="row wraps">
        <label className="field">
          <span className="vh">{i18n.t('templates.name')}</span>
          <input
            type="text"
            data-field="template-name"
            maxLength={LONGEST_NAME}
            value={name}
            onChange={({ target }) => setName(target.value)}
            onBlur={() => name !== template.name && change({ name, text })}
          />
        </label>
        <button type="button" className="btn bare sm danger end" onClick={remove}>
          {i18n.t('delete')}
        </button>
      </div>
      <textarea
        rows={14}
        spellCheck={false}
        data-field="template"
        aria-label={i18n.t('templates.text')}
        aria-invalid={problem !== undefined}
        aria-describedby="template-problem"
        maxLength={LONGEST_TEMPLATE}
        value={text}
        onChange={({ target }) => {
          setText(target.value)
          change({ name: template.name, text: target.value })
        }}
      />
      <p className="small lost" id="template-problem" role="status">
        {problem}
      </p>
      <details>
        <summary>{i18n.t('templates.known')}</summary>
        <dl className="facts known">
          {known.map(([name, value]) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd className="one">{value}</dd>
            </div>
          ))}
        </dl>
        <p className="small quiet">{i18n.t('templates.language')}</p>
      </details>
      <h3 className="label" id="template-preview">
        {i18n.t('templates.preview')}
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must by keys. */}
      <section className="preview" aria-labelledby="template-preview" tabIndex={0} dir="auto">
        {made}
      </section>
    </div>
  )
}

/** What a template makes of the paper that was touched last, or why it makes nothing; and all that it can ask for. */
function usePreview(text: string) {
  const meanings = useMeanings()
  const entry = useRef<Promise<Entry[]>>(undefined)
  const [made, setMade] = useState('')
  const [problem, setProblem] = useState<string>()
  const [known, setKnown] = useState<[string, string][]>([])
  useEffect(() => {
    let isOver = false
    const draw = async () => {
      const { parts, TemplateError, variables, written } = await import('@/lib/export/template')
      entry.current ??= lastTouched(1)
      const entries = await entry.current
      if (isOver) return
      const words = exportWords(meanings)
      const { highlights: _, notes: _notes, ...facts } = variables(entries[0] ?? NOBODYS, words)
      const lists = Object.entries(parts).map(([name, fields]): [string, string] => [name, `[${fields.join(', ')}]`])
      const values = Object.entries(facts).map(([name, value]): [string, string] => [name, [value].flat().join(', ')])
      setKnown([...lists, ...values])
      try {
        setMade(entries.length > 0 ? written(text, entries, words) : i18n.t('templates.nothing'))
        setProblem(undefined)
      } catch (error) {
        // What it made before stays, so that a word half-typed does not take it away.
        if (error instanceof TemplateError) setProblem(templateProblem(error.message, error.line))
        else throw error
      }
    }
    void draw().catch(console.error)
    return () => {
      isOver = true
    }
  }, [text, meanings])
  return { made, problem, known }
}

/** Of which nothing is known: what there is to ask for is told also where nothing is stored. */
const NOBODYS: Entry = {
  paper: {
    id: '',
    rev: 1,
    createdAt: '',
    updatedAt: '',
    keys: [],
    title: '',
    links: {},
    abstracts: [],
    counts: {},
  },
  highlights: [],
  notes: [],
}
