import type { Page } from 'playwright-core'

const stamps = (at: string) => ({ rev: 1, createdAt: at, updatedAt: at })
const DAY = '2026-11-01T12:00:00.000Z'

/** A paper as a file holds it; its abstract is one text. */
export function paper(title: string, abstract: string, more: object = {}) {
  const id = crypto.randomUUID()
  return {
    ...stamps(DAY),
    id,
    keys: [`s2:${id}`],
    title,
    links: {},
    abstracts: abstract ? [{ id: crypto.randomUUID(), text: abstract, site: 'arxiv', seenAt: DAY }] : [],
    counts: {},
    ...more,
  }
}
type Stored = ReturnType<typeof paper>

/** Words of its abstract, highlighted. */
export function highlight({ id: paperId, abstracts }: Stored, exact: string, color: string, comment = '', at = DAY) {
  const [{ id: abstractId, text } = { id: '', text: '' }] = abstracts
  const start = text.indexOf(exact)
  const words = { exact, prefix: '', suffix: '', start, end: start + exact.length }
  return { ...stamps(at), id: crypto.randomUUID(), paperId, field: 'abstract', abstractId, color, comment, ...words }
}

export const note = ({ id: paperId }: Stored, text: string) => ({
  ...stamps(DAY),
  id: crypto.randomUUID(),
  paperId,
  text,
})

/** Has the library import a file with these records. */
export async function bring(library: Page, records: { papers: object[]; highlights?: object[]; notes?: object[] }) {
  const file = JSON.stringify({ format: 'papermargin', version: 1, highlights: [], notes: [], ...records })
  await importFile(library, { name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(file) })
  await library.locator('[data-import="brought"]').getByRole('button', { name: 'Close' }).click()
}

/** Chooses a file to import, and imports it once its preview is there. */
export async function importFile(library: Page, file: Parameters<Page['setInputFiles']>[1]) {
  await library.locator('#import-file').setInputFiles(file)
  await library.locator('#import-now').click({ timeout: 60_000 })
}
