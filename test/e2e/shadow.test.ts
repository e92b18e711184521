import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { inks } from '@/lib/paint'
import { type Launched, launch, type Margin, painted, until } from './browser.ts'
import { openMarked, paintedWords } from './open.ts'

const url = 'https://arxiv.org/list/cs.CL/new'

/** An item of arXiv's lists whose abstract is what a custom element shows. */
const entry = (number: string, title: string, abstract: string) =>
  `<dt><a href="/abs/${number}" title="Abstract">arXiv:${number}</a></dt><dd><div class="meta">
  <div class="list-title mathjax"><span class="descriptor">Title:</span> ${title}</div>
  <p class="mathjax">${abstract}</p></div></dd>`

/** No page that we know is made so: each abstract in another way of those that the web has. */
const body = `<!doctype html><html lang="en"><title>New papers</title>
<style>body { max-width: 44em; margin: 2em 4em; font: 16px/1.6 serif } dt { margin-top: 2em }</style>
<dl id="articles">
${entry('2611.90001', 'Tides in a Root of Their Own', '<paper-plain>Nobody is shown this.</paper-plain>')}
${entry('2611.90002', 'Slots That Are Filled', '<paper-slots><i slot="then">Gulls count every wave,</i> Boats lie in the mud</paper-slots>')}
${entry('2611.90003', 'Links Within', '<paper-link></paper-link>')}
${entry('2611.90004', 'Roots Within Roots', 'Before them <paper-outer></paper-outer> and after them.')}
</dl>
<script>
const define = (name, html) => customElements.define(name, class extends HTMLElement {
  connectedCallback() {
    if (!this.shadowRoot) this.attachShadow({ mode: 'open' }).innerHTML = html
  }
})
define('paper-plain', '<style>p { margin: 0 }</style><p>We measure tides at every shore of the north. The moon pulls the water, and the water follows it for as long as anybody has looked.</p>')
define('paper-slots', 'At low water <slot></slot> until noon. <slot name="then"></slot> while <b>nobody looks at</b> them.')
define('paper-link', '<a href="https://arxiv.org/abs/2611.90003">Each of these words leads away from the list, unless they are selected.</a>')
define('paper-inner', '<span>stand further in than most</span>')
define('paper-outer', '<em>some words <paper-inner></paper-inner> would</em>')
</script>`

const slots = 'At low water Boats lie in the mud until noon. Gulls count every wave, while nobody looks at them.'

let browser: Launched
let page: Page
let margin: Margin
beforeAll(async () => {
  browser = await launch()
  browser.serve({ [url]: { body } })
})
beforeEach(async () => {
  await page?.close()
  ;({ page, margin } = await openMarked(browser, url))
})
afterAll(() => browser.close())

interface Spot {
  left: number
  right: number
  y: number
}

/** Where words stand that are in one node, in whatever open root. */
const spotOf = (words: string): Promise<Spot> =>
  page.evaluate((words) => {
    const look = (top: Node): Spot | undefined => {
      const walker = document.createTreeWalker(top)
      for (let node: Node | null = top; node; node = walker.nextNode()) {
        const at = node.nodeType === 3 ? (node as Text).data.indexOf(words) : -1
        if (at >= 0) {
          const range = document.createRange()
          range.setStart(node, at)
          range.setEnd(node, at + words.length)
          const rects = [...range.getClientRects()]
          const [first, last] = [rects[0], rects.at(-1)]
          if (first && last) return { left: first.left, right: last.right, y: (first.top + first.bottom) / 2 }
        }
        const found = (node as Element).shadowRoot && look((node as Element).shadowRoot as ShadowRoot)
        if (found) return found
      }
    }
    const found = look(document.body)
    if (!found) throw new Error(`"${words}" is not there.`)
    return found
  }, words)

/** Drags the mouse from the beginning of some words to the end of others. */
async function drag(from: string, to = from) {
  const [start, end] = [await spotOf(from), await spotOf(to)]
  await page.mouse.move(start.left + 1, start.y)
  await page.mouse.down()
  await page.mouse.move((start.left + end.right) / 2, (start.y + end.y) / 2, { steps: 4 })
  await page.mouse.move(end.right - 1, end.y, { steps: 4 })
  await page.mouse.up()
}

