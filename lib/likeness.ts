import { titleKey } from './identity'
import { canonical } from './text'
import { searchable } from './words'

/** What tells a paper from others: its identifiers, or else its title with who wrote it and when. */
export interface Identity {
  keys: string[]
  title: string
  authors?: string[]
  /** `YYYY[-MM[-DD]]` */
  date?: string
  /** Keys of papers that the reader said are other ones. */
  apart?: string[]
}

/**
 * Whether two papers that share no identifier are one by their titles: `same` when an author or the year agrees as well,
 * `perhaps` when nothing is known that could; undefined when they are two, or when their title tells nothing. What was
 * pasted as a title alone is the same unless authors or years contradict.
 */
export function likeness(one: Identity, other: Identity): 'same' | 'perhaps' | undefined {
  const key = titleKey(one.title)
  if (!key || key !== titleKey(other.title) || isApart(one, other) || areNumberedApart(one.keys, other.keys)) return
  const bare = [one, other].filter(({ keys }) => keys.every(isTitleKey)).length
  if (bare < 2 && !isTelling(one.title)) return
  if (one.authors?.length && other.authors?.length)
    return haveAuthorInCommon(one.authors, other.authors) ? 'same' : undefined
  if (one.date && other.date) return Math.abs(yearOf(one.date) - yearOf(other.date)) <= 1 ? 'same' : undefined
  return bare > 0 ? 'same' : 'perhaps'
}

/** Whether a key is made of a title: it says what a paper is called, not which one it is. */
export const isTitleKey = (key: string) => key.startsWith('title:')

/** Whether the reader said that these are two papers. */
export const isApart = (one: Identity, other: Identity) =>
  [
    [one, other],
    [other, one],
  ].some(([a, b]) => a?.apart?.some((key) => b?.keys.includes(key)))

const yearOf = (date: string) => Number(date.slice(0, 4))

/** How many letters a title needs to be telling; a sign of the scripts that write words in one or two counts for three. */
const TELLING = 16
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** What many papers are called, or begin with; folded as `searchable` does. */
const GENERIC = new RegExp(
  `^\\P{L}*(?:(?:${[
    '(?:guest )?editorials?|preface|foreword|afterword|prologue|epilogue|introduction to (?:the|this) (?:special|issue|volume|section|minitrack)',
    'correction|corrections to|corrigend(?:um|a)|errat(?:um|a)|addendum|retraction|retracted|expression of concern',
    '(?:author )?(?:repl(?:y|ies)|response|rejoinder|letter) to|comments? on|commentary on|discussion of|letters? from',
    'book reviews?|review of the book|obituar(?:y|ies)|in memoriam|(?:front|back) matter|table of contents',
    '(?:author|subject) index|list of|proceedings of|(?:book )?abstracts? (?:of|from)|acknowledge?ments?',
    'messages? from|welcome (?:to|from|message)|call for|program(?:me)? committee|organi[sz]ing committee|announcements?',
    'vorwort|einleitung|berichtigung|buchbesprechung(?:en)?|inhaltsverzeichnis|nachruf|avant-propos|comptes? rendus?',
    'table des matieres|fe de erratas|resena(?:s)?|prologo|indice|от редакции|предисловие|введение|рецензия|исправление',
  ].join('|')})(?!\\p{L})|勘误|更正|编者按|目录|目次|訂正|正誤表|巻頭言|編集後記|書評|书评|머리말|정오표)`,
  'u',
)

/** Whether a title is long and particular enough to tell a paper from others. */
export function isTelling(title: string): boolean {
  const letters = title.normalize('NFKC').match(/\p{L}/gu) ?? []
  const weight = letters.reduce((sum, letter) => sum + (DENSE.test(letter) ? 3 : 1), 0)
  return weight >= TELLING && !GENERIC.test(searchable(title))
}

/** Numbers of which one paper may have several: what these sites number is an edition, or a copy of a record. */
const MANY = new Set(['dblp', 'epmc', 'gs', 'title'])

/** bioRxiv and medRxiv; SSRN, Preprints, Research Square, Authorea, ChemRxiv, OSF, PsyArXiv, TechRxiv. */
const PREPRINT =
  /^doi:(10\.(?:1101|64898)(?=\/(?:\d{4}\.\d\d\.\d\d\.)?\d{6,}(?:v\d+)?$)|10\.(?:2139|20944|21203|22541|26434|31219|31234|36227)(?=\/))/

/**
 * Whether both have a number of one kind, and none in common: two arXiv identifiers are two papers. A preprint's DOI is of
 * another kind than that of the journal, and its versions are one.
 */
export function areNumberedApart(keys: string[], others: string[]): boolean {
  const [numbers, otherNumbers] = [numbersOf(keys), numbersOf(others)]
  return [...numbers].some(([kind, of]) => otherNumbers.get(kind)?.isDisjointFrom(of))
}

function numbersOf(keys: string[]): Map<string, Set<string>> {
  const numbers = new Map<string, Set<string>>()
  for (const key of keys) {
    const server = PREPRINT.exec(key)?.[1]
    const kind = server ?? key.slice(0, key.indexOf(':'))
    if (MANY.has(kind)) continue
    numbers.set(kind, (numbers.get(kind) ?? new Set()).add(server ? key.replace(/[./-]?v\d+$/, '') : key))
  }
  return numbers
}

/** A name as it is compared: "Tern, Ada", "A. Tern", "Ada Tern" and PubMed's "Tern A" are one. */
interface Name {
  family: string
  initial?: string
  /** All its words, in whatever order they were written. */
  whole: string
}

/** How many names of a list are compared: a page may write ten thousand, and the first are the first everywhere. */
const COMPARED = 100
const namesOf = (authors: string[]) => authors.slice(0, COMPARED).map(nameOf)

const isNamed = ({ family, initial, whole }: Name, names: Name[]) =>
  names.some(
    (name) =>
      name.whole === whole || (name.family === family && (!name.initial || !initial || name.initial === initial)),
  )

function haveAuthorInCommon(authors: string[], others: string[]): boolean {
  const names = namesOf(others)
  return namesOf(authors).some((name) => isNamed(name, names))
}

/** Whether a list of authors is the longer one and names all of the other. */
export function isFuller(authors: string[], than: string[]): boolean {
  if (authors.length <= than.length) return false
  const names = namesOf(authors)
  return namesOf(than).every((name) => isNamed(name, names))
}

function nameOf(author: string): Name {
  const [before = [], after] = author.split(',', 2).map(wordsOf)
  // "Tern, Jr." has nothing behind its comma that is a name.
  const parts = after?.length ? [...after, ...before] : before
  // PubMed writes initials last, without full stops: "Birkmoor B", "van Wren AC".
  const [behind = '', initials = ''] = before.slice(-2)
  const isPubMed = !after?.length && before.length > 1 && /^\p{Lu}{1,3}$/u.test(initials) && /\p{Ll}/u.test(behind)
  const family = folded((isPubMed ? behind : before.at(-1)) ?? '')
  const given = isPubMed ? initials : parts.length > 1 ? parts[0] : undefined
  return { family, initial: given && [...folded(given)][0], whole: parts.map(folded).sort().join(' ') }
}

const wordsOf = (part: string) =>
  part.split(/[\s.]+/).filter((word) => /\p{L}/u.test(word) && !/^(?:jr|sr|i{2,3}|iv)$/i.test(word))

const folded = (word: string) => canonical(word).text
