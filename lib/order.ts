/** By what papers can be put in order; each with whether it begins at its end, unless the reader wants it otherwise. */
export const sorts = { touched: true, added: true, title: false, author: false, date: true, status: false } as const
export type Sort = keyof typeof sorts

export interface Order {
  by: Sort
  /** From the last to the first: the newest, or Z, first. */
  descending: boolean
}

export const defaultOrder = { by: 'touched', descending: true } as const satisfies Order
