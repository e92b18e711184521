import { each } from './each'
import { keyAt } from './mentions'
import { lengthOf, words } from './words'

/** A text that could be a title, and how much speaks for it. */
export interface Title {
  element: Element
  text: string
  /** 1 a link with words, 2 a heading or what the page calls a title, 3 both, 4 a link of these to the paper itself. */
  rank: number
}

/** The letters and digits of a text, in any script and in one case. */
export const letters = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

const HEADS = 'h1, h2, h3, h4, h5, h6'
const CANDIDATES = `${HEADS}, a[href], [class*="title" i], [itemprop="name"], [itemprop="headline"]`
/** Among the classes of an element: `title`, `list-title`, `title_of_paper`, `docsum-title`; not `subtitled`. */
const CALLED =
  /(?:^|[\s_-])(?:title|headline)(?!\S)|(?:^|\s)(?:title[-_]|(?:paper|article|item|result|docsum)[-_]?title)/i
/** More than one word, or four signs of a script that writes its words without spaces. */
const PROSE = /\p{L}{2}[^\p{L}]+\p{L}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{4}/u
const LABEL =
  /^\W*(download|view|read|full[- ]?text|pdf|html|abs(tract)?|bib(tex)?|cite[ds]?|citation|google scholar|pub ?med( central)?|crossref|semantic scholar|medline|related|show|more|authors?|keywords|references|comments?|introduction|submitted|doi)\b(?=\W*$|\s+(more|pdf|full|text|article|online|here|by|all|in|this|abstract|paper|details)\b)/i

/** What is longer, in UTF-16 units, is no title, whatever of it is hidden or drawn. */
const LONGEST = 3000

/** The words of an element, if they could be a title. */
export function titleOf(element: Element): string | undefined {
  if (lengthOf(element, LONGEST) === LONGEST) return
  const text = words(element)
    .replace(/^title:\s*/i, '')
    .replace(/ \(opens in a new tab\)$/, '')
    .replace(/^["“](.*)["”]$/, '$1')
  if (text.length < 8 || text.length > 500 || !PROSE.test(text) || LABEL.test(text)) return
  return /\b10\.\d{4,9}\/|\barxiv:|^https?:|\bpmid:/i.test(text) ? undefined : text
}

/** The first heading of a kind that says a title and nothing else. */
export function* headOf(page: Document, kind: string, title: string): Generator<undefined, Element | undefined> {
  const wanted = letters(title)
  for (const head of page.querySelectorAll(kind)) {
    yield
    if (lengthOf(head, LONGEST) < LONGEST && letters(words(head)) === wanted) return head
  }
}

/** Whether microdata calls it the name of a work: authors and journals have names too. */
function isNamed(element: Element): boolean {
  if (!/^(name|headline)$/.test(element.getAttribute('itemprop') ?? '')) return false
  const scope = element.closest('[itemscope]')?.getAttribute('itemtype') ?? ''
  return /(Article|CreativeWork|Publication|Thesis|Report)$/.test(scope)
}

function titleAt(element: Element, url: URL): Title | undefined {
  const isHead = /^h[1-6]$/.test(element.localName)
  const isLink = element.localName === 'a'
  const isCalled = CALLED.test(element.getAttribute('class') ?? '') || isNamed(element)
  if (!isHead && !isLink && !isCalled) return
  const text = titleOf(element)
  if (!text || (isLink && !isCalled && text.split(' ').length < 3 && /^[\p{Script=Latin}\d\W]*$/u.test(text))) return
  const strong = isHead || isCalled || Boolean(isLink && element.closest(HEADS))
  const link = isLink ? element : (element.querySelector('a[href]') ?? element.closest('a[href]'))
  const toPaper = link && keyAt(link.getAttribute('href') ?? '', url) !== undefined
  return { element, text, rank: strong ? (toPaper ? 4 : link ? 3 : 2) : 1 }
}

/** How often a title may stand on a page: in a heading and its link, for wide and for narrow windows. */
const OFTEN = 6

/** Every place of a page that could be a title, in page order. */
export function* titles(page: Document, url: URL): Generator<undefined, Title[]> {
  const candidates: Element[] = []
  // Of a large page one query takes longer than we may hold it.
  yield* each(page.querySelectorAll('*'), (element) => {
    if (element.matches(CANDIDATES)) candidates.push(element)
  })
  const found: Title[] = []
  for (const element of candidates) {
    yield
    const title = titleAt(element, url)
    if (title) found.push(title)
  }
  // What many items say is a label: "electronic edition via DOI".
  const said = new Map<string, number>()
  yield* each(found, ({ text }) => said.set(text, (said.get(text) ?? 0) + 1))
  return found.filter(({ text }) => (said.get(text) as number) <= OFTEN)
}
