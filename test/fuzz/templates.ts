import fc from 'fast-check'
import { prepared, TemplateError, variables, written } from '@/lib/export/template'
import { type Garble, garbledLine, lineGarble, seldom, text } from './hostile'
import { named } from './named'
import { shelf } from './shelf'
import type { Target } from './target'

const tags = [
  'if',
  'unless',
  'for',
  'endfor',
  'endif',
  'else',
  'elsif',
  'case',
  'when',
  'assign',
  'capture',
  'endcapture',
]
const more = [
  'cycle',
  'raw',
  'endraw',
  'comment',
  'include',
  'render',
  'layout',
  'increment',
  'tablerow',
  'break',
  'liquid',
  '#',
]
const filters = [
  'md',
  'date',
  'split',
  'join',
  'append',
  'replace',
  'slice',
  'times',
  'where',
  'map',
  'sort',
  'truncate',
  'json',
]
const values = [
  'title',
  'authors',
  'highlights',
  'h.quote',
  '1',
  '(1..99999999)',
  '(1..9)',
  '"a"',
  'nil',
  'forloop',
  '__proto__',
  'constructor',
]
const said = fc.oneof(fc.constantFrom(...values, ...Object.keys(variables(shelf[0] as never, named))), text)
const piece = fc.oneof(
  { weight: 3, arbitrary: said.map((value) => `{{ ${value} }}`) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(said, fc.constantFrom(...filters), fc.array(said, { maxLength: 2 }))
      .map(([value, filter, given]) => `{{ ${value} | ${filter}${given.length ? `: ${given.join(', ')}` : ''} }}`),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.constantFrom(...tags, ...more), said).map(([tag, value]) => `{% ${tag} ${value} %}`),
  },
  { weight: 2, arbitrary: said.map((value) => `{% for h in ${value} %}{{ h }}`) },
  { weight: 1, arbitrary: fc.constantFrom('{% endfor %}', '{% endif %}', '{%', '%}', '{{', '}}', '{%- ', ' -%}') },
  { weight: 1, arbitrary: text },
)

interface Input {
  pieces?: string[]
  garbles: (Garble & { line: number })[]
}

/** Templates of the reader's, and such as nobody would write, followed for a paper that has everything. */
export const templates: Target<Input> = {
  input: fc.record({
    pieces: seldom(2, fc.array(piece, { maxLength: 8 })),
    garbles: fc.array(lineGarble, { maxLength: 5 }),
  }),
  feed({ pieces, garbles }) {
    const template = garbles.reduce(garbledLine, pieces?.join('') ?? prepared)
    const began = performance.now()
    let came = true
    try {
      written(template, shelf.slice(0, 1), named)
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error
      came = false
    }
    return { ms: performance.now() - began, of: pieces ? 'made up' : 'the prepared one', came }
  },
}
