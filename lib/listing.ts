import { keyAt, type Mention, mentions } from './mentions'
import { COINS, coins, defined } from './metadata'
import type { PaperFacts } from './paper'
import type { Listed } from './site'
import { fold, words } from './words'

const letters = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** Whether two texts have the same letters and digits, in any script. */
export const isSame = (one: string, other: string) => letters(one) === letters(other)

/** COinS beside an item name its paper as a link does. */
function citedBy(page: Document): Mention[] {
  return Array.from(page.querySelectorAll(COINS)).flatMap((element) =>
    (coins(element)?.keys ?? []).map((key) => ({ element, key, linked: true })),
  )
}

/** A text that could be a title, and how much speaks for it. */
interface Title {
  element: Element
  text: string
  /** 1 a link with words, 2 a heading or what the page calls a title, 3 both, 4 a link of these to the paper itself. */
  rank: number
}

/** What stands in an element, as far as it is asked. */
interface Held {
  mentions: Mention[]
  title?: Title
}

/** One level of the page: elements with the same tags above them. */
interface Level {
  depth: number
  blocks: Element[]
}

/** How many `<dd>` belong to one `<dt>` of a paper, and how far up an item can begin: more is another kind of page. */
const MOST_LINES = 8
const HIGHEST = 60

/** What stands above an element, itself included, as far up as an item can begin. */
function* above(element: Element | null): Generator<Element> {
  let at = element
  for (let steps = 0; at && steps < HIGHEST; steps++, at = up(at)) yield at
}

/** An item of a list of definitions begins with its `<dt>`: for arXiv and CVF the one has the title, the other the rest. */
function up(element: Element): Element | null {
  if (element.localName !== 'dd') return element.parentElement
  let before = element.previousElementSibling
  for (let more = MOST_LINES; before?.localName === 'dd' && more > 0; more--) before = before.previousElementSibling
  return before?.localName === 'dt' ? before : element.parentElement
}

/** Kinds of page that list papers, if at all, beside what they are for (schema.org types, og:type). */
const OTHER_KIND =
  /^(NewsArticle|BlogPosting|Article|Product|Recipe|SoftwareSourceCode|DiscussionForumPosting|Dataset)$/
const OTHER_OG = /^(article|product|object|profile|video.*|music.*|book)$/

/**
 * The papers that a page lists: blocks of one making, each with a title and an identifier of its own. None of a page that is
 * for something else and none of its references. `linked` and `kinds` are what its JSON-LD tells.
 */
export function listing(page: Document, url: URL, linked: PaperFacts[], kinds: Set<string>): Listed[] {
  const meta = (name: string) =>
    page.querySelector(`meta[name="${name}" i], meta[property="${name}" i]`)?.getAttribute('content') ?? ''
  if (/mediawiki/i.test(meta('generator'))) return []
  const other = OTHER_OG.test(meta('og:type')) || [...kinds].some((kind) => OTHER_KIND.test(kind))
  const found = [...mentions(page, url), ...citedBy(page)]
  if (new Set(found.map(({ key }) => key)).size < 2) return []
  const { held, levels } = survey(titles(page, url), found)
  const blocks = repeated(held, levels)
  if (!blocks || isReferences(page, blocks)) return []
  const read = itemsOf(blocks, held, url, other ? 2 : 1)
  if (read.length < (other ? 3 : 2) || isAside(page, blocks)) return []
  return enriched(page, read, linked)
}

const LABEL =
  /^\W*(download|view|read|full[- ]?text|pdf|html|abs(tract)?|bib(tex)?|cite[ds]?|citation|google scholar|pub ?med( central)?|crossref|semantic scholar|medline|related|show|more|authors?|keywords|references|comments?|introduction|submitted|doi)\b(?=\W*$|\s+(more|pdf|full|text|article|online|here|by|all|in|this|abstract|paper|details)\b)/i
const TITLED = '[class*="title" i], [itemprop="name"], [itemprop="headline"]'
const CALLED = /(?:^|[-_])(?:title|headline)$|^title(?:[-_]|$)|^(?:paper|article|item|result|docsum)[-_]?title/i

