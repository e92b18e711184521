import { i18n } from '#i18n'
import type { Rejected } from '@/lib/import/records'

interface Props {
  /** The first of them. */
  rejected: Rejected[]
  /** How many there are. */
  left: number
  title: string
}

/** So many of them are listed; their number is told in any case. */
const LISTED = 500

/** The records that are left out of a file, each with the reason, and how many they are. */
export function LeftOut({ rejected, left, title }: Props) {
  if (left === 0) return null
  return (
    <details open={left < 6} data-list="rejected">
      <summary>{title}</summary>
      <ul className="rejected small">
        {rejected.slice(0, LISTED).map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is drawn once, in the file's order.
          <li key={index}>
            <b dir="auto">{placeOf(one)}</b>: {i18n.t(`import.why.${one.why}`)}
            {one.detail && <span className="quiet"> {one.detail}</span>}
          </li>
        ))}
        {left > LISTED && <li className="quiet">{i18n.t('import.more', left - LISTED)}</li>}
      </ul>
    </details>
  )
}

/** Where a record stands: "paper.bib, Paper 3, line 12, “Tides”". */
function placeOf({ file, kind, number, line, words }: Rejected): string {
  const parts = [
    file,
    number && i18n.t(`import.at.${kind}`, [number]),
    line && i18n.t('import.line', [line]),
    words && `“${words}”`,
  ]
  return parts.filter(Boolean).join(', ')
}
