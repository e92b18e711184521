import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { UserManifestFn } from 'wxt'
import { publishers } from '@/lib/publishers'
import { wheres } from '@/lib/sites'
import { defaultKeys } from '@/lib/triage'
import config from '../wxt.config'

const documents = ['README.md', 'CONTRIBUTING.md', 'PRIVACY.md', 'CHANGELOG.md'] as const
const textOf = (name: string) => readFileSync(name, 'utf8')
const { scripts } = JSON.parse(textOf('package.json'))

/** What git leaves out is made by commands, and need not be there. */
const made = textOf('.gitignore').split('\n').filter(Boolean)

/** What stands between backticks or in a block of commands. */
const codeOf = (text: string) => [
  ...[...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) => block.split('\n')),
  ...[...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`]+)`/g)].map(([, code = '']) => code),
]

/** A name that is to be filled in: of `lib/sites/NAME.ts` the folder has to be there. */
const isPlaceholder = (name: string) => /^[A-Z]+(\.\w+)?$/.test(name)

/** Whether something is written as a path of ours is: with a folder of ours in front, or as a file at the top. */
const top = readdirSync('.')
function pathOf(code: string): string | undefined {
  const word = code.replace(/[:#].*$/, '')
  const isOurs = /^[\w.@/-]+$/.test(word) && (word.includes('/') || /\.(ts|json|md)$/.test(word))
  const first = word.split('/')[0] as string
  return isOurs && !made.includes(first) && (word.endsWith('/') || top.includes(first) || /\.\w+$/.test(word))
    ? word
    : undefined
}

/** The anchor that readers of Markdown make of a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-')

test.each(documents)('every path that %s names is there', (name) => {
  const paths = codeOf(textOf(name)).flatMap((code) => code.split(' ').flatMap((word) => pathOf(word) ?? []))
  const there = (file: string) => existsSync(isPlaceholder(path.basename(file)) ? path.dirname(file) : file)
  expect(paths.filter((file) => !there(file))).toEqual([])
})

test.each(documents)('every command that %s names is one', (name) => {
  const commands = codeOf(textOf(name)).flatMap((code) => [...code.matchAll(/\bnpm (?:run (?:-s )?)?([\w:]+)/g)])
  const known = new Set([...Object.keys(scripts), 'ci', 'install'])
  expect(commands.map(([, command = '']) => command).filter((command) => !known.has(command))).toEqual([])
})

test.each(documents)('every link of %s to something of ours leads there', (name) => {
  const links = [...textOf(name).matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, link = '']) => link)
  const broken = links.filter((link) => {
    const [file = '', anchor] = link.split('#')
    const at = file || name
    if (!existsSync(at)) return true
    return (
      anchor !== undefined && ![...textOf(at).matchAll(/^#+ (.*)$/gm)].some(([, one = '']) => anchorOf(one) === anchor)
    )
  })
  expect(broken).toEqual([])
})

test('each command for people is told in the README or in CONTRIBUTING', () => {
  const told = textOf('README.md') + textOf('CONTRIBUTING.md')
  const isTold = (name: string) => new RegExp(`npm (run (-s )?)?${name}(?![\\w:])`).test(told)
  expect(Object.keys(scripts).filter((name) => !isTold(name))).toEqual([])
})

test('the tree is the one that is there, down to the folders', () => {
  const tree = /^## The tree\n[\s\S]*?^```\n([\s\S]*?)^```/m.exec(textOf('README.md'))?.[1] ?? ''
  const named: string[] = []
  let folder = ''
  for (const line of tree.trimEnd().split('\n')) {
    const names = line.trim().split(/ {2,}/)[0]?.split(' ') ?? []
    if (!line.startsWith(' ')) folder = names[0] as string
    for (const name of names) named.push(line.startsWith(' ') ? folder + name : name)
  }
  const isThere = (name: string) => ['', '.ts', '.tsx', '/'].some((ending) => existsSync(name + ending))
  expect(named.filter((name) => !isThere(name))).toEqual([])
  const folders = ['.', 'entrypoints', 'lib'].flatMap((parent) =>
    readdirSync(parent, { withFileTypes: true }).flatMap((one) =>
      one.isDirectory() && !one.name.startsWith('.') && one.name !== 'node_modules'
        ? [`${path.join(parent, one.name)}/`]
        : [],
    ),
  )
  expect(folders.filter((name) => !named.includes(name))).toEqual([])
})

test('the keys of the browser’s shortcuts and of the commands stand in the table of keys', async () => {
  const table = /^## Keys\n([\s\S]*?)^## /m.exec(textOf('README.md'))?.[1] ?? ''
  const keys = [...table.matchAll(/^\| [^|]+\| ([^|]+) \|/gm)].map(([, keys = '']) => keys)
  const manifest = config.manifest as UserManifestFn
  const { commands } = await manifest({ browser: 'chrome', command: 'build', manifestVersion: 3, mode: 'production' })
  const shortcuts = Object.values(commands ?? {}).flatMap(({ suggested_key: key }) =>
    typeof key === 'object' ? (key.default ?? []) : [],
  )
  expect(shortcuts.length).toBeGreaterThan(0)
  expect(shortcuts.filter((shortcut) => !keys.includes(shortcut))).toEqual([])
  const letters = new Set(keys.join(' ').match(/(?<![\p{L}+])[A-Z](?!\p{L})/gu))
  expect(Object.values(defaultKeys).filter((key) => !letters.has(key.toUpperCase()))).toEqual([])
})

test('each site and publisher that can be switched on is named in the README', () => {
  const readme = textOf('README.md').replace(/\s+/g, ' ')
  const names = [...wheres.filter(({ archived }) => !archived), ...publishers].map(({ name }) => name)
  expect(names.filter((name) => !readme.includes(name))).toEqual([])
})

test('the changelog has its newest version first, and the one of package.json unless that is not out yet', () => {
  const text = textOf('CHANGELOG.md')
  const versions = [...text.matchAll(/^## \[(.+?)\](?: - (\d{4}-\d\d-\d\d))?$/gm)]
  expect(text.match(/^## /gm)).toHaveLength(versions.length)
  const days = versions.flatMap(([, , day]) => day ?? [])
  expect(days).toEqual(days.toSorted().reverse())
  expect(versions.filter(([, name, day]) => (name === 'Unreleased') === Boolean(day))).toEqual([])
  const { version } = JSON.parse(textOf('package.json'))
  const isOut = versions.some(([, name]) => name === version)
  expect(isOut || text.includes(`will be ${version}`)).toBe(true)
})
