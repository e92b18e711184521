import { plugins } from '@citation-js/core'
import '@citation-js/plugin-ris'
import { fields } from '../json'
import { dayOf, gatherCsl } from './csl'
import { Gathered } from './gathered'
import { type FileRecords, PART } from './records'
import type { Source } from './source'
import { textlines } from './textlines'

type Tags = Map<string, string[]>

/**
 * Reads RIS, record by record. Its lines are read here, since a parser of whole files cuts values at a dash and folds the lines
 * of notes; what the tags mean is the library's to say, told what it reads. Zotero writes notes in N1 and tags in KW.
 */
export async function* readRis(file: Source, at: string): AsyncGenerator<FileRecords> {
  const gathered = new Gathered(at)
  let tags: Tags | undefined
  let begins = 0
  let last: string[] | undefined
  for await (const { text, line } of textlines(file.text())) {
    const [, tag, value = ''] = /^\s*([A-Z][A-Z0-9]) {1,2}-(?: (.*)|\s*)$/.exec(text) ?? []
    if (tag === 'TY' || tag === 'ER') {
      if (tags) await gather(gathered, tags, begins)
      tags = tag === 'TY' ? new Map([['TY', [value.trim()]]]) : undefined
      begins = line
      last = undefined
    } else if (tag && tags) {
      last = tags.get(tag) ?? []
      tags.set(tag, last)
      last.push(value)
    } else if (tags && last) last.push(`${last.pop()}\n${text}`)
    else if (text.trim() && begins > 0) gathered.reject('broken', { line, words: text.slice(0, 60) })
    if (gathered.size >= PART.records / 5) yield gathered.take()
  }
  if (tags) await gather(gathered, tags, begins)
  yield gathered.take()
}

async function gather(gathered: Gathered, tags: Tags, line: number) {
  const record: Record<string, string | string[]> = {}
  for (const [tag, values] of tags) {
    const said = values.map((value) => value.trim()).filter(Boolean)
    if (said.length > 0) record[tag] = said.length === 1 ? (said[0] as string) : said
  }
  try {
    const item = fields(plugins.input.data(record, '@ris/record'))
    const all = (...names: string[]) =>
      names
        .flatMap((name) => tags.get(name) ?? [])
        .map((value) => value.trim())
        .filter(Boolean)
    const { note: _note, abstract: _abstract, keyword: _keyword, ...facts } = item
    const [abstract] = all('AB', 'N2')
    const pdf = all('L1').find((address) => /^https?:/i.test(address))
    const date = dayOf((all('DA')[0] ?? all('Y1')[0] ?? all('PY')[0])?.replace(/(?<!\/)\/+$/, ''))
    const more = {
      tags: all('KW').flatMap((tags) => tags.split('\n')),
      ...(abstract && { abstract }),
      ...(pdf && { pdf }),
      ...(date && { date }),
    }
    await gatherCsl(
      gathered,
      { ...facts, number: [facts.number, ...all('M1', 'AN')].join(' ') },
      line,
      more,
      all('N1', 'RN'),
    )
  } catch (error) {
    gathered.reject('broken', {
      line,
      words: tags.get('TI')?.[0] ?? tags.get('T1')?.[0],
      detail: String((error as Error).message),
    })
  }
}