/** Highlights what is selected; waits until just these words are painted, in however many pieces. */
async function highlight(words: string, key = '1') {
  await margin.appears('.bar')
  await page.keyboard.press(key)
  await paintsInAll(words)
  await margin.appears('.toast', 'Highlighted as')
}

/** Waits until what is painted, in the order of the page, is these words and no others. */
const paintsInAll = async (words: string) => {
  let last: string[] = []
  await until(`"${words}" is all that is painted`, async () => {
    last = await paintedWords(page)
    return last.join('').replace(/\s+/g, '') === words.replace(/\s+/g, '')
  }).catch((error: Error) => {
    throw new Error(`${error.message} Painted: ${JSON.stringify(last)}`)
  })
}

/** Takes back the last highlight, for the next test. */
async function takeBack() {
  await margin.click('.toast button')
  await paintsInAll('')
}

async function clickAt(words: string) {
  const { left, y } = await spotOf(words)
  await page.mouse.click(left + 4, y)
}

test('words in an open root are selected by drag, clicks and keys, highlighted, and found again after a reload', async () => {
  await drag('tides at every shore')
  await highlight('tides at every shore')
  await takeBack()

  const { left, right, y } = await spotOf('moon')
  await page.mouse.dblclick((left + right) / 2, y)
  await highlight('moon')
  await takeBack()
  await page.mouse.dblclick((left + right) / 2, y)
  await page.keyboard.press('Control+Shift+ArrowRight')
  await highlight('moon pulls')
  await takeBack()
  await page.mouse.click((left + right) / 2, y, { clickCount: 3 })
  await margin.appears('.bar')
  await page.keyboard.press('Escape')

  await drag('the water follows')
  await highlight('the water follows')
  await margin.appears('.mk[data-paper="arxiv:2611.90001"][data-state="highlighted"]')
  await page.reload()
  await paintsInAll('the water follows')
  // Chromium would paint without: Firefox looks for the rules in each root. There they are for as long as they are needed.
  const sheets = () => page.evaluate(() => document.querySelector('paper-plain')?.shadowRoot?.adoptedStyleSheets.length)
  expect(await sheets()).toBe(1)
  await clickAt('water follows')
  await margin.appears('.edit')
  await margin.click('.edit [data-act="delete"]')
  await paintsInAll('')
  expect(await sheets()).toBe(0)
})

test('a highlight that goes from the root into its slots and back is one: it is found, clicked, resized and deleted', async () => {
  const words = 'low water Boats lie in the mud until noon. Gulls count every wave, while nobody looks'
  expect(slots).toContain(words)
  await drag('low water', 'nobody looks')
  await highlight(words)
  await page.reload()
  await paintsInAll(words)
  // It is painted in pieces, one for each tree after the other; whichever is clicked, it is the one that is opened.
  for (const piece of ['Boats lie', 'Gulls', 'nobody']) {
    await clickAt(piece)
    await margin.appears('.edit')
    await page.keyboard.press('Escape')
    await margin.disappears('.edit')
  }
  await clickAt('Boats lie')
  const grip = await margin.box('.grip[data-edge="end"]')
  const to = await spotOf('count')
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2)
  await page.mouse.down()
  await page.mouse.move(to.right - 4, to.y, { steps: 6 })
  await paintsInAll('low water Boats lie in the mud until noon. Gulls count')
  await page.mouse.up()
  await margin.appears('.toast', 'Gulls count')
  await margin.click('.edit [data-act="delete"]')
  await paintsInAll('')
})

test('a selection that crosses into a root, out of it or through it is clipped to the abstract, and says just its words', async () => {
  await drag('Tides in a Root', 'We measure tides')
  await highlight('Tides in a Root of Their Own')
  await takeBack()
  await drag('as anybody has looked.', 'Slots That')
  await highlight('as anybody has looked.')
  await takeBack()
  await drag('Before them', 'stand further')
  await highlight('Before them some words stand further')
  await takeBack()
  await drag('in than most', 'and after')
  await highlight('in than most would and after')
  await takeBack()
  // From right to left.
  const [start, end] = [await spotOf('Boats'), await spotOf('until noon')]
  await page.mouse.move(end.right - 1, end.y)
  await page.mouse.down()
  await page.mouse.move(start.left + 1, start.y, { steps: 6 })
  await page.mouse.up()
  await highlight('Boats lie in the mud until noon')
  await takeBack()
  await page.keyboard.press('Control+a')
  await margin.disappears('.bar')
})

