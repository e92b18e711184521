// First of all: the database answers while what draws is read.
import { first } from './first'

import '@/components/tokens.css'
import '@/components/components.css'
import '@/components/screens.css'
import './library.css'
import { i18n } from '#i18n'
import { draw } from './draw'

document.title = i18n.t('library.title')
void draw(first)
