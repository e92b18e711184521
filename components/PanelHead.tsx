import { i18n } from '#i18n'
import { Icon } from './Icon'

/** The head of a panel over a screen: its title, which names it by `id`, and how to close it. */
export function PanelHead({ id, title, close }: { id: string; title: string; close(): void }) {
  return (
    <header className="row">
      <h2 id={id} className="grow">
        {title}
      </h2>
      <button type="button" className="btn bare ic sm" aria-label={i18n.t('close')} onClick={close}>
        <Icon name="close" />
      </button>
    </header>
  )
}
