import '@/components/tokens.css'
import '@/components/components.css'
import '@/components/reading.css'
import '@/components/screens.css'
import './panel.css'
import { Closed } from '@/components/Closed'
import { raw } from '../options/raw'
import { show } from '../options/screen'
import { Panel } from './Panel'

show(
  <Closed raw={raw}>
    <Panel />
  </Closed>,
)
