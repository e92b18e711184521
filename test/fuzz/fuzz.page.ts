import './browser'
// In memory: the browser's own asks another process at each question, which takes ten times as long.
import 'fake-indexeddb/auto'
import { imports, records } from './files'
import { messaging } from './messages'
import { type Base, pages } from './pages'
import { queries } from './queries'
import { fuzz, type Outcome, type Target } from './target'
import { templates } from './templates'

// Runs in a page of real Chromium, bundled with the shipped code.

let targets: Record<string, Target<never>> = {}

/** Has the targets ready; `bases` are the pages to start from. */
export function setUp(bases: Base[]): void {
  targets = { pages: pages(bases), messages: messaging(), imports, records, queries, templates } as never
}

export const run = (name: string, seed: number, inputs: number): Promise<Outcome> =>
  fuzz(targets[name] as Target<never>, { seed, inputs, timed: true })
