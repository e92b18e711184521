import { i18n } from '#i18n'
import type { Act } from '@/lib/act'
import type { Past } from '@/lib/journal'

type Named = 'repair' | Exclude<Act['do'], 'undo'> extends infer Name extends string
  ? Name extends 'drop-version'
    ? 'drop_version'
    : Name
  : never

/** What was undone or done again, in words: "Undone: highlight (Attention Is All You Need)". */
export function pastWords(past: Past, isRedo: boolean): string {
  const name = i18n.t(`past.${past.act.replaceAll('-', '_') as Named | 'import'}`)
  const words = past.title ? `${name} (${past.title})` : name
  return isRedo ? i18n.t('past.redone', [words]) : i18n.t('past.undone', [words])
}
