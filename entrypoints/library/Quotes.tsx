import { useLiveQuery } from 'dexie-react-hooks'
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useState } from 'react'
import { i18n } from '#i18n'
import { orClosed } from '@/components/Closed'
import { Icon } from '@/components/Icon'
import { useMeanings } from '@/components/Meanings'
import { Waiting } from '@/components/Say'
import { Segments } from '@/components/Segments'
import { Swatch } from '@/components/Ticks'
import { choices, tally } from '@/lib/color'
import { type Group as GroupOf, grouped, groupings } from '@/lib/grouping'
import { type Mark, marks } from '@/lib/library/marks'
import { quotesWith } from '@/lib/library/quotes'
import { lastWrite } from '@/lib/library/slices'
import { tagged } from '@/lib/library/tagged'
import { hrefOf } from './address'
import { GroupName } from './GroupName'
import { useMarking } from './marking'
import { Quote } from './Quote'
import { Rows } from './Rows'
import { type Taking, useTaking } from './taking'
import type { ViewProps } from './views'

/** A row of the list: the name of a group, or one of its quotes. */
type Row = { key: string; group: GroupOf } & ({ is: 'group' } | { is: 'quote'; mark: Mark })

/** All highlights of all papers, in groups that fold: the words in their sentence, the comment, the paper. */
export function Quotes({ address, go, say }: ViewProps) {
  const meanings = useMeanings()
  const by = groupings.find((one) => one === address.get('by')) ?? 'meaning'
  const colors = namesIn(address.get('colors'))
  const folded = namesIn(address.get('folded'))
  const all = useLiveQuery(orClosed(marks))
  const tags = useLiveQuery(
    orClosed(async () => (by === 'tag' ? await tagged() : [])),
    [by],
  )
  const found = useFound(useDeferredValue((address.search ?? '').trim()))
  const sought = useMemo(() => all?.filter(({ id }) => !found || found.has(id)), [all, found])
  const counts = useMemo(() => tally(meanings, sought ?? []), [meanings, sought])
  const wanted = colors.join()
  const shown = useMemo(
    () => sought?.filter(({ color }) => wanted === '' || wanted.split(',').includes(encodeURIComponent(color))),
    [sought, wanted],
  )
  const groups = useMemo(() => grouped(shown ?? [], by, { meanings, tags: tags ?? [] }), [shown, by, meanings, tags])
  const rows = groups.flatMap((group): Row[] => [
    { is: 'group', key: `group ${group.key}`, group },
    ...(folded.includes(encodeURIComponent(group.key))
      ? []
      : group.marks.map((mark) => ({
          is: 'quote' as const,
          key: by === 'tag' ? `${mark.id} ${group.key}` : mark.id,
          group,
          mark,
        }))),
  ])
  const [chosen, setChosen] = useState(address.get('quote'))
  const choose = (key: string) => {
    setChosen(key)
    go({ quote: key }, 'replace')
  }
  const [writes, write] = useState<string>()
  const unfolded = groups.filter(({ key }) => !folded.includes(encodeURIComponent(key)))
  const taking = useTaking(unfolded, by, say)
  const { recolor, remove } = useMarking(say)

  const toggle = (list: string[], name: string) => {
    const key = encodeURIComponent(name)
    const next = list.includes(key) ? list.filter((one) => one !== key) : [...list, key]
    return next.length > 0 ? next.join() : undefined
  }
  const fold = ({ key }: GroupOf) => go({ folded: toggle(folded, key) }, 'replace')

  /** What stands there next takes the place, and the focus. */
  function discard(row: Row & { is: 'quote' }) {
    const at = rows.indexOf(row)
    const next = rows.slice(at + 1).find(({ is }) => is === 'quote') ?? rows[at - 1]
    if (next) choose(next.key)
    void remove(row.mark)
  }

  function press(event: KeyboardEvent, row: Row): boolean {
    if (row.is === 'group') return false
    const color = /^\d$/.test(event.key) ? choices(meanings, row.mark.color)[Number(event.key) - 1] : undefined
    if (color) void recolor(row.mark, color)
    else if (event.key === 'c') void taking.copyOne(row.mark)
    else if (event.key === 'e') write(row.key)
    else if (event.key === 'Delete') discard(row)
    else return false
    return true
  }

  if (!shown || !all || !tags) return <Waiting />
  return (
    <main className="view quotes" aria-labelledby="quotes-title">
      <h2 className="vh" id="quotes-title">
        {i18n.t('view.quotes')}
      </h2>
      <header className="over row">
        <span className="small quiet">{i18n.t('quotes.group')}</span>
        <Segments
          label={i18n.t('quotes.group')}
          values={groupings}
          value={by}
          nameOf={(one) => i18n.t(`quotes.by.${one}`)}
          choose={(one) => go({ by: one === 'meaning' ? undefined : one, folded: undefined })}
        />
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw and name more than these few buttons need. */}
        <div className="row kinds" role="group" aria-label={i18n.t('editor.meaning')}>
          {counts.map(({ color, count }) => (
            <button
              key={color}
              type="button"
              className="btn bare sm"
              data-color={color}
              aria-pressed={colors.includes(encodeURIComponent(color))}
              onClick={() => go({ colors: toggle(colors, color) })}
            >
              <Swatch color={color} named />
              <span className="num">{count}</span>
            </button>
          ))}
        </div>
        <Take taking={taking} count={shown.length} />
      </header>
      {all.length === 0 && <p className="small quiet note">{i18n.t('quotes.empty')}</p>}
      {all.length > 0 && shown.length === 0 && <p className="small quiet note">{i18n.t('quotes.nothing')}</p>}
      <Rows
        label={i18n.t('view.quotes')}
        rows={rows}
        height={({ is }) => (is === 'group' ? 44 : 98)}
        chosen={chosen}
        choose={choose}
        press={press}
      >
        {(row, tabIndex) =>
          row.is === 'group' ? (
            <h3 className="group">
              <button
                type="button"
                className="pick"
                tabIndex={tabIndex}
                aria-expanded={unfolded.includes(row.group)}
                onClick={() => fold(row.group)}
              >
                <Icon name="down" />
                <GroupName by={by} name={row.group.key} />
                <span className="num small quiet">{row.group.marks.length}</span>
              </button>
            </h3>
          ) : (
            <Quote
              id={row.mark.id}
              tabIndex={tabIndex}
              href={hrefOf({ view: 'papers', paper: row.mark.paperId })}
              writes={writes === row.key}
              write={(on) => write(on ? row.key : undefined)}
              recolor={(color) => void recolor(row.mark, color)}
              copy={() => void taking.copyOne(row.mark)}
              remove={() => discard(row)}
            />
          )
        }
      </Rows>
      <p className="small quiet keys-here">{i18n.t('quotes.keys')}</p>
    </main>
  )
}

