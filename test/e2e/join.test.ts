import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, onTestFinished, test } from 'vitest'
import { launch, select, until } from './browser.ts'
import { launchGranted } from './granted.ts'
import { openMarked, paintedWords, paints, some } from './open.ts'
import { seed, serve } from './pages.ts'
import { bring, highlight, importFile, paper } from './stored.ts'

const arxiv = seed('arxiv-abs')
const acl = seed('acl-anthology-paper')
const [known] = arxiv.papers
const [other] = acl.papers

/** ACL Anthology's page as it would show arXiv's paper: another title's spelling, names first name first, no arXiv number. */
const shown = known.title.replace(/\$/g, '').replace('\\log', 'log').toUpperCase()
const body = readFileSync(acl.file, 'utf8')
  .replaceAll(other.title, shown)
  .replaceAll('Philippa Undercroft', 'Odalys Fernquist')
  .replace(/<span>We present Tidewater.*?<\/span>/s, () => `<span>${known.abstract}</span>`)

test('a paper without a shared identifier is recognised on another site, joined by an act, and separated again', async () => {
  const browser = await launchGranted(['aclanthology.org', 'www.aclanthology.org'])
  onTestFinished(() => browser.discard())
  serve(browser, arxiv)
  browser.serve({ [acl.url]: { body } })
  const words = some(known.abstract, 12, 6)
  const first = await openMarked(browser, arxiv.url)
  await select(first.page, 'blockquote.abstract', words)
  await first.margin.click('[data-color="result"]')
  await paints(first.page, words)

  // Seen on the other site, nothing is joined yet; a note there joins.
  const second = await openMarked(browser, acl.url)
  await second.margin.appears('.mk[data-state="highlighted"]')
  await paints(second.page, words)
  const library = await browser.open('library.html')
  await library.getByText('1 paper', { exact: true }).waitFor()
  expect(await library.locator('#joins').count()).toBe(0)
  await second.page.bringToFront()
  await second.margin.click('.mk')
  await second.margin.click('.card textarea[aria-label="Note"]')
  await second.page.keyboard.type('As published.')
  await second.margin.appears('.card .saving.saved')

  await library.bringToFront()
  await library.getByText('1 paper', { exact: true }).waitFor()
  await library.getByRole('link', { name: 'Duplicates' }).click()
  const panel = library.getByRole('main', { name: 'The same paper' })
  await panel.getByRole('button', { name: 'Joined papers 1' }).click()
  await panel
    .getByText('ACL 2026.inv-long.1')
    .or(panel.getByText(/2026\.inv-long\.1/))
    .first()
    .waitFor()
  await panel.getByRole('button', { name: 'May be one paper 0' }).click()
  await panel.getByText('No two papers here look like one.').waitFor()
  await library.goBack()
  for (const colorScheme of ['light', 'dark'] as const) {
    await library.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await library.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
    const faults = await library.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }
      return (await axe.run()).violations.map(({ id }) => id)
    })
    expect(faults).toEqual([])
  }

  // By keys: separate, take that back, and separate for good.
  const separate = panel.getByRole('button', { name: /^Separate/ })
  await separate.focus()
  await library.keyboard.press('Enter')
  await library.getByText('Separated into two papers').waitFor()
  await panel.getByText('No papers are joined.').waitFor()
  expect(await library.evaluate(() => document.activeElement?.tagName)).toBe('MAIN')
  await library.keyboard.press('Control+z')
  await separate.click()
  await panel.getByText('No papers are joined.').waitFor()
  await library.getByRole('link', { name: 'Papers', exact: true }).click()
  await library.getByText('2 papers', { exact: true }).waitFor()
  expect(await library.locator('#joins').count()).toBe(0)

  // Both stand alone with their own, also when the pages are loaded again.
  for (let time = 0; time < 2; time++) {
    await second.margin.appears('.mk[data-state="noted"]')
    await first.margin.appears('.mk[data-state="highlighted"]')
    await until('nothing is painted there', async () => (await paintedWords(second.page)).length === 0)
    await paints(first.page, words)
    await Promise.all([first.page.reload(), second.page.reload()])
  }
})

