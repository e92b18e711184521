// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import './window'
import { createRoot } from 'react-dom/client'
import { beforeEach, expect, test, vi } from 'vitest'
import { useToast } from '@/components/Toast'
import { doAll } from '@/entrypoints/library/bulk'
import type { Done, Single } from '@/lib/act'
import { db } from '@/lib/db'
import { history } from '@/lib/library/history'
import { perform } from '@/lib/library/perform'

let ids: string[]
let say: (done: Done, words: string) => void
beforeEach(async () => {
  for (const table of db.tables) await table.clear()
  ids = []
  for (const title of ['Tides', 'Foam', 'Sand']) {
    const facts = { keys: [`acl:${title}`], title: `${title}, Measured at Every Shore`, links: {} }
    const done = await perform({ do: 'save', paper: { facts, site: 'acl' }, saved: true })
    if (done.ok && done.paper) ids.push(done.paper.id)
  }
  document.body.innerHTML = ''
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  root.render(<Toasting />)
  await vi.waitFor(() => expect(document.querySelector('.toasts')).not.toBeNull())
  return () => root.unmount()
})

function Toasting() {
  const { toast, ...toasts } = useToast(perform, history)
  say = toasts.say
  return toast
}
const readAll = (some: string[]) =>
  doAll(
    some.map((id): Single => ({ do: 'status', paper: { id }, status: 'reading' })),
    perform,
    1,
  )
const read = async () => (await db.papers.filter(({ status }) => status === 'reading').primaryKeys()).sort()
/** Presses the button of the toast once it says so. */
const press = (name: 'undo' | 'redo', words: string) =>
  vi.waitFor(() => {
    expect(document.querySelector('.toast span')?.textContent).toBe(words)
    const button = document.querySelector<HTMLElement>('.toast [data-act]')
    expect(button?.dataset.act).toBe(name)
    button?.click()
  })
const is = (wanted: string[]) => vi.waitFor(async () => expect(await read()).toEqual(wanted.toSorted()))

test('more than one act can hold is undone together, and done again together', async () => {
  say(await readAll(ids), 'Reading')
  await is(ids)
  await press('undo', 'Reading')
  await is([])
  await press('redo', 'past_undoneNow')
  await is(ids)
  await press('undo', 'past_redoneNow')
  await is([])
})

test('what was done before one was refused can be undone', async () => {
  const [first, second, third] = ids as [string, string, string]
  const done = await readAll([first, second, crypto.randomUUID(), third])
  await is([first, second])
  say(done, 'Reading')
  await press('undo', 'past_inPart problem_gone')
  await is([])
})

test('undoing ends at the first that is refused, and what was undone can be done again', async () => {
  const [first, second, third] = ids as [string, string, string]
  const done = await readAll(ids)
  await perform({ do: 'status', paper: { id: second }, status: 'read' })
  say(done, 'Reading')
  await press('undo', 'Reading')
  await is([first])
  await press('redo', 'past_inPart problem_changed')
  await is([first, third])
})