/** What is shown, to be copied or saved as a file. */
function Take({ taking, count }: { taking: Taking; count: number }) {
  return (
    <div className="row take end">
      <span className="small num quiet" role="status">
        {i18n.t('joins.highlights', count)}
      </span>
      <button
        type="button"
        className="btn bare sm"
        data-act="copy-markdown"
        onClick={() => void taking.copy('markdown')}
      >
        <Icon name="copy" />
        {i18n.t('quotes.copyMarkdown')}
      </button>
      <button type="button" className="btn bare sm" data-act="copy-text" onClick={() => void taking.copy('text')}>
        {i18n.t('quotes.copyText')}
      </button>
      <button type="button" className="btn bare sm" data-act="export-quotes" onClick={() => void taking.download()}>
        <Icon name="export" />
        {i18n.t('export.title')}
      </button>
    </div>
  )
}

/** Names that the address holds, each as it is written there. */
const namesIn = (said: string | undefined) => said?.split(',') ?? []

/**
 * The ids of the highlights that answer a query, asked anew when something was written; undefined without a query. The last
 * answer stays until there is the next.
 */
function useFound(query: string): ReadonlySet<string> | undefined {
  const written = useLiveQuery(orClosed(lastWrite))
  const [found, setFound] = useState<ReadonlySet<string>>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was written may answer otherwise.
  useEffect(() => {
    if (!query) return setFound(undefined)
    const stop = new AbortController()
    quotesWith(query, stop.signal).then(
      (ids) => !stop.signal.aborted && setFound(ids),
      (error) => stop.signal.aborted || console.error(error),
    )
    return () => stop.abort()
  }, [query, written])
  return found
}
