/** Which part of the abstract in an element is selected, in UTF-16 units of its text. */
export function partOf(element: HTMLElement | null): { start: number; end: number } | undefined {
  const words = element?.querySelector('.abstract')
  const selection = document.getSelection()
  if (!words || !selection || selection.rangeCount === 0) return
  const range = selection.getRangeAt(0)
  const all = document.createRange()
  all.selectNodeContents(words)
  // What is selected beside the abstract is left out.
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
