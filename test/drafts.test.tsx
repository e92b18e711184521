// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import './window'
import { createRoot } from 'react-dom/client'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { Record } from '@/components/Record'
import { draftOf, keeping, recordDraftOf } from '@/entrypoints/popup/keeping'
import { db } from '@/lib/db'
import { perform } from '@/lib/library/perform'
import type { Edits, Paper } from '@/lib/paper'
import { drafts } from '@/lib/settings'

const facts = { keys: ['arxiv:2611.00001'], title: 'Tides, Measured', venue: 'Shores', links: {} }
const edit = (from: Edits, to: Edits) =>
  perform({ do: 'edit', paper: { facts, site: 'arxiv' }, field: 'venue', from, to })
const draft = recordDraftOf(facts.keys)
const stored = async () => (await db.papers.toArray())[0] as Paper
beforeEach(async () => {
  for (const table of db.tables) await table.clear()
  await drafts.clear(`${draft}:venue`)
})

/** Whether the browser ends: nothing that is asked for is done any more. */
let ends = false

/** The record, as a screen shows it: its field, and how that is typed in and left. */
async function opened() {
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  const close = () => root.unmount()
  onTestFinished(close)
  const { edits } = await stored()
  root.render(
    <Record
      keeping={keeping}
      draft={draft}
      said={facts}
      edits={edits}
      change={async (_field, from, to) => (ends ? { ok: false, problem: 'unanswered', detail: '' } : edit(from, to))}
    />,
  )
  const field = () => document.querySelector('[data-field="venue"]') as HTMLTextAreaElement
  await vi.waitFor(() => expect(field()).not.toBeNull())
  const type = (words: string) => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(field(), words)
    field().dispatchEvent(new Event('input', { bubbles: true }))
  }
  const leave = () => field().dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
  const says = (words: string) => vi.waitFor(() => expect(field().value).toBe(words))
  return { type, leave, says, close }
}

test('words that come back do not overrule what was said meanwhile, and stand until it is seen', async () => {
  await edit({}, { venue: 'Here' })
  const { type, says, close } = await opened()
  type('Half a na')
  await says('Half a na')
  const held = await vi.waitUntil(() => drafts.get(`${draft}:venue`))
  // A browser that ends leaves what was held, and stores nothing.
  ends = true
  close()
  ends = false
  expect(await drafts.get(`${draft}:venue`)).toBe(held)
  await edit({ venue: 'Here' }, { venue: 'There' })
  const again = await opened()
  await again.says('Half a na')
  again.leave()
  await vi.waitFor(() => expect(document.querySelector('[role="alert"]')?.textContent).toBe('problem_changed'))
  await again.says('Half a na')
  expect((await stored()).edits).toEqual({ venue: 'There' })
})

test('a paper’s record has one draft, by whatever screen, apart from that of its note', () => {
  expect(draft).toBe('record:arxiv:2611.00001')
  expect(recordDraftOf([], 'an-id')).toBe('record:an-id')
  expect(recordDraftOf(facts.keys)).not.toBe(draftOf(facts.keys))
})
