import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Margin, until } from './browser.ts'
import { launchGranted } from './granted.ts'
import { openMarked, paintedWords } from './open.ts'
import { realOr, seed, serve } from './pages.ts'

/** A word where it stands in the window. */
interface Word {
  text: string
  left: number
  right: number
  y: number
}

/** A page, and where on it words are selected: the first element that answers to the selector and has a line of words. */
interface Stage {
  name: string
  page: { file: string; url: string }
  selector: string
  /** Link text: two clicks on it follow the link. */
  isLink?: boolean
  /** One paragraph of several: what is above or below belongs to the abstract, too. */
  isPart?: boolean
  /** The abstract is not shown: ours is opened. */
  isOurs?: boolean
}

const stages: Stage[] = [
  { name: 'arXiv, new, real', page: realOr('arxiv/list-astro-ph-new.html', 'arxiv-list-new'), selector: 'p.mathjax' },
  { name: 'arXiv, new', page: seed('arxiv-list-new'), selector: 'p.mathjax' },
  { name: 'arXiv, search, with hits', page: seed('arxiv-search'), selector: '.abstract-full, .abstract-short' },
  { name: 'Hugging Face, search', page: seed('huggingface-search'), selector: '.result p', isLink: true },
  {
    name: 'Hugging Face, day',
    page: realOr('huggingface/daily-2026-03-09.html', 'huggingface-day'),
    selector: '.card .paper',
    isOurs: true,
  },
  {
    name: 'Cool Papers',
    page: realOr('papers.cool/arxiv-cs.CL-2026-03-06.html', 'papers.cool-arxiv'),
    selector: '.summary',
  },
  { name: 'PubMed, abstracts', page: seed('pubmed-abstracts'), selector: '.abstract-content p', isPart: true },
  {
    name: 'PubMed, titles',
    page: realOr('pubmed/search-ego-depletion-2026-08.html', 'pubmed-search'),
    selector: '.docsum-title',
    isLink: true,
  },
  {
    name: 'Semantic Scholar, titles',
    page: realOr('semantic-scholar/semanticscholar-live-01.html', 'semantic-scholar-search'),
    selector: '[data-test-id="title-link"], .cl-paper-title',
    isLink: true,
  },
]

interface Gesture {
  name: string
  /** Makes a selection; tells which of the words it means, by their places. */
  make(page: Page, words: Word[], at: number): Promise<[from: number, to: number]>
  on?(stage: Stage): boolean
}

const drag = async (page: Page, from: [number, number], to: [number, number]) => {
  await page.mouse.move(...from)
  await page.mouse.down()
  await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, { steps: 4 })
  await page.mouse.move(...to, { steps: 4 })
  await page.mouse.up()
}
const startOf = (word: Word | undefined): [number, number] => [(word as Word).left + 1, (word as Word).y]
const endOf = (word: Word | undefined): [number, number] => [(word as Word).right - 1, (word as Word).y]
const middleOf = ({ left, right, y }: Word): [number, number] => [(left + right) / 2, y]
/** Whether what stands around it is none of the paper's words, and of the same page: then a selection is clipped. */
const isAlone = ({ isLink, isOurs, isPart }: Stage) => !isLink && !isOurs && !isPart
const notLink = ({ isLink }: Stage) => !isLink

const gestures: Gesture[] = [
  {
    name: 'a drag',
    async make(page, words, at) {
      await drag(page, startOf(words[at]), endOf(words[at + 3]))
      return [at, at + 3]
    },
  },
  {
    name: 'a drag from right to left',
    async make(page, words, at) {
      await drag(page, endOf(words[at + 3]), startOf(words[at]))
      return [at, at + 3]
    },
  },
  {
    name: 'a drag over all of it, whatever elements it crosses',
    async make(page, words) {
      await drag(page, startOf(words[0]), endOf(words.at(-1)))
      return [0, words.length - 1]
    },
  },
  {
    name: 'two clicks on a word',
    on: notLink,
    async make(page, words, at) {
      await page.mouse.dblclick(...middleOf(words[at] as Word))
      return [at, at]
    },
  },
  {
    name: 'three clicks',
    on: notLink,
    async make(page, words, at) {
      await page.mouse.click(...middleOf(words[at] as Word), { clickCount: 3 })
      return [0, words.length - 1]
    },
  },
  {
    name: 'a drag that begins above and left of it',
    on: isAlone,
    async make(page, words, at) {
      const [first] = words as [Word]
      await drag(page, [Math.max(first.left - 12, 2), first.y - 14], endOf(words[at]))
      return [0, at]
    },
  },
  {
    name: 'a drag that ends below it',
    on: isAlone,
    async make(page, words, at) {
      const last = words.at(-1) as Word
      await drag(page, startOf(words[at]), [last.right, last.y + 40])
      return [at, words.length - 1]
    },
  },
  {
    name: 'a click and a click with Shift',
    on: notLink,
    async make(page, words, at) {
      await page.mouse.click(...startOf(words[at]))
      await page.keyboard.down('Shift')
      await page.mouse.click(...endOf(words[at + 3]))
      await page.keyboard.up('Shift')
      return [at, at + 3]
    },
  },
  {
    name: 'Shift and arrows',
    on: notLink,
    async make(page, words, at) {
      // Without caret browsing there must be a selection for them to extend.
      await page.mouse.dblclick(...middleOf(words[at] as Word))
      for (let n = 0; n < 2; n++) await page.keyboard.press('Control+Shift+ArrowRight')
      return [at, at + 2]
    },
  },
]

