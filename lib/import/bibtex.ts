import { plugins } from '@citation-js/core'
import '@citation-js/plugin-bibtex'
import { arxivId } from '../identity'
import { fields } from '../json'
import { gatherCsl } from './csl'
import { Gathered } from './gathered'
import { type FileRecords, PART } from './records'
import type { Source } from './source'

/**
 * Reads BibTeX and BibLaTeX, entry by entry. The parser is told what it reads: left to find out it would take a text for an
 * address and ask for it. Formulas stay TeX, as abstracts have them, and lines of notes stay lines.
 */
export async function* readBibtex(file: Source, at: string): AsyncGenerator<FileRecords> {
  const gathered = new Gathered(at)
  const macros = new Map<string, string>()
  for await (const { text, line, is } of entriesOf(file.text())) {
    const [, type = '', name = ''] = /^@(\w+)\s*[{(]\s*([^\s={}(),]*)/.exec(text) ?? []
    if (/^comment$|^preamble$/i.test(type)) continue
    const isMacro = /^string$/i.test(type)
    if (isMacro && !is && text.length <= LONGEST_MACRO) macros.set(name.toLowerCase(), text)
    else if (isMacro) gathered.reject(is ?? 'large', { line, words: name })
    else if (is) gathered.reject(is, { line, ...(name && { words: name }) })
    else await gather(gathered, macros, { text, line, name })
    if (gathered.size >= PART.records / 5) yield gathered.take()
  }
  yield gathered.take()
}

interface Entry {
  type: string
  label: string
  properties: Record<string, string | number>
}

async function gather(
  gathered: Gathered,
  macros: Map<string, string>,
  { text, line, name }: { text: string; line: number; name: string },
) {
  try {
    const named = new Set(text.toLowerCase().match(/[^\s"#%'(),={}]+/g))
    const used = [...named].flatMap((name) => macros.get(name) ?? [])
    const [entry] = plugins.input.data(`${used.join('\n')}\n${text}`, '@biblatex/text') as Entry[]
    if (!entry) return gathered.reject('broken', { line, words: name })
    // Read as BibLaTeX, which has abstracts and keywords, BibTeX is whole but for what a journal is called.
    const { journal, ...properties } = entry.properties
    if (journal !== undefined) properties.journaltitle ??= journal
    const hidden = new Hidden()
    const hide = (value: string | number) => (typeof value === 'string' ? hidden.hide(value) : value)
    entry.properties = Object.fromEntries(
      Object.entries(properties).map(([field, value]) => [field, TEXTS.has(field) ? hide(value) : value]),
    )
    const [item] = plugins.input.data(entry, '@biblatex/entry+object') as unknown[]
    const shown = Object.fromEntries(Object.entries(fields(item)).map(([key, value]) => [key, hidden.show(value)]))
    const { archiveprefix, eprinttype = archiveprefix ?? 'arxiv', eprint: number = '' } = properties
    const eprint = /arxiv/i.test(`${eprinttype}`) && arxivId(`${number}`)
    const notes = [shown.annote ?? shown.annotation, shown.note]
    await gatherCsl(gathered, { ...shown, ...(eprint && { number: `arXiv:${eprint}` }) }, line, {}, notes)
  } catch (error) {
    // What the parser says first tells what it did not expect.
    gathered.reject('broken', {
      line,
      words: name,
      detail: String((error as Error).message)
        .split('\n')[0]
        ?.replace(/ at line.*/, ''),
    })
  }
}

/** Fields that hold texts for people to read. */
const TEXTS = new Set(['title', 'abstract', 'note', 'annote', 'annotation', 'journaltitle', 'booktitle'])

/** What the parser would change of a text is hidden from it behind signs that nobody uses, and shown again behind it. */
class Hidden {
  readonly #texts: string[] = []

  hide(text: string): string {
    return text
      .replaceAll('\\ ', ' ')
      .replace(/(?<!\\)\$[^$]*\$|[\r\n]+|[<>\uE000\uE001]/g, (hidden) => `\uE000${this.#texts.push(hidden) - 1}\uE001`)
  }

  show(value: unknown): unknown {
    if (typeof value !== 'string') return value
    // The tags that the parser made of TeX, now that all others are hidden.
    return value.replace(/<[^<>]*>/g, '').replace(/\uE000(\d+)\uE001/g, (_, at) => this.#texts[Number(at)] ?? '')
  }
}

/** No entry is longer, in UTF-16 units. */
const LONGEST = 8_000_000

/** No name of a journal is longer; it is read again in each entry that names it. */
const LONGEST_MACRO = 1000

/** How much is gone through for entries that do not close: in a file of nothing else each would be sought to the end. */
const PATIENCE = 40_000_000

/** The entries of a file as they stand there, each with its line. One whose braces do not close ends before the next. */
async function* entriesOf(pieces: AsyncIterable<string>): AsyncGenerator<{ text: string; line: number; is?: 'cut' }> {
  const source = pieces[Symbol.asyncIterator]()
  let text = ''
  let line = 1
  let isWhole = false
  let patience = PATIENCE
  /** Where the next entry seems to begin; 0 where none does. */
  const next = () => text.slice(1).search(/\n[^\S\n]*@\w+\s*[{(]/) + 1
  const more = async () => {
    const { value, done } = await source.next()
    if (done) isWhole = true
    else text += value
  }
  const drop = (to: number) => {
    for (let at = text.indexOf('\n'); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) line++
    text = text.slice(to)
  }
  for (;;) {
    const begin = /@\w+\s*[{(]/.exec(text)
    if (!begin) {
      // A name may be cut in two by the end of a piece.
      if (isWhole) return
      drop(Math.max(0, text.lastIndexOf('@')))
      if (text[0] !== '@' || text.length > 200) drop(text.length)
      await more()
      continue
    }
    drop(begin.index)
    const reader = new Closing(begin[0].at(-1) as '{' | '(', begin[0].length)
    const find = () => reader.find(patience > 0 ? text : text.slice(0, next() || undefined))
    let end = find()
    while (end < 0 && !isWhole && text.length < LONGEST && (patience > 0 || !next())) {
      await more()
      end = find()
    }
    if (end < 0) patience -= text.length
    const to = end > 0 ? end : next() || text.length
    yield { text: text.slice(0, to), line, ...(end < 0 && { is: 'cut' as const }) }
    drop(to)
  }
}

/** Looks for the end of an entry in a text that grows. */
class Closing {
  #depth = 0
  constructor(
    readonly opening: '{' | '(',
    private at: number,
  ) {}

  find(text: string): number {
    const signs = /\\[\s\S]|[{})]/g
    for (signs.lastIndex = this.at; ; this.at = signs.lastIndex) {
      const sign = signs.exec(text)?.[0]
      if (!sign || (sign[0] === '\\' && signs.lastIndex === text.length)) return -1
      if (sign === '{') this.#depth++
      else if (sign === '}' && (this.#depth > 0 || this.opening === '{')) {
        if (this.#depth === 0) return signs.lastIndex
        this.#depth--
      } else if (sign === ')' && this.opening === '(' && this.#depth === 0) return signs.lastIndex
    }
  }
}
