import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faultsInBoth } from './axe.ts'
import { type Launched, launch, until } from './browser.ts'
import { bring, highlight, note, paper } from './stored.ts'

const tides = paper('Tides, Measured at Every Shore', 'We measure tides. The tide follows the moon.')
const foam = paper('Foam, Counted', 'Foam is counted by hand.')
const marked = highlight(foam, 'counted by', 'claim')

let browser: Launched
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

test('the check-up finds what was planted, and repairs it once a copy was saved; undo takes that back', async () => {
  const library = await browser.open('library.html')
  await bring(library, { papers: [tides, foam], highlights: [marked], notes: [note(tides, 'A note of mine.')] })
  const options = await browser.open('options.html')
  const section = options.getByRole('region', { name: 'Check-up' })
  await section.getByRole('button', { name: 'Check everything now' }).click()
  await section.getByText('All of it is as it should be.').waitFor()
  await section.getByText('Looked at, the trash too: 2 papers, 1 highlight, 1 note', { exact: false }).waitFor()
  await options.evaluate(
    async ([paperId, id]) => {
      const done = (request: IDBRequest) => new Promise((resolve) => Object.assign(request, { onsuccess: resolve }))
      const opening = indexedDB.open('papermargin')
      await done(opening)
      const stored = opening.result.transaction(['papers', 'highlights', 'journal'], 'readwrite')
      await done(stored.objectStore('papers').delete(paperId as string))
      await done(stored.objectStore('journal').clear())
      const reading = stored.objectStore('highlights').get(id as string)
      await done(reading)
      await done(stored.objectStore('highlights').put({ ...reading.result, start: 0, end: 9 }))
      opening.result.close()
    },
    [tides.id, marked.id],
  )
  await section.getByRole('button', { name: 'Check again' }).click()
  await section.getByText('2 things are not as they should be.').waitFor()
  await section.locator('[data-fault="paperGone"] summary').click()
  await section.getByText('A note of mine.').waitFor()
  expect(await faultsInBoth(options)).toEqual([])
  const file = await browser.download(() => section.locator('#repair').click())
  await section.getByText('Repaired: 2.', { exact: false }).waitFor()
  // The copy has it as it was.
  const copy = JSON.parse(gunzipSync(readFileSync(file)).toString())
  expect(copy.papers.map(({ id }: { id: string }) => id)).toEqual([foam.id])
  expect(copy.highlights).toMatchObject([{ start: 0, end: 9 }])
  await library.bringToFront()
  await library.getByRole('button', { name: 'A note of mine.' }).first().waitFor()
  await options.bringToFront()
  await section.getByRole('button', { name: 'Check again' }).click()
  await section.getByText('All of it is as it should be.').waitFor()
  await library.bringToFront()
  await library.locator('body').click({ position: { x: 2, y: 2 } })
  await library.keyboard.press('Control+z')
  await library.getByText('Undone: repair', { exact: false }).waitFor()
  await options.bringToFront()
  await section.getByRole('button', { name: 'Check again' }).click()
  await until('the highlight is as it was', async () => (await section.locator('[data-fault="offsets"]').count()) === 1)
})
