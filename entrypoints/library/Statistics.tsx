import { lazy, type ReactNode, Suspense, useDeferredValue, useMemo } from 'react'
import { i18n } from '#i18n'
import { Icon } from '@/components/Icon'
import { useMeanings } from '@/components/Meanings'
import { nameOf } from '@/components/meaning'
import { Waiting } from '@/components/Say'
import { Segments } from '@/components/Segments'
import { Today } from '@/components/Today'
import { type Day, type Grain, inParts, lastOf, partsOf, spans } from '@/lib/calendar'
import { type Color, IMPORTED, offered } from '@/lib/color'
import { dayOf } from '@/lib/day'
import { statistics } from '@/lib/library/statistics'
import { asking, type FieldWord, printed } from '@/lib/query'
import { siteName } from '@/lib/sites'
import { type Statistics as Counted, lastYears, together } from '@/lib/statistics'
import { hrefOf } from './address'
import type { Bar, Drawing } from './Picture'
import { useRecounted } from './recounted'
import type { ViewProps } from './views'

// What draws is asked for where something is drawn: the other views do not wait for it.
const Picture = lazy(() => import('./Picture'))

/** How many years, and how many tags, a picture shows at most; its table has all years. */
const MOST = { years: 12, tags: 8, sites: 10 }

const language = () => document.documentElement.lang || 'en'

/** A search for one thing that papers have, as it is typed. */
const asks = (field: FieldWord, value: string) => printed([asking(field, value)])

/** What was seen, saved and highlighted, in pictures that lead to their papers and can be read as tables. */
export function Statistics({ address, go }: ViewProps) {
  const query = useDeferredValue((address.search ?? '').trim())
  const counted = useRecounted(query, statistics)
  const tables = (address.get('table') ?? '').split(' ').filter(Boolean)
  const isTable = (name: string) => tables.includes(name)
  const toggle = (name: string) => {
    const next = isTable(name) ? tables.filter((one) => one !== name) : [...tables, name]
    go({ table: next.join(' ') || undefined }, 'replace')
  }
  const to = (words: string) => hrefOf({ search: [query, words].filter(Boolean).join(' ') })
  const given = { to, isTable, toggle }
  if (!counted) {
    return (
      <main className="sheet">
        <h2 className="vh">{i18n.t('view.statistics')}</h2>
        <p className="vh" role="status">
          {i18n.t('stats.counting')}
        </p>
        <Waiting />
      </main>
    )
  }
  if (counted.all.papers + counted.all.seen === 0) {
    return (
      <main className="sheet">
        <h2 className="vh">{i18n.t('view.statistics')}</h2>
        <p className="small quiet">{query ? i18n.t('library.nothing') : i18n.t('library.empty')}</p>
        {!query && <Today />}
      </main>
    )
  }
  return (
    <main className="sheet stats">
      <h2 className="vh">{i18n.t('view.statistics')}</h2>
      <OverTime {...given} counted={counted} address={address} go={go} seen={!query} />
      <ByMeaning {...given} counted={counted} />
      <ByYear {...given} counted={counted} />
      <BySite {...given} counted={counted} />
      <InAll to={to} counted={counted} seen={!query} />
      <Tags {...given} counted={counted} />
    </main>
  )
}

interface Given {
  counted: Counted
  /** The address of the papers that a search finds. */
  to(words: string): string
  isTable(name: string): boolean
  toggle(name: string): void
}

/** A picture with its name, or the same as a table. */
function Card(props: {
  name: string
  title: string
  isTable?: boolean
  toggle?(name: string): void
  beside?: ReactNode
  children: ReactNode
}) {
  const { name, title, isTable, toggle, beside, children } = props
  return (
    <section className="card" data-picture={name} aria-labelledby={`stats-${name}`}>
      <div className="row">
        <h3 id={`stats-${name}`} className="grow">
          {title}
        </h3>
        {beside}
        {toggle && (
          <button
            type="button"
            className="btn bare sm"
            aria-pressed={isTable}
            aria-label={i18n.t('stats.tableOf', [title])}
            onClick={() => toggle(name)}
          >
            <Icon name="table" />
            {i18n.t('stats.table')}
          </button>
        )}
      </div>
      {children}
    </section>
  )
}

