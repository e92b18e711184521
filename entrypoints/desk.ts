import { defineUnlistedScript } from '#imports'
import { createDesk } from './page.content/desk'

/** Put into a page when the reader first does something there that opens over it. */
export default defineUnlistedScript(() => {
  globalThis.papermarginDesk = createDesk
})
