import type { Site } from './site'

declare global {
  var papermarginReaders: Map<string, Site> | undefined
}

/**
 * The readers that were put into this page, by their ids. Each is a script of its own (wxt.config.ts), put there before the page
 * script, so that a page gets the reader of its own site and no other; the general one comes when it is asked for.
 */
globalThis.papermarginReaders ??= new Map<string, Site>()
export const readers: Map<string, Site> = globalThis.papermarginReaders
