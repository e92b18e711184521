import { useMemo, useRef, useState } from 'react'
import { i18n } from '#i18n'
import { LeftOut } from '@/components/LeftOut'
import { Say } from '@/components/Say'
import { inTurn } from '@/lib/act'
import { filesInFolder, renewFolder } from '@/lib/folder'
import { type Backup, readBackup } from '@/lib/import/backup'
import { NotReadable } from '@/lib/import/records'
import { settingsNow, takeSettings } from '@/lib/library/kept'
import { restore, type Standing, standing, standings } from '@/lib/library/restore'
import type { Paper } from '@/lib/paper'
import { backupPlan } from '@/lib/settings'
import { searchable } from '@/lib/words'
import { keeping } from '../popup/keeping'
import { momentOf } from './moment'
import { useSetting } from './setting'

/** Rows that are drawn; what is typed above them narrows them down, and all are brought back that are ticked. */
const LISTED = 100

type State =
  | { is: 'reading' }
  | { is: 'unreadable'; words: string }
  | { is: 'read'; backup: Backup; standing: Map<string, Standing> }
  | { is: 'restored'; papers: number; entries: string[]; settings?: object }
  | { is: 'undone'; words: string }

/** Reads a backup's files, shows what is in them beside what is stored, and brings back what the reader ticks. */
export function Restore() {
  const input = useRef<HTMLInputElement>(null)
  const [state, setState] = useState<State>()
  const read = async (files: File[]) => {
    setState({ is: 'reading' })
    try {
      const backup = await readBackup(files)
      setState({ is: 'read', backup, standing: await standing(backup.records) })
    } catch (error) {
      console.error(error)
      const words =
        error instanceof NotReadable ? i18n.t(`import.why.${error.reason}`) : i18n.t('import.why.unreadable')
      setState({ is: 'unreadable', words })
    }
  }
  const undo = async ({ entries, settings }: Extract<State, { is: 'restored' }>) => {
    const acts = entries.toReversed().map((entry) => ({ do: 'undo' as const, entry }))
    const done = await inTurn(acts, keeping.act)
    if (settings) await takeSettings(settings)
    setState({ is: 'undone', words: done.ok ? i18n.t('restoring.undone') : i18n.t(`problem.${done.problem}`) })
  }
  return (
    <>
      <h3 id="restoring">{i18n.t('restoring.title')}</h3>
      <p className="small quiet">{i18n.t('restoring.how')}</p>
      <p className="row wraps">
        <input
          ref={input}
          id="restore-files"
          type="file"
          accept=".json,.gz,application/json,application/gzip"
          multiple
          hidden
          onChange={({ target }) => {
            const files = [...(target.files ?? [])]
            // The same files can be chosen again.
            target.value = ''
            if (files.length > 0) void read(files)
          }}
        />
        <button
          type="button"
          className="btn sm"
          disabled={state?.is === 'reading'}
          onClick={() => input.current?.click()}
        >
          {state?.is === 'reading' ? i18n.t('restoring.reading') : i18n.t('restoring.choose')}
        </button>
        <FromFolder read={read} />
      </p>
      {state?.is === 'unreadable' && <Say bad words={state.words} />}
      {state?.is === 'read' && (
        <Preview
          key={state.backup.at}
          {...state}
          close={() => setState(undefined)}
          done={(papers, entries, settings) => setState({ is: 'restored', papers, entries, settings })}
        />
      )}
      <p className="row wraps small" role="status">
        {state?.is === 'undone' && state.words}
        {state?.is === 'restored' && (
          <>
            {i18n.t('restoring.done', state.papers)}
            <button type="button" className="btn sm" data-act="undo" onClick={() => void undo(state)}>
              {i18n.t('undo')}
            </button>
          </>
        )}
      </p>
    </>
  )
}

/** Reads the newest backup of the chosen folder; the browser may ask whether it may. */
function FromFolder({ read }: { read(files: File[]): Promise<void> }) {
  const [plan] = useSetting(backupPlan)
  const [words, setWords] = useState('')
  if (plan.to !== 'folder') return null
  const look = async () => {
    if (!(await renewFolder())) return setWords(i18n.t('backing.why.lapsed'))
    // By their names the newest come last, and parts of one backup say the same time.
    const files = (await filesInFolder('.json.gz')).sort((a, b) => (a.name < b.name ? 1 : -1))
    const time = ({ name }: File) => /^papermargin-[\d-]{20}/.exec(name)?.[0]
    const newest = files.find(time)
    setWords(newest ? '' : i18n.t('restoring.none'))
    if (newest) await read(files.filter((file) => time(file) === time(newest)))
  }
  return (
    <>
      <button type="button" className="btn sm" onClick={() => void look()}>
        {i18n.t('restoring.fromFolder')}
      </button>
      <span className="small" role="status">
        {words}
      </span>
    </>
  )
}

