import { expect, test } from 'vitest'
import { piecesOf } from '@/lib/pieces'
import { aroundTex, texIn } from '@/lib/tex'

/** A text as it is shown, its formulas between angle brackets. */
function shown(text: string): string {
  return piecesOf(text, texIn(text))
    .map(({ text, over: [tex] }) => (!tex ? text : 'shown' in tex ? tex.shown : `<${tex.formula}>`))
    .join('')
}

test.each([
  ['$O(n \\log n)$ time', '<O(n \\log n)> time'],
  ['\\(k\\)-means and $k$-means', '<k>-means and <k>-means'],
  ['a displayed $$x^2$$ one', 'a displayed <x^2> one'],
  ['$\\text{S}^{2}$-Attention for $n$', '<\\text{S}^{2}>-Attention for <n>'],
  ['between $5 and $10', 'between $5 and $10'],
  ['from $5-$10 to $20', 'from $5-$10 to $20'],
  ['$5 and 6$ or $n$', '$5 and 6$ or <n>'],
  ['a \\$5 bill at 3\\% \\& more', 'a $5 bill at 3% & more'],
  [
    'Poincar\\\'e, Poincar{\\\'e}, M\\"{u}ller, {\\v{c}}apek, \\c{c}a, na{\\"\\i}ve',
    'Poincaré, Poincaré, Müller, čapek, ça, naïve',
  ],
  ["The \\emph{Ber{\\'e}nice} of \\textbf{Tides}", 'The Berénice of Tides'],
  ['\\emph{open only', '\\emph{open only'],
  ['C:\\temp and \\unknown{x}', 'C:\\temp and \\unknown{x}'],
  ['plain', 'plain'],
])('%s is shown as %s', (text, expected) => {
  expect(shown(text)).toBe(expected)
})

test('a highlight that touches a formula is of the whole of it, and of nothing beside', () => {
  const text = 'Sorting in $O(n \\log n)$ time'
  const around = (start: number, end: number) =>
    aroundTex([{ what: 0, start, end }], texIn(text)).map(({ start, end }) => text.slice(start, end))
  expect(around(0, 14)).toEqual(['Sorting in $O(n \\log n)$'])
  expect(around(16, 29)).toEqual(['$O(n \\log n)$ time'])
  expect(around(13, 15)).toEqual(['$O(n \\log n)$'])
  expect(around(0, 11)).toEqual(['Sorting in '])
  expect(around(24, 29)).toEqual([' time'])
})

test('of what a hostile page writes no more is drawn than can be', () => {
  for (const text of [
    '$'.repeat(50_000),
    '\\emph{'.repeat(8000),
    '$a'.repeat(25_000),
    '\\('.repeat(25_000),
    "{\\'".repeat(16_000),
  ]) {
    expect(texIn(text).length).toBeLessThanOrEqual(400)
  }
})
