import { i18n } from '#i18n'
import type { Meaning } from '@/lib/color'
import { dayOf } from '@/lib/day'
import type { Entry } from '@/lib/entry'
import { jsonFile } from '@/lib/export/json'
import { markdown } from '@/lib/export/markdown'
import { nameOf } from './meaning'

export type Format = 'markdown' | 'json'

/** Hands the papers to the browser as a file to save, and returns its name: `papermargin-2026-11-23.md`. */
export async function download(format: Format, entries: Entry[], meanings: Meaning[]): Promise<string> {
  const named = meanings.map(({ color }) => ({ color, name: nameOf(meanings, color) }))
  return format === 'json'
    ? save(await jsonFile(entries, new Date().toISOString(), named), 'json')
    : save(markdown(entries, wordsFor(meanings)), 'markdown')
}

/** Hands a text, or a file, to the browser as a file to save, and returns its name. */
export function save(content: string | Blob, format: Format): string {
  const name = `papermargin-${dayOf(new Date())}.${format === 'json' ? 'json' : 'md'}`
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([content], { type: `${TYPES[format]};charset=utf-8` }))
  link.download = name
  link.click()
  // The browser reads the file when it pleases; a minute is long enough.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  return name
}

const TYPES = { json: 'application/json', markdown: 'text/markdown' }

const wordsFor = (meanings: Meaning[]) => ({
  meaning: (color: string) => nameOf(meanings, color),
  authors: (count: number) => i18n.t('authors', count),
  highlights: i18n.t('paper.highlights'),
  notes: i18n.t('paper.notes'),
  tags: i18n.t('paper.tags'),
})

/** The two formats as buttons, ids `export-markdown` and `export-json`; `spelled` says on them how much each takes. */
export function ExportButtons(props: { count: number; spelled?: boolean; save(format: Format): void }) {
  const { count, spelled = false, save } = props
  const formats = [
    { format: 'markdown', name: i18n.t('export.markdown'), label: i18n.t('export.asMarkdown', count) },
    { format: 'json', name: i18n.t('export.json'), label: i18n.t('export.asJson', count) },
  ] as const
  return formats.map(({ format, name, label }) => (
    <button
      key={format}
      type="button"
      id={`export-${format}`}
      className={spelled ? 'btn bare sm' : 'btn sm'}
      aria-label={label}
      title={label}
      onClick={() => save(format)}
    >
      {spelled ? label : name}
    </button>
  ))
}
