import type { Entry } from '@/lib/entry'
import { Highlight } from '@/lib/highlight'
import { checkUp } from '@/lib/library/checkup'
import { Note } from '@/lib/note'
import { Paper } from '@/lib/paper'
import seeds from '@/seeds/library.json'

/** The papers of the small library that the project has, with what is written on them. */
export const shelf: Entry[] = seeds.papers.map((raw) => {
  const paper = Paper.parse(raw)
  const own = <T>(all: { paperId: string }[], parse: (one: unknown) => T) =>
    all.filter(({ paperId }) => paperId === paper.id).map(parse)
  return {
    paper,
    highlights: own(seeds.highlights, (one) => Highlight.parse(one)),
    notes: own(seeds.notes, (one) => Note.parse(one)),
  }
})

/**
 * Looks at everything that is stored; throws what is wrong with it. A text, or a place in one, that a file tells wrongly is
 * mended when the words are looked for.
 */
export async function sound(): Promise<void> {
  const { findings = [] } = (await checkUp(() => {})) ?? {}
  const wrong = findings.filter(({ fault }) => fault !== 'offsets' && fault !== 'textGone')
  if (wrong.length > 0) throw new Error(`What is stored is not sound: ${JSON.stringify(wrong.slice(0, 3))}`)
}