/** The words of an element, if they could be a title. */
export function titleOf(element: Element): string | undefined {
  if ((element.textContent?.length ?? 0) > 3000) return
  const text = words(element)
    .replace(/^title:\s*/i, '')
    .replace(/ \(opens in a new tab\)$/, '')
    .replace(/^["“](.*)["”]$/, '$1')
  const isProse =
    /\p{L}{2,}[^\p{L}]+\p{L}/u.test(text) || /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{4}/u.test(text)
  if (!isProse || text.length < 8 || text.length > 500 || LABEL.test(text)) return
  return /\b10\.\d{4,9}\/|\barxiv:|^https?:|\bpmid:/i.test(text) ? undefined : text
}

/** Whether microdata calls it the name of a work: authors and journals have names too. */
function isNamed(element: Element): boolean {
  if (!/^(name|headline)$/.test(element.getAttribute('itemprop') ?? '')) return false
  const scope = element.closest('[itemscope]')?.getAttribute('itemtype') ?? ''
  return /(Article|CreativeWork|Publication|Thesis|Report)$/.test(scope)
}

/** How often a title may stand on a page: in a heading and its link, for wide and for narrow windows. */
const OFTEN = 6

function titles(page: Document, url: URL): Title[] {
  const found: Title[] = []
  for (const element of page.querySelectorAll(`h1, h2, h3, h4, h5, h6, a[href], ${TITLED}`)) {
    const isHead = /^h[1-6]$/.test(element.localName)
    const isLink = element.localName === 'a'
    const isCalled = [...element.classList].some((name) => CALLED.test(name)) || isNamed(element)
    if (!isHead && !isLink && !isCalled) continue
    const text = titleOf(element)
    if (!text || (isLink && !isCalled && text.split(' ').length < 3 && /^[\p{Script=Latin}\d\W]*$/u.test(text)))
      continue
    const around = isLink && element.closest('h1, h2, h3, h4, h5, h6')
    const strong = isHead || isCalled || Boolean(around)
    const link = isLink ? element : (element.querySelector('a[href]') ?? element.closest('a[href]'))
    const toPaper = link && keyAt(link.getAttribute('href') ?? '', url) !== undefined
    found.push({ element, text, rank: strong ? (toPaper ? 4 : link ? 3 : 2) : 1 })
  }
  // What many items say is a label: "electronic edition via DOI".
  const said = new Map<string, number>()
  for (const { text } of found) said.set(text, (said.get(text) ?? 0) + 1)
  return found.filter(({ text }) => (said.get(text) as number) <= OFTEN)
}

/** The one of which more speaks for it; of a heading and the link in it the link, which has no `[PDF]` before it. */
const isBetter = (title: Title, than: Title) =>
  title.rank > than.rank ||
  (title.rank === than.rank && than.element !== title.element && than.element.contains(title.element))

/** Tells every element what stands in it, and sorts elements by the tags above them. */
function survey(titles: Title[], found: Mention[]) {
  const held = new Map<Element, Held>()
  const at = (element: Element) => {
    const known = held.get(element) ?? { mentions: [] }
    held.set(element, known)
    return known
  }
  for (const title of titles)
    for (const element of above(title.element)) {
      const one = at(element)
      if (!one.title || isBetter(title, one.title)) one.title = title
    }
  for (const mention of found) for (const element of above(mention.element)) at(element).mentions.push(mention)
  const names = new Map<string, number>()
  const levelOf = new Map<Element, number>()
  const levels = new Map<number, Level>()
  const place = (element: Element) => {
    const chain: Element[] = []
    let at: Element | null = element
    while (at && !levelOf.has(at)) {
      chain.push(at)
      at = up(at)
    }
    let level = at ? (levelOf.get(at) as number) : -1
    for (const one of chain.reverse()) {
      const name = `${level}>${one.localName}`
      level = names.get(name) ?? names.size
      names.set(name, level)
      levelOf.set(one, level)
      const known = levels.get(level) ?? { depth: (levels.get(Number(name.split('>')[0]))?.depth ?? 0) + 1, blocks: [] }
      known.blocks.push(one)
      levels.set(level, known)
    }
  }
  for (const element of held.keys()) place(element)
  return { held, levels: [...levels.values()] }
}

