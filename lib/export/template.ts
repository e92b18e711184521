import { AssertionError, Liquid, LiquidError } from 'liquidjs'
import { citation, namesOf } from '../cite'
import type { Entry } from '../entry'
import { asEdited } from '../paper'
import { fold } from '../words'
import { lines } from './annotations'
import { identifier } from './csl'
import { escaped } from './markdown'
import type { ExportWords } from './words'

/** How long a template may be and what comes of it, in UTF-16 units; how long one paper and all of them may take, in milliseconds. */
const LIMITS = { template: 100_000, output: 50_000_000, paper: 500, all: 20_000 }

/** A template that cannot be followed: why, and in which of its lines, from 1, where that is known. */
export class TemplateError extends Error {
  constructor(
    message: string,
    readonly line?: number,
  ) {
    super(message)
  }
}

// Nothing but the template's own text is ever read: there are no files, and no tags that would name one.
const engine = new Liquid({
  templates: {},
  ownPropertyOnly: true,
  strictFilters: true,
  strictVariables: true,
  lenientIf: true,
  parseLimit: LIMITS.template,
  renderLimit: LIMITS.paper,
  memoryLimit: 10_000_000,
})
for (const tag of ['include', 'render', 'layout', 'block']) delete engine.tags[tag]
/** Text as Markdown that shows just this text. */
engine.registerFilter('md', (text: unknown) => escaped(String(text ?? '')))

/**
 * Papers as a template of the reader's says (Liquid): it is followed once for each paper.
 * @throws TemplateError
 */
export function written(template: string, entries: Entry[], words: ExportWords): string {
  try {
    const parsed = engine.parse(template)
    const until = Date.now() + LIMITS.all
    let text = ''
    for (const [at, entry] of entries.entries()) {
      text += engine.renderSync(parsed, variables(entry, words, at, entries.length))
      if (text.length > LIMITS.output) throw new TemplateError('the text that comes of it is too long')
      if (Date.now() > until) throw new TemplateError('it takes too long')
    }
    return text
  } catch (error) {
    if (error instanceof AssertionError) throw new TemplateError(error.message)
    if (!(error instanceof LiquidError)) throw error
    const [line] = error.token.getPosition()
    throw new TemplateError((error.originalError?.message ?? error.message).replace(/, line:\d+.*/s, ''), line)
  }
}

/** What each of a paper's highlights and notes has. */
export const parts: Record<string, string[]> = {
  highlights: ['quote', 'meaning', 'comment', 'field', 'created'],
  notes: ['text', 'created'],
}

/** What a template can ask for of each paper; the options list these by their names. */
export function variables({ paper: { edits, ...said }, highlights, notes }: Entry, words: ExportWords, at = 0, of = 1) {
  const paper = asEdited(said, edits)
  const newest = paper.abstracts.toSorted((a, b) => b.seenAt.localeCompare(a.seenAt))[0]
  return {
    title: fold(paper.title),
    authors: paper.authors ?? [],
    names: namesOf(paper) ?? '',
    year: paper.date?.slice(0, 4) ?? '',
    date: paper.date ?? '',
    venue: paper.venue ?? '',
    organization: paper.organization ?? '',
    abstract: edits?.abstract ?? newest?.text ?? '',
    citation: citation(paper),
    identifiers: paper.keys,
    doi: identifier(paper, 'doi') ?? '',
    arxiv: identifier(paper, 'arxiv') ?? '',
    page: paper.links.page ?? '',
    pdf: paper.links.pdf ?? '',
    code: paper.links.code ?? '',
    status: paper.status ?? '',
    tags: paper.tags ?? [],
    added: paper.createdAt,
    highlights: highlights.map(({ exact, color, comment, field, createdAt }) => ({
      quote: fold(exact),
      meaning: words.meaning(color),
      comment: lines(comment),
      field,
      created: createdAt,
    })),
    notes: notes.map(({ text, createdAt }) => ({ text: lines(text), created: createdAt })),
    number: at + 1,
    count: of,
    now: words.now,
  }
}

/** A template to start from. */
export const prepared = `{% if number == 1 -%}
# Papers, {{ now | date: "%Y-%m-%d" }}

{% endif -%}
## {{ title | md }}

{{ citation | md }}

{% for highlight in highlights -%}
> {{ highlight.quote | md }}

**{{ highlight.meaning }}** {{ highlight.comment }}

{% endfor -%}
{% for note in notes -%}
{{ note.text }}

{% endfor -%}
`