test('two stored papers of one title are suggested, and joined or kept as the reader says', async () => {
  const browser = await launch()
  onTestFinished(() => browser.close())
  const library = await browser.open('library.html')
  const stamps = { rev: 1, createdAt: '2026-11-01T10:00:00.000Z', updatedAt: '2026-11-01T10:00:00.000Z' }
  const stored = (keys: string[], more = {}) => ({
    ...stamps,
    id: crypto.randomUUID(),
    keys,
    title: 'Tides, Measured at Every Shore of the North',
    links: {},
    abstracts: [],
    counts: {},
    ...more,
  })
  // Nothing agrees and nothing contradicts: an import leaves them as they are.
  const papers = [stored(['s2:1'], { authors: ['Ada Tern', 'Bo Gull'] }), stored(['pmid:2']), stored(['acl:3'])]
  const notes = [{ ...stamps, id: crypto.randomUUID(), paperId: papers[1]?.id, text: 'Mine.' }]
  const file = JSON.stringify({ format: 'papermargin', version: 1, papers, highlights: [], notes })
  await importFile(library, { name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(file) })
  await library.getByRole('link', { name: '3 pairs of papers may be one' }).click()
  const panel = library.getByRole('main', { name: 'The same paper' })
  const pairs = panel.locator('[data-pair]')
  await panel.getByText('1 note', { exact: true }).first().waitFor()
  expect(await pairs.count()).toBe(3)
  await pairs
    .first()
    .getByRole('button', { name: /^Not the same/ })
    .click()
  await until('one pair is gone', async () => (await pairs.count()) === 2)
  // The focus is where the reader goes on.
  expect(
    await pairs
      .first()
      .getByRole('button', { name: /^Join/ })
      .evaluate((one) => one === document.activeElement),
  ).toBe(true)
  await library.keyboard.press('Enter')
  await library.getByText('Joined into one paper').waitFor()
  await panel.getByRole('button', { name: 'Joined papers 1' }).waitFor()
  // What one of them was kept from, the whole is kept from as well.
  await until('no pair is left', async () => (await pairs.count()) === 0)
  await library.locator('.toast').getByRole('button', { name: 'Undo' }).click()
  await until('both are suggested again', async () => (await pairs.count()) === 2)
})

test('what differs of two papers stands out, and the one that the reader chose stays, by keys alone', async () => {
  const browser = await launch()
  onTestFinished(() => browser.close())
  const library = await browser.open('library.html')
  const title = 'Tides, Measured at Every Shore of the North'
  const older = paper(title, 'We measure tides.', {
    keys: ['s2:1'],
    createdAt: '2026-10-01T12:00:00.000Z',
    venue: 'Shores',
  })
  const newer = paper(title, 'We measure tides.', { keys: ['pmid:2'], venue: 'Journal of Shores', tags: ['ebb'] })
  await bring(library, { papers: [older, newer], highlights: [highlight(older, 'measure tides', 'claim')] })
  await library.getByRole('link', { name: 'Duplicates' }).click()
  const pair = library.locator('[data-pair]')
  await pair.waitFor()
  const differing = await pair.locator('tr.differs').evaluateAll((all) => all.map((row) => row.dataset.fact))
  expect(differing).toEqual(['venue', 'keys'])
  await library.locator('#search').focus()
  await library.keyboard.press('ArrowDown')
  await library.keyboard.press('ArrowRight')
  await until('the newer one is to stay', () => pair.getByRole('radio').nth(1).isChecked())
  await library.keyboard.press('Enter')
  await library.getByText('Joined into one paper').waitFor()
  await library.getByText('No two papers here look like one.').waitFor()
  await library.getByRole('link', { name: 'Papers', exact: true }).click()
  await library.getByRole('region', { name: 'Paper', exact: true }).getByText('Journal of Shores').waitFor()
  await library.locator('.marks.wide .quote', { hasText: 'measure tides' }).waitFor()
})

test('of hundreds of pairs only those in view are drawn, and each is reached by keys', async () => {
  const browser = await launch()
  onTestFinished(() => browser.close())
  const library = await browser.open('library.html')
  const papers = Array.from({ length: 400 }, (_, n) =>
    paper(`Tides, Measured at Shore Number ${n >> 1}`, '', { keys: [n % 2 ? `s2:${n}` : `pmid:${n}`] }),
  )
  await bring(library, { papers })
  await library.getByRole('link', { name: 'Duplicates' }).click()
  await library.getByRole('button', { name: 'May be one paper 200' }).waitFor()
  expect(await library.locator('[data-pair]').count()).toBeLessThan(30)
  await library.locator('#search').focus()
  await library.keyboard.press('ArrowDown')
  await library.keyboard.press('End')
  await library.keyboard.press('x')
  await library.getByText('Kept as two papers').waitFor()
  await library.getByRole('button', { name: 'May be one paper 199' }).waitFor()
  await until('the focus is on a pair', () =>
    library.evaluate(() => Boolean(document.activeElement?.closest('[data-pair]'))),
  )
})
