import { useLiveQuery } from 'dexie-react-hooks'
import { type FormEvent, useMemo, useState } from 'react'
import { i18n } from '#i18n'
import { orClosed } from '@/components/Closed'
import { useHues } from '@/components/Hues'
import { Icon } from '@/components/Icon'
import { Waiting } from '@/components/Say'
import { Segments } from '@/components/Segments'
import { type Act, type Done, inTurn, MOST_AT_ONCE } from '@/lib/act'
import { marks } from '@/lib/library/marks'
import { type Tagged, tagged } from '@/lib/library/tagged'
import { asking, printed } from '@/lib/query'
import { tagHues } from '@/lib/settings'
import { type Hue, hasTag, hueOf, hues, LONGEST_TAG, tagOf, tinted } from '@/lib/tag'
import { searchable } from '@/lib/words'
import { keeping } from '../popup/keeping'
import { hrefOf } from './address'
import { Rows } from './Rows'
import type { ViewProps } from './views'

const sorts = ['name', 'count'] as const

interface Row extends Tagged {
  key: string
  /** Undefined until they were counted. */
  highlights: number | undefined
}

/** Every tag, with how much it stands on; renamed, merged, given a hue and deleted here, on all its papers at once. */
export function Tags({ address, go, say }: ViewProps) {
  const all = useLiveQuery(orClosed(tagged))
  const counts = useLiveQuery(orClosed(async () => Map.groupBy(await marks(), ({ paperId }) => paperId)))
  const [chosen, choose] = useState<string>()
  const [renamed, rename] = useState<string>()
  const sort = sorts.find((one) => one === address.get('sort')) ?? 'name'
  const words = searchable(address.search ?? '').trim()
  const rows = useMemo(() => {
    const highlights = (papers: string[]) => papers.reduce((sum, id) => sum + (counts?.get(id)?.length ?? 0), 0)
    const found = (all ?? [])
      .filter(({ tag }) => searchable(tag).includes(words))
      .map((one): Row => ({ ...one, key: one.tag, highlights: counts && highlights(one.papers) }))
    return sort === 'name' ? found : found.sort((a, b) => b.papers.length - a.papers.length)
  }, [all, counts, words, sort])

  /** Done to so many papers at once as one act may be of; all of them are undone together. */
  async function retag({ tag, papers }: Tagged, to: string | null, words: string): Promise<Done> {
    const acts = Array<Act>(Math.ceil(papers.length / MOST_AT_ONCE)).fill({ do: 'retag', tag, to })
    const done = await inTurn(acts, keeping.act)
    say(done, words)
    return done
  }

  async function remove(row: Row) {
    const next = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1]
    if (next) choose(next.key)
    await retag(row, null, i18n.t('tags.deleted', [row.tag]))
  }

  if (!all) return <Waiting />
  return (
    <main className="view tags-view" aria-labelledby="tags-title">
      <header className="over row">
        <h2 className="vh" id="tags-title">
          {i18n.t('view.tags')}
        </h2>
        <span className="small quiet">{i18n.t('tags.sort')}</span>
        <Segments
          label={i18n.t('tags.sort')}
          values={sorts}
          value={sort}
          nameOf={(one) => i18n.t(`tags.by.${one}`)}
          choose={(one) => go({ sort: one === 'name' ? undefined : one })}
        />
        <span className="small num quiet end" role="status">
          {i18n.t('tags.count', rows.length)}
        </span>
      </header>
      {rows.length === 0 && (
        <p className="small quiet note">{all.length === 0 ? i18n.t('tags.empty') : i18n.t('tags.nothing')}</p>
      )}
      <Rows
        label={i18n.t('view.tags')}
        rows={rows}
        height={() => 40}
        chosen={chosen}
        choose={choose}
        press={(event, row) => {
          if (event.key === 'F2') rename(row.key)
          else if (event.key === 'Delete') void remove(row)
          else return false
          return true
        }}
      >
        {(row, tabIndex) =>
          renamed === row.key ? (
            <Rename
              row={row}
              others={all}
              retag={retag}
              close={(tag) => {
                rename(undefined)
                choose(tag)
                requestAnimationFrame(() => document.querySelector<HTMLElement>('main .pick[tabindex="0"]')?.focus())
              }}
            />
          ) : (
            <Tag row={row} tabIndex={tabIndex} rename={() => rename(row.key)} remove={() => void remove(row)} />
          )
        }
      </Rows>
    </main>
  )
}

