/** A colour is a meaning. The order is the reader's: a meaning's place is its number and its key. */
export const colors = ['claim', 'method', 'result', 'question', 'limit', 'term'] as const
export type Color = (typeof colors)[number]
