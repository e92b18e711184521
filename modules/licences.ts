import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { addViteConfig, defineWxtModule } from 'wxt/modules'

/** A package of which something is bundled: its package.json, and what it says of its licence in files of its own. */
export interface Bundled {
  name: string
  version: string
  license?: string
  author?: string | { name: string }
  texts: string[]
}

/** What may stand in an extension under the MIT licence without more than being told. */
const OPEN = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0']

/** Which of the licences that a package offers is taken. */
const TAKEN: Record<string, string> = { citeproc: 'CPAL-1.0' }

/** What is to be said of a package besides its own text. */
const SAID: Record<string, string> = {
  citeproc: `Used under the Common Public Attribution License (CPAL), version 1.0, as published by the Open Source Initiative:
https://opensource.org/license/cpal_1-0
It is unchanged, but that the build leaves out a way of asking the network. Its source code is available under the same
licence: https://github.com/juris-m/citeproc-js
Citations by CSL (citeproc-js), https://citationstyles.org/`,
  '@citation-js/plugin-csl': `With it comes what is not its own: the citation style "APA Style 7th edition", and the locales for citation styles.
Copyright the Citation Style Language project and the authors and translators named in each.
Creative Commons Attribution-ShareAlike 3.0: https://creativecommons.org/licenses/by-sa/3.0/
Unchanged. https://github.com/citation-style-language/styles, https://github.com/citation-style-language/locales`,
}

/**
 * The text that goes with the extension: our own licence, then every package that is bundled with its terms, each text once.
 * Throws where a package has no licence, or one that ours does not go with.
 */
export function terms(own: string, packages: Bundled[]): string {
  const named = new Map<string, string[]>()
  for (const one of packages.toSorted((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1))) {
    const license = TAKEN[one.name] ?? one.license
    if (!license || (!OPEN.includes(license) && !TAKEN[one.name])) {
      throw new Error(
        `The licence of ${one.name} ${one.version} is ${license ? `"${license}"` : 'not told'}: it cannot be bundled. ` +
          'Do without it, or say in modules/licences.ts why it can be.',
      )
    }
    const text = [SAID[one.name], ...(one.texts.length > 0 ? one.texts : [untold(own, one)])]
      .filter(Boolean)
      .join('\n\n')
    named.set(text, [...(named.get(text) ?? []), `${one.name} ${one.version} (${license})`])
  }
  const rule = '-'.repeat(80)
  const parts = [...named].map(([text, names]) => `${names.join('\n')}\n\n${text}`)
  return [`Papermargin\n\n${own}`, 'What it brings from others, each on its own terms:', ...parts].join(
    `\n\n${rule}\n\n`,
  )
}

/** The terms of a package that names the MIT licence and leaves its text out. */
function untold(own: string, { name, license, author }: Bundled): string {
  if (license !== 'MIT') throw new Error(`${name} is under ${license}, and does not bring the text of it.`)
  const holder =
    (typeof author === 'object' ? author.name : author)?.replace(/ *[<(].*/, '') ?? `the authors of ${name}`
  return own.replace(/^Copyright .*$/m, `Copyright (c) ${holder}`)
}

/** The package that a bundled module is of; none for our own files. The bundler's own pieces are modules without a file. */
function folderOf(id: string): string | undefined {
  const piece = /^\0(?:virtual:)?(vite|rolldown|wxt)\b/.exec(id)?.[1]
  if (piece) return path.join('node_modules', piece)
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0]
}

function read(folder: string): Bundled {
  const texts = readdirSync(folder)
    .filter((name) => /^(licen[cs]e|copying|notice)(\.(md|txt))?$/i.test(name))
    .toSorted()
    .map((name) => readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n'))
    // Vite tells there of all that it is made of itself, of which nothing is bundled.
    .map((text) => text.replace(/^# Licenses of bundled dependencies$[\s\S]*/m, '').trim())
  return { ...JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')), texts }
}

/** Writes `licences.txt` into the built extension, of what the bundler put there. */
export default defineWxtModule({
  name: 'licences',
  setup(wxt) {
    const folders = new Set<string>()
    addViteConfig(wxt, () => ({
      plugins: [
        {
          name: 'papermargin:licences',
          generateBundle(_, bundle) {
            for (const chunk of Object.values(bundle)) {
              if (chunk.type !== 'chunk') continue
              for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
                const folder = renderedLength > 0 && folderOf(id)
                if (folder) folders.add(realpathSync(path.resolve(wxt.config.root, folder)))
              }
            }
          },
        },
      ],
    }))
    wxt.hook('build:publicAssets', ({ config }, files) => {
      const own = readFileSync(path.join(config.root, 'LICENSE'), 'utf8').trim()
      // By its first sign Chromium knows that it is UTF-8.
      files.push({ relativeDest: 'licences.txt', contents: `\uFEFF${terms(own, [...folders].map(read))}\n` })
    })
  },
})
