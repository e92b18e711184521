import { Closed } from '@/components/Closed'
import { raw } from '../options/raw'
import { show } from '../options/screen'
import { Popup } from './Popup'
import type { Known } from './page'

/** How long nothing is shown yet, in milliseconds: most answers come sooner, and what waits is then not drawn first. */
const SOON = 60

/** Draws the popup with what is known of the page, or, where that takes longer, at once. */
export async function draw(first: Promise<Known>): Promise<void> {
  const soon = new Promise<undefined>((resolve) => setTimeout(resolve, SOON))
  const known = await Promise.race([first.catch(() => undefined), soon])
  show(
    <Closed raw={raw}>
      <Popup first={known ?? first} />
    </Closed>,
  )
}
