import type { NamedColor } from './json'

/** What a file says in the reader's language, and what the reader calls things. */
export interface ExportWords {
  /** The language that these words are in, as `lang` has it. */
  lang: string
  /** When the file is written, ISO 8601 UTC. */
  now: string
  /** What the reader calls the colours. */
  meanings: NamedColor[]
  meaning(color: string): string
  authors(count: number): string
  highlights: string
  notes: string
  tags: string
}
