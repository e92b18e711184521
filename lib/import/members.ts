/** A value that stands in the outermost object or array of a JSON text, or in an array directly in that object. */
export interface Member {
  /** By which the outermost object has it, or the array that it stands in. */
  key?: string
  /** Whether it stands in an array. An array of the outermost object is told once itself, as `[`, before its values. */
  inArray: boolean
  json: string
  /** The line that it begins in, from 1. */
  line: number
  /** Set where the text ended within it, or where it is longer than any that we take. */
  is?: 'cut' | 'large'
}

/** No value is longer, in UTF-16 units: a note with all its versions, every sign of it escaped. */
const LONGEST = 64_000_000

/**
 * The values of a JSON text one by one, as they stand there: what is wrong with one of them is for its own parsing to find, and
 * the others come through. Of the whole no more is held than a value and a piece of text.
 */
export async function* members(pieces: AsyncIterable<string>): AsyncGenerator<Member> {
  /** What is open around the values that are told: the outermost object or array, and perhaps an array in it. */
  const open: ('{' | '[')[] = []
  /** How deep within a value the text is. */
  let depth = 0
  let inString = false
  /** Whether the last sign of the last piece was a backslash that escapes the next one. */
  let escapes = false
  let key: string | undefined
  let value: string[] = []
  let length = 0
  let isBlank = true
  let line = 1
  let begins = 1

  const take = (text: string) => {
    if (isBlank) {
      const begun = text.trimStart()
      begins = line + newlines(text.slice(0, text.length - begun.length))
      isBlank = begun === ''
    }
    line += newlines(text)
    length += text.length
    if (length > LONGEST) value = []
    else value.push(text)
  }
  const taken = () => {
    const json = value.join('').trim()
    const isLarge = length > LONGEST
    value = []
    length = 0
    isBlank = true
    return { json, isLarge }
  }
  function ended(is?: Member['is']): Member[] {
    const { json, isLarge } = taken()
    const why = isLarge ? 'large' : is
    const of = { ...(key !== undefined && { key }), inArray: open.at(-1) === '[' }
    return json || why ? [{ ...of, json, line: begins, ...(why && { is: why }) }] : []
  }

  for await (const piece of pieces) {
    let from = 0
    for (let at = 0; at < piece.length; ) {
      if (inString) {
        const quote: number = escapes ? 0 : endOfString(piece, at)
        if (escapes) {
          escapes = false
          at++
        } else if (quote < 0) {
          escapes = quote === -2
          at = piece.length
        } else {
          inString = false
          at = quote + 1
        }
        continue
      }
      const signs = depth > 0 ? NESTED : STRUCTURE
      signs.lastIndex = at
      const sign = signs.exec(piece)
      if (!sign) break
      const { 0: what, index } = sign
      at = index + 1
      if (what === '"') inString = true
      else if (
        depth === 0 &&
        what !== ',' &&
        what !== ':' &&
        isOpening(what) &&
        open.length < (open[0] === '{' ? 2 : 1)
      ) {
        // The outermost one, or an array directly in it; an object there is a value.
        if (open.length === 1 && what === '{') {
          depth = 1
          continue
        }
        take(piece.slice(from, index))
        taken()
        if (open.length === 1) yield { ...(key !== undefined && { key }), inArray: false, json: '[', line }
        open.push(what as '{' | '[')
        from = at
      } else if (isOpening(what)) depth++
      else if ((what === '}' || what === ']') && depth > 0) depth--
      else if (what === ':') {
        if (open.length > 1 || open[0] !== '{') continue
        take(piece.slice(from, index))
        key = keyOf(taken().json)
        from = at
      } else {
        take(piece.slice(from, index))
        yield* ended()
        if (what !== ',') open.pop()
        if (open.length === 0) return
        from = at
      }
    }
    if (open.length > 0) take(piece.slice(from))
    else line += newlines(piece.slice(from))
  }
  if (open.length > 0) yield* ended('cut')
}

const STRUCTURE = /["{}[\],:]/g
const NESTED = /["{}[\]]/g
const isOpening = (sign: string) => sign === '{' || sign === '['

/** Where the string ends that is open at a place; -1 where it does not in this piece, -2 where its last backslash escapes what follows. */
function endOfString(piece: string, at: number): number {
  for (let quote = piece.indexOf('"', at); ; quote = piece.indexOf('"', quote + 1)) {
    const end = quote < 0 ? piece.length : quote
    let before = end - 1
    while (before >= at && piece[before] === '\\') before--
    const isEscaped = (end - before) % 2 === 0
    if (quote < 0) return isEscaped ? -2 : -1
    if (!isEscaped) return quote
  }
}

function newlines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}

function keyOf(json: string): string {
  try {
    return String(JSON.parse(json))
  } catch {
    return json.trim()
  }
}
