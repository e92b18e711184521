import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { launch } from './browser.ts'
import { tour } from './tour.ts'

test('a reader highlights on the practice listing, sees it in popup and library, and takes it out', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'papermargin-tour-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const browser = await launch()
  onTestFinished(() => browser.close())
  const { pictures, notes } = await tour(browser, folder)
  expect(pictures).toHaveLength(5)
  expect(notes.map((note) => path.extname(note))).toEqual(['.md', '.json'])
  expect(browser.requestedByExtension()).toEqual([])
})
