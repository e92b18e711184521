import 'fake-indexeddb/auto'
import { existsSync, readFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { json } from '@/lib/export/json'
import { bring } from '@/lib/library/bring'
import { everything } from '@/lib/library/queries'
import { ours } from './given'

const schemas = Array.from({ length: db.verno }, (_, at) => at + 1)
beforeEach(async () => {
  for (const table of db.tables) await table.clear()
})

test('each schema that the database had has left a backup, and the database that it was made of', () => {
  const files = schemas.flatMap((schema) => [`${schema}.json`, `${schema}.database.json`])
  expect(files.filter((file) => !existsSync(`seeds/backups/${file}`))).toEqual([])
})

test.each(schemas)('a backup that schema %i wrote is opened in today’s library, with every word', async (schema) => {
  const file = JSON.parse(readFileSync(`seeds/backups/${schema}.json`, 'utf8'))
  expect(file.papers.length * file.highlights.length * file.notes.length).toBeGreaterThan(0)
  const { rejected } = await bring(ours(JSON.stringify(file)))
  expect(rejected).toEqual([])
  const now = JSON.parse(json(await everything(), file.exportedAt))
  expect(now.highlights).toEqual(file.highlights)
  expect(now.notes).toEqual(file.notes)
  expect(now.papers).toMatchObject(file.papers)
})