interface PreviewProps {
  backup: Backup
  standing: Map<string, Standing>
  close(): void
  done(papers: number, entries: string[], settings?: object): void
}

/** What is in a backup, beside what is stored; which of it is brought back. */
function Preview({ backup, standing, close, done }: PreviewProps) {
  const { papers, highlights, notes, rejected } = backup.records
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => new Set(papers.map(({ id }) => id)))
  const [settingsToo, setSettingsToo] = useState(false)
  const [words, setWords] = useState('')
  const [progress, setProgress] = useState<number>()
  const [problem, setProblem] = useState<string>()
  const stops = useRef(new AbortController())
  const hanging = useMemo(() => Map.groupBy([...highlights, ...notes], ({ paperId }) => paperId), [highlights, notes])
  const sought = searchable(words)
  const found = papers.filter(({ title }) => searchable(title).includes(sought))
  const chosen = papers.filter(({ id }) => ticked.has(id))
  const counts = standings.flatMap((one) => {
    const count = papers.filter(({ id }) => standing.get(id) === one).length
    return count > 0 ? [i18n.t(`restoring.counts.${one}`, count)] : []
  })
  const tick = (some: Paper[], on: boolean) => {
    const ids = new Set(some.map(({ id }) => id))
    setTicked((now) => (on ? now.union(ids) : now.difference(ids)))
  }
  const bringBack = async () => {
    setProgress(0)
    // One that was stopped, and failed, can be tried again.
    stops.current = new AbortController()
    try {
      const settings = settingsToo ? await settingsNow() : undefined
      const { papers, entries } = await restore(backup, chosen, setProgress, stops.current.signal)
      if (settings) await takeSettings(backup.settings ?? {})
      done(papers, entries, settings)
    } catch (error) {
      console.error(error)
      setProblem(i18n.t('import.stopped'))
      setProgress(undefined)
    }
  }
  const busy = progress !== undefined
  return (
    <section className="restore" aria-labelledby="restore-of" data-restore="preview">
      <p id="restore-of">
        <b>{i18n.t('restoring.of', papers.length, [String(papers.length), backup.at ? momentOf(backup.at) : '?'])}</b>
      </p>
      <p className="small quiet num">{counts.join(' · ')}</p>
      {backup.missing.length > 0 && <Say bad words={i18n.t('restoring.missing', [backup.missing.join(', ')])} />}
      <LeftOut rejected={rejected} left={rejected.length} title={i18n.t('import.rejected', rejected.length)} />
      {papers.length > 1 && (
        <p className="row wraps">
          <input
            type="search"
            className="field"
            aria-label={i18n.t('restoring.find')}
            placeholder={i18n.t('restoring.find')}
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
          <label className="row small">
            <input
              type="checkbox"
              disabled={busy || found.length === 0}
              checked={found.length > 0 && found.every(({ id }) => ticked.has(id))}
              onChange={({ target }) => tick(found, target.checked)}
            />
            {i18n.t('restoring.all', found.length)}
          </label>
        </p>
      )}
      <ul className="restores">
        {found.slice(0, LISTED).map((paper) => {
          const hung = hanging.get(paper.id)?.length ?? 0
          return (
            <li key={paper.id} data-standing={standing.get(paper.id)}>
              <label className="row">
                <input
                  type="checkbox"
                  disabled={busy}
                  checked={ticked.has(paper.id)}
                  onChange={({ target }) => tick([paper], target.checked)}
                />
                <span className="grow one" dir="auto">
                  {paper.edits?.title ?? paper.title}
                </span>
                {hung > 0 && <span className="small quiet num">{i18n.t('restoring.hung', hung)}</span>}
                <span className="small quiet">{i18n.t(`restoring.standing.${standing.get(paper.id) ?? 'new'}`)}</span>
              </label>
            </li>
          )
        })}
      </ul>
      {found.length > LISTED && <p className="small quiet">{i18n.t('restoring.more', found.length - LISTED)}</p>}
      {backup.settings && (
        <label className="row">
          <input
            type="checkbox"
            disabled={busy}
            checked={settingsToo}
            onChange={({ target }) => setSettingsToo(target.checked)}
          />
          {i18n.t('restoring.settings')}
        </label>
      )}
      {problem && <Say bad words={problem} />}
      <p className="row wraps">
        <button
          type="button"
          className="btn sm main"
          id="restore"
          disabled={busy || (chosen.length === 0 && !settingsToo)}
          onClick={() => void bringBack()}
        >
          {i18n.t('restoring.restore', chosen.length)}
        </button>
        <button type="button" className="btn bare sm" onClick={() => (busy ? stops.current.abort() : close())}>
          {busy ? i18n.t('restoring.stop') : i18n.t('close')}
        </button>
        {busy && <progress value={progress} aria-label={i18n.t('restoring.title')} />}
      </p>
    </section>
  )
}
