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
    /(?<word>[a-z]+|\d+(?:\.\d+)*)/,
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
  'giu',
)

const foldSign = (sign: string) =>
  Array.from(signs.get(sign) ?? sign.normalize('NFKD').toLowerCase(), (part) => signs.get(part) ?? part)
    .join('')
    .replace(/[^\p{L}\p{N}\p{M}]|[\u0300-\u036f]/gu, '')

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
  for (const match of source.matchAll(token)) {
    const { address, word, code, base, accented, dress, font, open, close, sign } = match.groups ?? {}
    const end = match.index + match[0].length
    // `\emph{word}` and `$x$` are found whole: what opens belongs to the unit after it, what closes to the one before.
    const start = reached === match.index ? opened : match.index
    const last = offsets.at(-1)
    if (close && last?.end === match.index) last.end = end
    else if (dress || font || open || close) [opened, reached] = [start, end]
    else {
      const plain = (word ?? base ?? accented)?.toLowerCase() ?? (address && ADDRESS)
      const folded = plain ?? foldSign(sign ?? (code ? String.fromCodePoint(Number(code)) : ''))
      if (/^[\s(]?$/.test(source.charAt(start - 1))) begins.push(text.length)
      for (let at = 0; at < folded.length; at++)
        offsets.push(word ? { start: at ? match.index + at : start, end: match.index + at + 1 } : { start, end })
      text += folded
    }
  }
  // MathJax 2 leaves glyphs and TeX side by side, `L2L_2`: one of them stands for both.
  for (const at of begins.reverse()) {
    const size = /^(.{1,80}?)\1/.exec(text.slice(at))?.[1]?.length ?? 0
    const glyphs = offsets[at + size - 1]
    const tex = offsets[at + 2 * size - 1]
    if (!size || !glyphs || !tex || !/^[^\s-]*[\\^_(|]/.test(source.slice(glyphs.end, tex.end))) continue
    glyphs.end = tex.end
    offsets.splice(at + size, size)
    text = text.slice(0, at + size) + text.slice(at + 2 * size)
  }
  return { text, offsets }
}
