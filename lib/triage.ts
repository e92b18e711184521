import type { Act, OnPaper } from './act'
import { isBare, type Known } from './entry'

/** What a single key asks for, in the order in which it is listed, with its key as long as the reader chose no other. */
export const defaultKeys = {
  next: 'j',
  previous: 'k',
  open: 'o',
  read: 'a',
  save: 's',
  to_read: 't',
  skip: 'x',
  note: 'n',
  dim: 'd',
  undo: 'z',
  redo: 'y',
}
export type Command = keyof typeof defaultKeys
export type Keys = Record<Command, string>
export const commands = Object.keys(defaultKeys) as Command[]

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
export const dids = ['saved', 'unsaved', 'kept', 'to_read', 'no_status', 'skipped', 'unskipped', 'not_skipped'] as const
export type Did = (typeof dids)[number]

/**
 * What a key does to a paper, by what is known of it: the act, and what to say when it is done. The same key takes it back;
 * without an act there is only something to say.
 */
export function doing(
  command: 'save' | 'to_read' | 'skip',
  paper: OnPaper,
  { entry, skipped }: Known,
): { act?: Act; did: Did } {
  switch (command) {
    case 'save':
      if (entry && !isBare(entry)) return { did: 'kept' }
      return { act: { do: 'save', paper, saved: !entry }, did: entry ? 'unsaved' : 'saved' }
    case 'to_read': {
      const status = entry?.paper.status === 'to_read' ? null : 'to_read'
      return { act: { do: 'status', paper, status }, did: status ?? 'no_status' }
    }
    case 'skip':
      if (entry) return { did: 'not_skipped' }
      return { act: { do: 'skip', paper, skipped: !skipped }, did: skipped ? 'unskipped' : 'skipped' }
  }
}
