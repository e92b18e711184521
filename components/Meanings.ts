import { createContext, useContext } from 'react'
import { defaultMeanings, type Meaning } from '@/lib/color'

/** What the colours mean to the reader: given by the screen, used wherever a meaning is named or its number shown. */
export const Meanings = createContext<Meaning[]>(defaultMeanings)

export const useMeanings = (): Meaning[] => useContext(Meanings)
