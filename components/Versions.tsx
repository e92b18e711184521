import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { i18n } from '#i18n'
import { IMPORTED } from '@/lib/color'
import type { Entry } from '@/lib/entry'
import type { Highlight } from '@/lib/highlight'
import { type Abstract, OWN } from '@/lib/paper'
import { placesIn } from '@/lib/pieces'
import { currentOf, versionsOf } from '@/lib/versions'
import { Painted } from './Painted'
import type { Shown } from './Paper'

/** A paper's abstract on a screen: which of its texts is shown, and which there are. */
export interface Versions {
  /** The text that is shown. */
  text: string | undefined
  abstractId: string | undefined
  /** Whether a site shows this text now, as far as is known. */
  isCurrent: boolean
  /**
   * The texts to choose from, with their names and how many highlights were made on them, the newest first; one without an id
   * is not stored as a text: it is the page's, or the reader's own wording.
   */
  choices: { id: string; name: string; highlights: number }[]
  choose(id: string): void
  /** The other text that a highlight's words stand in, which is not shown; undefined where there is none. */
  elsewhere(highlight: Highlight): { name: string; show(): void } | undefined
  /** The highlight for which a text was chosen. */
  sought: string | undefined
}

/** Shows a paper's newest text, or its page's, until the reader chooses another. `siteName` tells a site's name by its id. */
export function useVersions(shown: Shown, entry: Entry | null, siteName: (id: string) => string | undefined): Versions {
  const versions = useMemo(() => (entry ? versionsOf(entry) : []), [entry])
  const [chosen, setChosen] = useState<{ id: string; highlight?: string }>()
  const holder = (id = '') => versions.find(({ ids }) => ids.includes(id))
  const atFirst = holder(shown.abstractId)
  const version = chosen?.id === '' ? undefined : (holder(chosen?.id) ?? atFirst)
  const text = version?.abstract.text ?? shown.abstract
  const abstractId = version?.abstract.id

  const names = versions.map(({ abstract }) => nameOf(abstract, siteName, 'day'))
  const choices = versions.map(({ abstract, ids }, at) => {
    const isTwice = names.indexOf(names[at] as string) !== names.lastIndexOf(names[at] as string)
    const highlights = entry?.highlights.filter(({ abstractId = '' }) => ids.includes(abstractId)).length ?? 0
    return { id: abstract.id, name: nameOf(abstract, siteName, isTwice ? 'second' : 'day'), highlights }
  })
  if (shown.abstract && !atFirst) {
    const isOwn = shown.abstract === entry?.paper.edits?.abstract
    choices.unshift({ id: '', name: isOwn ? i18n.t('text.own') : i18n.t('text.page'), highlights: 0 })
  }

  const placed = useMemo(() => {
    const highlights = entry?.highlights.filter(({ field }) => field === 'abstract') ?? []
    return new Set(placesIn(text ?? '', highlights, abstractId).map(({ what }) => what.id))
  }, [entry, text, abstractId])

  return {
    text,
    abstractId,
    isCurrent: !version || currentOf(entry?.paper.abstracts ?? []).some(({ id }) => version.ids.includes(id)),
    choices,
    choose: (id) => setChosen({ id }),
    elsewhere(highlight) {
      const made = highlight.field === 'abstract' && !placed.has(highlight.id) && holder(highlight.abstractId)
      if (!made || made === version) return undefined
      const name = choices.find(({ id }) => id === made.abstract.id)?.name ?? ''
      return { name, show: () => setChosen({ id: made.abstract.id, highlight: highlight.id }) }
    },
    sought: chosen?.highlight,
  }
}

/** A text by the site that showed it and since when: "arXiv, Mar 3, 2026". */
function nameOf({ site, seenAt }: Abstract, siteName: (id: string) => string | undefined, exact: 'day' | 'second') {
  const format = new Intl.DateTimeFormat(document.documentElement.lang || 'en', {
    dateStyle: 'medium',
    ...(exact === 'second' && { timeStyle: 'medium' }),
  })
  const none = site === IMPORTED ? i18n.t('imported') : i18n.t('text.otherSite')
  const name = site === OWN ? i18n.t('text.own') : (siteName(site) ?? none)
  return `${name}, ${format.format(new Date(seenAt))}`
}

/** A paper's abstract as the paper's own words, with the reader's highlights; of several texts one, to choose. */
export function VersionedAbstract({
  versions,
  highlights,
  words: given,
}: {
  versions: Versions
  highlights: Highlight[]
  /** Is given the element that holds the words. */
  words?: RefObject<HTMLParagraphElement | null>
}) {
  const { text = '', abstractId, choices, choose, sought } = versions
  const own = useMemo(() => highlights.filter(({ field }) => field === 'abstract'), [highlights])
  const made = useRef<HTMLParagraphElement>(null)
  const words = given ?? made
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text that is chosen for the same words is a reason to look.
  useEffect(() => {
    const { current } = words
    if (!sought || !current) return
    const folded = current.closest('details')
    if (folded) folded.open = true
    current.focus({ preventScroll: true })
    const mark = current.querySelector(`[data-highlight="${CSS.escape(sought)}"]`)
    ;(mark ?? current).scrollIntoView({ block: 'nearest' })
  }, [sought, abstractId])
  return (
    <div className="versioned">
      {choices.length > 1 && (
        <select
          className="texts"
          aria-label={i18n.t('text.choose')}
          value={abstractId ?? ''}
          onChange={(event) => choose(event.target.value)}
        >
          {choices.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      <p className="paper abstract" dir="auto" ref={words} tabIndex={-1}>
        <Painted text={text} abstractId={abstractId} highlights={own} sought={sought} />
      </p>
    </div>
  )
}
