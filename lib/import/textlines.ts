/** The lines of a text that comes in pieces, each with its number, from 1. A line that has no end is cut where it is too long to hold. */
export async function* textlines(pieces: AsyncIterable<string>): AsyncGenerator<{ text: string; line: number }> {
  let rest = ''
  let line = 0
  for await (const piece of pieces) {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const text of lines) yield { text, line: ++line }
    if (rest.length > LONGEST) {
      yield { text: rest, line: ++line }
      rest = ''
    }
  }
  if (rest) yield { text: rest.replace(/\r$/, ''), line: ++line }
}

/** In UTF-16 units. */
const LONGEST = 8_000_000
