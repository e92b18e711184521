import { locks } from 'node:worker_threads'
import { fakeBrowser } from 'wxt/testing/fake-browser'

/**
 * What a screen finds of the browser besides a document: locks, a window that is not private, and words, which are their keys and
 * what is put into them. Imported before the screen's own files, some of which ask at once.
 */
fakeBrowser.windows.getCurrent = (async () => ({ incognito: false })) as never
fakeBrowser.i18n.getMessage = ((key: string, put: string[] = []) => [key, ...put].join(' ')) as never
Object.defineProperty(navigator, 'locks', { value: locks })
