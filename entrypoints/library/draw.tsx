import { Closed } from '@/components/Closed'
import { raw } from '../options/raw'
import { show } from '../options/screen'
import type { Asked } from './asked'
import { Library } from './Library'

/** How long nothing is shown yet, in milliseconds: most answers come sooner, and what waits is then not drawn first. */
const SOON = 60

/** Draws the library with its first papers, or, where they take longer, at once. */
export async function draw(first: Promise<Asked> | undefined): Promise<void> {
  const soon = new Promise<undefined>((resolve) => setTimeout(resolve, SOON))
  // Where the database cannot be read the screen says so by itself.
  const known = await Promise.race([first?.catch(() => undefined), soon])
  show(
    <Closed raw={raw}>
      <Library first={known} />
    </Closed>,
  )
}
