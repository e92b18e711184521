/** Hands a file to the browser, to be saved among the reader's downloads. */
export function hand(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The browser reads the file when it pleases; a minute is long enough.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** A moment, as the reader's language writes it. */
export const momentOf = (at: string): string =>
  new Intl.DateTimeFormat(document.documentElement.lang || 'en', { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(at),
  )
