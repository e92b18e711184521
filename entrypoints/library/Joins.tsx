import { useLiveQuery } from 'dexie-react-hooks'
import { type ReactNode, useRef, useState } from 'react'
import { i18n } from '#i18n'
import { orClosed } from '@/components/Closed'
import { byline, Day, shownKey, shownOf } from '@/components/Paper'
import { Waiting } from '@/components/Say'
import { Segments } from '@/components/Segments'
import type { Single } from '@/lib/act'
import { dayOf } from '@/lib/day'
import type { Entry } from '@/lib/entry'
import { type Joined, joins, type Pair, suggestions } from '@/lib/library/alike'
import { isTitleKey } from '@/lib/likeness'
import { fold } from '@/lib/words'
import { keeping } from '../popup/keeping'
import { hrefOf } from './address'
import { useIdle } from './idle'
import { Rows } from './Rows'
import { useRecounted } from './recounted'
import type { ViewProps } from './views'

/** What there is to tell of papers that may be one, and of those that were joined. */
interface Alike {
  pairs: Pair[]
  joined: Joined[]
}

/** Undefined until it is known; it follows every change of the library. */
const useAlike = (): Alike | undefined =>
  useLiveQuery(orClosed(async () => ({ pairs: await suggestions(), joined: await joins() })))

/** For so long nothing was written before it is counted anew, in milliseconds: every paper's titles and identifiers are looked at. */
const CALM = 1000

const counted = async (asked: string, signal: AbortSignal) => {
  if (!asked) return
  await new Promise((resolve) => setTimeout(resolve, CALM))
  return signal.aborted ? undefined : (await suggestions()).length
}

/** Leads to the view where there is something to say there. */
export function JoinsLink({ stands }: { stands: boolean }) {
  const pairs = useRecounted(useIdle(stands) ? 'asked' : '', counted)
  if (!pairs) return null
  return (
    <a id="joins" href={hrefOf({ view: 'joins' })}>
      {i18n.t('joins.suggested', pairs)}
    </a>
  )
}

type Row = { key: string } & ({ pair: Pair } | { joined: Joined })

/** Pairs that may be one paper, for the reader to say, or the joins that were made, each of which can be taken back. */
export function Joins({ address, go, say }: ViewProps) {
  const view = useRef<HTMLElement>(null)
  const busy = useRef(false)
  const [chosen, choose] = useState<string>()
  /** Which of a pair stays, by the pair's key, where it is not the older one. */
  const [stays, setStays] = useState<ReadonlyMap<string, string>>(new Map())
  const alike = useAlike()
  if (!alike) return <Waiting />
  const shown = address.get('show') === 'joined' ? 'joined' : 'pairs'
  const rows: Row[] =
    shown === 'pairs'
      ? alike.pairs.map((pair) => ({ key: pair.map(({ paper }) => paper.id).join(), pair }))
      : alike.joined.map((joined) => ({ key: joined.gone.id, joined }))

  async function act(row: Row, act: Single, words: string) {
    if (busy.current) return
    busy.current = true
    // What stands there next takes the place, and the focus.
    const at = rows.findIndex(({ key }) => key === row.key)
    const next = rows[at + 1] ?? rows[at - 1]
    if (next) choose(next.key)
    else view.current?.focus()
    say(await keeping.act(act), words)
    busy.current = false
  }
  const idsOf = ([one, other]: Pair): [string, string] => [one.paper.id, other.paper.id]
  const stayingOf = ({ key }: Row, [one]: Pair) => stays.get(key) ?? one.paper.id
  const join = (row: Row, pair: Pair) => {
    const [one, other] = idsOf(pair)
    const papers: [string, string] = stayingOf(row, pair) === other ? [other, one] : [one, other]
    void act(row, { do: 'join', papers }, i18n.t('joins.done'))
  }
  const keepApart = (row: Row, pair: Pair) => void act(row, { do: 'apart', papers: idsOf(pair) }, i18n.t('joins.kept'))
  const stay = ({ key }: Row, id: string) => setStays(new Map(stays).set(key, id))

  return (
    <main ref={view} tabIndex={-1} className="view joins" aria-labelledby="joins-title">
      <header className="over row">
        <h2 className="vh" id="joins-title">
          {i18n.t('joins.title')}
        </h2>
        <Segments
          label={i18n.t('joins.title')}
          values={['pairs', 'joined'] as const}
          value={shown}
          nameOf={(one) =>
            one === 'pairs'
              ? `${i18n.t('joins.pairs')} ${alike.pairs.length}`
              : `${i18n.t('joins.made')} ${alike.joined.length}`
          }
          choose={(one) => go({ show: one === 'joined' ? one : undefined })}
        />
        <p className="small quiet">{i18n.t('joins.how')}</p>
      </header>
      {rows.length === 0 && (
        <p className="small quiet note">{shown === 'pairs' ? i18n.t('joins.noPairs') : i18n.t('joins.noneMade')}</p>
      )}
      <Rows
        key={shown}
        label={shown === 'pairs' ? i18n.t('joins.pairs') : i18n.t('joins.made')}
        rows={rows}
        height={() => 240}
        chosen={chosen}
        choose={choose}
        press={(event, row) => {
          if (!('pair' in row)) return false
          const [one, other] = row.pair
          if (event.key === 'ArrowLeft') stay(row, one.paper.id)
          else if (event.key === 'ArrowRight') stay(row, other.paper.id)
          else if (event.key === 'x') keepApart(row, row.pair)
          else return false
          return true
        }}
      >
        {(row, tabIndex) =>
          'pair' in row ? (
            <div className="alike" data-pair={row.key}>
              <Compared sides={row.pair}>
                {row.pair.map(({ paper }) => (
                  <th key={paper.id} scope="col">
                    <label className="row small">
                      <input
                        type="radio"
                        name={row.key}
                        tabIndex={tabIndex}
                        checked={stayingOf(row, row.pair) === paper.id}
                        onChange={() => stay(row, paper.id)}
                      />
                      {i18n.t('joins.stays')}
                    </label>
                  </th>
                ))}
              </Compared>
              <div className="row">
                <button
                  type="button"
                  className="btn sm pick"
                  data-act="join"
                  tabIndex={tabIndex}
                  aria-label={i18n.t('joins.joinThem', [row.pair[0].paper.title])}
                  onClick={() => join(row, row.pair)}
                >
                  {i18n.t('joins.join')}
                </button>
                <button
                  type="button"
                  className="btn bare sm"
                  data-act="apart"
                  tabIndex={tabIndex}
                  aria-keyshortcuts="x"
                  aria-label={i18n.t('joins.notTheSameTwo', [row.pair[0].paper.title])}
                  onClick={() => keepApart(row, row.pair)}
                >
                  {i18n.t('joins.notTheSame')}
                </button>
              </div>
            </div>
          ) : (
            <div className="alike" data-joined={row.key}>
              <Compared sides={[bare(row.joined.gone), bare(row.joined.paper)]}>
                <th scope="col" className="small quiet">
                  {i18n.t('joins.on')} {row.joined.gone.deletedAt && <Day date={dayOf(row.joined.gone.deletedAt)} />}
                </th>
                <th scope="col" className="small quiet">
                  {i18n.t('joins.into')}
                </th>
              </Compared>
              <div className="row">
                <button
                  type="button"
                  className="btn sm pick"
                  data-act="separate"
                  tabIndex={tabIndex}
                  aria-label={i18n.t('joins.separateThem', [row.joined.gone.title])}
                  onClick={() => {
                    const { gone, paper } = row.joined
                    void act(row, { do: 'apart', papers: [paper.id, gone.id] }, i18n.t('joins.separated'))
                  }}
                >
                  {i18n.t('joins.separate')}
                </button>
              </div>
            </div>
          )
        }
      </Rows>
      {shown === 'pairs' && rows.length > 0 && <p className="small quiet keys-here">{i18n.t('joins.keys')}</p>}
    </main>
  )
}

