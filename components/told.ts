import { i18n } from '#i18n'
import { type Meaning, tally } from '@/lib/color'
import type { Known } from '@/lib/entry'
import { nameOf } from './meaning'

/** What is known of a paper, in words and counts: "3 highlights: Claim 2, Method 1; 1 note", "Seen, twice before, skipped". */
export function told({ entry, seen, skipped }: Known, own: Meaning[]): string {
  if (!entry) {
    if (!seen && !skipped) return i18n.t('told.new')
    const times = seen ? [i18n.t('told.seen', seen.count)] : []
    return listed([i18n.t('state.seen'), ...times, ...(skipped ? [i18n.t('told.skipped')] : [])])
  }
  const { paper, highlights } = entry
  const notes = entry.notes.filter(({ text }) => text.trim() !== '').length
  const meanings = tally(own, highlights).flatMap(({ color, count }) =>
    count > 0 ? [`${nameOf(own, color)} ${count}`] : [],
  )
  const written = [
    ...(meanings.length > 0
      ? [i18n.t('told.highlights', highlights.length, [String(highlights.length), listed(meanings)])]
      : []),
    ...(notes > 0 ? [i18n.t('told.notes', notes)] : []),
  ]
  const kept = written.length > 0 ? written : [i18n.t('state.saved')]
  const all = [...kept, ...(paper.status ? [i18n.t(`status.${paper.status}`)] : [])]
  return all.reduce((one, other) => i18n.t('told.also', [one, other]))
}

/** Some things, one after the other, as the language writes it. */
const listed = (things: string[]) => things.reduce((one, other) => i18n.t('told.list', [one, other]))
