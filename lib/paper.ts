import { z } from 'zod'
import { isDay } from './day'
import { Id, Stamps, Time } from './record'
import { statuses } from './status'
import { bothTags, LONGEST_TAG, tagOf } from './tag'

/** A day, a month or a year, as far as the page tells it. */
export const PaperDate = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
  .refine(isDay, 'no such day')

/** An address that may be stored and opened: http or https, without what could end it early where it is written down. */
export const WebAddress = z
  .string()
  .max(2000)
  .regex(/^https?:\/\/[^\s<>\p{Cc}]+$/iu)

/** An identity key such as `arxiv:2306.03310` or `doi:10.1000/182`; lib/identity.ts makes them. */
export const Key = z
  .string()
  .max(300)
  .regex(/^[a-z0-9]+:\S+$/)

export const Links = z.object({
  page: WebAddress.optional(),
  pdf: WebAddress.optional(),
  code: WebAddress.optional(),
})

/** How many there may be of what pages can add to for ever. What is stored never has more, or its backup would not be read. */
export const MOST = { keys: 50, abstracts: 100, tags: 200 }

/** In UTF-16 units. */
const LONGEST_ABSTRACT = 50_000

const facts = {
  keys: z.array(Key).max(MOST.keys),
  title: z.string().min(1).max(2000),
  authors: z.array(z.string().min(1).max(500)).max(10_000).optional(),
  /** How many authors there are, where a page counts them and does not name them all. */
  authorCount: z.number().int().nonnegative().optional(),
  organization: z.string().min(1).max(500).optional(),
  venue: z.string().min(1).max(1000).optional(),
  date: PaperDate.optional(),
  links: Links,
}

/** What the reader says of a paper otherwise than pages did. What those said stays, below it. */
export const Edits = z
  .object({
    title: facts.title,
    authors: facts.authors,
    organization: facts.organization,
    venue: facts.venue,
    date: PaperDate,
    page: WebAddress,
    pdf: WebAddress,
    code: WebAddress,
    /** Their own wording of it. Highlights stay on the texts that they were made on. */
    abstract: z.string().min(1).max(LONGEST_ABSTRACT),
  })
  .partial()
export type Edits = z.infer<typeof Edits>
export type Editable = keyof Edits
export const editable = Object.keys(Edits.shape) as [Editable, ...Editable[]]

/** What pages said of a paper, with what the reader says in its place. */
export function asEdited<P extends { links: z.infer<typeof Links>; authorCount?: number }>(said: P, edits?: Edits): P {
  if (!edits) return said
  const { page, pdf, code, ...facts } = edits
  const links = { ...said.links, ...(page && { page }), ...(pdf && { pdf }), ...(code && { code }) }
  return { ...said, ...(facts.authors && { authorCount: undefined }), ...facts, links }
}

/** A fact that a page may tell in any shape: one that does not parse is as good as not told. */
const told = <S extends z.ZodType>(fact: S) => fact.optional().catch(undefined)

/** What one page says of one paper; nothing in it is the reader's. Only a key and a title are needed. */
export const PaperFacts = z.object({
  keys: facts.keys.min(1),
  title: facts.title,
  authors: told(facts.authors),
  authorCount: told(facts.authorCount),
  organization: told(facts.organization),
  venue: told(facts.venue),
  date: told(facts.date),
  links: z.object({ page: told(WebAddress), pdf: told(WebAddress), code: told(WebAddress) }),
  /** The abstract whole, as the page writes it; never a teaser or a summary made of it. */
  abstract: told(z.string().min(1).max(LONGEST_ABSTRACT)),
  upvotes: told(z.number().int()),
  comments: told(z.number().int().nonnegative()),
})
export type PaperFacts = z.infer<typeof PaperFacts>

/** Stands in the place of a site where no site showed a text: the reader's own wording. */
export const OWN = 'papermargin'

/** An abstract as a site wrote it. Highlights keep their offsets into the text that they were made on. */
export const Abstract = z.object({
  id: Id,
  text: z.string().min(1).max(LONGEST_ABSTRACT),
  /** The site that showed it, the last one of several. */
  site: z.string().max(100),
  /** When the site began to show it; when it took a text back that it had replaced, since then. */
  seenAt: Time,
})
export type Abstract = z.infer<typeof Abstract>

export const Status = z.enum(statuses)

/** A word or a few by which the reader sorts papers. */
export const Tag = z.string().transform(tagOf).pipe(z.string().min(1).max(LONGEST_TAG))

/** A paper that the reader acted on: all that the pages knew of it, and what the reader says of it. */
export const Paper = z.object({
  ...Stamps,
  ...facts,
  abstracts: z.array(Abstract).max(MOST.abstracts),
  /** Votes and comments, by the site that counts them. */
  counts: z.record(
    z.string(),
    z.object({ upvotes: z.number().int().optional(), comments: z.number().int().optional() }),
  ),
  /** How far the reader is with it; absent when they never said. */
  status: Status.optional(),
  /** What the reader says otherwise than the pages did. */
  edits: Edits.optional(),
  /** In the order in which they were given, none twice. */
  tags: z
    .array(Tag)
    .max(MOST.tags)
    .transform((tags) => bothTags([], tags))
    .optional(),
  /** Keys of papers that the reader said are not this one. */
  apart: z.array(Key).max(10_000).optional(),
  /** Keys that a page gave this paper and that another stored paper has: perhaps the two are one. */
  claimed: z.array(Key).max(MOST.keys).optional(),
  /** Set, together with `deletedAt`, when this record went into another one: which, and by which entry of the journal. */
  joined: z.object({ into: Id, entry: Id }).optional(),
  /** By which it is looked up when no identifier tells; made anew wherever it is stored, and never exported. */
  titleKey: z.string().optional(),
  /** When the reader last did something with it, or with what they wrote on it; what pages tell of it does not count. */
  touchedAt: Time.optional(),
})
export type Paper = z.infer<typeof Paper>
