import { storage, type WxtStorageItem } from '#imports'
import type { Changed } from './act'
import { type Appearance, appearanceOf } from './appearance'
import { type Failure, type Made, type Plan, planOf } from './backup'
import { type CitationStyle, styleOf } from './citation-style'
import { meaningsOf, type Prepared } from './color'
import { type Layout, layoutOf } from './layout'
import { mayKeep } from './private'
import { type SavedSearch, savedSearchesOf } from './saved'
import { huesOf } from './tag'
import { type Template, templatesOf } from './template'
import { completed, type Dimming, defaultKeys, type Keys } from './triage'

/** A setting: what it is as long as nothing was chosen, what it is now, and how to change it and hear of changes. */
export type Setting<T> = Pick<
  WxtStorageItem<T, Record<string, unknown>>,
  'fallback' | 'getValue' | 'setValue' | 'watch'
>

/** A setting that more hangs on than a switch: whatever is stored, `parse` makes of it what can be worked with. */
function checked<T>(key: `local:${string}`, parse: (stored: unknown) => T): Setting<T> {
  const item = storage.defineItem<unknown>(key)
  return {
    fallback: parse(undefined),
    getValue: async () => parse(await item.getValue()),
    setValue: item.setValue,
    watch: (hear) => item.watch((value, before) => hear(parse(value), parse(before))),
  }
}

/** What the colours mean, in the reader's order. */
export const meanings = checked('local:meanings', meaningsOf)

/** The hues that the reader gave to tags. */
export const tagHues = checked('local:tagHues', huesOf)

/** How our screens look, and what we put on pages. */
export const appearance = checked<Appearance>('local:appearance', appearanceOf)

/** What the library's list shows of papers, and how much room it has. */
export const libraryList = checked<Layout>('local:libraryList', layoutOf)

/** Queries that the reader keeps, in the order in which they were kept. */
export const savedSearches = checked<SavedSearch[]>('local:savedSearches', savedSearchesOf)

/** The reader's own templates for export, in the order in which they were made. */
export const templates = checked<Template[]>('local:templates', templatesOf)

/** What papers were exported as last: the name of a format, or `template:` and a template's name. */
export const exportChoice = storage.defineItem<string>('local:exportChoice', { fallback: 'markdown' })

/** The style in which a citation was copied last. */
export const citationStyle = checked<CitationStyle>('local:citationStyle', styleOf)

/** Written at the end of each act: how scripts in pages, which cannot watch the database, hear of it. */
export const lastChange = storage.defineItem<(Changed & { at: string }) | null>('local:lastChange', { fallback: null })

/** The colour that was used last; Enter highlights with it. */
export const lastColor = storage.defineItem<Prepared>('local:lastColor', { fallback: 'claim' })

/** Whether words are highlighted as soon as they are selected with the mouse. */
export const highlightOnSelect = storage.defineItem<boolean>('local:highlightOnSelect', { fallback: false })

/** Whether single keys act on selected words while the bar stands under them. */
export const barKeysOn = storage.defineItem<boolean>('local:barKeysOn', { fallback: true })

/**
 * The last week of whose digest the reader was told by a notification, by its Monday as `YYYY-MM-DD`; null as long as they do not
 * want to be.
 */
export const digestTold = storage.defineItem<string | null>('local:digestTold', { fallback: null })

/** Whether anything was ever exported: the last of the first steps on the welcome page. */
export const exported = storage.defineItem<boolean>('local:exported', { fallback: false })

/** When the reader last saved everything stored as one file, ISO 8601 UTC, and how many papers that were. */
export const lastBackup = storage.defineItem<{ at: string; papers: number } | null>('local:lastBackup', {
  fallback: null,
})

/** Where backups go by themselves, and when. */
export const backupPlan = checked<Plan>('local:backupPlan', planOf)

/** The backups that were made by themselves and still stand, as far as is known; the newest first. */
export const backupsMade = storage.defineItem<Made[]>('local:backupsMade', { fallback: [] })

/** That the last backup which should have been made by itself was not. */
export const backupFailure = storage.defineItem<Failure | null>('local:backupFailure', { fallback: null })

/** On which day the trash was last gone through for what was there too long, `YYYY-MM-DD`. */
export const trashExpired = storage.defineItem<string | null>('local:trashExpired', { fallback: null })

/** What the library holds, counted outside of the database: how much, and the journal's entry of the last act. */
export interface Kept {
  papers: number
  highlights: number
  notes: number
  act: string | null
}

/** What was in the database when it was last counted. It tells an emptied database from a new one. */
export const kept = storage.defineItem<Kept | null>('local:kept', { fallback: null })

/** What was in a database that something emptied, until the reader has seen to it. */
export const emptied = storage.defineItem<Kept | null>('local:emptied', { fallback: null })

/** Whether highlights are shown on pages. */
export const highlightsShown = storage.defineItem<boolean>('local:highlightsShown', { fallback: true })

/** Whether it is noted which listed papers were seen. */
export const sightingsKept = storage.defineItem<boolean>('local:sightingsKept', { fallback: true })

/** How long a sighting is kept after the last, in days. */
export const sightingDays = storage.defineItem<number>('local:sightingDays', { fallback: 90 })

/** Whether single keys act on papers anywhere on a page that lists them. */
export const triageOn = storage.defineItem<boolean>('local:triageOn', { fallback: false })

/** The key of each command. */
export const triageKeys = storage.defineItem<Keys>('local:triageKeys', {
  fallback: defaultKeys,
  version: 2,
  migrations: { 2: completed },
})

/** Which listed papers stand back on pages. */
export const dimmed = storage.defineItem<Dimming>('local:dimmed', { fallback: 'none' })

/**
 * Whether the reader said that what is written in private windows may be kept. In the session, which is never on a disk, so
 * that nothing there tells of a private window, and the reader is asked again once the browser was closed. Scripts in pages may
 * not look into it, and an item that is defined looks at once: so there is none.
 */
export const keptInPrivate = {
  get: async (): Promise<boolean> => (await storage.getItem('session:keptInPrivate')) === true,
  set: (): Promise<void> => storage.setItem('session:keptInPrivate', true),
}

/**
 * Words that are typed and not yet stored, by the field they stand in (`note:<paper id>`, `comment:<highlight id>`).
 * Written at each keystroke, because popups close when they lose focus; not in a private window before the reader said yes.
 */
export const drafts = {
  /** The fields in which there are some. */
  async fields(): Promise<ReadonlySet<string>> {
    const names = Object.keys(await storage.snapshot('local'))
    return new Set(names.flatMap((name) => (name.startsWith('draft:') ? [name.slice('draft:'.length)] : [])))
  },
  /** All of them, by the fields in which they stand. */
  async all(): Promise<Record<string, unknown>> {
    const stored = Object.entries(await storage.snapshot('local'))
    return Object.fromEntries(stored.filter(([name]) => name.startsWith('draft:')))
  },
  async get(field: string): Promise<string | undefined> {
    const words: unknown = await storage.getItem(`local:draft:${field}`)
    return typeof words === 'string' ? words : undefined
  },
  async set(field: string, words: string): Promise<void> {
    if (await mayKeep()) await storage.setItem(`local:draft:${field}`, words)
  },
  /** Forgets the draft, unless more was typed since `words` were stored. */
  async clear(field: string, words?: string): Promise<void> {
    if (words === undefined || (await drafts.get(field)) === words) await storage.removeItem(`local:draft:${field}`)
  },
}
