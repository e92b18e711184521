/**
 * Identity keys: what makes two records one paper. Made from identifiers that a page gives, never from its address as
 * such.
 */

// A year and a month, then a number: April 2007 until today. https://info.arxiv.org/help/arxiv_identifier.html
const NEW_ARXIV = /(?<!\d\.?)(\d\d(?:0[1-9]|1[0-2])\.\d{4,5})(?:v\d+)?(?!\d)/

// Until March 2007: the archive, sometimes its class, a year, a month, a number.
const OLD_ARXIV = /(?<![a-z-])([a-z]+(?:-[a-z]+)?)(?:\.[a-z-]{2,})?\/(\d{7})(?:v\d+)?(?!\d)/gi

// All archives of that time, ended ones too; `abs/1234567` in an address is none.
const ARCHIVES =
  ' acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat cs dg-ga' +
  ' funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol physics plasm-ph' +
  ' q-alg q-bio quant-ph solv-int supr-con '

/** The arXiv identifier in a text or address, without its version, or undefined. */
export function arxivId(text: string): string | undefined {
  // Subject classes were dropped from old identifiers: math.GT/0309136 and math/0309136 are one.
  for (const [, archive = '', number] of text
    .toLowerCase()
    .replaceAll(/arxiv[.:]/g, ' ')
    .matchAll(OLD_ARXIV))
    if (ARCHIVES.includes(` ${archive} `)) return `${archive}/${number}`
  return NEW_ARXIV.exec(text)?.[1]
}

/** The key of an arXiv identifier as `arxivId` gives it. */
export const arxivKey = (id: string) => `arxiv:${id}`

/**
 * The key of a DOI, with or without its resolver; arXiv's own DOIs give the arXiv key. Undefined when it is none.
 * DOIs ignore case and may hold any sign (https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html): what ends a
 * sentence or closes a bracket that stands outside is not theirs.
 */
export function doiKey(text: string): string | undefined {
  let doi =
    /(?<![\d.])10\.\d{4,9}(?:\.\d+)*\/[^\s"<>]+(?:<(?!\/)[^\s"<>]+>[^\s"<>]*)*/
      .exec(unescaped(text))?.[0]
      ?.toLowerCase() ?? ''
  // With what ends a sentence it is hardly longer than a DOI may be; a page may write a megabyte of brackets behind it.
  if (doi.length > 400) return
  for (let shorter = doi; ; doi = shorter) {
    shorter = doi.replace(/[.,;:'’”*]$/, '')
    for (const pair of ['()', '[]', '{}']) {
      const [opens = '', closes = ''] = pair
      if (shorter.endsWith(closes) && shorter.split(opens).length < shorter.split(closes).length)
        shorter = shorter.slice(0, -1)
    }
    if (shorter === doi) break
  }
  if (!doi || doi.length > 290) return
  const id = doi.startsWith('10.48550/arxiv.') ? arxivId(doi) : undefined
  return id ? arxivKey(id) : `doi:${doi}`
}

/**
 * The key of a title, for a paper of which nothing else is known: its letters and digits in any script, in the form of
 * NFKC (https://www.unicode.org/reports/tr15/) and in one case, nothing between them, and of a very long title the first
 * 140. Undefined when it has none. Two papers may share a title: never made of what a page lists, where titles are but a hint.
 */
export function titleKey(title: string): string | undefined {
  const folded = title.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC')
  // A letter beyond the first plane is two units; the key is cut between letters.
  const signs = Array.from(folded.replace(/[^\p{L}\p{N}]/gu, ''))
  return signs.length > 0 ? `title:${signs.slice(0, LONGEST_TITLE).join('')}` : undefined
}

/** Whether a text is an identity key as it may be stored (lib/paper.ts): a page may write an identifier that is none, or endless. */
export const isKey = (key: string): boolean => key.length <= 300 && /^[a-z0-9]+:\S+$/.test(key)

/** Even of letters that are two units each the key stays as short as keys are (lib/paper.ts). */
const LONGEST_TITLE = 140

/** An address without its query and with its signs as they are: `https://doi.org/10.1002/%28SICI%29...?via=x`. */
function unescaped(text: string): string {
  if (!/^\s*https?:\/\//i.test(text)) return text
  const address = text.replace(/[?#].*$/s, '')
  try {
    return decodeURIComponent(address)
  } catch {
    // A lone % is no escape: the address is as it stands.
    return address
  }
}
