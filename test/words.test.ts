import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Act } from '@/lib/act'
import { looks } from '@/lib/appearance'
import { obstacles } from '@/lib/backup'
import { spans } from '@/lib/calendar'
import { faults } from '@/lib/checkup'
import { colors } from '@/lib/color'
import { parts } from '@/lib/digest'
import { states } from '@/lib/entry'
import { formats, groups } from '@/lib/export/formats'
import { groupings } from '@/lib/grouping'
import { reasons, whys } from '@/lib/import/records'
import { columns } from '@/lib/layout'
import { tables } from '@/lib/library/bring'
import { standings } from '@/lib/library/restore'
import { ways } from '@/lib/library/weigh'
import { sorts } from '@/lib/order'
import { editable } from '@/lib/paper'
import { problems } from '@/lib/problem'
import { fieldWords, possessions } from '@/lib/query'
import { searched } from '@/lib/search'
import { statuses } from '@/lib/status'
import { hues } from '@/lib/tag'
import { commands, dids, dimmings } from '@/lib/triage'
import en from '@/locales/en.json'
import { views } from '../entrypoints/library/views'

/** The other languages, by their file. */
const others = Object.entries(
  import.meta.glob<object>(['@/locales/*.json', '!@/locales/en.json'], { eager: true, import: 'default' }),
)

/** Keys whose last part is put together at run time, and what it may be. */
const composed: Record<string, readonly string[]> = {
  'color.': colors,
  'look.': Object.keys(looks),
  'looks.': Object.values(looks).flat(),
  'state.': states,
  'status.': statuses,
  'problem.': problems,
  'command.': commands,
  'did.': dids,
  'past.': [
    ...Act.options.flatMap((act) => act.shape.do.value.replaceAll('-', '_')).filter((name) => name !== 'undo'),
    'repair',
    'import',
  ],
  'checkup.fault.': faults,
  'checkup.counts.': ['papers', 'highlights', 'notes', 'journal'],
  'dim.': dimmings,
  'dimmed.': dimmings,
  'record.': editable,
  'view.': views,
  'sort.': Object.keys(sorts),
  'column.': columns,
  'found.': searched.filter((field) => field !== 'title' && field !== 'abstract'),
  'complete.': fieldWords,
  'facet.': ['status', 'color', 'tag', 'year', 'site', 'has'],
  'has.': possessions,
  'digest.': parts,
  'span.': spans,
  'grain.': ['day', 'week', 'month', 'year'],
  'stats.': ['seen', 'saved', 'highlighted'],
  'quotes.by.': groupings,
  'tags.by.': ['name', 'count'],
  'hue.': hues,
  'trash.of.': ['papers', 'highlights', 'notes'],
  'import.': [...tables, ...ways, 'stopped', 'full'],
  'import.one.': tables,
  'import.at.': ['paper', 'highlight', 'note', 'record'],
  'import.why.': [...whys, ...reasons],
  'export.': ['paper', 'page', 'all'],
  'exporting.for.': groups,
  'exporting.as.': Object.keys(formats),
  'backing.': ['days', 'changes', 'keep'],
  'backing.unit.': ['days', 'changes', 'keep'],
  'backing.why.': obstacles,
  'restoring.counts.': standings,
  'restoring.standing.': standings,
  'welcome.': ['highlight', 'comment', 'export', 'stays', 'looks', 'keys', 'pin'].flatMap((key) => [key, `${key}How`]),
}

const code = [
  ...['entrypoints', 'components', 'lib'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(folder, name)),
  ),
  'wxt.config.ts',
]
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n')

function keysOf(texts: object, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([key, text]) =>
    typeof text === 'string' || 'n' in text ? [prefix + key] : keysOf(text, `${prefix}${key}.`),
  )
}

const there = keysOf(en)
const plain = [...code.matchAll(/\bt\(\s*'([\w.-]+)'/g), ...code.matchAll(/__MSG_(\w+)__/g)].map(
  ([, key]) => key as string,
)
const prefixes = [...code.matchAll(/\bt\(\s*`([\w.]+\.)\$\{/g)].map(([, prefix]) => prefix as string)
const asked = new Set([
  ...plain,
  ...prefixes.flatMap((prefix) => (composed[prefix] ?? []).map((last) => prefix + last)),
])

test('every text that is asked for is there', () => {
  expect([...asked].filter((key) => !there.includes(key))).toEqual([])
})

test('every text that is there is asked for', () => {
  expect(there.filter((key) => !asked.has(key))).toEqual([])
})

test('every key that is put together has its possible ends listed', () => {
  expect(prefixes.filter((prefix) => !(prefix in composed))).toEqual([])
})

test('Chrome takes every key: letters, digits and underscores alone', () => {
  expect(there.filter((key) => !/^[\w.]+$/.test(key))).toEqual([])
})

/** Each text by its key, with the forms for one and for more, and the places that are filled in each. */
function placesIn(texts: object, prefix = ''): Record<string, string[][]> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([key, text]) => {
      const forms = typeof text === 'string' ? [text] : 'n' in text ? [text[1], text.n] : undefined
      if (!forms) return Object.entries(placesIn(text, `${prefix}${key}.`))
      return [[prefix + key, forms.map((form: string) => (form.match(/\$\d/g) ?? []).sort())]]
    }),
  )
}

test('there are other languages', () => {
  expect(others.map(([file]) => file.replace(/.*\//, ''))).toEqual([
    'de.json',
    'es.json',
    'fr.json',
    'ja.json',
    'zh_CN.json',
  ])
})

for (const [file, texts] of others) {
  test(`${file} says all that English says, and fills in the same`, () => {
    const own = placesIn(texts)
    expect(Object.keys(own).sort()).toEqual(there.toSorted())
    const wrong = Object.entries(placesIn(en)).filter(([key, forms]) => {
      // One of a thing may be said without its number.
      const places = (all: string[][] = []) => JSON.stringify(all.at(-1))
      return places(own[key]) !== places(forms)
    })
    expect(wrong).toEqual([])
  })

  test(`${file} has no text too long for a store, and none that is empty`, () => {
    expect((texts as typeof en).extDescription.length).toBeLessThanOrEqual(132)
    expect(JSON.stringify(texts)).not.toMatch(/:""/)
  })
}
