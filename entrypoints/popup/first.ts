import { firstLook } from './page'

/** What is known of the page: it and the database are asked as soon as this is read, before React and all that is drawn. */
export const first = firstLook()
