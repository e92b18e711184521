import { createContext, useContext } from 'react'
import type { Hues } from '@/lib/tag'

/** The hues of tags: given by the screen, used wherever tags are shown. */
export const TagHues = createContext<Hues>({})

export const useHues = (): Hues => useContext(TagHues)
