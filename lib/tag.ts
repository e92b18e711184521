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

/** The hues that a tag can be given; components/screens.css has them. */
export const hues = ['red', 'amber', 'green', 'teal', 'blue', 'violet'] as const
export type Hue = (typeof hues)[number]

/** The hues of tags, by the tags in lower case. */
export type Hues = Readonly<Record<string, Hue>>

/** The hues as they were stored, without what is none. */
export const huesOf = (stored: unknown): Hues =>
  Object.fromEntries(
    Object.entries(stored ?? {}).filter((entry): entry is [string, Hue] => hues.some((hue) => hue === entry[1])),
  )

/** The hue that a tag was given. */
export const hueOf = (all: Hues, tag: string): Hue | undefined =>
  Object.hasOwn(all, tag.toLowerCase()) ? all[tag.toLowerCase()] : undefined

/** The hues with one given to a tag, or taken from it. */
export function tinted(all: Hues, tag: string, hue: Hue | undefined): Hues {
  const { [tag.toLowerCase()]: _before, ...others } = all
  return hue ? { ...others, [tag.toLowerCase()]: hue } : others
}
