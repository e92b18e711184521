import { type Finding, mendable } from '../checkup'
import { db } from '../db'
import type { Highlight } from '../highlight'
import { arxivId, arxivKey, doiKey } from '../identity'
import type { Note } from '../note'
import type { Paper } from '../paper'
import { findQuote, quoteOf } from '../quote'
import { notStored } from './checkup'
import { eraseFromJournal } from './expire'
import { headsOf } from './recognize'
import { type Writing, write } from './write'

/** Findings mended in one act: what it wrote is one entry of the journal, and stays in memory while it is written. */
const AT_ONCE = 5000

/**
 * Mends what a check-up found and a remedy is known for; nothing is deleted by it. One act, or of more than 5,000 findings
 * several; returns the journal's entries, by which it is undone. What was mended meanwhile is left.
 */
export async function mend(findings: Finding[]): Promise<string[]> {
  const entries: string[] = []
  const place = ({ fault }: Finding) => (mendable as readonly string[]).indexOf(fault)
  const known = findings.filter((one) => place(one) >= 0).sort((a, b) => place(a) - place(b))
  const gone = new Set(known.flatMap(({ fault, detail }) => (fault === 'paperGone' ? detail : [])))
  const remembered = await papersRemembered(gone)
  for (let at = 0; at < known.length; at += AT_ONCE) {
    const { entry } = await write('repair', async (writing) => {
      for (const finding of known.slice(at, at + AT_ONCE)) await mendOne(writing, finding, remembered)
    })
    if (entry) entries.push(entry)
  }
  // What the journal has of records that are not there cannot be undone in any case.
  const acted = known.flatMap(({ fault, detail }) => (fault === 'journal' ? detail.split(' ') : []))
  if (acted.length > 0) await eraseFromJournal(new Set(await notStored(acted)))
  return entries
}

async function mendOne(writing: Writing, { fault, table, id }: Finding, remembered: Papers): Promise<void> {
  if (table === 'papers') {
    const paper = await db.papers.get(id)
    if (!paper) return
    const { joined: _joined, deletedAt: _deletedAt, ...alone } = paper
    if (fault === 'joined') await writing.put('papers', alone)
    // Storing it makes anew by what it is listed.
    if (fault === 'unlisted') await writing.put('papers', paper)
    return
  }
  if (table !== 'highlights' && table !== 'notes') return
  const record = (await db[table].get(id)) as (Highlight & Note) | undefined
  if (!record) return
  switch (fault) {
    case 'paperGone':
      if (!(await db.papers.get(record.paperId))) await writing.put('papers', await paperFor(record, remembered))
      return
    case 'paperDeleted':
      return await bringToLight(writing, table, record)
    case 'originGone': {
      const { origin: _origin, ...own } = record
      await writing.put(table, own as Highlight & Note)
      return
    }
    case 'intoGone': {
      const { into: _into, ...own } = record
      await writing.put('highlights', own)
      return
    }
    case 'textGone':
    case 'offsets':
      await writing.put('highlights', await placed(record))
  }
}

type Papers = ReadonlyMap<string, Paper>

/** How the journal knew papers last, by their ids. */
async function papersRemembered(ids: ReadonlySet<string>): Promise<Papers> {
  const last = new Map<string, Paper>()
  if (ids.size === 0) return last
  // The newest comes last, and stays.
  await db.journal.orderBy('at').each(({ changes }) => {
    for (const { table, after } of changes) if (table === 'papers' && ids.has(after.id)) last.set(after.id, after)
  })
  return last
}

/** A paper for what was written on one that is not there: as the journal remembers it, else made of what is known. */
async function paperFor(record: Highlight | Note, remembered: Papers): Promise<Paper> {
  const { deletedAt: _deletedAt, joined: _joined, ...paper } = remembered.get(record.paperId) ?? (await made(record))
  // What is in the trash has its paper there with it, and brings it back.
  return record.deletedAt ? { ...paper, deletedAt: record.deletedAt } : paper
}

async function made(record: Highlight | Note): Promise<Paper> {
  const url = 'url' in record ? record.url : undefined
  const id = url && arxivId(url)
  const key = id ? arxivKey(id) : url && doiKey(url)
  // Where another paper has it, the two may be joined by hand.
  const keys = key && (await db.papers.where('keys').equals(key).count()) === 0 ? [key] : []
  const words = ('exact' in record ? record.exact : record.text).replace(/\s+/g, ' ').trim().slice(0, 200)
  const { rev, createdAt, updatedAt } = record
  const facts = { title: words || record.paperId, keys, links: url ? { page: url } : {} }
  return { id: record.paperId, rev, createdAt, updatedAt, ...facts, abstracts: [], counts: {} }
}

/** Has words be seen that are on a paper that is not: they go to what that became, or it comes back. */
async function bringToLight(writing: Writing, table: 'highlights' | 'notes', record: Highlight & Note): Promise<void> {
  const paper = await db.papers.get(record.paperId)
  if (!paper?.deletedAt || record.deletedAt) return
  const head = (await headsOf([paper])).get(paper.id)
  if (head) await writing.put(table, { ...record, paperId: head.id, origin: record.origin ?? paper.id })
  else {
    const { deletedAt: _deletedAt, joined: _joined, ...alone } = paper
    await writing.put('papers', alone)
  }
}

/** A highlight in the text of its paper that has its words: its own, or another; with none its words say where they stood. */
async function placed(record: Highlight): Promise<Highlight> {
  const { abstractId, ...own } = record
  const abstracts = (await db.papers.get(record.paperId))?.abstracts ?? []
  const first = abstracts.filter(({ id }) => id === abstractId)
  for (const { id, text } of [...first, ...abstracts]) {
    const at = findQuote(text, record)
    if (at) return { ...own, ...quoteOf(text, at.start, at.end), abstractId: id }
  }
  return first.length > 0 ? record : own
}
