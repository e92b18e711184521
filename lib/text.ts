/** A text folded to what stays the same wherever it is shown, and the way back to it as it stands. */
export interface Canonical {
  /** Lower-case letters, digits and decimal points; no white space, accents or markup; `ADDRESS` for each address. */
  text: string
  /** For each UTF-16 unit of `text`, the UTF-16 offsets in the source of what it was folded from. */
  offsets: { start: number; end: number }[]
}

/** One unit for any address: arXiv shows each as "this https URL". Folded text has no other capital. */
export const ADDRESS = 'U'

// Signs get TeX's names, because one site shows `$\alpha$` as "α" and another as "alpha"; letters get what TeX writes.
const signs = new Map(
  `αalpha βbeta γgamma δdelta εepsilon ζzeta ηeta θtheta ιiota κkappa λlambda μmu νnu ξxi οomicron πpi ρrho ςsigma
  σsigma τtau υupsilon φphi χchi ψpsi ωomega ×times ÷div ∼sim ≤leq ≥geq ≪ll ≫gg ≈approx ≠neq ≡equiv ±pm ∞infty
  ∈in →to ⇒rightarrow ∝propto ⋅cdot ∂partial ∇nabla øo łl ıi ßss æae œoe đd`
    .split(/\s+/)
    .map((sign) => [sign.slice(0, 1), sign.slice(1)]),
)

