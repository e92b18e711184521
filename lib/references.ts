import { above } from './blocks'
import { each } from './each'
import { termOf } from './page'
import { fold, lengthOf } from './words'

const REFERENCES =
  /(?:^|[-_\s])(?:refs?|references?|reflist|footnotes?|endnotes?|citations?-list|ref-list|biblist|literature-cited|works-cited|further-reading|doc-bibliography|doc-endnotes)(?:$|[-_\s])/i
const HEAD =
  /^(?:notes?|references?|bibliography|works|literature|footnotes|sources|citations|literatur|quellen|einzelnachweise|weblinks|références|bibliographie|referencias|bibliografía|riferimenti|referências|примечания|литература|参考文献|脚注|注释)$/
const BESIDE = /^(?:and|und|et|y|e|cited|online)$/

/** Whether a heading is that of a page's references: "5. Notes and references [edit]", "Примечания и литература". */
function isHead(text: string): boolean {
  const plain = text
    .toLowerCase()
    .replace(/\[.*\]$/, '')
    .replace(/^[^\p{L}\p{N}]*\d+/u, '')
    .replace('further reading', 'references')
  const said = plain.match(/[\p{L}\p{N}]+/gu) ?? []
  // Of other scripts we do not know all that may stand beside it.
  return (
    said.some((word) => HEAD.test(word)) &&
    said.every((word) => HEAD.test(word) || BESIDE.test(word) || !/\w/.test(word))
  )
}

/** A heading of references, a mark that leads to one, and a paragraph or an item are no longer than this, in UTF-16 units. */
const LONGEST = { head: 200, mark: 20, text: 20_000 }

const isMore = (element: Element, most: number) => lengthOf(element, most) === most

/** Whether most blocks are a page's references: by what stands around them, the heading before them, or marks that lead there. */
export function* isReferences(page: Document, blocks: Element[]): Generator<undefined, boolean> {
  const named = new Map<Element, boolean>()
  const isNamed = (element: Element) => {
    const names = () => ['id', 'class', 'role'].map((name) => element.getAttribute(name) ?? '').join(' ')
    const is = named.get(element) ?? (element.localName !== 'body' && REFERENCES.test(names()))
    named.set(element, is)
    return is
  }
  let within = 0
  yield* each(blocks, (block) => {
    if (above(block).some(isNamed)) within++
  })
  const inside = new Set(blocks)
  let isAfter = false
  let after = 0
  const order = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', (blocks[0] as Element).localName]
  yield* each(page.querySelectorAll(order.join()), (element) => {
    if (inside.has(element)) {
      if (isAfter) after++
    } else if (/^h[1-6]$/.test(element.localName) && !owned(element, inside))
      isAfter = !isMore(element, LONGEST.head) && isHead(fold(element.textContent ?? ''))
  })
  // Numbers in the prose lead to them: [12].
  const led = new Set<Element>()
  yield* each(page.querySelectorAll('a[href^="#"]'), (mark) => {
    if (isMore(mark, LONGEST.mark) || !/^\W*\d+\W*$/.test(mark.textContent ?? '')) return
    const place = page.getElementById(mark.getAttribute('href')?.slice(1) ?? '')
    for (const at of above(place)) if (inside.has(at)) led.add(at)
  })
  return Math.max(after, led.size, within) * 2 > blocks.length
}

const owned = (element: Element, blocks: Set<Element>) => above(element).some((at) => blocks.has(at))

/** Whether the page is for reading and its list by the way: more prose stands outside of the blocks than in them. */
export function* isAside(page: Document, blocks: Element[]): Generator<undefined, boolean> {
  const inside = new Set(blocks)
  let prose = 0
  yield* each(page.querySelectorAll('p'), (paragraph) => {
    const length = lengthOf(paragraph, LONGEST.text)
    if (length > 150 && !owned(paragraph, inside)) prose += length
  })
  let listed = 0
  yield* each(blocks, (block) => {
    listed += lengthOf(block, LONGEST.text)
    if (block.localName !== 'dt') return
    let next = block.nextElementSibling
    for (; next?.localName === 'dd' && termOf(next) === block; next = next.nextElementSibling)
      listed += lengthOf(next, LONGEST.text)
  })
  return prose > listed
}
