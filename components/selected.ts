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
  const before = document.createRange()
  before.setStart(words, 0)
  before.setEnd(all.startContainer, all.startOffset)
  const start = before.toString().length
  return { start, end: start + all.toString().length }
}
