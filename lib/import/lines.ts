import { fold } from '../words'

/** One line of a pasted text. */
export interface Line {
  text: string
  /** Whether it stands directly below the line before it. */
  close: boolean
}

/**
 * The lines of a text that say something, white space folded, each paragraph whole; `ends` knows lines that stand below
 * one and are none of it.
 */
export function linesOf(text: string, ends: (line: string) => boolean): Line[] {
  const blocks: string[][] = [[]]
  for (const raw of text.split(/\r\n|[\n\r\u2028\u2029]/)) {
    const line = fold(raw.replace(/\p{Cc}/gu, ' '))
    if (line) blocks.at(-1)?.push(line)
    else blocks.push([])
  }
  return blocks.flatMap((block) => unbroken(block, ends).map((text, at) => ({ text, close: at > 0 })))
}

/** The widest line that mail, papers and terminals break their text at. */
const WIDEST = 130

/** A paragraph that was broken into lines of about one length, whole; other lines as they are. */
function unbroken(block: string[], ends: (line: string) => boolean): string[] {
  const before = block.slice(0, -1)
  const width = block.reduce((widest, { length }) => Math.max(widest, length), 0)
  const full = !block.some(ends) && before.filter(({ length }) => length > width * 0.7).length >= before.length * 0.85
  const goesOn = block.slice(1).filter((line) => /^\p{Ll}/u.test(line)).length
  if (width < 40 || width > WIDEST || !full || goesOn < before.length / 3 || goesOn === 0) return block
  return [block.join(' ')]
}

/** What stands before the items of a list. */
export const BULLET = /^(?:[-*•‣–—+]|\[\d{1,4}\]|\(?\d{1,4}[.)])\s+/

/** What pages of papers say beside them. */
export const FURNITURE =
  /^(?:[^\p{L}\p{N}]*|[\d.,]+[km]?|new|subscribe|(?:daily|weekly|monthly|trending) papers?|get trending papers in .*|by ?\S+ and the research community|papers?|models?|datasets?|spaces|docs|pricing|(?:log|sign) ?(?:in|up|out)|search|upvote|submitted by.*|(?:github|arxiv page|paper page|project page|pdf|html|code|abstract|view|read more|show more|next|previous|load more)(?: [\d.,]+k?)?|company|tos|terms(?: of service)?|privacy(?: policy)?|about|careers|jobs|contact(?: us)?|website|cookies?.*|©.*)$/iu

/** A paragraph, as against a title or a name. */
export function isParagraph(text: string): boolean {
  const sentences = /[\p{Ll})\]][.!?] +\p{Lu}|[。！？]./u.test(text)
  return (
    text.length > 300 ||
    (/[.。]["'”’)\]]*$/.test(text) && words(text) >= 8 && !isCapitalized(text)) ||
    (text.length > 150 && sentences)
  )
}

const words = (text: string) => text.split(' ').length

/** Whether most longer words are capitalized, as in many titles. */
function isCapitalized(text: string): boolean {
  const longer = text.match(/(?<![\p{L}\p{N}-])\p{L}{4,}/gu) ?? []
  return longer.length > 1 && longer.filter((word) => /^\p{Lu}/u.test(word)).length >= longer.length * 0.6
}

/** Whether a line that stands for itself may be a title: some words, not a sentence, a label or a piece of either. */
export function isTitle(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  if (letters < 4 || text.length > 300 || FURNITURE.test(text) || isParagraph(text)) return false
  if (letters < text.replaceAll(' ', '').length * 0.6 || /[,;:{}=\\]$|^[<>{}#/|]|[a-z]\(\)|https?:/i.test(text))
    return false
  // A sentence ends with a full stop, a title with none, unless its words are capitalized as titles are.
  if (/[.。]$/.test(text) && !isCapitalized(text)) return false
  // Some begin in lower case: "xLSTM: …", "word2vec explained", "mixup: …"; most of what does goes on from before.
  if (/^\p{Ll}/u.test(text) && !/^\S*[\p{Lu}\d]|^\S+:/u.test(text)) return false
  const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{4}/u.test(text)
  return words(text) > 1 || unspaced || /^(?=.*\p{Lu})(?=.*(?:\d|\p{Ll}\p{Lu}|\p{Lu}{2}))\S+$/u.test(text)
}

const NAME = /^\p{Lu}[\p{L}.'’-]*(?: (?:\p{Lu}[\p{L}.'’-]*|de|del|der|van|von|bin|al|la)){1,4}$/u

/** "Ada Tern, Bo Gull and Cy Wren": two names at least, of two words at least; undefined where it is something else. */
export function namesIn(text: string): string[] | undefined {
  const names = text.split(/, (?:and )?|; | and | & /)
  return names.length > 1 && names.every((name) => NAME.test(name)) ? names : undefined
}
