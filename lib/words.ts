import { childrenOf } from './roots'

/**
 * The TeX that MathJax 2 (arXiv, 2019 to 2026) and KaTeX (Hugging Face, 2026) keep beside the glyphs they draw.
 */
const TEX = 'script[type^="math/tex"], annotation[encoding="application/x-tex"]'

/**
 * Glyphs, and copies of them for readers of screens: what they say, the TeX says better. Not `.MathJax`: in a page without
 * a doctype classes match in any case, and arXiv writes `class="mathjax"` on what is still to be drawn.
 */
const DRAWN =
  '[class~="MathJax"], .MathJax_Preview, .MathJax_Display, .MathJax_SVG, .MathJax_CHTML, mjx-container, .katex-html, math'

const SILENT = 'script, style, noscript, template'

/** Whatever is not read as it stands: most elements of a page are none of it, and are asked once. */
const SPECIAL = `${TEX}, ${SILENT}, ${DRAWN}, br`

/** Characters of a text that name it. */
const SHORT = 60

/** One line of text: white space of any kind folded to single spaces, none at the ends. */
export const fold = (text: string) => text.replace(/\s{2,}|[^\S ]/g, ' ').trim()

/** A text by its beginning, for naming it in a sentence. */
export function shortened(text: string): string {
  const letters = [...fold(text)]
  return letters.length > SHORT ? `${letters.slice(0, SHORT).join('')}…` : letters.join('')
}

/** Text of the letters that need no folding but for their case: most text by far, and soon told. */
export const isPlain = (text: string) => /^\p{ASCII}*$/u.test(text)

/** Text as it is searched: without case and accents, in any script. */
export const searchable = (text: string) =>
  isPlain(text) ? text.toLowerCase() : text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** How much of an element is read, in UTF-16 units and in nodes: more than any abstract has, and no more than a page may wait for. */
const LONGEST = { text: 60_000, nodes: 5000 }

/** The words of an element in one line, for keeping: formulas as their TeX source, `skip` (a selector) left out. */
export function words(element: Element, skip?: string): string {
  if (!element.firstElementChild && !element.shadowRoot) return fold((element.textContent ?? '').slice(0, LONGEST.text))
  const left = { ...LONGEST }
  const take = (text: string) => {
    const taken = text.slice(0, Math.max(left.text, 0))
    left.text -= text.length
    return taken
  }
  const readAll = (nodes: Iterable<Node>): string => {
    let text = ''
    for (const node of nodes) {
      if (left.text <= 0 || left.nodes-- <= 0) break
      text += read(node)
    }
    return text
  }
  const read = (node: Node): string => {
    if (node.nodeType === 3) return take((node as Text).data)
    if (node.nodeType !== 1) return ''
    const inner = node as Element
    if (skip && inner.matches(skip)) return ''
    if (!inner.matches(SPECIAL)) return readAll(childrenOf(inner))
    if (inner.matches(TEX)) return take(`$${inner.textContent}$`)
    if (inner.matches(SILENT)) return ''
    // KaTeX keeps its source within the <math> that it draws from; MathJax 2 after it; MathJax 3 keeps none.
    if (inner.matches(DRAWN)) return readAll(inner.querySelectorAll(TEX))
    return ' '
  }
  return fold(readAll(childrenOf(element)))
}

/** How many nodes a title or an item has at most: a formula that is drawn has a hundred. */
const MOST_NODES = 2000

/**
 * How long the text in an element is, in UTF-16 units: `most` if it is longer, or in more pieces than a title or an item. It
 * looks no further than that, for an element may hold the whole page.
 */
export function lengthOf(element: Element, most: number): number {
  const nodes = element.ownerDocument.createTreeWalker(element)
  let length = 0
  for (let left = MOST_NODES; length < most && nodes.nextNode(); left--) {
    if (left === 0) return most
    if (nodes.currentNode.nodeType === 3) length += (nodes.currentNode as Text).length
  }
  return Math.min(length, most)
}

/** The smallest element that says a text and nothing else, sought from the nodes that it could begin with. */
export function holder(nodes: Iterable<Text>, text: string | undefined): Element | undefined {
  if (!text) return
  const wanted = undelimited(text)
  for (const node of nodes) {
    const start = undelimited(fold(node.data))
    if (!start || !wanted.startsWith(start)) continue
    for (let at = node.parentElement; at; at = at.parentElement) {
      const said = undelimited(words(at))
      if (said === wanted) return at
      if (said.length > wanted.length) break
    }
  }
}

/** A drawn formula does not tell whether its source stood in `$x$`, `$$x$$` or `\(x\)`. */
const undelimited = (text: string) => text.replace(/\$\$|\\[()[\]]/g, '$')
