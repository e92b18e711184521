import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { publishers } from '@/lib/publishers'
import { wheres } from '@/lib/sites'
import { built, extension, firefoxExtension } from '../commands/build.ts'

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"

/** What the README says that the extension asks a browser for, by the names that manifests have; `only` where one browser alone knows it. */
function told(): { name: string; only?: string; optional: boolean; why: string }[] {
  const section = /^## Permissions$([\s\S]*?)^## /m.exec(readFileSync('README.md', 'utf8'))?.[1] ?? ''
  const rows = [...section.matchAll(/^\| (?!Permission |---)(.+?) \| (.+?) \|$/gm)]
  return rows.flatMap(([, what = '', why = '']) => {
    const only = /\((Chromium|Firefox)\)/.exec(what)?.[1]
    const names = [...what.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
    return names.map((name) => ({ name, only, optional: what.includes('optional'), why }))
  })
}

const patterns = (places: { hosts: string[] }[]) =>
  places.flatMap(({ hosts }) => hosts.map((host) => `https://${host}/*`))

// On a busy machine a build takes its time.
beforeAll(() => built('firefox'), 300_000)

describe.each([
  { browser: 'Chromium', folder: extension },
  { browser: 'Firefox', folder: firefoxExtension },
])('in the build for $browser', ({ browser, folder }) => {
  const manifest = () => JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8'))
  const names = (optional: boolean) =>
    told().flatMap((one) => (one.optional === optional && (one.only ?? browser) === browser ? one.name : []))

  test('the manifest asks for what the README has a reason for, and for nothing else', () => {
    const { permissions, host_permissions, optional_permissions, optional_host_permissions } = manifest()
    // A host that an update requires switches the extension off until the reader agrees again: these, and no others, ever.
    expect([...permissions, ...host_permissions].toSorted()).toEqual(names(false).toSorted())
    // Those that the reader may switch on are told of by their names, above; the last stands for any other host.
    const listed = patterns([...wheres.filter(({ required, archived }) => !required && !archived), ...publishers])
    expect(optional_host_permissions.slice(0, -1).toSorted()).toEqual(listed.toSorted())
    const rest = [...optional_permissions, optional_host_permissions.at(-1)]
    expect(rest.toSorted()).toEqual(names(true).toSorted())
    for (const { why } of told()) expect(why.length).toBeGreaterThan(20)
    expect(JSON.stringify(manifest())).not.toContain('localhost')
  })

  test('our pages load nothing but ours, no page of the world loads anything of ours, nobody else may speak to us', () => {
    const { content_security_policy, web_accessible_resources, externally_connectable } = manifest()
    expect(content_security_policy).toEqual({ extension_pages: POLICY })
    expect(web_accessible_resources).toBeUndefined()
    expect(externally_connectable).toBeUndefined()
  })

  test('nothing that is bundled could ask the network by an old way, make code of a text, or load code of others', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    const read = (ending: RegExp) =>
      files
        .filter((name) => ending.test(name))
        .map((name) => readFileSync(path.join(folder, name), 'utf8'))
        .join('\n')
    const scripts = read(/\.js$/)
    // In a few letters each, where there are any.
    const around = (what: RegExp) => (scripts.match(what) ?? []).map((found) => found.slice(0, 60))
    expect(around(/XMLHttpRequest|sendBeacon|WebSocket|EventSource|RTCPeerConnection|importScripts/g)).toEqual([])
    // What citation-js would call itself before a server.
    expect(around(/Citation\.js\/.{0,20}/g)).toEqual([])
    expect(around(/new Function\b.{0,40}|(?<![\w.$])eval\(.{0,40}/g)).toEqual([])
    expect(around(/set(?:Timeout|Interval)\(["'`].{0,40}/g)).toEqual([])
    expect(around(/import\(["'`]?(?:https?:)?\/\/.{0,40}/g)).toEqual([])
    // The one that there is asks for our own chunks before they are needed.
    expect(around(/(?<![\w.$])fetch\([^)].{0,20}/g).filter((call) => !call.startsWith('fetch(e.href,'))).toEqual([])
    // Pages name their scripts and sheets by paths of their own, and have none written into them.
    const pages = read(/\.html$/)
    expect(pages.match(/(?:src|href)="(?!\/)[^"]*"/g)).toBeNull()
    expect(pages.match(/<script(?![^>]* src=)[^>]*>|\son\w+=/g)).toBeNull()
  })
})

test('no text becomes HTML: our sources know none of the ways to make it so', () => {
  const ways =
    /\b(?:innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|srcdoc|setHTMLUnsafe|createContextualFragment|document\.write(?:ln)?|rehype-raw|allowDangerousHtml)\b/
  const sources = ['lib', 'components', 'entrypoints', 'public'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)),
  )
  const code = sources.filter((name) => /\.(tsx?|js|html)$/.test(name))
  expect(code.length).toBeGreaterThan(200)
  expect(code.filter((name) => ways.test(readFileSync(name, 'utf8')))).toEqual([])
})