interface TagProps {
  row: Row
  tabIndex: 0 | -1
  rename(): void
  remove(): void
}

function Tag({ row: { tag, papers, highlights }, tabIndex, rename, remove }: TagProps) {
  const all = useHues()
  const hue = hueOf(all, tag)
  return (
    <div className="it" data-tag={tag}>
      <a className="pick" href={hrefOf({ search: printed([asking('tag', tag)]) })} tabIndex={tabIndex}>
        <span className="tag" data-hue={hue}>
          <span dir="auto">{tag}</span>
        </span>
      </a>
      <p className="much small num quiet">
        <span>{i18n.t('library.count', papers.length)}</span>
        <span>{highlights !== undefined && i18n.t('joins.highlights', highlights)}</span>
      </p>
      <select
        aria-label={i18n.t('tags.hueOf', [tag])}
        title={i18n.t('tags.hue')}
        tabIndex={tabIndex}
        value={hue ?? ''}
        onChange={({ target }) =>
          void tagHues.setValue(
            tinted(
              all,
              tag,
              hues.find((one): one is Hue => one === target.value),
            ),
          )
        }
      >
        <option value="">{i18n.t('tags.noHue')}</option>
        {hues.map((one) => (
          <option key={one} value={one}>
            {i18n.t(`hue.${one}`)}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="btn bare sm"
        tabIndex={tabIndex}
        aria-label={i18n.t('tags.renameIt', [tag])}
        aria-keyshortcuts="F2"
        onClick={rename}
      >
        {i18n.t('tags.rename')}
      </button>
      <button
        type="button"
        className="btn bare ic sm"
        tabIndex={tabIndex}
        aria-label={i18n.t('tags.deleteIt', [tag])}
        aria-keyshortcuts="Delete"
        title={i18n.t('tags.deleteIt', [tag])}
        onClick={remove}
      >
        <Icon name="trash" />
      </button>
    </div>
  )
}

interface RenameProps {
  row: Row
  others: Tagged[]
  retag(row: Row, to: string, words: string): Promise<Done>
  /** Told which tag the focus goes to. */
  close(tag: string): void
}

/** The field for another name. One that there is means that the two tags become one, which is said before it is done. */
function Rename({ row, others, retag, close }: RenameProps) {
  const { tag } = row
  const all = useHues()
  const [words, setWords] = useState(tag)
  const typed = tagOf(words)
  const other = others.find((one) => one.tag !== tag && hasTag([one.tag], typed))

  async function onSubmit(event: FormEvent) {
    event.preventDefault()
    const to = other?.tag ?? typed
    if (to === '' || to === tag) return close(tag)
    const done = await retag(row, to, other ? i18n.t('tags.merged', [tag, to]) : i18n.t('tags.renamed', [tag, to]))
    if (!done.ok) return
    // The hue goes along; it stays with the old name too, for the day that this is undone.
    const hue = hueOf(all, tag)
    if (hue && !hueOf(all, to)) await tagHues.setValue(tinted(all, to, hue))
    close(to)
  }

  return (
    <form
      className="it renaming"
      onSubmit={(event) => void onSubmit(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        close(tag)
      }}
    >
      <label className="field">
        <span className="vh">{i18n.t('tags.newName', [tag])}</span>
        <input
          type="text"
          dir="auto"
          autoComplete="off"
          maxLength={LONGEST_TAG}
          value={words}
          // biome-ignore lint/a11y/noAutofocus: it appears because the reader asked to rename.
          autoFocus
          onFocus={({ target }) => target.select()}
          onChange={({ target }) => setWords(target.value)}
        />
      </label>
      <button type="submit" className="btn main sm">
        {other ? i18n.t('tags.merge') : i18n.t('tags.rename')}
      </button>
      <button type="button" className="btn bare sm" onClick={() => close(tag)}>
        {i18n.t('paste.cancel')}
      </button>
      <p className="lost" role="status">
        {other && i18n.t('tags.exists', other.papers.length, [other.tag, String(other.papers.length)])}
      </p>
    </form>
  )
}
