/** A moment, as the reader's language writes it. */
export const momentOf = (at: string): string =>
  new Intl.DateTimeFormat(document.documentElement.lang || 'en', { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(at),
  )
