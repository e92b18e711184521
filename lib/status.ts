/** How far the reader is with a paper, in order. */
export const statuses = ['to_read', 'reading', 'read'] as const
export type Status = (typeof statuses)[number]
