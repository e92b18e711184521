import fc from 'fast-check'
import { type Garble, garble, garbled, value } from './hostile'

/** A change somewhere within a value of JSON: what happens to which of its parts, counted round. */
export interface Spoil {
  how: 'drop' | 'replace' | 'garble' | 'repeat' | 'add'
  at: number
  value: unknown
  garble: Garble
}

export const spoil: fc.Arbitrary<Spoil> = fc.record({
  how: fc.constantFrom('drop', 'replace', 'replace', 'garble', 'garble', 'repeat', 'add'),
  at: fc.nat(1_000_000),
  value,
  garble,
})

type Holder = Record<string, unknown>

/** Every part of a value, with what holds it. */
function* parts(holder: Holder): Generator<[Holder, string]> {
  for (const key of Object.keys(holder)) {
    yield [holder, key]
    const inner = holder[key]
    if (typeof inner === 'object' && inner !== null) yield* parts(inner as Holder)
  }
}

/** A copy of a value in which some of its parts are not what they should be; perhaps the whole is none. */
export function spoiled(value: unknown, spoils: Spoil[]): unknown {
  const root: Holder = { all: structuredClone(value) }
  for (const { how, at, value: given, garble } of spoils) {
    // One that is put in twice, or into itself, is two.
    const value = structuredClone(given)
    const all = [...parts(root)]
    const [holder, key] = all[at % all.length] ?? []
    if (!holder || key === undefined) continue
    const before = holder[key]
    if (how === 'drop') {
      // Not by `splice`: a list that was given a `constructor` makes no other.
      if (Array.isArray(holder)) holder.copyWithin(Number(key), Number(key) + 1).length--
      else delete holder[key]
    } else if (how === 'garble' && typeof before === 'string') holder[key] = garbled(before, garble)
    else if (how === 'repeat' && Array.isArray(before)) holder[key] = [...before, ...before, ...before]
    else if (how === 'add' && typeof before === 'object' && before !== null)
      Object.defineProperty(before, garble.with || 'x', { value, enumerable: true, configurable: true, writable: true })
    else holder[key] = value
  }
  return root.all
}
