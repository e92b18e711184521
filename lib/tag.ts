/** UTF-16 units of a tag at most. */
export const LONGEST_TAG = 100

/** A tag as it is kept: one line in NFC, without what cannot be seen at its ends; its case is the reader's. */
export const tagOf = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()

/** Whether a tag is among others: case does not tell tags apart. */
export const hasTag = (tags: readonly string[], tag: string): boolean =>
  tags.some((one) => one.toLowerCase() === tag.toLowerCase())

/** Tags of both, each once, the first ones as they are written. */
export function bothTags(tags: readonly string[], others: readonly string[]): string[] {
  const all = [...tags]
  for (const tag of others) if (!hasTag(all, tag)) all.push(tag)
  return all
}

/** The tags that there are now, without those that a change added and with those that it removed; undefined for none. */
export function tagsWithout(before: string[], after: string[], now: string[]): string[] | undefined {
  const tags = [
    ...before.filter((tag) => hasTag(now, tag) || !hasTag(after, tag)),
    ...now.filter((tag) => !hasTag(before, tag) && !hasTag(after, tag)),
  ]
  return tags.length > 0 ? tags : undefined
}
