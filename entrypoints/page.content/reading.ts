import { type Span, segments } from '@/lib/spans'

interface Reading {
  words: Span[]
  sentences: Span[]
  /** Where the selection began and where it ends now; the part between is selected. */
  anchor: Span
  focus: Span
}

/**
 * Reading a text by keys: left and right go by word, up and down by sentence, Shift extends. `show` is told what is selected
 * after each step.
 */
export function createReading(show: (selected: Span) => void) {
  let reading: Reading | undefined

  function select(anchor: Span, focus: Span) {
    if (!reading) return
    reading.anchor = anchor
    reading.focus = focus
    show({ start: Math.min(anchor.start, focus.start), end: Math.max(anchor.end, focus.end) })
  }

  return {
    active: () => reading !== undefined,
    leave() {
      reading = undefined
    },
    /** Enters a text at its first word. False when it has none. `lang` is a language tag, where the page gives one. */
    enter(text: string, lang: string | undefined): boolean {
      const words = segments(text, 'word', lang)
      const [first] = words
      if (!first) return false
      reading = { words, sentences: segments(text, 'sentence', lang), anchor: first, focus: first }
      select(first, first)
      return true
    },
    /** Moves to a part of the text, such as a highlight. */
    go(start: number, end: number) {
      select({ start, end }, { start, end })
    },
    /** Does what an arrow, Home or End stands for; tells whether the key stood for something. */
    key(event: KeyboardEvent): boolean {
      if (!reading) return false
      const { words, sentences, anchor, focus } = reading
      const moves: Record<string, () => Span | undefined> = {
        ArrowRight: () => words.find((word) => word.start >= focus.end) ?? words.at(-1),
        ArrowLeft: () => words.findLast((word) => word.end <= focus.start) ?? words[0],
        ArrowDown: () =>
          sentences.find((one) => (event.shiftKey ? one.end > focus.end : one.start > focus.start)) ?? sentences.at(-1),
        ArrowUp: () => sentences.findLast((one) => one.start < focus.start) ?? sentences[0],
        Home: () => words[0],
        End: () => words.at(-1),
      }
      const next = moves[event.key]?.()
      if (!next) return false
      // Up or down first takes the sentence that the word stands in.
      const whole = sentences.find((one) => one.start <= focus.start && one.end >= focus.end)
      const grows =
        (event.key === 'ArrowDown' || event.key === 'ArrowUp') &&
        whole &&
        (whole.start !== focus.start || whole.end !== focus.end)
      const to = grows ? whole : next
      if (event.shiftKey) select(anchor, to)
      else select(to, to)
      return true
    },
  }
}
