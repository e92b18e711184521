import { useEffect, useState } from 'react'
import { i18n } from '#i18n'
import { save } from '@/components/Export'
import { useMeanings } from '@/components/Meanings'
import { nameOf } from '@/components/meaning'
import { byline, shownOf } from '@/components/Paper'
import { Waiting } from '@/components/Say'
import { Swatch } from '@/components/Ticks'
import { type Day, shifted, weekOf } from '@/lib/calendar'
import { dayOf, isDay } from '@/lib/day'
import { parts } from '@/lib/digest'
import type { Entry } from '@/lib/entry'
import { digestMarkdown } from '@/lib/export/digest'
import { digest } from '@/lib/library/digest'
import { mayNotify, setNotifying } from '@/lib/permissions'
import { digestTold, exported } from '@/lib/settings'
import { useSetting } from '../options/setting'
import { copy } from '../page.content/copy'
import { hrefOf } from './address'
import { useRecounted } from './recounted'
import type { ViewProps } from './views'

/** A week in the reader's language. */
function nameOfWeek(week: Day): string {
  const format = new Intl.DateTimeFormat(document.documentElement.lang || 'en', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
  return format.formatRange(new Date(week), new Date(shifted(week, 6)))
}

/** What a week left open, and what was read in it: to be looked at, taken along and printed. */
export function Digest({ address, say }: ViewProps) {
  const meanings = useMeanings()
  const now = weekOf(dayOf(new Date()))
  const asked = address.get('week') ?? ''
  const week = /^\d{4}-\d\d-\d\d$/.test(asked) && isDay(asked) ? weekOf(asked) : now
  const found = useRecounted(week, digest)
  const title = nameOfWeek(week)
  const at = (week: Day) => hrefOf({ view: 'digest', week })
  const empty = found && parts.every((part) => found[part].length === 0)
  const text = () =>
    digestMarkdown(found ?? { unread: [], unnoted: [], questions: [], read: [] }, {
      title: i18n.t('digest.of', [title]),
      part: (name) => i18n.t(`digest.${name}`),
      meaning: (color) => nameOf(meanings, color),
    })

  async function take() {
    say({ ok: true }, (await copy(text())) ? i18n.t('digest.copied') : i18n.t('toolbar.notCopied'))
  }
  function download() {
    say({ ok: true }, i18n.t('export.done', [save(text(), 'markdown')]))
    void exported.setValue(true)
  }

  return (
    <main className="sheet digest" aria-labelledby="digest-title">
      <div className="row">
        <h2 id="digest-title">{title}</h2>
        <nav className="row weeks" aria-label={i18n.t('digest.weeks')}>
          <a className="btn sm" href={at(shifted(week, -7))}>
            {i18n.t('digest.earlier')}
          </a>
          {week < now && (
            <a className="btn sm" href={at(shifted(week, 7))}>
              {i18n.t('digest.later')}
            </a>
          )}
          {week !== now && (
            <a className="btn sm" href={hrefOf({ view: 'digest' })}>
              {i18n.t('digest.now')}
            </a>
          )}
        </nav>
        <div className="row end takes">
          <button type="button" className="btn sm" disabled={!found || empty} onClick={() => void take()}>
            {i18n.t('digest.copy')}
          </button>
          <button type="button" className="btn sm" disabled={!found || empty} onClick={download}>
            {i18n.t('digest.download')}
          </button>
          <button type="button" className="btn sm" disabled={!found || empty} onClick={() => print()}>
            {i18n.t('digest.print')}
          </button>
        </div>
      </div>
      {!found && <Waiting />}
      {empty && <p className="small quiet">{i18n.t('digest.empty')}</p>}
      {found &&
        parts
          .filter((part) => found[part].length > 0)
          .map((part) => (
            <section key={part} data-part={part} aria-labelledby={`digest-${part}`}>
              <h3 id={`digest-${part}`}>
                {i18n.t(`digest.${part}`)} <span className="num quiet">{found[part].length}</span>
              </h3>
              <ul>
                {found[part].map((entry) => (
                  <Item key={entry.paper.id} entry={entry} />
                ))}
              </ul>
            </section>
          ))}
      <Telling />
    </main>
  )
}

/** A paper, and the quotes of it that are meant. */
function Item({ entry }: { entry: Entry }) {
  const { paper, highlights } = entry
  const shown = shownOf(entry)
  const more = [byline(shown), paper.status && i18n.t(`status.${paper.status}`)].filter(Boolean).join(' · ')
  return (
    <li className="told">
      <a className="title" dir="auto" href={hrefOf({ paper: paper.id })}>
        {shown.title}
      </a>
      {more && (
        <p className="small quiet two" dir="auto">
          {more}
        </p>
      )}
      {highlights.length > 0 && (
        <ul className="marks">
          {highlights.map(({ id, color, exact }) => (
            <li key={id}>
              <Swatch color={color} />
              <p className="quote" dir="auto">
                {exact}
              </p>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

/** Whether the reader is told when a week is over. The browser asks them once more, at the click. */
function Telling() {
  const [told, setTold] = useSetting(digestTold)
  const [allowed, setAllowed] = useState(false)
  const [refused, setRefused] = useState(false)
  useEffect(() => void mayNotify().then(setAllowed), [])

  async function change(on: boolean) {
    if (!on) setTold(null)
    const may = await setNotifying(on)
    setAllowed(may)
    setRefused(on && !may)
    // This week is the first that is told of.
    if (may) setTold(shifted(weekOf(dayOf(new Date())), -7))
  }

  return (
    <section className="telling">
      <label className="row">
        <input
          type="checkbox"
          checked={allowed && told !== null}
          onChange={({ target }) => void change(target.checked)}
        />
        {i18n.t('digest.tell')}
      </label>
      <p className="small quiet" role="status">
        {refused ? i18n.t('digest.refused') : i18n.t('digest.tellHow')}
      </p>
    </section>
  )
}
