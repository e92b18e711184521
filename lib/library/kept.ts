import { z } from 'zod'
import { appearanceOf } from '../appearance'
import { styleOf } from '../citation-style'
import { meaningsOf } from '../color'
import { layoutOf } from '../layout'
import { savedSearchesOf } from '../saved'
import * as own from '../settings'
import { huesOf } from '../tag'
import { templatesOf } from '../template'
import { commands, completed, dimmings } from '../triage'

/** Something that has to be looked at, and can be worked with whatever it was. */
const made = <T>(of: (stored: unknown) => T) => z.unknown().transform(of)

/** What a backup holds of the settings: what the reader chose, and nothing that hangs on this browser, such as permissions. */
// biome-ignore lint/suspicious/noExplicitAny: each has a shape of its own, and that is looked at.
const kept: Record<string, { item: own.Setting<any>; shape: z.ZodType }> = {
  meanings: { item: own.meanings, shape: made(meaningsOf) },
  tagHues: { item: own.tagHues, shape: made(huesOf) },
  appearance: { item: own.appearance, shape: made(appearanceOf) },
  libraryList: { item: own.libraryList, shape: made(layoutOf) },
  templates: { item: own.templates, shape: made(templatesOf) },
  citationStyle: { item: own.citationStyle, shape: made(styleOf) },
  savedSearches: { item: own.savedSearches, shape: made(savedSearchesOf) },
  highlightOnSelect: { item: own.highlightOnSelect, shape: z.boolean() },
  barKeysOn: { item: own.barKeysOn, shape: z.boolean() },
  highlightsShown: { item: own.highlightsShown, shape: z.boolean() },
  sightingsKept: { item: own.sightingsKept, shape: z.boolean() },
  sightingDays: { item: own.sightingDays, shape: z.number().int().min(1).max(3650) },
  triageOn: { item: own.triageOn, shape: z.boolean() },
  triageKeys: {
    item: own.triageKeys,
    shape: z.partialRecord(z.enum(commands), z.string().max(20)).transform(completed),
  },
  dimmed: { item: own.dimmed, shape: z.enum(dimmings) },
}

/** The settings as they stand, by their names. */
export async function settingsNow(): Promise<Record<string, unknown>> {
  const values = Object.entries(kept).map(async ([name, { item }]) => [name, await item.getValue()])
  return Object.fromEntries(await Promise.all(values))
}

/** Sets what is a setting of ours and has a shape that can be one; the rest stands as it was. */
export async function takeSettings(settings: object): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    const one = Object.hasOwn(kept, name) ? kept[name] : undefined
    const parsed = one?.shape.safeParse(value)
    if (one && parsed?.success) await one.item.setValue(parsed.data)
  }
}
