import type { TextPlace } from './site'

/** The words of a place as the reader sees them, white space folded, and where in the page each of them stands. */
export interface MappedText {
  /** Offsets are UTF-16 units. */
  text: string
  /** For each unit of the text: the node that it comes from, and its offset there. */
  nodes: Text[]
  offsets: number[]
}

/**
 * What is in a page's text and not before a reader's eyes: scripts, and the copies that MathJax 2.7 and KaTeX keep of a
 * formula beside the glyphs (seen on arXiv 2023 and Hugging Face 2026).
 */
const HIDDEN = 'script, style, noscript, template, .MathJax_Preview, .MJX_Assistive_MathML, .katex-mathml'

/** Elements that end a word, though no white space stands there. */
const BREAKS = /^(BR|P|DIV|LI|H[1-6]|BLOCKQUOTE|SECTION|ARTICLE|UL|OL|DL|DT|DD)$/

/** Reads the words of a place, leaving out what its `skip` names. */
export function mapText({ element, skip }: TextPlace): MappedText {
  const omit = skip ? `${HIDDEN}, ${skip}` : HIDDEN
  const nodes: Text[] = []
  const offsets: number[] = []
  let text = ''
  let gap: { node: Text; offset: number } | 'break' | undefined
  const walker = element.ownerDocument.createTreeWalker(
    element,
    NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    (node) =>
      node.nodeType === Node.ELEMENT_NODE && (node as Element).matches(omit)
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_ACCEPT,
  )
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (BREAKS.test(node.nodeName)) gap ??= 'break'
      continue
    }
    const words = (node as Text).data
    for (let offset = 0; offset < words.length; offset++) {
      const unit = words[offset] as string
      if (/\s/.test(unit)) {
        if (gap === undefined || gap === 'break') gap = { node: node as Text, offset }
        continue
      }
      if (gap && text) {
        text += ' '
        const at = gap === 'break' ? { node: node as Text, offset } : gap
        nodes.push(at.node)
        offsets.push(at.offset)
      }
      gap = undefined
      text += unit
      nodes.push(node as Text)
      offsets.push(offset)
    }
  }
  return { text, nodes, offsets }
}

/** The part of the page where `start` to `end` of a mapped text stand. */
export function rangeOf({ nodes, offsets }: MappedText, start: number, end: number): Range {
  const first = nodes[start] as Text
  const last = nodes[end - 1] as Text
  const range = first.ownerDocument.createRange()
  range.setStart(first, offsets[start] as number)
  range.setEnd(last, (offsets[end - 1] as number) + 1)
  return range
}

/** Which part of a mapped text lies within a range, which may begin before it or end after it; undefined when none does. */
export function offsetsWithin(mapped: MappedText, range: Range): { start: number; end: number } | undefined {
  const { nodes, offsets, text } = mapped
  const [first] = nodes
  if (!first || first.getRootNode() !== range.startContainer.getRootNode()) return
  const before = (index: number, extra: 0 | 1) =>
    range.comparePoint(nodes[index] as Text, (offsets[index] as number) + extra)
  let start = firstIndex(text.length, (index) => before(index, 0) >= 0)
  let end = firstIndex(text.length, (index) => before(index, 1) > 0)
  while (start < end && text[start] === ' ') start++
  while (end > start && text[end - 1] === ' ') end--
  return start < end ? { start, end } : undefined
}

/** How much of a mapped text stands before a point of the page: an offset into the text. */
export function offsetAt({ nodes, offsets, text }: MappedText, node: Node, offset: number): number {
  const point = (node.ownerDocument as Document).createRange()
  point.setStart(node, offset)
  return firstIndex(text.length, (index) => point.comparePoint(nodes[index] as Text, offsets[index] as number) >= 0)
}

/** The first index for which the test holds, when it holds for all after it; `length` when for none. */
function firstIndex(length: number, holds: (index: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