const has = (held: Map<Element, Held>, block: Element) => {
  const { title, mentions = [] } = held.get(block) ?? {}
  return title && mentions.length > 0 ? mentions : undefined
}

/** The key that a block is of: that of its title's link, else of its first link, else of its text. */
function keyOf({ title, mentions }: Held): string | undefined {
  const own = mentions.find(
    ({ element }) => title?.element.contains(element) || element.contains(title?.element ?? null),
  )
  return (own ?? mentions.find(({ linked }) => linked) ?? mentions[0])?.key
}

/** The blocks of the level on which most papers have a title and an identifier each; as wide as they come. */
function repeated(held: Map<Element, Held>, levels: Level[]): Element[] | undefined {
  let best: { weight: number; level: Level; blocks: Element[] } | undefined
  for (const level of levels) {
    const blocks = level.blocks.filter((block) => has(held, block))
    const ranks = new Map(blocks.map((block) => [keyOf(held.get(block) as Held), held.get(block)?.title?.rank ?? 0]))
    if (ranks.size < 2) continue
    const weight = [...ranks.values()].reduce((sum, rank) => sum + rank, 0)
    const deeper = best && weight === best.weight && level.depth > best.level.depth
    if (!best || weight > best.weight || deeper) best = { weight, level, blocks }
  }
  if (!best) return
  // As often as not the page has titles of the same making with no identifier: then it lists something else.
  const titled = best.level.blocks.filter((block) => (held.get(block)?.title?.rank ?? 0) > 0)
  if (best.blocks.length * 2 < titled.length) return
  for (let blocks = best.blocks; ; ) {
    const wider = blocks.map(up)
    const isShared = new Set(wider).size < blocks.length || wider.some((one) => !one || one.localName === 'body')
    if (isShared) return blocks
    blocks = wider as Element[]
  }
}

const REFERENCES =
  /(?:^|[-_ ])(?:refs?|references?|reflist|footnotes?|endnotes?|citations?-list|ref-list|biblist|literature-cited|works-cited|further-reading|doc-bibliography|doc-endnotes)(?:$|[-_ ])/i
const REFERENCES_HEAD =
  /^\W*(?:\d+\W*)?(?:(?:and|und|et|y|e|&|cited|online) |(?:notes?|references?|bibliography|works|literature|footnotes|further reading|sources|citations|literatur|quellen|einzelnachweise|weblinks|références|notes|bibliographie|referencias|bibliografía|riferimenti|note|referências|примечания|литература|参考文献|脚注|注释)[\s\W]*)+(?:\[.*\])?$/iu

