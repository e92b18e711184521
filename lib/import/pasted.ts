import { dayIn, isDay } from '../day'
import { titleKey } from '../identity'
import type { PaperFacts } from '../paper'
import { fold } from '../words'
import { type Id, idsIn, idsOnly } from './identifiers'
import { BULLET, FURNITURE, isParagraph, isTitle, type Line, linesOf, namesIn } from './lines'

/**
 * The papers in a text that the reader pasted: a listing as copied from a page (title, abstract, "• 5 authors" or an
 * organization, date, comments; Hugging Face, 2025-11), or a list of identifiers, addresses or titles, one per line.
 * `today` gives a date its year. Prose gives none; each paper is there once, in the order of the text.
 */
export function readPasted(text: string, today: Date): PaperFacts[] {
  const lines = linesOf(text, isFoot)
  const found = records(lines, today) ?? labelled(lines) ?? abstracts(lines) ?? list(lines)
  const seen = new Set<string>()
  return found.flatMap(({ ids, title, ...facts }) => {
    const keys = ids.length > 0 ? ids.map(({ key }) => key) : [titleKey(title ?? '')].filter((key) => key !== undefined)
    const [first] = keys
    if (!first || keys.some((key) => seen.has(key)) || (title && title.length > LONGEST.title)) return []
    for (const key of keys) seen.add(key)
    const page = ids.find((id) => id.page)?.page
    // Without a title the identifier stands in its place until a page tells it.
    return { keys, title: title ?? first.replace(/^arxiv/, 'arXiv'), ...facts, links: page ? { page } : {} }
  })
}

/** What a text says of one paper. */
type Read = Partial<Omit<PaperFacts, 'keys' | 'links'>> & { ids: Id[] }

/** As lib/paper.ts has them, in UTF-16 units. */
const LONGEST = { title: 2000, abstract: 50_000 }

const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*'
/** "Mar 22, 2022", "Jun 25 1": a day and how many comments there are, which is left out where there are none. */
const DATED = new RegExp(
  `^(?:(?:published|submitted)(?: on)? )?(${MONTH} \\d\\d?(?:,? \\d{4})?|\\d\\d? ${MONTH},? \\d{4}|\\d{4}-\\d\\d-\\d\\d)(?: (\\d+))?$`,
  'i',
)
const COUNTED = /^(\d+) authors?$/i

/** What stands below an abstract: who wrote it, when, and how many comments there are. */
type Foot = Pick<PaperFacts, 'authorCount' | 'organization' | 'date' | 'comments'>

function dated(text: string, today: Date): Foot | undefined {
  const [, day, comments] = DATED.exec(text) ?? []
  if (!day) return
  return { date: /^\d{4}-/.test(day) && isDay(day) ? day : dayIn(day, today), comments: Number(comments ?? 0) }
}

/** What a line of the foot says, of parts that dots divide: "• 5 authors", "·", "Some Lab · Jun 25 1". */
function foot(text: string, today: Date): Foot | undefined {
  const parts = text.split(/[·•]/).map((part) => part.trim())
  if (parts.length < 2 && !COUNTED.test(text)) return
  const said: Foot = {}
  for (const [at, part] of parts.entries()) {
    const count = COUNTED.exec(part)?.[1]
    const day = dated(part, today)
    if (count) said.authorCount = Number(count)
    else if (day) Object.assign(said, day)
    else if (part && at === 0 && part.length < 200) said.organization = part
    else if (part) return
  }
  return said.organization && Object.keys(said).length === 1 ? undefined : said
}

const isFoot = (text: string) => foot(text, new Date(0)) !== undefined

/** Whether a line tells something else of a paper than its words and names: the day, how many wrote it. */
export const isFurther = (text: string) => isFoot(text) || dated(text, new Date(0)) !== undefined

