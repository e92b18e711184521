import { Title } from '@/components/Painted'
import { editedOf, saidOf } from '@/components/Paper'
import type { PaperScreenProps } from '../popup/PaperScreen'
import { Pane } from './Pane'

/** A page of one paper, or its PDF: all that is stored of it, and room to write. */
export function PaperScreen({ facts, addressOnly, site, entry, tabId, missing, say, children }: PaperScreenProps) {
  const said = saidOf(entry, facts, addressOnly)
  const { title } = editedOf(said, entry)
  return (
    <main className="one-paper">
      <h1 className="title big" dir="auto">
        <Title text={title} highlights={entry?.highlights ?? []} />
      </h1>
      {children}
      <Pane
        // Another paper's fields are others, also where the tab goes from one to the next.
        key={facts.keys[0]}
        heading="h2"
        // What an address says of a stored paper is less than what is stored.
        on={addressOnly && entry ? { id: entry.paper.id } : { facts, site }}
        said={said}
        entry={entry}
        name={facts.keys[0] as string}
        tabId={tabId}
        missing={missing}
        say={say}
      />
    </main>
  )
}
