import type { ExportWords } from '@/lib/export/words'

/** What an export is given beside the papers. */
export const named: ExportWords = {
  lang: 'en',
  now: '2026-11-23T10:00:00.000Z',
  meanings: [],
  meaning: (color) => color,
  authors: (count) => `${count} authors`,
  highlights: 'Highlights',
  notes: 'Notes',
  tags: 'Tags',
}
