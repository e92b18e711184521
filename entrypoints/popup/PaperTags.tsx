import { Tags } from '@/components/Tags'
import type { Done, OnPaper } from '@/lib/act'
import type { Entry } from '@/lib/entry'
import { allTags } from '@/lib/library/queries'
import { setTag } from './keeping'

interface Props {
  on: OnPaper
  entry: Entry | null
  /** The letter that leads to the field. */
  letter: string
  say(done: Done, words: string): void
}

/** The tags of a paper, completed from those that there are, and stored at once. */
export const PaperTags = ({ on, entry, letter, say }: Props) => (
  <Tags
    tags={entry?.paper.tags ?? []}
    known={allTags}
    set={(tag, tagged) => setTag(on, tag, tagged, say)}
    letter={letter}
  />
)
