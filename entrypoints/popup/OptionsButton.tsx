import { i18n } from '#i18n'
import { browser } from '#imports'
import { Icon } from '@/components/Icon'

/** Opens the options, which the browser itself hides behind a list of all extensions. */
export const OptionsButton = () => (
  <button
    type="button"
    id="options"
    className="btn bare ic sm"
    aria-label={i18n.t('options.contents')}
    title={i18n.t('options.contents')}
    onClick={() => void browser.runtime.openOptionsPage()}
  >
    <Icon name="options" />
  </button>
)
