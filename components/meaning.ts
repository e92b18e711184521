import { i18n } from '#i18n'
import { type Color, IMPORTED, isPrepared, type Meaning, offered } from '@/lib/color'

/** What a colour means in the reader's words; where they have no such meaning, its first name, or what it is stored as. */
export function nameOf(meanings: Meaning[], color: Color): string {
  if (color === IMPORTED) return i18n.t('imported')
  const name = meanings.find((meaning) => meaning.color === color)?.name
  return name ?? (isPrepared(color) ? i18n.t(`color.${color}`) : color)
}

/** What stands on a colour, so that it can be told without seeing it: its number, or, where it has none, its first letter. */
export function signOf(meanings: Meaning[], color: Color): string {
  const place = offered(meanings).findIndex((meaning) => meaning.color === color)
  return place < 0 ? ([...nameOf(meanings, color)][0] ?? '') : String(place + 1)
}