/** Papers that each end with a foot; undefined where there is none. One without may stand between them. */
function records(lines: Line[], today: Date): Read[] | undefined {
  const found: Read[] = []
  let body: Line[] = []
  let end: Foot | undefined
  let ends = false
  let below: Id[] = []
  const close = () => {
    found.push(...bodies(body, end))
    found.at(-1)?.ids.push(...below)
    body = []
    end = undefined
    below = []
  }
  // Identifiers stand above every title, or below every foot.
  const above = lines.findIndex(({ text }) => idsOnly(text)) < lines.findIndex(({ text }) => isFoot(text))
  for (const [at, line] of lines.entries()) {
    const said = foot(line.text, today)
    const day = end && !end.date ? dated(line.text, today) : undefined
    if (said) {
      if (end?.date) close()
      const bare = Object.keys(said).length === 0
      // Between abstract and dot stand the name of an organization and what its logo is called.
      if (bare && !end && dated(lines[at + 1]?.text ?? '', today)) said.organization = organization(body)
      end = { ...end, ...said }
    } else if (end && day) end = { ...end, ...day }
    else if (end?.date && line.close && /^\d+$/.test(line.text) && dated(lines[at - 1]?.text ?? '', today)) {
      // On a line of its own it is the comments' count where the next paper stands apart, and else that paper's votes.
      end = { ...end, comments: lines[at + 1]?.close ? undefined : Number(line.text) }
    } else if (end && !above && idsOnly(line.text)) below.push(...(idsOnly(line.text) ?? []))
    else {
      if (end) close()
      body.push(line)
    }
    ends ||= end?.date !== undefined || end?.authorCount !== undefined
  }
  close()
  return ends ? found : undefined
}

/** Takes the organization from the end of what stands above a dot: all below the abstract, else one line below a title. */
function organization(body: Line[]): string | undefined {
  const last = body.findLastIndex(({ text }) => isParagraph(text))
  const from = last < 0 ? Math.max(1, body.length - 1) : last + 1
  const names = body.splice(from).map(({ text }) => text)
  return names.length > 0 && names.length < 4 ? fold(names.join(' ')) : undefined
}

/** The papers in what stands above a foot; the last is the foot's, others are told by an abstract below a title. */
function bodies(body: Line[], end: Foot | undefined): Read[] {
  const found: Read[] = []
  let title: string | undefined
  let ids: Id[] = []
  let texts: string[] = []
  const close = (end?: Foot) => {
    const abstract = texts.join(' ')
    if (title && (end || abstract.length > 200)) found.push({ ids, title, ...abstractOf(abstract), ...end })
    title = undefined
    ids = []
    texts = []
  }
  for (const { text } of body) {
    const only = idsOnly(text)
    if (only) ids.push(...only)
    else if (isParagraph(text)) {
      if (title || texts.length > 0) texts.push(text)
    } else if (!FURNITURE.test(text)) {
      if (texts.length > 0) close()
      title = text.replace(BULLET, '')
    }
  }
  close(end)
  return found
}

/** An abstract, unless it is but its beginning. */
const abstractOf = (text: string): { abstract?: string } =>
  !text || text.length > LONGEST.abstract || /(?:…|\.\.\.)$/.test(text) ? {} : { abstract: text }

/** Papers as arXiv's lists copy: an identifier, "Title: …", names, "Subjects: …", an abstract (2026-07). */
function labelled(lines: Line[]): Read[] | undefined {
  if (!lines.some(({ text }) => /^title: ?\S/i.test(text))) return
  const found: Read[] = []
  let ids: Id[] = []
  for (const [at, { text }] of lines.entries()) {
    const [, label = '', said = ''] = /^(title|authors?|abstract|doi): ?(.*)$/i.exec(text) ?? []
    const paper = found.at(-1)
    const only = idsOnly(text) ?? idsOnly(said)
    if (only && /^doi$/i.test(label)) paper?.ids.push(...only)
    else if (only) ids.push(...only)
    else if (/^title$/i.test(label) && said) {
      found.push({ ids, title: said })
      ids = []
    } else if (!paper) continue
    else if (/^authors?$/i.test(label)) paper.authors = names(said)
    else if (/^title:/i.test(lines[at - 1]?.text ?? '') && !/^[\w-]+: /.test(text)) paper.authors = names(text)
    else if (/^abstract$/i.test(label) || isParagraph(text)) {
      Object.assign(paper, abstractOf([paper.abstract, label ? said : text].filter(Boolean).join(' ')))
    }
  }
  return found.filter(({ ids, authors, abstract }) => ids.length > 0 || authors || abstract)
}

