import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Launched, launch, Margin, until } from './browser.ts'
import { marks, openMarked, some } from './open.ts'
import { seed, serve } from './pages.ts'

const day = seed('huggingface-day')
const [paper] = day.papers

let browser: Launched
beforeAll(async () => {
  browser = await launch()
  serve(browser, day)
})
afterAll(() => browser.close())

test('with a highlight in our card, a note beside it and words selected by keys, no door leads into our root', async () => {
  const { page, margin } = await openMarked(browser, day.url)
  await margin.click(`.mk[data-paper="${paper.keys[0]}"]`)
  const words = some(paper.abstract, 4, 5)
  await margin.select('.card .paper', words)
  await margin.click('[data-color="claim"]')
  await marks(margin, words)
  await margin.click('.card textarea')
  await page.keyboard.type('a private note')
  await margin.appears('.card .saving.saved')
  await page.keyboard.press('Escape')
  await page.keyboard.press('a')
  await page.keyboard.press('ArrowRight')
  await margin.appears('.card .sel')
  const roots = await page.evaluate(() => {
    const reached: (Node | null | undefined)[] = [
      ...[...CSS.highlights.values()].flatMap((highlight) =>
        [...highlight].map((range) => (range as Range).startContainer),
      ),
      getSelection()?.anchorNode,
      getSelection()?.focusNode,
      document.activeElement,
      document.elementFromPoint(innerWidth / 2, innerHeight / 2),
    ]
    return reached.map((node) => node?.getRootNode().nodeName ?? 'none')
  })
  expect(roots.filter((name) => name !== 'none' && name !== '#document')).toEqual([])
})

test('a page that defined an element of any name of ours is not given our root', async () => {
  const url = 'https://huggingface.co/papers/date/2026-05-20'
  const trap = `<script>
    window.caught = []
    for (const name of ['papermargin-host', 'papermargin-root', 'pm-host']) customElements.define(name, class extends HTMLElement {
      constructor() { super(); const inner = this.attachInternals(); setInterval(() => window.caught.push(inner.shadowRoot?.mode), 50) }
    })
    const attach = Element.prototype.attachShadow
    Element.prototype.attachShadow = function (options) { const root = attach.call(this, options); window.caught.push(root); return root }
  </script>`
  const { readFileSync } = await import('node:fs')
  browser.serve({ [url]: { body: trap + readFileSync(day.file, 'utf8') } })
  const { page } = await openMarked(browser, url)
  expect(await page.evaluate(() => (window as unknown as { caught: unknown[] }).caught.length)).toBe(0)
  expect(await page.evaluate(() => document.getElementById('papermargin')?.localName)).toBe('div')
})

test('what a page does to our element’s look does not reach inside it', async () => {
  const { page, margin } = await openMarked(browser, day.url)
  await page.addStyleTag({
    content:
      '#papermargin { opacity: 0 !important; --raised: url(https://spy.example/open); --sans: Spy; position: static !important }',
  })
  await margin.click(`.mk[data-paper="${paper.keys[0]}"]`)
  const look = await margin.evaluate((root) => {
    const card = getComputedStyle(root.querySelector('.card') as Element)
    const host = getComputedStyle(root.host)
    return { opacity: host.opacity, position: host.position, font: card.fontFamily, back: card.backgroundImage }
  })
  expect(look).toEqual({ opacity: '1', position: 'absolute', font: 'system-ui, sans-serif', back: 'none' })
  expect(browser.requested.filter(({ url }) => url.includes('spy.example'))).toEqual([])
})

test('what a script writes into a field of ours is not taken for the reader’s', async () => {
  const { margin } = await openMarked(browser, day.url)
  const key = day.papers[1].keys[0]
  await margin.click(`.mk[data-paper="${key}"]`)
  await margin.evaluate((root) => {
    const area = root.querySelector('.card textarea') as HTMLTextAreaElement
    area.value = 'written by a script'
    area.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await margin.page.reload()
  const again = new Margin(margin.page)
  await until(
    'the marker is there and says new',
    async () => (await again.count(`.mk[data-paper="${key}"][data-state="new"]`)) === 1,
  )
  const library = await browser.open('library.html')
  await library.getByText(paper.shown).first().waitFor()
  expect(await library.getByText('written by a script').count()).toBe(0)
  expect(await library.getByText(day.papers[1].title).count()).toBe(0)
})

test('a page’s own script reads no comment, no note and nothing of the library, by any door that it has', async () => {
  const { page, margin } = await openMarked(browser, day.url)
  await margin.click(`.mk[data-paper="${paper.keys[0]}"]`)
  await until('the note is there', async () =>
    margin.evaluate((root) =>
      root.querySelector<HTMLTextAreaElement>('.card textarea')?.value.includes('private note'),
    ),
  )
  await page.keyboard.press('Escape')
  await margin.disappears('.card')
  const ours = browser.url('library.html')
  const reached = await page.evaluate(async (ours) => {
    const frame = document.createElement('iframe')
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve))
    frame.src = ours
    document.body.append(frame)
    await loaded
    const inFrame = () => frame.contentDocument?.body.innerText
    const tried = {
      text: document.documentElement.outerHTML,
      storage: JSON.stringify({ ...localStorage, ...sessionStorage }),
      databases: JSON.stringify(await indexedDB.databases()),
      caches: JSON.stringify(await caches.keys()),
      runtime: typeof (globalThis as { chrome?: { runtime?: unknown } }).chrome?.runtime,
      fetched: await fetch(ours).then(
        (answer) => answer.text(),
        () => 'refused',
      ),
      framed: await Promise.try(inFrame).catch(() => 'refused'),
      opened: open(ours, '', 'popup=0')?.document?.body?.innerText ?? 'refused',
    }
    frame.remove()
    return tried
  }, ours)
  expect(JSON.stringify(reached)).not.toContain('private note')
  expect(reached).toMatchObject({
    storage: '{}',
    databases: '[]',
    caches: '[]',
    runtime: 'undefined',
    fetched: 'refused',
  })
  expect(reached.framed ?? 'refused').toBe('refused')
})
