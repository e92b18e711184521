import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Launched, launch, type Margin, until } from './browser.ts'
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
  await clickAt('water follows')
  await margin.appears('.edit')
  await margin.click('.edit [data-act="delete"]')
  await paintsInAll('')
})
