declare module 'dom-anchor-text-quote' {
  /** A range with the quoted words, sought in all that stands below `root`; null when there are none. */
  export function toRange(root: Node, selector: { exact: string; prefix?: string; suffix?: string }): Range | null
}
declare module 'mark.js' {
  export default class Mark {
    constructor(context: HTMLElement)
    /** Wraps parts of the text in `<mark>`. */
    markRanges(ranges: { start: number; length: number }[]): void
  }
}
