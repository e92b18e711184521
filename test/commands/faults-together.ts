import type { Page } from 'playwright-core'
import type { browser as api } from 'wxt/browser'
import type { Act } from '../../lib/act.ts'
import { type Launched, until } from '../e2e/browser.ts'
import { openMarked } from '../e2e/open.ts'
import { seed, serve } from '../e2e/pages.ts'
import { rawOf } from '../e2e/raw.ts'
import type { Came } from './faults.page.ts'
import { acknowledgedOf, acts, driver, type Harm, judged } from './faults-acts.ts'

/** The extension's own API, inside functions that run in its worker. */
declare const chrome: typeof api

/** A window that writes: how it runs a script of ours. */
type Runs = <T>(expression: string) => Promise<T>

/** The script of ours beside a page: its own world, in which it may send messages. */
async function beside(browser: Launched, page: Page): Promise<Runs> {
  const session = await page.context().newCDPSession(page)
  const world = new Promise<number>((resolve) =>
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.auxData?.type === 'isolated' && context.origin.endsWith(browser.id)) resolve(context.id)
    }),
  )
  await session.send('Runtime.enable')
  const contextId = await world
  return async (expression) => {
    const asked = { contextId, expression, awaitPromise: true, returnByValue: true }
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', asked)
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }
}

/** Two tabs and the popup write on the same paper at once: notes and highlights of their own, and all three one note. */
export async function together(browser: Launched, writes: number): Promise<Harm> {
  const listing = seed('arxiv-list-new')
  serve(browser, listing)
  const tabs = [await openMarked(browser, listing.url), await openMarked(browser, listing.url)]
  const [one, other] = tabs.map(({ page }) => page) as [Page, Page]
  const popup = await browser.openPopup(other)
  const windows: Runs[] = [
    await beside(browser, one),
    await beside(browser, other),
    (expression) => popup.evaluate(expression),
  ]
  const code = await driver()
  for (const runs of windows) await runs(`${code};0`)
  const each = Math.floor(writes / 4)
  const tried = windows.map((_, nth) => acts(each, nth * each, 1))
  const shared = crypto.randomUUID()
  const [{ paper }] = acts(1, 0, 1) as [Extract<Act, { do: 'note' }>]
  const edits = windows.map((_, nth) =>
    Array.from({ length: Math.floor(each / 3) }, (_, at) => ({
      do: 'note',
      id: shared,
      paper,
      text: `Said in window ${nth}, ${at}.`,
    })),
  )
  const [came, written] = await Promise.all([
    Promise.all(windows.map((runs, nth) => runs<Came[]>(`drive(${JSON.stringify(tried[nth])}, 2)`))),
    Promise.all(
      windows.map((runs, nth) =>
        runs<{ text: string; from?: number; rev: number }[]>(`rewrite(${JSON.stringify(edits[nth])})`),
      ),
    ),
  ])
  const library = await browser.open('library.html')
  const { tables } = await rawOf(library)
  const all = tried.flat()
  const acknowledged = new Set(came.flatMap((some, nth) => [...acknowledgedOf(some)].map((act) => nth * each + act)))
  const note = tables.notes?.find(({ id }) => id === shared) as { text: string; versions?: string[] } | undefined
  const kept = [note?.text, ...(note?.versions ?? [])]
  // A text may go only where the window that wrote it wrote on from it.
  const inTurn = written.flat().sort((a, b) => a.rev - b.rev)
  const gone = inTurn.filter(({ text, rev }, at) => inTurn[at + 1]?.from !== rev && !kept.includes(text))
  const harm = await judged(library, all, acknowledged)
  await library.close()
  await popup.close()
  for (const { page } of tabs) await page.close()
  return {
    ...harm,
    tried: harm.tried + edits.flat().length,
    acknowledged: harm.acknowledged + inTurn.length,
    lost: harm.lost + gone.length,
  }
}

/**
 * Reloads the extension under a page on which words are being typed, and types on: what was typed is stored, is there again on the
 * reloaded page, or stands in its field and can be saved as a file.
 */
export async function updated(browser: Launched, times: number): Promise<Harm> {
  const listing = seed('arxiv-list-new')
  serve(browser, listing)
  const harm: Harm = { tried: 0, acknowledged: 0, lost: 0, duplicated: 0, half: 0 }
  const key = listing.papers[0].keys[0]
  const field = (root: ShadowRoot) => root.querySelector<HTMLTextAreaElement>('.card textarea')?.value ?? ''
  for (let time = 0; time < times; time++) {
    const { page, margin } = await openMarked(browser, listing.url)
    await margin.click(`.mk[data-paper="${key}"]`)
    await margin.click('.card textarea')
    await page.keyboard.press('Control+End')
    await page.keyboard.type(` Before ${time}.`)
    const worker = await browser.worker()
    const gone = new Promise((resolve) => worker.once('close', resolve))
    await worker.evaluate(() => chrome.runtime.reload()).catch(() => {})
    await gone
    await page.bringToFront()
    await margin.click('.card textarea')
    await page.keyboard.press('Control+End')
    await page.keyboard.type(` After ${time}.`)
    await margin.appears('.card .saving', 'was updated')
    harm.tried += 2
    const shown = await margin.evaluate(field)
    const offers = await margin.count('.card [data-act="save-words"]')
    const kept = [`Before ${time}.`, `After ${time}.`].filter((words) => shown?.includes(words) && offers > 0)
    harm.acknowledged += kept.length
    harm.lost += 2 - kept.length
    // One that was loaded by a switch of the browser comes back with the browser alone.
    await browser.restart()
    const again = await openMarked(browser, listing.url)
    await again.margin.click(`.mk[data-paper="${key}"]`)
    // What was typed before was a draft at the least.
    const isBack = until('the words are back', async () =>
      (await again.margin.evaluate(field))?.includes(`Before ${time}`),
    )
    harm.lost += await isBack.then(
      () => 0,
      () => 1,
    )
    await again.page.close()
  }
  return harm
}