/** A record whose highlights and notes are told with the one that it went into. */
const bare = (paper: Joined['gone']): Entry => ({ paper, highlights: [], notes: [] })

/** Two papers side by side, fact by fact; facts that both tell, and tell otherwise, stand out. `children` stand over them. */
function Compared({ sides, children }: { sides: [Entry, Entry]; children: ReactNode }) {
  const [one, other] = sides.map(factsOf) as [Fact[], Fact[]]
  const rows = one.map(({ name, text, kind }, at) => ({ name, kind, texts: [text, other[at]?.text ?? ''] as const }))
  return (
    <table className="compared">
      <thead>
        <tr>
          <td />
          {children}
        </tr>
      </thead>
      <tbody>
        {rows
          .filter(({ texts }) => texts.some(Boolean))
          .map(({ name, kind, texts }) => {
            const differs = texts.every(Boolean) && fold(texts[0]) !== fold(texts[1])
            return (
              <tr key={kind} className={differs ? 'differs' : undefined} data-fact={kind}>
                <th scope="row">
                  {name} {differs && <span className="vh">({i18n.t('joins.differs')})</span>}
                </th>
                {texts.map((text, side) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: there are two sides, always.
                  <td key={side} dir="auto" className={kind === 'title' ? 'title' : 'two'}>
                    {kind === 'date' && text ? <Day date={text} /> : text || '—'}
                  </td>
                ))}
              </tr>
            )
          })}
      </tbody>
    </table>
  )
}

interface Fact {
  kind: string
  name: string
  text: string
}

/** By what a reader tells papers apart, and what they have on them. */
function factsOf(entry: Entry): Fact[] {
  const shown = shownOf(entry)
  const { status, tags = [] } = entry.paper
  const keys = shown.keys.filter((key) => !isTitleKey(key)).map(shownKey)
  const written = entry.notes.filter(({ text }) => text.trim()).length
  const own = [
    ...(status ? [i18n.t(`status.${status}`)] : []),
    ...(entry.highlights.length > 0 ? [i18n.t('joins.highlights', entry.highlights.length)] : []),
    ...(written > 0 ? [i18n.t('joins.notes', written)] : []),
  ]
  return [
    { kind: 'title', name: i18n.t('record.title'), text: shown.title },
    { kind: 'authors', name: i18n.t('record.authors'), text: byline(shown) },
    { kind: 'date', name: i18n.t('record.date'), text: shown.date ?? '' },
    { kind: 'venue', name: i18n.t('paper.venue'), text: shown.venue ?? '' },
    { kind: 'keys', name: i18n.t('paper.identifiers'), text: keys.join(', ') || i18n.t('paste.byTitle') },
    { kind: 'abstract', name: i18n.t('card.abstract'), text: shown.abstract ?? '' },
    { kind: 'tags', name: i18n.t('paper.tags'), text: tags.join(', ') },
    { kind: 'own', name: i18n.t('joins.yours'), text: own.join(', ') },
  ]
}
