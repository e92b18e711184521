import { plugins } from '@citation-js/core'
import '@citation-js/plugin-bibtex'
import type { Entry } from '../entry'
import { texIn } from '../tex'
import { annotations } from './annotations'
import { type CslItem, type CslName, cslItems } from './csl'
import type { ExportWords } from './words'

// Left to itself it writes ASCII alone and drops every letter that TeX has no command for, all of Chinese among them.
const { format } = plugins.config.get('@bibtex')
format.asciiOnly = false
format.useIdAsLabel = true

type Dialect = 'bibtex' | 'biblatex'

/** BibTeX; `annote` holds the quotes, comments and notes. */
export const bibtex = (entries: Entry[], words: ExportWords): string => bibliography('bibtex', entries, words)

/** BibLaTeX, which calls that field `annotation`. */
export const biblatex = (entries: Entry[], words: ExportWords): string => bibliography('biblatex', entries, words)

function bibliography(dialect: Dialect, entries: Entry[], words: ExportWords): string {
  const items = cslItems(entries).map((item, at) => {
    const annote = annotations(entries[at] as Entry, words).join('\n\n')
    return { ...item, ...(annote && { annote }) }
  })
  return written(dialect, items)
}

/** One paper as BibTeX, to be cited. */
export const cited = (item: CslItem): string => written('bibtex', [item])

/** What a preprint is called; citation-js takes it for a journal's article, and BibLaTeX's `online` has no DOI to every reader. */
const PREPRINT = 'misc'

interface BibtexEntry {
  type: string
  label: string
  properties: Record<string, string>
}

function written(dialect: Dialect, items: CslItem[]): string {
  const texts = items.map((item) => inTex(dialect, item))
  const entries = plugins.output.format(dialect, texts, { format: 'object' }) as unknown as BibtexEntry[]
  return entries
    .map(({ type, label, properties }, at) => {
      const { howpublished: _, ...facts } = properties
      const { type: kind, number, abstract, keyword } = texts[at] as CslItem
      const [server, eprint] = number?.split(/:(.*)/) ?? []
      const fields = {
        ...facts,
        // BibTeX's own styles know neither; reference managers read and write both.
        ...(abstract && { abstract }),
        ...(keyword && { keywords: keyword }),
        ...(eprint && { eprint, [dialect === 'bibtex' ? 'archiveprefix' : 'eprinttype']: server }),
      }
      const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}},`)
      return [`@${kind === 'article' ? PREPRINT : type}{${label},`, ...lines, '}', ''].join('\n')
    })
    .join('\n')
}

/** An item whose texts are TeX. */
function inTex(dialect: Dialect, item: CslItem): CslItem {
  const { issued } = item
  return {
    ...item,
    title: asTex(item.title),
    ...(item.author && { author: item.author.map(nameInTex) }),
    ...(item['container-title'] && { 'container-title': asTex(item['container-title']) }),
    ...(item.publisher && { publisher: asTex(item.publisher) }),
    ...(item.abstract && { abstract: asTex(item.abstract) }),
    ...(item.keyword && { keyword: asTex(item.keyword) }),
    ...(item.annote && { annote: asTex(item.annote) }),
    // Both are read as they stand, and must not end their braces.
    ...(item.URL && { URL: encoded(item.URL) }),
    ...(item.DOI && { DOI: encoded(item.DOI) }),
    // BibTeX has no field for a day, and a month with one in it is read by few.
    ...(issued && dialect === 'bibtex' && { issued: { 'date-parts': [issued['date-parts'][0]?.slice(0, 2) ?? []] } }),
  }
}

const nameInTex = (name: CslName) =>
  Object.fromEntries(Object.entries(name).map(([part, text]) => [part, asTex(text)])) as unknown as CslName

const encoded = (address: string) => address.toWellFormed().replace(/[\s{}\\]/g, encodeURIComponent)

const SIGNS: Record<string, string> = {
  '\\': '{\\textbackslash}',
  '^': '{\\textasciicircum}',
  '~': '{\\textasciitilde}',
  // Tags in it citation-js would take for HTML.
  '<': '{<}',
}

/** What TeX does beyond drawing, if a formula says so: reading and writing files, naming commands anew, signs in disguise. */
const ACTS =
  /\^\^|\\(?:\w*input\w*|include\w*|open(?:in|out)|read\w*|write|immediate|special|csname|scantokens|catcode|[gex]?def|let|futurelet|global|(?:re|provide)?newcommand|loop|\w*lua\w*)(?![a-z])/i

/** Text as TeX that shows just this text; formulas in it stay, and accents written in TeX become letters. */
export function asTex(text: string): string {
  // Braces are counted also where they are escaped, so only those that close what they open may stand.
  const BRACES: Record<string, string> = isWhole(text)
    ? { '{': '\\{', '}': '\\}' }
    : { '{': '{\\textbraceleft}', '}': '{\\textbraceright}' }
  const escaped = (part: string) =>
    part.replace(/[\\{}^~<$&%#_]/g, (sign) => SIGNS[sign] ?? BRACES[sign] ?? `\\${sign}`)
  let tex = ''
  let at = 0
  for (const { what, start, end } of texIn(text).sort((a, b) => a.start - b.start)) {
    const formula = 'formula' in what ? text.slice(start, end) : undefined
    if (start < at || (formula && (!isWhole(formula) || /(?<!\\)[%#]|<\/?[a-z]/i.test(formula) || ACTS.test(formula))))
      continue
    tex += escaped(text.slice(at, start)) + (formula ?? escaped('shown' in what ? what.shown : ''))
    at = end
  }
  return tex + escaped(text.slice(at))
}

/** Whether each brace in it closes another, or is closed. */
function isWhole(text: string): boolean {
  let depth = 0
  for (const sign of text) {
    if (sign === '{') depth++
    if (sign === '}' && --depth < 0) return false
  }
  return depth === 0
}
