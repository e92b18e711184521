import { i18n } from '#i18n'
import { type Status, statuses } from '@/lib/status'

interface Props {
  status: Status | undefined
  choose(status: Status | null): void
}

/** How far the reader is with a paper, as a list to choose from; for narrow places. */
export function StatusSelect({ status, choose }: Props) {
  return (
    <select
      aria-label={i18n.t('card.status')}
      value={status ?? ''}
      onChange={(event) => choose((event.target.value || null) as Status | null)}
    >
      <option value="">{i18n.t('status.none')}</option>
      {statuses.map((one) => (
        <option key={one} value={one}>
          {i18n.t(`status.${one}`)}
        </option>
      ))}
    </select>
  )
}

/** The same side by side; pressing the pressed one takes it back. */
export function StatusSegments({ status, choose }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw and name more than these three buttons need.
    <div className="seg" role="group" aria-label={i18n.t('card.status')}>
      {statuses.map((one) => (
        <button
          key={one}
          type="button"
          data-status={one}
          aria-pressed={status === one}
          onClick={() => choose(status === one ? null : one)}
        >
          {i18n.t(`status.${one}`)}
        </button>
      ))}
    </div>
  )
}
