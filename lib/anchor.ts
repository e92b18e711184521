import { holds, isUpTo, shown, wayTo } from './roots'
import type { TextPlace } from './site'

/** The words of a place as the reader sees them, white space folded, and where in the page each of them stands. */
export interface MappedText {
  element: Element
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
  for (const node of shown(element, omit)) {
    if (node.nodeType === Node.ELEMENT_NODE && BREAKS.test(node.nodeName)) gap ??= 'break'
    if (node.nodeType !== Node.TEXT_NODE) continue
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
  return { element, text, parts }
}

/** Which part of a mapped text has a unit. */
const partAt = ({ parts }: MappedText, index: number) =>
  firstIndex(parts.length, (at) => (parts[at] as Part).start > index) - 1

/**
 * The parts of the page where `start` to `end` of a mapped text stand: one, or several in turn where some of the words stand in
 * a root and others do not, for no range can cross from one tree to another.
 */
export function rangesOf(mapped: MappedText, start: number, end: number): [Range, ...Range[]] {
  const { parts } = mapped
  const ranges: Range[] = []
  let last: Text | undefined
  for (let at = partAt(mapped, start); at < parts.length; at++) {
    const { start: from, node, offset } = parts[at] as Part
    if (from >= end) break
    if (node !== last && last?.compareDocumentPosition(node) !== Node.DOCUMENT_POSITION_FOLLOWING) {
      const range = node.ownerDocument.createRange()
      range.setStart(node, offset + Math.max(start - from, 0))
      ranges.push(range)
    }
    ranges.at(-1)?.setEnd(node, offset + Math.min(end, parts[at + 1]?.start ?? end) - from)
    last = node
  }
  return ranges as [Range, ...Range[]]
}

/**
 * Which part of a mapped text lies within a range that meets its place, in whatever trees it begins and ends; undefined when
 * none does.
 */
export function offsetsWithin(mapped: MappedText, range: AbstractRange): { start: number; end: number } | undefined {
  const { element, text } = mapped
  const { startContainer, startOffset, endContainer, endOffset } = range
  let start = holds(element, startContainer) ? offsetAt(mapped, startContainer, startOffset) : 0
  let end = holds(element, endContainer) ? offsetAt(mapped, endContainer, endOffset) : text.length
  // For browsers a root comes before all that is handed to its slots; a reader sees them the other way round.
  if (start > end) [start, end] = [end, start]
  while (start < end && text[start] === ' ') start++
  while (end > start && text[end - 1] === ' ') end--
  return start < end ? { start, end } : undefined
}

/** How much of a mapped text stands before a point of its place: an offset into the text. */
export function offsetAt(mapped: MappedText, node: Node, offset: number): number {
  const { element, parts, text } = mapped
  const point = wayTo(element, node, offset)
  return firstIndex(text.length, (index) => {
    const part = parts[partAt(mapped, index)] as Part
    return isUpTo(point, wayTo(element, part.node, part.offset + index - part.start))
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
