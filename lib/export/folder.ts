import { Document } from 'yaml'
import type { Entry } from '../entry'
import { asEdited, type Paper } from '../paper'
import { fold } from '../words'
import { identifier } from './csl'
import { body } from './markdown'
import { ownNames } from './own-names'
import type { ExportWords } from './words'

/** A file of its own, to be put into a folder or into an archive. */
export interface ExportFile {
  name: string
  text: string
}

/** A Markdown file for each paper, with its facts as YAML properties as Obsidian and Logseq read them. */
export function folder(entries: Entry[], words: ExportWords): ExportFile[] {
  // Disks that know no case would write one over the other.
  const ownName = ownNames(' ')
  return entries.map((entry) => {
    const name = ownName(fileName(asEdited(entry.paper, entry.paper.edits).title))
    return { name: `${name}.md`, text: `---\n${properties(entry.paper)}---\n\n${body(entry, words)}` }
  })
}

/** What stands between the lines of dashes. Lists are on one line: Logseq reads the properties line by line. */
function properties({ edits, ...said }: Paper): string {
  const paper = asEdited(said, edits)
  const known = {
    title: fold(paper.title),
    authors: paper.authors?.map(fold),
    date: paper.date,
    venue: paper.venue && fold(paper.venue),
    organization: paper.organization && fold(paper.organization),
    doi: identifier(paper, 'doi'),
    arxiv: identifier(paper, 'arxiv'),
    identifiers: paper.keys,
    url: paper.links.page,
    pdf: paper.links.pdf,
    code: paper.links.code,
    status: paper.status,
    tags: paper.tags?.map(tagOf).filter(Boolean),
    added: paper.createdAt.slice(0, 10),
  }
  const document = new Document(JSON.parse(JSON.stringify(known)))
  for (const list of ['authors', 'identifiers', 'tags']) {
    const node = document.get(list)
    if (node && typeof node === 'object') Object.assign(node, { flow: true })
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

/** A tag as Obsidian has it: letters, digits, `_`, `-` and `/`, and not digits alone. */
function tagOf(tag: string): string {
  const plain = tag.replace(/[^\p{L}\p{M}\p{N}\p{Emoji_Presentation}_/-]+/gu, '-').replace(/^-+|-+$/g, '')
  return /^\d+$/.test(plain) ? `_${plain}` : plain
}

/** UTF-8 bytes that a file's name has at most, so that no disk cuts it. */
const LONGEST = 120

/** A title as a file's name that every disk takes, and that a wiki link can name. */
function fileName(title: string): string {
  const letters = [
    ...fold(title.toWellFormed())
      .normalize('NFC')
      .replace(/[\p{Cc}\p{Cf}]/gu, '')
      .replace(/[\\/:*?"<>|#^[\]{}%]+/g, ' ')
      .replace(/\s+/g, ' ')
      .replace(/^[.\s]+/, ''),
  ]
  let name = ''
  for (const letter of letters) {
    if (new TextEncoder().encode(name + letter).length > LONGEST) break
    name += letter
  }
  // Windows keeps these names, and the dots at the end, to itself.
  const free = name
    .replace(/[.\s]+$/, '')
    .replace(/^(con|prn|aux|nul|con(?:in|out)\$|(?:com|lpt)[\d¹²³])(?= *(?:$|\.))/i, '$1_')
  return free || 'Paper'
}