/** Whether most blocks are a page's references: by what stands around them, the heading before them, or marks that lead there. */
function isReferences(page: Document, blocks: Element[]): boolean {
  const isNamed = (element: Element) =>
    REFERENCES.test([element.id, ...element.classList, element.getAttribute('role') ?? ''].join(' '))
  const named = new Map<Element, boolean>()
  const within = (block: Element) => {
    for (const element of above(block)) {
      const is = named.get(element) ?? isNamed(element)
      named.set(element, is)
      if (is && element.localName !== 'body') return true
    }
    return false
  }
  const inside = new Set(blocks)
  let head = ''
  let after = 0
  const order = page.querySelectorAll(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', (blocks[0] as Element).localName].join())
  for (const element of order) {
    if (inside.has(element)) {
      if (REFERENCES_HEAD.test(head)) after++
    } else if (/^h[1-6]$/.test(element.localName) && !owned(element, inside)) head = fold(element.textContent ?? '')
  }
  // Numbers in the prose lead to them: [12].
  const led = new Set<Element>()
  for (const mark of page.querySelectorAll('a[href^="#"]')) {
    const name = mark.getAttribute('href')?.slice(1)
    if (!name || !/^\W*\d+\W*$/.test(mark.textContent ?? '')) continue
    for (const at of above(page.getElementById(name))) if (inside.has(at)) led.add(at)
  }
  return Math.max(after, led.size, blocks.filter(within).length) * 2 > blocks.length
}

function owned(element: Element, blocks: Set<Element>): boolean {
  for (const at of above(element)) if (blocks.has(at)) return true
  return false
}

/** Whether the page is for reading and its list by the way: more prose stands outside of the blocks than in them. */
function isAside(page: Document, blocks: Element[]): boolean {
  const inside = new Set(blocks)
  let prose = 0
  for (const paragraph of page.querySelectorAll('p')) {
    const { length } = paragraph.textContent ?? ''
    if (length > 150 && !owned(paragraph, inside)) prose += length
  }
  let listed = 0
  for (const block of blocks) {
    listed += block.textContent?.length ?? 0
    if (block.localName !== 'dt') continue
    for (let next = block.nextElementSibling; next?.localName === 'dd'; next = next.nextElementSibling)
      listed += next.textContent?.length ?? 0
  }
  return prose > listed
}

/** What each block says, without identifiers that several papers share, each paper once. */
function itemsOf(blocks: Element[], held: Map<Element, Held>, url: URL, least: number): Listed[] {
  const titlesOf = new Map<string, Set<string>>()
  for (const block of blocks) {
    const { title, mentions } = held.get(block) as Held
    for (const { key } of mentions) {
      const known = titlesOf.get(key) ?? new Set()
      titlesOf.set(key, known.add(letters(title?.text ?? '')))
    }
  }
  const seen = new Set<string>()
  return blocks.flatMap((block) => {
    const { title, mentions } = held.get(block) as Held
    const sure = mentions.filter(({ key }) => titlesOf.get(key)?.size === 1)
    const key = keyOf({ title, mentions: sure })
    if (!title || title.rank < least || !key || seen.has(key)) return []
    seen.add(key)
    const keys = [key]
    for (const kind of ['arxiv', 'doi', 'pmid', 'openreview']) {
      if (key.startsWith(`${kind}:`)) continue
      const others = new Set(sure.filter((one) => one.key.startsWith(`${kind}:`) && isLine(one)).map(({ key }) => key))
      const [other] = others
      if (other && others.size === 1 && !seen.has(other)) keys.push(other)
      if (other && others.size === 1) seen.add(other)
    }
    const link = title.element.closest('a[href]') ?? title.element.querySelector('a[href]')
    const facts: PaperFacts = { keys, title: title.text, links: { page: addressOf(link, url) } }
    const place = words(title.element) === title.text ? { element: title.element } : undefined
    return { facts, element: block, title: place }
  })
}

function addressOf(link: Element | null, base: URL): string | undefined {
  const address = link?.getAttribute('href')
  return address && URL.canParse(address, base.href) ? new URL(address, base).href : undefined
}

/** Whether an identifier stands in a line of its own, and not in prose that may speak of data or of another paper. */
const isLine = ({ element, linked }: Mention) =>
  ((linked ? element.parentElement : element)?.textContent?.length ?? 0) < 300

/** Adds what JSON-LD and COinS know of the papers that were found. */
function enriched(page: Document, listed: Listed[], linked: PaperFacts[]): Listed[] {
  const known = new Map<string, PaperFacts>()
  for (const facts of linked) for (const key of facts.keys) known.set(key, facts)
  for (const span of page.querySelectorAll(COINS)) {
    const facts = coins(span)
    if (facts) for (const key of facts.keys) if (!known.has(key)) known.set(key, facts)
  }
  return listed.map((one) => {
    const more = one.facts.keys.map((key) => known.get(key)).find(Boolean)
    return more ? { ...one, facts: { ...defined(more), ...defined(one.facts), keys: one.facts.keys } } : one
  })
}
