import type { Page } from 'playwright-core'
import type { Launched } from './browser.ts'
import { importFile } from './stored.ts'

/** A paper to be stored, by its number: what differs from the others is given. */
export type Shelved = Record<string, unknown> & { status?: string; tags?: string[] }

const id = (kind: number, number: number) =>
  `00000000-0000-4000-8000-${String(kind)}${String(number).padStart(11, '0')}`

/** The id of a shelved paper. */
export const idOf = (number: number): string => id(1, number)

/** Its title: no two sound alike, so that none is taken for another. */
export const titleOf = (number: number): string =>
  `Essay ${String(number).padStart(4, '0')} on the ${WORDS[number % 7]}`
const WORDS = ['tides', 'dunes', 'shores', 'rivers', 'marshes', 'harbours', 'lagoons']

/** Its abstract. */
export const textOf = (number: number): string =>
  `Essay ${number} asks what the water knows. It finds that no two shores agree, and that the moon is late by ${number} minutes.`

/**
 * Fills the library with papers, the first one touched last, by a file that it imports, and returns it with its list on
 * screen. `own` says what each has of its own.
 */
export async function shelve(
  browser: Launched,
  count: number,
  own: (n: number) => Shelved = () => ({}),
): Promise<Page> {
  const at = (number: number) => new Date(Date.UTC(2026, 5, 1) - number * 3_600_000).toISOString()
  const papers = Array.from({ length: count }, (_, number) => ({
    id: idOf(number),
    rev: 1,
    createdAt: at(number),
    updatedAt: at(number),
    keys: [`arxiv:26${String(Math.floor(number / 1000)).padStart(2, '0')}.${10_000 + (number % 1000)}`],
    title: titleOf(number),
    authors: [`Ann Author${count - number}`],
    date: '2026-05-01',
    links: {},
    counts: {},
    abstracts: [{ id: id(2, number), text: textOf(number), site: 'arxiv', seenAt: at(number) }],
    ...own(number),
  }))
  const file = { format: 'papermargin', version: 1, exportedAt: at(0), papers, highlights: [], notes: [] }
  const library = await browser.open('library.html')
  const buffer = Buffer.from(JSON.stringify(file))
  await importFile(library, { name: 'shelf.json', mimeType: 'application/json', buffer })
  await library.locator('[data-import="brought"]').getByRole('button', { name: 'Close' }).click({ timeout: 60_000 })
  await library.getByText(titleOf(0)).first().waitFor()
  return library
}

/** The number of the paper that has the focus in a list, by its title. */
export const focused = (library: Page): Promise<string | undefined> =>
  library.evaluate(() => document.activeElement?.closest('.it, .card')?.querySelector('.pick')?.textContent?.trim())

/** Waits until the library says something was done. */
export const said = (library: Page, words: string): Promise<void> =>
  library.locator('.toast', { hasText: words }).waitFor()
