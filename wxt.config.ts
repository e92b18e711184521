import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'wxt'
import { publishers } from './lib/publishers'
import type { Where } from './lib/site'
import * as sites from './lib/sites/listed'

// Not by lib/sites itself: this file is read by Node, before there is a bundler.
const wheres = Object.values(sites).map((site) => site.where as Where)

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** How the script of a reader is called before it is made: `lib/sites/arxiv.ts` has `lib/sites/arxiv.reader.ts`. */
const READER = '.reader.ts'
const isReader = (id: string) => id.endsWith(READER) && !id.includes('?')

/** The scripts of all readers: one for each site, and the general one. */
const readers = [
  at('lib/generic.ts'),
  ...readdirSync(at('lib/sites'))
    .filter((file) => !/^(index|listed)\.ts$/.test(file))
    .map((file) => at(`lib/sites/${file}`)),
].map((file) => ({
  name: `sites/${basename(file, '.ts')}`,
  inputPath: file.replace(/\.ts$/, READER),
  type: 'unlisted-script' as const,
}))

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'"

const patterns = (sites: typeof wheres) => sites.flatMap(({ hosts }) => hosts.map((host) => `https://${host}/*`))

/**
 * The manifest. Only Hugging Face and arXiv are required hosts: a host that a later version *requires* would switch the
 * extension off until the reader agrees again, so every further site will be optional.
 */
export default defineConfig({
  modules: ['@wxt-dev/module-react', '@wxt-dev/i18n/module'],
  imports: false,
  manifestVersion: 3,
  zip: {
    // What a reviewer of the Firefox store needs to make the same files again, and no more.
    includeSources: [
      ...['components', 'entrypoints', 'lib', 'locales', 'modules', 'public'].map((folder) => `${folder}/**`),
      'seeds/listing.json',
      ...['LICENSE', 'README.md', 'package.json', 'package-lock.json', 'tsconfig.json', 'wxt.config.ts'],
    ],
  },
  manifest: ({ browser, mode }) => ({
    name: '__MSG_extName__',
    description: '__MSG_extDescription__',
    default_locale: 'en',
    permissions: ['storage', 'unlimitedStorage', 'scripting', 'contextMenus', 'activeTab'],
    // Asked for where the reader wants to be told of a week's digest, and to have backups among their downloads.
    optional_permissions: ['notifications', 'downloads', ...(browser === 'chrome' ? ['downloads.ui'] : [])],
    host_permissions: patterns(wheres.filter((where) => where.required)),
    optional_host_permissions: [
      ...patterns([...wheres.filter((where) => !where.required && !where.archived), ...publishers]),
      // Any other host, each by itself, that the reader wants to be read always.
      'https://*/*',
    ],
    action: { default_title: '__MSG_extName__' },
    omnibox: { keyword: 'pm' },
    commands: {
      _execute_action: { suggested_key: { default: 'Alt+P' } },
      highlight: { suggested_key: { default: 'Alt+M' }, description: '__MSG_commandHighlight__' },
      toggle: { suggested_key: { default: 'Alt+Shift+M' }, description: '__MSG_commandToggle__' },
      search: { suggested_key: { default: 'Alt+Shift+S' }, description: '__MSG_commandSearch__' },
      'next-paper': { description: '__MSG_commandNextPaper__' },
      'previous-paper': { description: '__MSG_commandPreviousPaper__' },
    },
    // No request of its own: the browser holds us to it.
    ...(mode === 'production' && { content_security_policy: { extension_pages: POLICY } }),
    // The first that tells what is selected in a closed shadow root.
    ...(browser === 'chrome' && { minimum_chrome_version: '137' }),
    ...(browser === 'firefox' && {
      browser_specific_settings: {
        gecko: {
          id: 'papermargin@papermargin.app',
          // The first that knows, on Android too, what an extension says of the data it collects.
          strict_min_version: '142.0',
          data_collection_permissions: { required: ['none'] },
        },
      },
    }),
  }),
  hooks: {
    'entrypoints:found': (_, found) => {
      found.push(...readers)
    },
  },
  vite: () => ({
    plugins: [
      {
        // A page gets the reader of its own site alone: each is a script that puts what its file exports where the page script
        // looks for it (lib/readers.ts).
        name: 'papermargin:readers',
        enforce: 'pre',
        resolveId: (source) => (isReader(source) ? source : undefined),
        load: (id) =>
          isReader(id)
            ? `import { defineUnlistedScript } from '#imports'
               import { readers } from '@/lib/readers'
               import * as site from '${id.replace(READER, '')}'
               export default defineUnlistedScript(() => { readers.set(site.id, site) })`
            : undefined,
      },
      {
        // citation-js can fetch what it takes for an address. Ours cannot, and what it would do so with is not bundled.
        name: 'papermargin:no-fetch',
        enforce: 'pre',
        resolveId: (source, importer) =>
          /\/fetchFile(Async)?\.js$/.test(source) && importer?.includes('@citation-js')
            ? at('lib/export/unfetched.ts')
            : undefined,
      },
      {
        // What several screens begin with is one file: each file more keeps all of them waiting for some milliseconds. Other
        // scripts are one file each as it is.
        name: 'papermargin:screens',
        outputOptions: (options) =>
          options.format === 'es'
            ? { ...options, codeSplitting: { groups: [{ name: 'screens', tags: ['$initial'], minShareCount: 2 }] } }
            : undefined,
      },
    ],
    // Some of what is bundled would ask the network by it; with the name gone so is the code.
    define: { XMLHttpRequest: 'undefined' },
    // A schema that a bundle only takes the type of must cost it nothing: zod's builders have no side effects.
    build: { rollupOptions: { treeshake: { manualPureFunctions: ['z'] } } },
  }),
})
