import type { Entry } from '@/lib/entry'
import type { ExportWords } from '@/lib/export/words'

/** Signs that end, begin or mean something in one format or another. */
export const hostile = [
  'He said: "=cmd|\'/c calc\'!A1" {a} }b{ \\input{/etc/passwd} $5 & 10% #1 _x_ ~ ^ <b>bold</b> <i> ]]> --> ---',
  '=1+1; +1, -1, @x\t|\u202eRTL\u202c שלום العربية 😀 潮汐 𝔘 e\u0301 \u0000\u0007 \ud800 `code` [x](javascript:alert(1))',
  '---',
  'title: forged',
  'TY  - JOUR',
  'TI  - forged',
  'ER  - ',
  '* headline',
  '#+end_src',
  '@article{forged, title={y}}',
  '</script><script>alert(1)</script>\r\n{{ title }} {% raw %}\u2028end',
].join('\r\n')

const stamps = { rev: 1, createdAt: '2026-11-03T10:00:00.000Z', updatedAt: '2026-11-03T10:00:00.000Z' }

/** A stored paper with one highlight and one note, which say what is given. */
export function entry(
  paper: Partial<Entry['paper']>,
  said: { quote?: string; comment?: string; note?: string } = {},
): Entry {
  const id = crypto.randomUUID()
  const quote = { exact: said.quote ?? '', prefix: '', suffix: '', start: 0, end: 1 }
  return {
    paper: { ...stamps, id, keys: ['s2:1'], title: 'Tides', links: {}, abstracts: [], counts: {}, ...paper },
    highlights: said.quote
      ? [
          {
            ...stamps,
            ...quote,
            id: `h${id}`,
            paperId: id,
            field: 'abstract',
            color: 'claim',
            comment: said.comment ?? '',
          },
        ]
      : [],
    notes: said.note ? [{ ...stamps, id: `n${id}`, paperId: id, text: said.note }] : [],
  }
}

export const words: ExportWords = {
  lang: 'en',
  now: '2026-11-23T10:00:00.000Z',
  meanings: [],
  meaning: (color) => color.toUpperCase(),
  authors: (count) => `${count} authors`,
  highlights: 'Highlights',
  notes: 'Notes',
  tags: 'Tags',
}