/** "Ada Tern, Bo Gull and Cy Wren"; undefined where it is something else than names. */
function names(text: string): string[] | undefined {
  const all = text.split(/, (?:and )?|; | and /).map((name) => name.trim())
  return all.every((name) => name.length > 1 && name.length < 60 && name.split(' ').length < 7) ? all : undefined
}

/** What abstracts say of themselves, and other paragraphs seldom. */
const SCHOLARLY =
  /\b(?:we (?:propose|present|show|introduce|study|find|prove|report|investigate|develop|demonstrate)|(?:this|our) (?:paper|work|study|article|approach|method)|in this (?:paper|work)|results (?:show|suggest|indicate)|experiments?)\b/i

/** An item of a list of references that names its paper. */
const isReference = (text: string) => BULLET.test(text) && idsIn(text).ids.length > 0

/** Titles, each above one paragraph that reads as an abstract; none in any other text that has paragraphs. */
function abstracts(lines: Line[]): Read[] | undefined {
  const texts = lines.filter(({ text }) => isParagraph(text) && !idsIn(text).alone && !isReference(text))
  if (texts.length === 0) return
  const found = bodies(lines, undefined)
  const like = found.filter(({ title = '', abstract = '' }) => isTitle(title) && SCHOLARLY.test(abstract))
  return like.length >= texts.length * 0.7 ? found.filter(({ title = '' }) => isTitle(title)) : []
}

/** A list: each line an identifier, some identifiers, a title, or a title with its identifier; names below a title. */
function list(lines: Line[]): Read[] {
  const items = lines.map(({ text, close }, at): (Read & { below?: true }) | undefined => {
    const plain = text.replace(BULLET, '')
    const only = idsOnly(plain)
    if (only) return { ids: only }
    const authors = namesIn(plain)
    if (authors) return { ids: [], authors, below: true }
    if (close && namesIn(lines[at - 1]?.text ?? '') && /\b(?:19|20)\d\d\b/.test(plain)) return { ids: [], below: true }
    const { ids, rest } = idsIn(plain)
    const title = rest.replace(/^["“«](.+)["”»]$/, '$1')
    if (isTitle(title)) return { ids, title }
    // A reference, or a few words about a paper: no title can be told from the rest.
    return ids.length > 0 && (isReference(text) || !isParagraph(text)) ? { ids } : undefined
  })
  const read = items.flatMap((item, at): Read[] => {
    if (!item || item.below) return []
    return [{ ...item, ...(item.title && { authors: items[at + 1]?.authors }) }]
  })
  // Lines that are neither, other than a page's furniture: a text of many of these is none of papers.
  const other = lines.filter(({ text }, at) => !items[at] && !FURNITURE.test(text) && /\p{L}{2}/u.test(text))
  const kinds = read.map(({ title, ids }) => (!title ? 'i' : ids.length > 0 ? 'b' : 't')).join('')
  if (other.length * 2 > read.length) return read.filter(({ ids }) => ids.length > 0).flatMap(each)
  const [first] = /^(?:ti{1,3}){2,}$/.exec(kinds) ?? /^(?:i{1,3}t){2,}$/.exec(kinds) ?? []
  return first ? paired(read, kinds.startsWith('t')) : read.flatMap(each)
}

/** Identifiers of one line, each of another kind, are of one paper; those of one kind are of as many. */
function each({ ids, title, authors }: Read): Read[] {
  const kinds = new Set(ids.map(({ key }) => key.replace(/:.*/s, '')))
  return title || kinds.size === ids.length ? [{ ids, title, authors }] : ids.map((id) => ({ ids: [id] }))
}

/** Titles and identifiers by turns: those of one paper together. */
function paired(read: Read[], titleFirst: boolean): Read[] {
  const found: Read[] = []
  let begun = false
  for (const { ids, title, authors } of read) {
    const last = found.at(-1)
    if (!last || (titleFirst ? title : !title && !begun)) found.push({ ids: [...ids], title, authors })
    else {
      last.ids.push(...ids)
      last.title ??= title
      last.authors ??= authors
    }
    begun = !title
  }
  return found
}