let browser: Awaited<ReturnType<typeof launchGranted>>
beforeAll(async () => {
  browser = await launchGranted()
  serve(browser, ...stages.map(({ page }) => page))
})
afterAll(() => browser.discard())

/** Runs in the page or in our root: the words of the first element that has a line of them, brought into the middle. */
function wordsOf(root: ParentNode, selector: string): Word[] {
  const words = (element: Element) => {
    const found: Word[] = []
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const node = walker.currentNode as Text
      for (const { 0: text, index } of node.data.matchAll(/\S+/g)) {
        const range = document.createRange()
        range.setStart(node, index)
        range.setEnd(node, index + text.length)
        const { left, right, top, height } = range.getBoundingClientRect()
        // What stands on arXiv at the ends of an abstract that is cut short.
        const isMore = /^(…|▽|△|More|Less)$/.test(text)
        if (height > 0 && !isMore) found.push({ text: text.replaceAll('…', ''), left, right, y: top + height / 2 })
      }
    }
    return found
  }
  for (const element of root.querySelectorAll(selector)) {
    if (!element.checkVisibility() || words(element).length < 8) continue
    element.scrollIntoView({ block: 'center', behavior: 'instant' })
    return words(element)
  }
  throw new Error(`No "${selector}" has a line of words.`)
}

test.each(stages)(
  '$name: whatever the gesture, just the words that are meant are highlighted, and stay',
  async (stage) => {
    const { page, margin } = await openMarked(browser, stage.page.url)
    if (stage.isOurs) await margin.click('.mk')
    const look = async () =>
      (stage.isOurs
        ? await margin.evaluate(wordsOf, stage.selector)
        : await page.locator('html').evaluate(wordsOf, stage.selector)) as Word[]
    const shown = async () => (stage.isOurs ? await marked(margin) : await paintedWords(page))
    const failed: string[] = []
    const tried = gestures.filter(({ on }) => on?.(stage) ?? true)
    /** Makes a gesture and highlights what it has selected; tells which words were meant, and which are painted. */
    const highlight = async ({ make }: Gesture) => {
      const words = await look()
      const plain = ({ text }: Word) => /^\p{L}{2,}$/u.test(text)
      const at = words.findIndex((_, at) => at > 0 && words.slice(at, at + 4).filter(plain).length === 4)
      const [from, to] = await make(page, words, at)
      const meant = words.slice(from, to + 1).map(({ text }) => text)
      await margin.appears('.bar')
      await page.keyboard.press('1')
      const painted = await until('something is painted', async () => {
        const now = await shown()
        return now.length > 0 && now
      })
      return { meant: meant.join(''), painted: painted.map((one) => one.replace(/\s+/g, '')) }
    }
    const [drag] = tried as [Gesture]
    for (const gesture of tried) {
      const { meant, painted } = await highlight(gesture)
      // Twice where the page holds a second copy.
      if (painted.some((one) => one !== meant)) failed.push(`${gesture.name}: "${meant}" is meant, not "${painted}"`)
      await margin.appears('.toast', 'Highlighted as')
      await margin.click('.toast button')
      await margin.appears('.toast', 'Undone')
      await until('nothing is painted', async () => (await shown()).length === 0)
    }
    expect(failed).toEqual([])

    const { painted } = await highlight(drag)
    await margin.appears('.toast', 'Highlighted as')
    await page.reload()
    await margin.appears('.mk')
    if (stage.isOurs) await margin.click('.mk')
    await until('it is painted again', async () => (await shown()).join('').replace(/\s+/g, '') === painted.join(''))
    // The same again opens what is there.
    await highlight(drag)
    await margin.click('.edit [data-act="delete"]')
    await until('nothing is painted', async () => (await shown()).length === 0)
    await page.close()
  },
)

/** The words that are marked in the abstract that we opened. */
const marked = async (margin: Margin): Promise<string[]> => {
  const words = await margin.evaluate((root) =>
    [...root.querySelectorAll('.card .paper mark')].map((mark) => mark.textContent).join(''),
  )
  return words ? [words] : []
}
