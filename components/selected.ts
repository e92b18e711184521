import type { Span } from '@/lib/spans'

/** Which part of the abstract in an element is selected, in UTF-16 units of its text. */
export const partOf = (element: HTMLElement | null): Span | undefined => partWithin(element?.querySelector('.abstract'))

/** Which part of an element's text is selected, in UTF-16 units. */
export function partWithin(words: Element | null | undefined): Span | undefined {
  const selection = document.getSelection()
  if (!words || !selection || selection.rangeCount === 0) return
  const range = selection.getRangeAt(0)
  const all = document.createRange()
  all.selectNodeContents(words)
  // What is selected beside it is left out.
  if (!range.intersectsNode(words)) return
  if (range.compareBoundaryPoints(Range.START_TO_START, all) > 0) all.setStart(range.startContainer, range.startOffset)
  if (range.compareBoundaryPoints(Range.END_TO_END, all) < 0) all.setEnd(range.endContainer, range.endOffset)
  if (all.toString().trim() === '') return
  // Of a formula the whole is taken.
  const [first, last] = [texAt(all.startContainer), texAt(all.endContainer)]
  if (first) all.setStartBefore(first)
  if (last) all.setEndAfter(last)
  const before = document.createRange()
  before.setStart(words, 0)
  before.setEnd(all.startContainer, all.startOffset)
  const start = lengthOf(before)
  return { start, end: start + lengthOf(all) }
}

const texAt = (node: Node) => (node instanceof Element ? node : node.parentElement)?.closest('[data-tex]')

/** How much of the abstract's text stands in a range: what is shown in the place of TeX counts as the TeX. */
function lengthOf(range: Range): number {
  const words = range.cloneContents()
  for (const tex of words.querySelectorAll<HTMLElement>('[data-tex]')) tex.textContent = tex.dataset.tex ?? ''
  return words.textContent.length
}

/** Selects part of an element's text, in UTF-16 units. */
export function selectWithin(words: Element, { start, end }: Span): void {
  const range = document.createRange()
  const nodes = document.createTreeWalker(words, NodeFilter.SHOW_TEXT)
  let before = 0
  for (let node = nodes.nextNode() as Text | null; node; node = nodes.nextNode() as Text | null) {
    if (start >= before && start < before + node.length) range.setStart(node, start - before)
    if (end > before && end <= before + node.length) range.setEnd(node, end - before)
    before += node.length
  }
  document.getSelection()?.removeAllRanges()
  document.getSelection()?.addRange(range)
}
