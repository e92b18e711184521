import type { Site } from './site'

declare global {
  var papermarginReaders: Map<string, Site> | undefined
}

/**
 * What one of our scripts left for another one in this page; undefined, where it left nothing. An element that the page gave the
 * same name is found by it, too.
 */
export const own = <T extends keyof typeof globalThis>(name: T): (typeof globalThis)[T] | undefined =>
  Object.hasOwn(globalThis, name) ? globalThis[name] : undefined

/**
 * The readers that were put into this page, by their ids. Each is a script of its own (wxt.config.ts), put there before the page
 * script, so that a page gets the reader of its own site and no other; the general one comes when it is asked for.
 */
export const readers: Map<string, Site> = own('papermarginReaders') ?? new Map<string, Site>()
globalThis.papermarginReaders = readers
