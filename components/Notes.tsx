import { useCallback, useState } from 'react'
import { i18n } from '#i18n'
import type { OnPaper } from '@/lib/act'
import type { Note } from '@/lib/note'
import { type Keeping, Writing } from './Writing'

interface Props {
  keeping: Keeping
  /** The paper, as an act names it. */
  on: OnPaper
  /** The name of the first field's draft: `note:<first key of the paper>`, in pages and screens alike. */
  draft: string
  notes: Note[]
  autoFocus?: boolean
  /** How many lines the field has at least. */
  rows?: number
}

/**
 * Ids of first notes, by draft: made once for each paper in each window, so that a field that closes and opens again
 * while its words are under way sends them as the same note.
 */
const ids = new Map<string, string>()

function idFor(draft: string): string {
  const id = ids.get(draft) ?? crypto.randomUUID()
  ids.set(draft, id)
  return id
}

/** One field for each note on a paper; an empty one for the first. */
export function Notes({ keeping, on, draft, notes, autoFocus, rows }: Props) {
  const [own, setOwn] = useState(() => notes[0]?.id ?? idFor(draft))
  const [isTouched, setTouched] = useState(false)
  // The first note was written elsewhere, while nothing was here: it is the one to go on with.
  const first = notes[0]?.id
  if (first && !isTouched && !notes.some(({ id }) => id === own)) setOwn(first)
  const touch = useCallback(() => setTouched(true), [])
  const fields = notes.some(({ id }) => id === own) ? notes : [{ id: own, text: '' }, ...notes]
  return fields.map((note: Pick<Note, 'id' | 'text'> & Partial<Note>) => (
    <Writing
      key={note.id}
      keeping={keeping}
      label={i18n.t('card.note')}
      draft={note.id === own ? draft : `note:${note.id}`}
      stored={note}
      autoFocus={autoFocus && note.id === own}
      rows={rows}
      touch={note.id === own ? touch : undefined}
      store={async (text, rev) => {
        // Words that were typed and taken back before they were stored make no note.
        if (rev === undefined && text.trim() === '') return { ok: true }
        return await keeping.act({ do: 'note', id: note.id, paper: on, rev, text })
      }}
      drop={(text) => keeping.act({ do: 'drop-version', table: 'notes', id: note.id, text })}
    />
  ))
}