/** A picture; until it is drawn, room about as high as it will be. */
const Drawn = ({ label, drawing, height }: { label: string; drawing: Drawing; height: number }) => (
  <Suspense fallback={<div style={{ height }} />}>
    <Picture label={label} drawing={drawing} />
  </Suspense>
)

/** A number that leads to its papers; nothing to lead to is just a number. */
const Linked = ({ count, href, words }: { count: number; href?: string; words?: string }) => {
  const number = new Intl.NumberFormat(language()).format(count)
  return count > 0 && href ? (
    <a href={href} aria-label={words}>
      {number}
    </a>
  ) : (
    number
  )
}

/** What a row is called, and its numbers. */
type Row = [string, ...(Bar | undefined)[]]

/** What a picture shows, in rows: the first column names them, the others are numbers. */
function Table({ caption, head, rows }: { caption: string; head: string[]; rows: Row[] }) {
  return (
    <table>
      <caption className="vh">{caption}</caption>
      <thead>
        <tr>
          {head.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...bars]) => (
          <tr key={name}>
            <th scope="row" dir="auto">
              {name}
            </th>
            {bars.map((bar, at) => (
              <td key={head[at + 1]} className="num">
                {bar && <Linked count={bar.count} href={bar.href} words={bar.words} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const said = (name: string, count: string) => i18n.t('stats.bar', [name, count])
const papers = (count: number) => i18n.t('library.count', count)

/** How a day, week, month or year is written in the reader's language: in full, or at the axis. Of a week its first day. */
const dates = (grain: Grain, length: 'whole' | 'short') =>
  new Intl.DateTimeFormat(language(), {
    timeZone: 'UTC',
    ...(grain !== 'year' && { month: length === 'whole' && grain !== 'week' ? 'long' : 'short' }),
    ...((grain === 'day' || grain === 'week') && { day: 'numeric' }),
    ...((length === 'whole' || grain === 'month' || grain === 'year') && { year: 'numeric' }),
  })

/** A day, week, month or year in the words of the search. */
function asked(grain: Grain, first: Day): string {
  if (grain === 'day') return first
  if (grain === 'week') return `${first}..${lastOf(grain, first)}`
  return first.slice(0, grain === 'month' ? 7 : 4)
}

/** Seen, saved, highlighted: one above the other over the same days. */
function OverTime(props: Given & Pick<ViewProps, 'address' | 'go'> & { seen: boolean }) {
  const { counted, to, isTable, toggle, address, go, seen } = props
  const span = spans.find((one) => one === address.get('span')) ?? 'weeks'
  const today = dayOf(new Date())
  const { grain, parts, rows } = useMemo(() => {
    const names = [...(seen ? (['seen'] as const) : []), 'saved', 'highlighted'] as const
    const earliest = names.flatMap((name) => [...counted[name].keys()]).reduce((a, b) => (a < b ? a : b), today)
    const { grain, parts } = partsOf(span, today, earliest)
    return { grain, parts, rows: names.map((name) => ({ name, counts: inParts(counted[name], grain, parts) })) }
  }, [counted, span, today, seen])
  const at = (day: Day) => new Date(`${day}T00:00:00Z`)
  const whole = dates(grain, 'whole')
  const short = dates(grain, 'short')
  const nameOfPart = (first: Day) =>
    grain === 'week' ? whole.formatRange(at(first), at(lastOf(grain, first))) : whole.format(at(first))
  const drawings = rows.map(({ name, counts }) => ({
    name,
    title: i18n.t(`stats.${name}`),
    bars: parts.map((first, place): Bar => {
      const count = counts[place] as number
      const field = name === 'saved' ? 'added' : 'highlighted'
      return {
        name: first,
        label: short.format(at(first)),
        count,
        words: said(nameOfPart(first), papers(count)),
        // What was only seen is not stored: there is nothing to show of it.
        ...(name !== 'seen' && { href: to(asks(field, asked(grain, first))) }),
      }
    }),
  }))
  const range = dates('day', 'whole').formatRange(at(parts[0] as Day), at(today))
  const title = i18n.t('stats.over', [range])
  return (
    <Card
      name="time"
      title={title}
      isTable={isTable('time')}
      toggle={toggle}
      beside={
        <Segments
          label={i18n.t('span.label')}
          values={spans}
          value={span}
          nameOf={(one) => i18n.t(`span.${one}`)}
          choose={(one) => go({ span: one })}
        />
      }
    >
      {isTable('time') ? (
        <Table
          caption={title}
          head={[i18n.t(`grain.${grain}`), ...drawings.map(({ title }) => title)]}
          rows={parts
            .map((first, place): Row => [nameOfPart(first), ...drawings.map(({ bars }) => bars[place])])
            .reverse()}
        />
      ) : (
        <div className="series">
          {drawings.map(({ name, title, bars }, place) => {
            const height = name === 'seen' ? 56 : 44
            const isLast = place === drawings.length - 1
            const sum = bars.reduce((all, { count }) => all + count, 0)
            return (
              <div key={name} className="one-series" data-series={name}>
                <h4>{title}</h4>
                <Drawn
                  label={said(title, papers(sum))}
                  height={height + (isLast ? 40 : 20)}
                  drawing={{ kind: 'columns', bars, height, quiet: name === 'seen', axis: isLast }}
                />
              </div>
            )
          })}
        </div>
      )}
      <p className="micro quiet">{seen ? i18n.t('stats.seenHow') : i18n.t('stats.seenNot')}</p>
    </Card>
  )
}

function ByMeaning({ counted, to, isTable, toggle }: Given) {
  const meanings = useMeanings()
  const title = i18n.t('stats.meanings')
  const bars = useMemo(() => {
    const own = offered(meanings).map(({ color }): Color => color)
    const others = [...counted.meanings.keys()].filter((color) => !own.includes(color)).sort()
    return [...own, ...others].map((color) => {
      const label = nameOf(meanings, color)
      const count = counted.meanings.get(color) ?? 0
      return {
        name: color,
        color,
        label,
        count,
        words: said(label, i18n.t('joins.highlights', count)),
        href: to(asks('color', color)),
      }
    })
  }, [counted, meanings, to])
  return (
    <Card name="meanings" title={title} isTable={isTable('meanings')} toggle={toggle}>
      {isTable('meanings') ? (
        <Table
          caption={title}
          head={[i18n.t('editor.meaning'), i18n.t('paper.highlights')]}
          rows={bars.map((bar) => [bar.label, bar])}
        />
      ) : (
        <Drawn label={title} drawing={{ kind: 'rows', bars }} height={bars.length * 30} />
      )}
    </Card>
  )
}

function ByYear({ counted, to, isTable, toggle }: Given) {
  const title = i18n.t('stats.years')
  const bar = ([year, count]: [string, number]): Bar => ({
    name: year,
    label: year,
    count,
    words: said(year, papers(count)),
    href: to(asks('year', year)),
  })
  const { years, older } = lastYears(counted.years, MOST.years)
  const unknown = counted.years.get('') ?? 0
  const all = [...counted.years]
    .filter(([year]) => year)
    .sort()
    .reverse()
  return (
    <Card name="years" title={title} isTable={isTable('years')} toggle={toggle}>
      {isTable('years') ? (
        <Table
          caption={title}
          head={[i18n.t('grain.year'), i18n.t('view.papers')]}
          rows={all.map((one) => [one[0], bar(one)])}
        />
      ) : (
        <Drawn
          label={title}
          drawing={{ kind: 'columns', bars: years.map(bar), height: 130, axis: true }}
          height={170}
        />
      )}
      <p className="micro quiet">
        {[
          ...(older > 0 && !isTable('years') ? [i18n.t('stats.older', older)] : []),
          ...(unknown > 0 ? [i18n.t('stats.noYear', unknown)] : []),
        ].join(' ')}
      </p>
    </Card>
  )
}

function BySite({ counted, to, isTable, toggle }: Given) {
  const title = i18n.t('stats.sites')
  const sites = [...counted.sites]
    .sort(([, a], [, b]) => b.saved - a.saved)
    .map(([site, { saved, highlighted }]) => {
      const label = site === IMPORTED ? i18n.t('imported') : (siteName(site) ?? site)
      const bar = (count: number, href: string): Bar => ({
        name: site,
        label,
        count,
        words: said(label, papers(count)),
        href,
      })
      const own = asks('site', site)
      return { label, saved: bar(saved, to(own)), highlighted: bar(highlighted, to(`${own} has:highlight`)) }
    })
  const shown = sites.slice(0, MOST.sites)
  return (
    <Card name="sites" title={title} isTable={isTable('sites')} toggle={toggle}>
      {isTable('sites') ? (
        <Table
          caption={title}
          head={[i18n.t('stats.site'), i18n.t('stats.saved'), i18n.t('stats.highlighted')]}
          rows={sites.map(({ label, saved, highlighted }) => [label, saved, highlighted])}
        />
      ) : (
        <Drawn
          label={title}
          drawing={{ kind: 'rows', bars: shown.map(({ saved }) => saved) }}
          height={shown.length * 30}
        />
      )}
      {sites.length > MOST.sites && !isTable('sites') && (
        <p className="micro quiet">{i18n.t('stats.moreSites', sites.length - MOST.sites)}</p>
      )}
    </Card>
  )
}

/** Which tags go together: how many papers have both, for those that most papers have. */
function Tags({ counted, to, isTable, toggle }: Given) {
  const title = i18n.t('stats.tags')
  const { tags, pairs } = useMemo(() => together(counted.tagged, MOST.tags), [counted])
  const cells = pairs.map(({ tags, count }) => {
    const label = i18n.t('stats.both', tags)
    return {
      name: label,
      label,
      tags,
      count,
      words: said(label, papers(count)),
      href: to(tags.map((tag) => asks('tag', tag)).join(' ')),
    }
  })
  return (
    <Card name="tags" title={title} isTable={isTable('tags')} toggle={cells.length > 0 ? toggle : undefined}>
      {cells.length === 0 ? (
        <p className="small quiet">{i18n.t('stats.noTags')}</p>
      ) : isTable('tags') ? (
        <Table
          caption={title}
          head={[i18n.t('paper.tags'), i18n.t('view.papers')]}
          rows={cells.map((cell) => [cell.label, cell])}
        />
      ) : (
        <Drawn label={title} drawing={{ kind: 'grid', tags, cells }} height={tags.length * 32} />
      )}
    </Card>
  )
}

function InAll({ counted: { all }, to, seen }: Pick<Given, 'counted' | 'to'> & { seen: boolean }) {
  const figures: [string, number, string?][] = [
    [i18n.t('stats.all.papers'), all.papers, to('')],
    ...(seen ? [[i18n.t('stats.all.seen'), all.seen] satisfies [string, number]] : []),
    [i18n.t('stats.all.highlights'), all.highlights, to('has:highlight')],
    [i18n.t('stats.all.written'), all.written],
    [i18n.t('stats.all.toRead'), all.toRead, to('status:to_read')],
    [i18n.t('stats.all.questions'), all.questions],
  ]
  return (
    <Card name="all" title={i18n.t('stats.all.title')}>
      <dl className="figures">
        {figures.map(([name, count, href]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">
              <Linked count={count} href={href} />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
