import { dayOf } from '@/lib/day'

/** Hands a file to the browser, to be saved among the reader's downloads. Needs no extension. */
export function hand(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The browser reads the file when it pleases; a minute is long enough.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** What a file of today is called: `papermargin-words-2026-11-23.md`; `what` it holds where that is not papers. */
export const fileName = (extension: string, what?: string): string =>
  `papermargin-${what ? `${what}-` : ''}${dayOf(new Date())}.${extension}`

/** Hands something to the browser as a file of today, and returns its name. */
export function saveFile(content: Blob, extension: string, what?: string): string {
  const name = fileName(extension, what)
  hand(content, name)
  return name
}

/** Saves words that could not be stored. */
export const saveWords = (words: string): string =>
  saveFile(new Blob([words], { type: 'text/markdown;charset=utf-8' }), 'md', 'words')
