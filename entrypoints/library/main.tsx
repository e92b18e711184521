import '@/components/tokens.css'
import '@/components/components.css'
import '@/components/screens.css'
import './library.css'
import { i18n } from '#i18n'
import { addressOf } from './address'
import { ask } from './asked'
import { orderOf } from './order'

document.title = i18n.t('library.title')
const { view, search = '', get } = addressOf(location.hash)
const first = view === 'papers' ? ask(search.trim(), orderOf(get('sort')), false) : undefined

// The database is asked while React is read.
void import('./draw').then(({ draw }) => draw(first))
