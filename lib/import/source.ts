import { isPacked } from '../gzip'
import { NotReadable } from './records'

/** A file, or what was pasted, that is read from its beginning as often as `text` is called. */
export interface Source {
  name: string
  /** Its text in pieces, decoded, without a byte order mark. */
  text(): AsyncGenerator<string>
}

/** Bytes that are read at once. */
const PIECE = 1_048_576

/** Of a packed file that is broken off all that is there, as of any other. */
async function* unpacked(file: Blob, told: (bytes: number) => void): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const telling = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(bytes, controller) {
      told(bytes.length)
      controller.enqueue(bytes)
    },
  })
  const reader = file.stream().pipeThrough(telling).pipeThrough(new DecompressionStream('gzip')).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } catch (error) {
    console.error(error)
  } finally {
    await reader.cancel().catch(() => {})
  }
}

/** A file as a source, unpacked where it is packed; `told` hears how many bytes were read since it heard last. */
export function sourceOf(file: Blob, name: string, told: (bytes: number) => void = () => {}): Source {
  async function* bytes() {
    if (await isPacked(file)) return yield* unpacked(file, told)
    for (let at = 0; at < file.size; at += PIECE) {
      const piece = await file
        .slice(at, at + PIECE)
        .arrayBuffer()
        .catch((error: unknown) => {
          throw new NotReadable('unreadable', String(error))
        })
      told(piece.byteLength)
      yield new Uint8Array(piece)
    }
  }
  return { name, text: () => decoded(bytes()) }
}

/** The beginning of a source, so much of it as tells what it is: some thousand signs, without white space before them. */
export async function headOf(source: Source): Promise<string> {
  let head = ''
  for await (const piece of source.text()) {
    head = (head + piece).trimStart()
    if (head.length > HEAD) break
  }
  return head.slice(0, HEAD)
}
const HEAD = 65_536

/**
 * The text that bytes stand for: UTF-16 by its mark or its zeros, UTF-8, or, where the first signs beyond ASCII are none of
 * that, Windows-1252, which is Latin-1 with more signs.
 */
async function* decoded(pieces: AsyncIterable<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  let isFirst = true
  for await (const piece of pieces) {
    const wide = isFirst && wideOf(piece)
    isFirst = false
    if (wide) decoder = new TextDecoder(wide)
    else if (!decoder && !isPlain(piece)) decoder = new TextDecoder(isLatin(piece) ? 'windows-1252' : 'utf-8')
    yield decoder ? decoder.decode(piece, { stream: true }) : new TextDecoder().decode(piece)
  }
  if (decoder) yield decoder.decode()
}

/** Which UTF-16 a file begins in, if it does: that of its mark, or that which leaves every other byte of plain text zero. */
function wideOf([first, second, third, fourth]: Uint8Array): string | undefined {
  if ((first === 0xff && second === 0xfe) || (first && second === 0 && third && fourth === 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second && third === 0 && fourth)) return 'utf-16be'
}

/** Whether all is ASCII. By `some` megabytes take ten times as long. */
function isPlain(piece: Uint8Array): boolean {
  for (let at = 0; at < piece.length; at++) if ((piece[at] as number) > 0x7f) return false
  return true
}

/** Whether more of what is beyond ASCII makes no UTF-8 than makes some. */
function isLatin(piece: Uint8Array<ArrayBuffer>): boolean {
  const text = new TextDecoder().decode(piece, { stream: true })
  const beyond = text.match(/[^\0-\x7f]/gu) ?? []
  return beyond.filter((sign) => sign === '\uFFFD').length * 2 > beyond.length
}
