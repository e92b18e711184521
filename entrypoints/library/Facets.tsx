import './facets.css'
import { useLiveQuery } from 'dexie-react-hooks'
import { useId, useState } from 'react'
import { i18n } from '#i18n'
import { orClosed } from '@/components/Closed'
import { Icon } from '@/components/Icon'
import { useMeanings } from '@/components/Meanings'
import { Swatch } from '@/components/Ticks'
import { offered } from '@/lib/color'
import type { Count, Facets as Counted } from '@/lib/facets'
import { facets } from '@/lib/library/search'
import { asksFor, type FieldWord, parsed, plain, toggled } from '@/lib/query'
import { makeAnew, useShare } from '../popup/preparing'
import type { Go } from './address'
import { useIdle } from './idle'
import { useRemembered } from './remembered'
import { Saved } from './Saved'
import { useNames } from './values'

/** Fields that the list can be narrowed down by, in the order in which they stand, and how many of their values at first. */
const FIELDS = { status: 4, color: 9, tag: 8, year: 6, site: 6, has: 4 } as const
type Field = keyof typeof FIELDS

/** What of a paper's possessions is worth a box of its own: that it has tags or an abstract tells little. */
const HAS = ['note', 'comment', 'highlight', 'lost']

/**
 * What can be chosen beside the list: saved searches, and what narrows it down. What is chosen stands in the query. What is
 * listed is counted when it stands, so that the list never waits for that.
 */
export function Facets({ search, listed, go }: { search: string; listed: string | undefined; go: Go }) {
  const [unfolded, setUnfolded] = useState(false)
  const idle = useIdle(listed !== undefined)
  const counted = useRemembered(
    useLiveQuery(
      orClosed(async () => (idle && listed !== undefined ? await facets(listed) : undefined)),
      [listed, idle],
    ),
  )
  const id = useId()
  return (
    <aside className={unfolded ? 'facets unfolded' : 'facets'} aria-label={i18n.t('facet.title')}>
      <button
        type="button"
        className="btn sm fold"
        aria-expanded={unfolded}
        aria-controls={id}
        onClick={() => setUnfolded(!unfolded)}
      >
        {i18n.t('facet.title')}
        <Icon name={unfolded ? 'up' : 'down'} />
      </button>
      <div id={id} className="folding">
        <Saved search={search} />
        {counted &&
          (Object.keys(FIELDS) as Field[]).map((field) => (
            <Facet
              key={field}
              field={field}
              counts={counted[field]}
              search={search}
              choose={(names) => go({ search: toggled(search, field, names) || undefined, paper: undefined })}
            />
          ))}
        <Making />
      </div>
    </aside>
  )
}

interface Props {
  field: Field
  counts: Counted[Field]
  search: string
  choose(names: string[]): void
}

/** The values of one field with how many papers have them, the first of them at first. */
function Facet({ field, counts, search, choose }: Props) {
  const [whole, setWhole] = useState(false)
  const meanings = useMeanings()
  const nameOf = useNames()
  const query = parsed(search)
  const namesOf = (value: string) => [value, nameOf(field, value)]
  const isOn = (value: string) => asksFor(query, field, namesOf(value))
  const own = offered(meanings).map(({ color }): string => color)
  const known = {
    status: counts,
    color: [...own.map((color) => counts.find(({ value }) => value === color)), ...counts].flatMap((one) => one ?? []),
    tag: counts,
    year: counts,
    site: counts,
    has: counts.filter(({ value }) => HAS.includes(value)),
  }[field]
  const all = [...new Map([...known, ...chosen(search, field, known, namesOf)].map((one) => [one.value, one])).values()]
  if (all.length === 0) return null
  const shown = all.filter(({ value }, at) => whole || at < FIELDS[field] || isOn(value))
  return (
    <fieldset>
      <legend className="label">{i18n.t(`facet.${field}`)}</legend>
      {shown.map(({ value, count }) => (
        <label key={value}>
          <input type="checkbox" data-value={value} checked={isOn(value)} onChange={() => choose(namesOf(value))} />
          <span className="grow one" dir="auto">
            {field === 'color' ? <Swatch color={value} named /> : nameOf(field, value)}
          </span>
          <span className="num quiet">{count.toLocaleString(document.documentElement.lang || 'en')}</span>
        </label>
      ))}
      {all.length > FIELDS[field] && (
        <button type="button" className="btn bare sm" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? i18n.t('facet.fewer') : i18n.t('facet.more', all.length - FIELDS[field])}
          <Icon name={whole ? 'up' : 'down'} />
        </button>
      )}
    </fieldset>
  )
}

/** What a query asks for and no paper has: it stays to be seen, and can be taken out. */
const chosen = (search: string, field: FieldWord, known: Count[], namesOf: (value: string) => string[]): Count[] =>
  parsed(search).flatMap(({ field: asked, value, not }) => {
    if (asked !== field || not) return []
    const is = known.some((one) => namesOf(one.value).some((name) => plain(name) === plain(value)))
    return is ? [] : [{ value, count: 0 }]
  })

/** Has the index of the search made anew, and tells how far that is, or its first making. */
function Making() {
  const share = useShare()
  const [failed, setFailed] = useState(false)
  const id = useId()
  if (share !== undefined) {
    return (
      <div className="making small">
        <label htmlFor={id}>{i18n.t('making.is')}</label>
        <progress id={id} value={share} />
      </div>
    )
  }
  return (
    <div className="making">
      <button
        type="button"
        className="btn bare sm"
        id="make-anew"
        onClick={() => {
          setFailed(false)
          makeAnew().catch((error) => {
            console.error(error)
            setFailed(true)
          })
        }}
      >
        {i18n.t('making.anew')}
      </button>
      {failed && (
        <p className="small" role="alert">
          {i18n.t('making.failed')}
        </p>
      )}
    </div>
  )
}
