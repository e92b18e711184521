import { fileURLToPath } from 'node:url'
import { defineConfig } from 'wxt'
import { publishers } from './lib/publishers'
import type { Where } from './lib/site'
import * as sites from './lib/sites/listed'

// Not by lib/sites itself: this file is read by Node, before there is a bundler.
const wheres = Object.values(sites).map((site) => site.where as Where)

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
  zip: { excludeSources: ['.papermargin/**', '.ci/**'] },
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
          strict_min_version: '140.0',
          data_collection_permissions: { required: ['none'] },
        },
      },
    }),
  }),
  vite: () => ({
    plugins: [
      {
        // citation-js can fetch what it takes for an address. Ours cannot, and what it would do so with is not bundled.
        name: 'papermargin:no-fetch',
        enforce: 'pre',
        resolveId: (source, importer) =>
          /\/fetchFile(Async)?\.js$/.test(source) && importer?.includes('@citation-js')
            ? fileURLToPath(new URL('lib/export/unfetched.ts', import.meta.url))
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
