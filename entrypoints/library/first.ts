import { addressOf } from './address'
import { ask } from './asked'
import { orderOf } from './order'

const { view, search = '', get } = addressOf(location.hash)

/** What the list shows at first, where it is what was opened: asked as soon as this is read, before React and all that is drawn. */
export const first = view === 'papers' ? ask(search.trim(), orderOf(get('sort'))) : undefined
