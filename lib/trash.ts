/** How long what was deleted can be restored, in days. */
export const TRASH_DAYS = 30

const DAY = 86_400_000

/** How many days are left to what came into the trash at a moment; 0 on its last. */
export const daysLeft = (at: string, now = new Date()): number =>
  Math.max(0, Math.ceil((Date.parse(at) + TRASH_DAYS * DAY - +now) / DAY))
