import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

/**
 * Who may import whom. A file belongs to the first room whose pattern it matches; a file without a room fails.
 * Packages stand by their name, `#` for what WXT gives. Types may be imported from anywhere below: they weigh nothing.
 */
const rooms: Record<string, { files: RegExp; may: string[] }> = {
  nouns: {
    files:
      /^lib\/(record|paper|highlight|note|tag|color|appearance|layout|order|status|site|entry|act|problem|day|sighting|journal|triage|report|saved|template|citation-style|calendar|grouping|backup|trash)\.ts$/,
    may: ['nouns', 'zod'],
  },
  sites: { files: /^lib\/sites\/(?!index|listed).+\.ts$/, may: ['nouns', 'text'] },
  generic: {
    files: /^lib\/(generic|listing|titles|blocks|references|metadata|mentions|hint)\.ts$/,
    may: ['generic', 'nouns', 'text'],
  },
  readers: { files: /^lib\/readers\.ts$/, may: ['nouns'] },
  'list of sites': { files: /^lib\/(sites\/(index|listed)|publishers)\.ts$/, may: ['list of sites', 'sites', 'nouns'] },
  text: {
    files:
      /^lib\/(text|quote|distance|anchor|paint|pieces|versions|identity|likeness|words|json|region|page|latexml|reader|spans|cite|search|query|find|ordered|facets|facts|snippet|complete|packed|roots|statistics|digest|tex|sentence|gzip|checkup|points|each|part)\.ts$/,
    may: ['text', 'nouns'],
  },
  print: {
    files: /^lib\/export\/html\.tsx$/,
    may: ['formats', 'nouns', 'text', 'components', 'react', 'react-dom'],
  },
  styles: { files: /^lib\/styles\/.+\.csl$/, may: [] },
  formats: {
    files: /^lib\/(export|import)\/.+\.ts$/,
    may: [
      'formats',
      'nouns',
      'text',
      'styles',
      'generic',
      'zod',
      '@citation-js/core',
      '@citation-js/plugin-bibtex',
      '@citation-js/plugin-csl',
      '@citation-js/plugin-ris',
      'fflate',
      'liquidjs',
      'papaparse',
      'yaml',
    ],
  },
  snapshot: { files: /^lib\/(snapshot|opening)\.ts$/, may: ['snapshot', 'nouns', 'formats'] },
  db: { files: /^lib\/db\.ts$/, may: ['nouns', 'text', 'snapshot', 'dexie'] },
  library: {
    files: /^lib\/library\/.+\.ts$/,
    may: ['library', 'db', 'nouns', 'text', 'formats', 'doors', 'zod', 'dexie'],
  },
  doors: {
    files: /^lib\/(settings|messages|autosave|permissions|private|downloads|folder|speaker)\.ts$/,
    may: ['doors', 'nouns', '#imports'],
  },
  words: { files: /^components\/(told|past|meaning)\.ts$/, may: ['words', 'nouns', '#i18n'] },
  components: {
    files: /^components\/.+\.(tsx?|css)$/,
    may: [
      'components',
      'words',
      'nouns',
      'text',
      'formats',
      'react',
      'react-markdown',
      'remark-gfm',
      'remark-math',
      'temml',
      '#i18n',
    ],
  },
  gate: { files: /^entrypoints\/gate\.content\.ts$/, may: ['list of sites', 'generic', 'doors', '#imports'] },
  page: {
    files: /^entrypoints\/(page\.content\/.+|desk\.ts)$/,
    may: ['page', 'readers', 'nouns', 'text', 'doors', 'components', 'words', '#imports', '#i18n'],
  },
  background: {
    files: /^entrypoints\/background\.ts$/,
    may: ['library', 'list of sites', 'nouns', 'text', 'doors', 'words', '#imports', '#i18n'],
  },
  screens: {
    files: /^entrypoints\/(popup|sidepanel|library|welcome|options)\/.+$/,
    may: [
      'screens',
      'components',
      'words',
      'library',
      'snapshot',
      'list of sites',
      'nouns',
      'text',
      'formats',
      'doors',
      'seeds',
      'page',
      'react',
      'react-dom',
      'dexie-react-hooks',
      '@tanstack/react-virtual',
      '@observablehq/plot',
      '#imports',
      '#i18n',
    ],
  },
  seeds: { files: /^seeds\/.+$/, may: [] },
}

const roomOf = (file: string) => Object.keys(rooms).find((room) => rooms[room]?.files.test(file))

const files = ['lib', 'components', 'entrypoints'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => /\.(tsx?|css)$/.test(name)),
)

interface Import {
  from: string
  to: string
  type: boolean
}

function importsOf(file: string): Import[] {
  const code = readFileSync(file, 'utf8')
  const found = code.matchAll(/^(?:import|export)(\s+type)?\s(?:[^'";]*?\sfrom\s)?['"]([^'"]+)['"]/gm)
  return [...found].map(([, type, name]) => ({ from: file, to: target(file, name as string), type: Boolean(type) }))
}

function target(file: string, name: string): string {
  const bare = name.replace(/\?.*$/, '')
  const path = bare.startsWith('@/')
    ? bare.slice(2)
    : bare.startsWith('.')
      ? normalize(join(dirname(file), bare))
      : undefined
  if (path === undefined) return bare
  return (
    [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find(
      (one) => files.includes(one) || /^seeds\//.test(one),
    ) ?? path
  )
}

const packageOf = (name: string) =>
  (name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : name.split('/')[0]) as string

test('every file has a room', () => {
  expect(files.filter((file) => !roomOf(file))).toEqual([])
})

test('each file imports only from rooms that it may enter', () => {
  const trespasses = files.flatMap(importsOf).filter(({ from, to, type }) => {
    if (type) return false
    const room = rooms[roomOf(from) as string]
    return !room?.may.includes(roomOf(to) ?? packageOf(to))
  })
  expect(trespasses).toEqual([])
})

test('the table itself has teeth: a component that opened the library would be seen', () => {
  const { may } = rooms.components as { may: string[] }
  expect(may).not.toContain(roomOf(target('components/Paper.tsx', '@/lib/library/queries')))
  expect(roomOf('lib/helpers.ts')).toBeUndefined()
})

test.each(['components', 'gate', 'page'])('nothing that %s imports, however far, opens the database', (room) => {
  const seen = new Set(files.filter((file) => roomOf(file) === room))
  for (const file of seen) {
    for (const { to, type } of importsOf(file)) if (!type && files.includes(to)) seen.add(to)
  }
  expect([...seen].filter((file) => ['db', 'snapshot', 'library'].includes(roomOf(file) as string))).toEqual([])
})
