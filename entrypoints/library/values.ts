import { i18n } from '#i18n'
import { useMeanings } from '@/components/Meanings'
import { nameOf } from '@/components/meaning'
import { IMPORTED } from '@/lib/color'
import type { FieldWord, Possession } from '@/lib/query'
import { siteName } from '@/lib/sites'
import type { Status } from '@/lib/status'

/** What the reader calls a value of a field. */
export function useNames(): (field: FieldWord, value: string) => string {
  const meanings = useMeanings()
  return (field, value) => {
    if (field === 'color') return nameOf(meanings, value)
    if (field === 'status') return i18n.t(`status.${value as Status | 'none'}`)
    if (field === 'has') return i18n.t(`has.${value as Possession}`)
    if (field === 'site' && value === IMPORTED) return i18n.t('imported')
    return (field === 'site' && siteName(value)) || value
  }
}