test('of two highlights that overlap across roots the second has its line in the lower lane, in each tree', async () => {
  await drag('low water', 'nobody looks')
  await margin.appears('.bar')
  await page.keyboard.press('1')
  await margin.appears('.toast', 'Highlighted as')
  await drag('mud', 'Gulls')
  await margin.appears('.bar')
  await page.keyboard.press('2')
  const lower = `pm-${inks.length + 2}`
  const second = async () => ((await painted(page))[lower] ?? []).map((words) => words.trim())
  await until('all of the second is in the lower lane', async () => String(await second()) === 'mud,until noon.,Gulls')
  await margin.click('.toast button')
  await paintsInAll('low water Boats lie in the mud until noon. Gulls count every wave, while nobody looks')
  await clickAt('nobody')
  await margin.click('.edit [data-act="delete"]')
  await paintsInAll('')
})

test('link text in a root is selected, and a plain click on it follows the link', async () => {
  await drag('these words leads away')
  await highlight('these words leads away')
  expect(page.url()).toBe(url)
  await takeBack()
  browser.serve({ 'https://arxiv.org/abs/2611.90003': { body: '<title>Away</title>' } })
  await clickAt('unless they')
  await page.waitForURL(/abs\/2611.90003/)
})

test('by keys an abstract in a root is read word by word, and highlighted', async () => {
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('a')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('1')
  await paintsInAll('At low water Boats lie in the mud until noon.')
  await margin.appears('.toast', 'Highlighted as')
  await takeBack()
})

test('what a root is drawn with anew has its highlights again, and words that went are missed', async () => {
  await drag('water follows it')
  await highlight('water follows it')
  const redraw = (words: string) =>
    page.evaluate((words) => {
      const root = document.querySelector('paper-plain')?.shadowRoot as ShadowRoot
      root.innerHTML = root.innerHTML.replace(/<p>.*<\/p>/s, `<p>${words}</p>`)
    }, words)
  await redraw('Drawn anew: the moon pulls the water, and the water follows it for as long as anybody has looked.')
  await paintsInAll('water follows it')
  await margin.disappears('.mk[aria-label*="lost"]')
  await redraw('Nothing of it is left here, but for what is said of boats and gulls.')
  await margin.appears('.mk[data-paper="arxiv:2611.90001"][aria-label*="lost"]')
  await paintsInAll('')
  await redraw('The moon pulls the water, and the water follows it for as long as anybody has looked.')
  await paintsInAll('water follows it')
  await page.evaluate(() => {
    const text = document.querySelector('paper-plain') as Element
    text.outerHTML = '<paper-plain data-again></paper-plain>'
  })
  await page.locator('paper-plain[data-again]').waitFor()
  await paintsInAll('water follows it')
  await page.evaluate(() => {
    const root = document.querySelector('paper-plain')?.shadowRoot as ShadowRoot
    root.innerHTML = root.innerHTML.replace('follows it', 'follows <b>it')
  })
  await paintsInAll('water follows it')
  await takeBack()
})

test('an element that gets its root late is read when it has it', async () => {
  await page.evaluate(() => {
    const text = document.querySelectorAll('p.mathjax')[3] as Element
    text.innerHTML = '<paper-late>Said at first.</paper-late>'
  })
  await drag('Said at first')
  await highlight('Said at first')
  await page.evaluate(() => {
    customElements.define(
      'paper-late',
      class extends HTMLElement {
        connectedCallback() {
          this.attachShadow({ mode: 'open' }).innerHTML =
            'Said at first. And now so much more is said that it needs another line, and yet another after that, as a grown-up element does.'
        }
      },
    )
  })
  await until('the words that are shown now are those that are painted', () =>
    page.evaluate(() =>
      [...CSS.highlights.values()].some((all) =>
        [...all].some((one) => (one as Range).startContainer.getRootNode() !== document),
      ),
    ),
  )
  await takeBack()
  await drag('needs another')
  await highlight('needs another')
  await takeBack()
})
