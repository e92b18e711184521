// First of all: the database answers while what draws is read.
import { first } from './first'

import '@/components/tokens.css'
import '@/components/components.css'
import '@/components/reading.css'
import '@/components/screens.css'
import './library.css'
import { i18n } from '#i18n'
import { Closed } from '@/components/Closed'
import { raw } from '../options/raw'
import { show, soon } from '../options/screen'
import { Library } from './Library'

document.title = i18n.t('library.title')
void soon(first).then((known) =>
  show(
    <Closed raw={raw}>
      <Library first={known} />
    </Closed>,
  ),
)
