import { useRef, useState } from 'react'
import { i18n } from '#i18n'
import { hand } from '@/components/file'
import { Say } from '@/components/Say'
import { inTurn } from '@/lib/act'
import { type Finding, faults, isMendable } from '@/lib/checkup'
import { asItLies } from '@/lib/library/backup'
import { checkUp } from '@/lib/library/checkup'
import { mend } from '@/lib/library/mend'
import { keeping } from '../popup/keeping'

/** Records that are named of each fault; their number is said in any case. */
const LISTED = 50

type Checked = NonNullable<Awaited<ReturnType<typeof checkUp>>>
type State =
  | { is: 'checking'; done: number; all: number }
  | { is: 'checked'; checked: Checked }
  | { is: 'repairing'; checked: Checked }
  | { is: 'repaired'; count: number; file: string; entries: string[] }
  | { is: 'said'; words: string }

/** Looks at every record that is stored, tells what is wrong, and repairs it, once a copy was saved; that can be undone. */
export function Checkup() {
  const [state, setState] = useState<State>()
  const stops = useRef(new AbortController())
  const guarded = (work: () => Promise<State>) => async () => {
    try {
      setState(await work())
    } catch (error) {
      console.error(error)
      setState({ is: 'said', words: i18n.t('checkup.failed') })
    }
  }
  const check = guarded(async () => {
    stops.current = new AbortController()
    setState({ is: 'checking', done: 0, all: 1 })
    const checked = await checkUp((done, all) => setState({ is: 'checking', done, all }), stops.current.signal)
    return checked ? { is: 'checked', checked } : { is: 'said', words: i18n.t('checkup.stopped') }
  })
  const saveCopy = async () => {
    const { name, file } = await asItLies()
    hand(file, name)
    return name
  }
  const repair = (checked: Checked) =>
    guarded(async () => {
      setState({ is: 'repairing', checked })
      const file = await saveCopy()
      const some = checked.findings.filter(({ fault }) => isMendable(fault))
      return { is: 'repaired', count: some.length, file, entries: await mend(some) }
    })()
  const undo = (entries: string[]) =>
    guarded(async () => {
      const acts = entries.toReversed().map((entry) => ({ do: 'undo' as const, entry }))
      const done = await inTurn(acts, keeping.act)
      return { is: 'said', words: done.ok ? i18n.t('checkup.undone') : i18n.t(`problem.${done.problem}`) }
    })()
  const checking = state?.is === 'checking' ? state : undefined
  return (
    <section aria-labelledby="checkup">
      <h2 id="checkup">{i18n.t('checkup.title')}</h2>
      <p className="quiet">{i18n.t('checkup.how')}</p>
      <p className="row wraps">
        {checking ? (
          <>
            <button type="button" className="btn" onClick={() => stops.current.abort()}>
              {i18n.t('checkup.stop')}
            </button>
            <progress max={checking.all} value={checking.done} aria-label={i18n.t('checkup.title')} />
          </>
        ) : (
          <button type="button" className="btn" id="check" disabled={state?.is === 'repairing'} onClick={check}>
            {state ? i18n.t('checkup.again') : i18n.t('checkup.start')}
          </button>
        )}
      </p>
      {(state?.is === 'checked' || state?.is === 'repairing') && (
        <Report
          checked={state.checked}
          busy={state.is === 'repairing'}
          repair={() => void repair(state.checked)}
          copy={() => void guarded(async () => ({ is: 'said', words: i18n.t('checkup.saved', [await saveCopy()]) }))()}
        />
      )}
      <p className="row wraps small" role="status">
        {state?.is === 'said' && state.words}
        {state?.is === 'checked' && state.checked.findings.length === 0 && i18n.t('checkup.well')}
        {state?.is === 'repaired' && (
          <>
            {i18n.t('checkup.repaired', state.count, [String(state.count), state.file])}
            {state.entries.length > 0 && (
              <button type="button" className="btn sm" data-act="undo" onClick={() => void undo(state.entries)}>
                {i18n.t('undo')}
              </button>
            )}
          </>
        )}
      </p>
    </section>
  )
}

interface ReportProps {
  checked: Checked
  busy: boolean
  repair(): void
  copy(): void
}

function Report({ checked: { counts, findings }, busy, repair, copy }: ReportProps) {
  const counted = (['papers', 'highlights', 'notes', 'journal'] as const).map((table) =>
    i18n.t(`checkup.counts.${table}`, counts[table]),
  )
  const mendable = findings.filter(({ fault }) => isMendable(fault)).length
  return (
    <>
      <p className="small quiet num">{i18n.t('checkup.counted', [counted.join(', ')])}</p>
      {findings.length > 0 && (
        <>
          <Say title={i18n.t('checkup.found', findings.length)}>
            <ul className="findings">
              {faults.map((fault) => {
                const some = findings.filter((one) => one.fault === fault)
                return some.length > 0 && <Found key={fault} some={some} />
              })}
            </ul>
          </Say>
          <p className="row wraps">
            {mendable > 0 && (
              <button type="button" className="btn sm main" id="repair" disabled={busy} onClick={repair}>
                {busy ? i18n.t('checkup.repairing') : i18n.t('checkup.repair', mendable)}
              </button>
            )}
            <button type="button" className="btn sm" disabled={busy} onClick={copy}>
              {i18n.t('checkup.copy')}
            </button>
          </p>
        </>
      )}
    </>
  )
}

/** What is wrong in one way: in a sentence, and with which records. */
function Found({ some }: { some: Finding[] }) {
  const [{ fault }] = some as [Finding]
  return (
    <li data-fault={fault}>
      {i18n.t(`checkup.fault.${fault}`, some.length)}
      <details className="small">
        <summary>{i18n.t('checkup.which', some.length)}</summary>
        <ul>
          {some.slice(0, LISTED).map(({ table, id, what, detail }) => (
            <li key={`${table} ${id} ${detail}`}>
              <b dir="auto">{what || id}</b> <span className="quiet">{detail}</span>
            </li>
          ))}
          {some.length > LISTED && <li>{i18n.t('checkup.more', some.length - LISTED)}</li>}
        </ul>
      </details>
    </li>
  )
}
