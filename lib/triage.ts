import type { Act, OnPaper } from './act'
import { isBare, type Known } from './entry'
import { statuses } from './status'

/** What a single key asks for, in the order in which it is listed, with its key as long as the reader chose no other. */
export const defaultKeys = {
  next: 'j',
  previous: 'k',
  open: 'o',
  read: 'a',
  save: 's',
  to_read: 't',
  status: 'r',
  skip: 'x',
  note: 'n',
  tag: 'g',
  cite: 'c',
  export: 'e',
  dim: 'd',
  undo: 'z',
  redo: 'y',
}
export type Command = keyof typeof defaultKeys
export type Keys = Record<Command, string>
export const commands = Object.keys(defaultKeys) as Command[]

/** Commands of our own screens: in a page their keys are the page's. */
const onScreens: ReadonlySet<Command> = new Set(['tag', 'cite', 'export'])

/** A table that was stored when there were fewer commands, with keys for the others: their own, or where that is taken, a free one. */
export function completed(stored: Partial<Keys>): Keys {
  const keys = { ...stored }
  for (const command of commands) {
    const free = [defaultKeys[command], ...'abcdefghijklmnopqrstuvwxyz'].find(
      (key) => !Object.values(keys).includes(key),
    )
    keys[command] ??= free
  }
  return keys as Keys
}

type Pressed = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'isComposing'>

/** The key that was pressed, if it is one that can be a command's: one sign, in lower case, without a modifier. */
export function keyOf({ key, altKey, ctrlKey, metaKey, shiftKey, isComposing }: Pressed): string | undefined {
  if (altKey || ctrlKey || metaKey || shiftKey || isComposing) return
  return [...key].length === 1 && key.trim() ? key.toLowerCase() : undefined
}

/** The command that a pressed key stands for, if it does for one. */
export function commandOf(keys: Keys, pressed: Pressed): Command | undefined {
  const key = keyOf(pressed)
  return commands.find((command) => key !== undefined && keys[command] === key)
}

/** The same in a page. */
export function pageCommandOf(keys: Keys, pressed: Pressed): Command | undefined {
  const command = commandOf(keys, pressed)
  return command && onScreens.has(command) ? undefined : command
}

/** The table with a key given to a command. Where it was another's, that one gets the key that is free now: `other`. */
export function rebound(keys: Keys, command: Command, key: string): { keys: Keys; other?: Command } {
  const other = commands.find((one) => one !== command && keys[one] === key)
  return { keys: { ...keys, ...(other && { [other]: keys[command] }), [command]: key }, other }
}

/** Which listed papers stand back, besides the skipped: none, those seen and not kept, or all that are not kept. */
export const dimmings = ['none', 'seen', 'unsaved'] as const
export type Dimming = (typeof dimmings)[number]

/** Whether a listed paper stands back. What the reader keeps never does. */
export function isDimmed(dimming: Dimming, { entry, seen, skipped }: Known): boolean {
  if (entry) return false
  return skipped !== undefined || dimming === 'unsaved' || (dimming === 'seen' && seen !== undefined)
}

/** What came of a key, as the interface says it. */
export const dids = [
  ...(['saved', 'unsaved', 'kept', 'skipped', 'unskipped', 'not_skipped'] as const),
  ...statuses,
  'no_status',
] as const
export type Did = (typeof dids)[number]

/** Commands that are one act on a paper. */
const acting = ['save', 'to_read', 'status', 'skip'] as const
export type Acting = (typeof acting)[number]
export const isActing = (command: Command | undefined): command is Acting => acting.some((one) => one === command)

/**
 * What a key does to a paper, by what is known of it: the act, and what to say when it is done. The same key takes it back;
 * without an act there is only something to say.
 */
export function doing(command: Acting, paper: OnPaper, { entry, skipped }: Known): { act?: Act; did: Did } {
  switch (command) {
    case 'save':
      if (entry && !isBare(entry)) return { did: 'kept' }
      return { act: { do: 'save', paper, saved: !entry }, did: entry ? 'unsaved' : 'saved' }
    case 'to_read': {
      const status = entry?.paper.status === 'to_read' ? null : 'to_read'
      return { act: { do: 'status', paper, status }, did: status ?? 'no_status' }
    }
    case 'status': {
      // From none through all of them to none.
      const at = entry?.paper.status ? statuses.indexOf(entry.paper.status) : -1
      const status = statuses[at + 1] ?? null
      return { act: { do: 'status', paper, status }, did: status ?? 'no_status' }
    }
    case 'skip':
      if (entry) return { did: 'not_skipped' }
      return { act: { do: 'skip', paper, skipped: !skipped }, did: skipped ? 'unskipped' : 'skipped' }
  }
}
