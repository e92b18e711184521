import type { TextPlace } from './site'

/** The words of a place as the reader sees them, white space folded, and where in the page each of them stands. */
export interface MappedText {
  /** Offsets are UTF-16 units. */
  text: string
  /** The text's parts in order, each as it stands in one node; a space that stands for others, or for none, is one of its own. */
  parts: Part[]
}

interface Part {
  /** Where it begins in the text. */
  start: number
  node: Text
  /** Where it begins in the node. */
  offset: number
}

/** Words with single plain spaces between them, which stand in the text as they do in the node, and white space before them. */
const WORDS = /(\s*)((?:\S+(?: (?=\S))?)*)/y

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
  const parts: Part[] = []
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
    const { data } = node as Text
    for (let offset = 0; offset < data.length; offset = WORDS.lastIndex) {
      WORDS.lastIndex = offset
      const [, space = '', words = ''] = WORDS.exec(data) ?? []
      if (space && (gap === undefined || gap === 'break')) gap = { node: node as Text, offset }
      if (!words) continue
      const at = { node: node as Text, offset: offset + space.length }
      if (gap && text) {
        parts.push({ start: text.length, ...(gap === 'break' ? at : gap) })
        text += ' '
      }
      gap = undefined
      parts.push({ start: text.length, ...at })
      text += words
    }
  }
  return { text, parts }
}

/** Where a unit of a mapped text stands in the page. */
function placeOf({ parts }: MappedText, index: number): { node: Text; offset: number } {
  const { start, node, offset } = parts[firstIndex(parts.length, (at) => (parts[at] as Part).start > index) - 1] as Part
  return { node, offset: offset + index - start }
}

/** The part of the page where `start` to `end` of a mapped text stand. */
export function rangeOf(mapped: MappedText, start: number, end: number): Range {
  const first = placeOf(mapped, start)
  const last = placeOf(mapped, end - 1)
  const range = first.node.ownerDocument.createRange()
  range.setStart(first.node, first.offset)
  range.setEnd(last.node, last.offset + 1)
  return range
}

/** Which part of a mapped text lies within a range, which may begin before it or end after it; undefined when none does. */
export function offsetsWithin(mapped: MappedText, range: Range): { start: number; end: number } | undefined {
  const { parts, text } = mapped
  if (parts[0]?.node.getRootNode() !== range.startContainer.getRootNode()) return
  const before = (index: number, extra: 0 | 1) => {
    const { node, offset } = placeOf(mapped, index)
    return range.comparePoint(node, offset + extra)
  }
  let start = firstIndex(text.length, (index) => before(index, 0) >= 0)
  let end = firstIndex(text.length, (index) => before(index, 1) > 0)
  while (start < end && text[start] === ' ') start++
  while (end > start && text[end - 1] === ' ') end--
  return start < end ? { start, end } : undefined
}

/** How much of a mapped text stands before a point of the page: an offset into the text. */
export function offsetAt(mapped: MappedText, node: Node, offset: number): number {
  const point = (node.ownerDocument as Document).createRange()
  point.setStart(node, offset)
  return firstIndex(mapped.text.length, (index) => {
    const at = placeOf(mapped, index)
    return point.comparePoint(at.node, at.offset) >= 0
  })
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
