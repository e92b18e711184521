import { browser } from '#imports'
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
import { completed, type Dimming, type Keys } from './triage'

/** A setting: what it is as long as nothing was chosen, what it is now, and how to change it and hear of changes. */
export interface Setting<T> {
  fallback: T
  getValue(): Promise<T>
  setValue(value: T): Promise<void>
  /** Tells how to stop. */
  watch(hear: (value: T) => void): () => void
}

/** A setting that more hangs on than a switch: whatever is stored, `parse` makes of it what can be worked with. */
/* @__NO_SIDE_EFFECTS__ */
function checked<T>(key: string, parse: (stored: unknown) => T): Setting<T> {
  return {
    fallback: parse(undefined),
    getValue: async () => parse((await browser.storage.local.get(key))[key]),
    // What is nothing is not kept: it is as if it had never been chosen.
    setValue: (value) =>
      value === null ? browser.storage.local.remove(key) : browser.storage.local.set({ [key]: value }),
    watch(hear) {
      // Held: once the extension was updated, a script that is older is given it no more.
      const { onChanged } = browser.storage.local
      const heard = (changes: Record<string, { newValue?: unknown }>) => {
        if (changes[key]) hear(parse(changes[key].newValue))
      }
      onChanged.addListener(heard)
      return () => onChanged.removeListener(heard)
    },
  }
}

/** A setting that is written by us alone, as we read it. */
/* @__NO_SIDE_EFFECTS__ */
const plain = <T>(key: string, fallback: T): Setting<T> => checked(key, (stored) => (stored ?? fallback) as T)

/** What the colours mean, in the reader's order. */
export const meanings = checked('meanings', meaningsOf)

/** The hues that the reader gave to tags. */
export const tagHues = checked('tagHues', huesOf)

/** How our screens look, and what we put on pages. */
export const appearance = checked<Appearance>('appearance', appearanceOf)

/** What the library's list shows of papers, and how much room it has. */
export const libraryList = checked<Layout>('libraryList', layoutOf)

/** Queries that the reader keeps, in the order in which they were kept. */
export const savedSearches = checked<SavedSearch[]>('savedSearches', savedSearchesOf)

/** The reader's own templates for export, in the order in which they were made. */
export const templates = checked<Template[]>('templates', templatesOf)

/** What papers were exported as last: the name of a format, or `template:` and a template's name. */
export const exportChoice = plain<string>('exportChoice', 'markdown')

/** The style in which a citation was copied last. */
export const citationStyle = checked<CitationStyle>('citationStyle', styleOf)

/** Written at the end of each act: how scripts in pages, which cannot watch the database, hear of it. */
export const lastChange = plain<(Changed & { at: string }) | null>('lastChange', null)

/** The colour that was used last; Enter highlights with it. */
export const lastColor = plain<Prepared>('lastColor', 'claim')

/** Whether words are highlighted as soon as they are selected with the mouse. */
export const highlightOnSelect = plain<boolean>('highlightOnSelect', false)

/** Whether single keys act on selected words while the bar stands under them. */
export const barKeysOn = plain<boolean>('barKeysOn', true)

/**
 * The last week of whose digest the reader was told by a notification, by its Monday as `YYYY-MM-DD`; null as long as they do not
 * want to be.
 */
export const digestTold = plain<string | null>('digestTold', null)

/** Whether anything was ever exported: the last of the first steps on the welcome page. */
export const exported = plain<boolean>('exported', false)

/** When the reader last saved everything stored as one file, ISO 8601 UTC, and how many papers that were. */
export const lastBackup = plain<{ at: string; papers: number } | null>('lastBackup', null)

/** Where backups go by themselves, and when. */
export const backupPlan = checked<Plan>('backupPlan', planOf)

/** The backups that were made by themselves and still stand, as far as is known; the newest first. */
export const backupsMade = plain<Made[]>('backupsMade', [])

/** That the last backup which should have been made by itself was not. */
export const backupFailure = plain<Failure | null>('backupFailure', null)

/** On which day the trash was last gone through for what was there too long, `YYYY-MM-DD`. */
export const trashExpired = plain<string | null>('trashExpired', null)

/** What the library holds, counted outside of the database: how much, and the journal's entry of the last act. */
export interface Kept {
  papers: number
  highlights: number
  notes: number
  act: string | null
}

/** What was in the database when it was last counted. It tells an emptied database from a new one. */
export const kept = plain<Kept | null>('kept', null)

/** What was in a database that something emptied, until the reader has seen to it. */
export const emptied = plain<Kept | null>('emptied', null)

/** Whether highlights are shown on pages. */
export const highlightsShown = plain<boolean>('highlightsShown', true)

/** Whether it is noted which listed papers were seen. */
export const sightingsKept = plain<boolean>('sightingsKept', true)

/** How long a sighting is kept after the last, in days. */
export const sightingDays = plain<number>('sightingDays', 90)

/** Whether single keys act on papers anywhere on a page that lists them. */
export const triageOn = plain<boolean>('triageOn', false)

/** The key of each command, also of those that there were not yet when they were chosen. */
export const triageKeys = checked<Keys>('triageKeys', (stored) => completed(stored as Partial<Keys>))

/** Which listed papers stand back on pages. */
export const dimmed = plain<Dimming>('dimmed', 'none')

/**
 * Whether the reader said that what is written in private windows may be kept. In the session, which is never on a disk, so
 * that nothing there tells of a private window, and the reader is asked again once the browser was closed. Scripts in pages may
 * not look into it.
 */
export const keptInPrivate = {
  get: async (): Promise<boolean> => (await browser.storage.session.get('keptInPrivate')).keptInPrivate === true,
  set: (): Promise<void> => browser.storage.session.set({ keptInPrivate: true }),
}

const DRAFT = 'draft:'

/**
 * Words that are typed and not yet stored, by the field they stand in (`note:<paper id>`, `comment:<highlight id>`).
 * Written at each keystroke, because popups close when they lose focus; not in a private window before the reader said yes.
 */
export const drafts = {
  /** The fields in which there are some. */
  async fields(): Promise<ReadonlySet<string>> {
    return new Set(Object.keys(await drafts.all()).map((name) => name.slice(DRAFT.length)))
  },
  /** All of them, by the fields in which they stand. */
  async all(): Promise<Record<string, unknown>> {
    const stored = Object.entries(await browser.storage.local.get())
    return Object.fromEntries(stored.filter(([name]) => name.startsWith(DRAFT)))
  },
  async get(field: string): Promise<string | undefined> {
    const { [DRAFT + field]: words } = await browser.storage.local.get(DRAFT + field)
    return typeof words === 'string' ? words : undefined
  },
  async set(field: string, words: string): Promise<void> {
    if (await mayKeep()) await browser.storage.local.set({ [DRAFT + field]: words })
  },
  /** Forgets the draft, unless more was typed since `words` were stored. */
  async clear(field: string, words?: string): Promise<void> {
    if (words === undefined || (await drafts.get(field)) === words) await browser.storage.local.remove(DRAFT + field)
  },
}