const token = new RegExp(
  [
    /(?<address>this https? url|(?:https?:\/\/|www\.)[^\s{}<>]+(?<![.,;:!?)\]'"’”]))/,
    // An entity escaped twice, so that it shows.
    /&(?:amp;)*(?:#(?<code>\d{2,5})|#x[\da-f]+|(?<base>[a-z])(?:acute|grave|uml|circ|tilde|cedil|caron|ring)|\w+);/,
    // TeX's accents; the macros that only dress what follows; brackets, and the backslash of every other macro.
    /\\(?:["'`^~=.]|[bcdHkruv](?![a-z]))\s*\{?\\?(?<accented>[a-z])\}?/,
    /(?<dress>\\(?:(?:text|math|big|operatorname)[a-z]*|emph|[dt]?frac|sqrt|left|right|href|url)(?![a-z]))/,
    /(?<font>\\(?:bar|hat|tilde|vec|rm|bf|it|tt|sc|em|cal)(?![a-z])|\\var(?=[a-z]))/,
    /(?<open>\\[(\\]?|\{)/,
    // A `$` may open as well. The accents are those of NFD.
    /(?<close>\\\)|[}$]|[\u0300-\u036f]+)/,
    /(?<sign>[^\0-\x7f])/,
  ]
    .map((part) => part.source)
    .join('|'),
  'iuy',
)

const foldSign = (sign: string) =>
  Array.from(signs.get(sign) ?? sign.normalize('NFKD').toLowerCase(), (part) => signs.get(part) ?? part)
    .join('')
    .replace(/[^\p{L}\p{N}\p{M}]|[\u0300-\u036f]/gu, '')

const NUMBER = /\d+(?:\.\d+)*/y

/** Letters and digits of ASCII, of which nearly all of a text is, need no pattern. */
const isLetter = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
const isDigit = (code: number) => code >= 48 && code <= 57
/** Signs with which markup begins or ends: `$ & \ { }`, and all that is not ASCII. */
const isMarkup = (code: number) =>
  code === 36 || code === 38 || code === 92 || code === 123 || code === 125 || code > 127

/** Units of a formula that stands there twice, at most. */
const GLYPHS = 80
/** Signs of which a formula's TeX has one before any white space: `\ ^ _ ( |`. */
const isTeX = (code: number) => code === 92 || code === 94 || code === 95 || code === 40 || code === 124

/** Whether an address may begin with a word: "https:", "www.", "this https URL". */
const mayBeAddress = (word: string, next: number) =>
  (next === 58 && /^https?$/i.test(word)) ||
  (next === 46 && /^www$/i.test(word)) ||
  (next <= 32 && /^this$/i.test(word))

/**
 * Folds a text, so that the same words come out the same whichever site shows them: the differences that
 * DESIGN.md section 5 lists. It is computed when it is needed and never stored, so that it may change.
 */
export function canonical(source: string): Canonical {
  let text = ''
  const offsets: Canonical['offsets'] = []
  const begins: number[] = []
  let opened = 0
  let reached = -1
  const begin = (start: number) => {
    if (start === 0 || /[\s(]/.test(source.charAt(start - 1))) begins.push(text.length)
  }
  /** Takes in letters or digits as they stand, from `at` on. What opens before them belongs to the first. */
  const take = (word: string, at: number) => {
    const start = reached === at ? opened : at
    begin(start)
    offsets.push({ start, end: at + 1 })
    for (let next = 1; next < word.length; next++) offsets.push({ start: at + next, end: at + next + 1 })
    text += word.toLowerCase()
  }

  for (let at = 0; at < source.length; ) {
    const code = source.charCodeAt(at)
    let end = at
    if (isLetter(code)) {
      while (isLetter(source.charCodeAt(end))) end++
      const word = source.slice(at, end)
      if (!mayBeAddress(word, source.charCodeAt(end))) {
        take(word, at)
        at = end
        continue
      }
    } else if (isDigit(code)) {
      NUMBER.lastIndex = at
      const number = NUMBER.exec(source)?.[0] ?? ''
      take(number, at)
      at += number.length
      continue
    } else if (!isMarkup(code)) {
      at++
      continue
    }
    token.lastIndex = at
    const match = token.exec(source)
    if (!match) {
      if (end > at) take(source.slice(at, end), at)
      at = Math.max(end, at + 1)
      continue
    }
    const { address, code: number, base, accented, dress, font, open, close, sign } = match.groups ?? {}
    end = at + match[0].length
    // `\emph{word}` and `$x$` are found whole: what opens belongs to the unit after it, what closes to the one before.
    const start = reached === at ? opened : at
    const last = offsets.at(-1)
    if (close && last?.end === at) last.end = end
    else if (dress || font || open || close) [opened, reached] = [start, end]
    else {
      const plain = (base ?? accented)?.toLowerCase() ?? (address && ADDRESS)
      const folded = plain ?? foldSign(sign ?? (number ? String.fromCodePoint(Number(number)) : ''))
      begin(start)
      for (let unit = 0; unit < folded.length; unit++) offsets.push({ start, end })
      text += folded
    }
    at = end
  }

  // MathJax 2 leaves glyphs and TeX side by side, `L2L_2`: one of them stands for both. Most words have no TeX near.
  let sign = source.length
  let looked = source.length
  for (const at of begins.reverse()) {
    const reach = offsets[Math.min(at + 2 * GLYPHS, offsets.length) - 1]?.end ?? 0
    while (looked > (offsets[at]?.end ?? looked)) if (isTeX(source.charCodeAt(--looked))) sign = looked
    if (sign >= reach) continue
    const size = repeated(text, at)
    const glyphs = offsets[at + size - 1]
    const tex = offsets[at + 2 * size - 1]
    if (!size || !glyphs || !tex || !/^[^\s-]*[\\^_(|]/.test(source.slice(glyphs.end, tex.end))) continue
    glyphs.end = tex.end
    offsets.splice(at + size, size)
    text = text.slice(0, at + size) + text.slice(at + 2 * size)
  }
  return { text, offsets }
}

/** The fewest units, `GLYPHS` at most, that stand at a place and again right behind; 0 for none. */
function repeated(text: string, at: number): number {
  const part = text.slice(at, at + 2 * GLYPHS)
  const first = part.charCodeAt(0)
  for (let size = 1; 2 * size <= part.length; size++)
    if (part.charCodeAt(size) === first && part.startsWith(part.slice(0, size), size)) return size
  return 0
}
