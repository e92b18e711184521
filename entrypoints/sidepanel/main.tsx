import '@/components/tokens.css'
import '@/components/components.css'
import '@/components/screens.css'
import './panel.css'
import { Closed } from '@/components/Closed'
import { show } from '../options/screen'
import { Panel } from './Panel'

show(
  <Closed>
    <Panel />
  </Closed>,
)
