import { i18n } from '#i18n'
import type { Meaning } from '@/lib/color'
import type { Entry } from '@/lib/entry'
import { jsonFile } from '@/lib/export/json'
import { markdown } from '@/lib/export/markdown'
import type { ExportWords } from '@/lib/export/words'
import { saveFile } from './file'
import { Icon } from './Icon'
import { nameOf } from './meaning'

export type Format = 'markdown' | 'json'

/** Hands the papers to the browser as a file to save, and returns its name: `papermargin-2026-11-23.md`. */
export async function download(format: Format, entries: Entry[], meanings: Meaning[]): Promise<string> {
  const words = exportWords(meanings)
  return format === 'json'
    ? save(await jsonFile(entries, words.now, words.meanings), 'json')
    : save(markdown(entries, words), format)
}

const TYPES = { markdown: 'text/markdown', json: 'application/json' }

/** Hands a text, or a file, to the browser as a file to save, and returns its name. */
export const save = (content: string | Blob, format: Format): string =>
  saveFile(new Blob([content], { type: `${TYPES[format]};charset=utf-8` }), format === 'json' ? 'json' : 'md')

/** What files say, in the reader's words. */
export const exportWords = (meanings: Meaning[]): ExportWords => ({
  lang: i18n.t('lang'),
  now: new Date().toISOString(),
  meanings: meanings.map(({ color }) => ({ color, name: nameOf(meanings, color) })),
  meaning: (color) => nameOf(meanings, color),
  authors: (count) => i18n.t('authors', count),
  highlights: i18n.t('paper.highlights'),
  notes: i18n.t('paper.notes'),
  tags: i18n.t('paper.tags'),
})

interface ButtonsProps {
  count: number
  /** Whether the buttons say how much they take. */
  spelled?: boolean
  save(format: Format): void
  /** Offers all formats. */
  more(): void
}

/** The two formats that are asked for most as buttons, ids `export-markdown` and `export-json`, and one for all others. */
export function ExportButtons({ count, spelled = false, save, more }: ButtonsProps) {
  const buttons = [
    {
      id: 'export-markdown',
      name: i18n.t('export.markdown'),
      label: i18n.t('export.asMarkdown', count),
      act: () => save('markdown'),
    },
    { id: 'export-json', name: i18n.t('export.json'), label: i18n.t('export.asJson', count), act: () => save('json') },
    { id: 'export-more', name: <Icon name="export" />, label: i18n.t('exporting.all'), act: more },
  ]
  return buttons.map(({ id, name, label, act }) => (
    <button
      key={id}
      type="button"
      id={id}
      className={spelled ? 'btn bare sm' : typeof name === 'string' ? 'btn sm' : 'btn ic sm'}
      aria-label={label}
      title={label}
      onClick={act}
    >
      {spelled ? label : name}
    </button>
  ))
}
