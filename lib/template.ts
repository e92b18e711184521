import { nameOf } from './saved'

/** A text with places to be filled in, which says how papers are written; under a name that no other has. */
export interface Template {
  name: string
  text: string
}

/** How many a reader can keep, and how long each may be, in UTF-16 units. */
export const MOST_TEMPLATES = 30
export const LONGEST_TEMPLATE = 100_000

/** The templates as they were stored; what is none, and a second one of a name, is left out. */
export function templatesOf(stored: unknown): Template[] {
  const all = (Array.isArray(stored) ? stored.slice(0, MOST_TEMPLATES) : [])
    .filter(isTemplate)
    .map(({ name, text }) => ({ name: nameOf(name), text }))
  return all.filter(({ name }, at) => all.findIndex((one) => one.name === name) === at)
}

function isTemplate(value: unknown): value is Template {
  const { name, text } = (value ?? {}) as Record<string, unknown>
  return typeof name === 'string' && nameOf(name) !== '' && typeof text === 'string' && text.length <= LONGEST_TEMPLATE
}

/** A name for one more: as it is meant, with a number where another has it. */
export function freeName(all: Template[], meant: string): string {
  const called = nameOf(meant)
  let name = called
  for (let count = 2; all.some((one) => one.name === name); count++) name = `${called} ${count}`
  return name
}
