import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds against WCAG 2.2 A and AA in a page as it stands, as one line each. */
export async function faults(page: Page): Promise<string[]> {
  // Half a megabyte: a page is given it once.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
  return await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(context: Document, options: object): Promise<Result> } }
    interface Result {
      violations: { id: string; help: string; nodes: { html: string }[] }[]
    }
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    // In the dark nothing but the colours is other than in the light.
    const ofColors = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }
    const runOnly = matchMedia('(prefers-color-scheme: dark)').matches ? ofColors : tags
    const { violations } = await axe.run(document, { runOnly })
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html }) => `${id}: ${help} (${html.slice(0, 120)})`),
    )
  })
}

/** The same in light and in dark, each line with which. */
export async function faultsInBoth(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    found.push(...(await faults(page)).map((fault) => `${colorScheme}: ${fault}`))
  }
  return found
}
