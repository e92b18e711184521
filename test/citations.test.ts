import { expect, test } from 'vitest'
import { citationStyles, styleOf } from '@/lib/citation-style'
import { citedAs } from '@/lib/export/citations'
import type { PaperFacts } from '@/lib/paper'

const doi = 'https://doi.org/10.48550/arXiv.2611.00001'
const preprint: PaperFacts = {
  keys: ['arxiv:2611.00001'],
  title: 'Tides follow the moon',
  authors: ['Ada B. Tern', 'Bo Gull'],
  date: '2026-11-02',
  links: { page: 'https://arxiv.org/abs/2611.00001' },
}
const article: PaperFacts = {
  ...preprint,
  keys: ['doi:10.1234/tides.5', 'arxiv:2611.00001'],
  authors: ['Ada B. Tern', 'Bo Gull', 'Cy Puffin'],
  venue: 'Journal of Shores',
}
const meeting: PaperFacts = {
  keys: ['acl:2026.acl-long.1'],
  title: 'Tides follow the moon',
  authors: ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((name) => `${name}nn ${name}ull`),
  venue: 'Proceedings of the 9th Meeting on Tides',
  date: '2026',
  links: { page: 'https://aclanthology.org/2026.acl-long.1' },
}

// The first one reads the whole style, which is long.
test('APA', () => {
  expect(citedAs('apa', preprint)).toBe(
    `Tern, A. B., & Gull, B. (2026). Tides follow the moon (arXiv:2611.00001). arXiv. ${doi}`,
  )
  expect(citedAs('apa', article)).toBe(
    'Tern, A. B., Gull, B., & Puffin, C. (2026). Tides follow the moon. Journal of Shores. https://doi.org/10.1234/tides.5',
  )
  expect(citedAs('apa', meeting)).toBe(
    'Aull, A., Bull, B., Cull, C., Dull, D., Eull, E., Full, F., & Gull, G. (2026). Tides follow the moon. Proceedings of the 9th Meeting on Tides. https://aclanthology.org/2026.acl-long.1',
  )
}, 30_000)

test('MLA: two authors are both named, of three the first', () => {
  expect(citedAs('mla', preprint)).toBe(
    `Tern, Ada B., and Bo Gull. “Tides Follow the Moon.” arXiv, 2 Nov. 2026, ${doi}.`,
  )
  expect(citedAs('mla', article)).toBe(
    'Tern, Ada B., et al. “Tides Follow the Moon.” Journal of Shores, 2 Nov. 2026, https://doi.org/10.1234/tides.5.',
  )
  expect(citedAs('mla', meeting)).toBe(
    'Aull, Ann, et al. “Tides Follow the Moon.” Proceedings of the 9th Meeting on Tides, 2026, https://aclanthology.org/2026.acl-long.1.',
  )
})

test('Chicago, author and date: six authors are named, of more the first three', () => {
  expect(citedAs('chicago', preprint)).toBe(
    `Tern, Ada B., and Bo Gull. 2026. “Tides Follow the Moon.” Preprint, arXiv, November 2. ${doi}.`,
  )
  expect(citedAs('chicago', article)).toBe(
    'Tern, Ada B., Bo Gull, and Cy Puffin. 2026. “Tides Follow the Moon.” Journal of Shores, November 2. https://doi.org/10.1234/tides.5.',
  )
  expect(citedAs('chicago', meeting)).toBe(
    'Aull, Ann, Bnn Bull, Cnn Cull, et al. 2026. “Tides Follow the Moon.” In Proceedings of the 9th Meeting on Tides. https://aclanthology.org/2026.acl-long.1.',
  )
})

test('IEEE: six authors are named, of more the first', () => {
  expect(citedAs('ieee', preprint)).toBe(
    'A. B. Tern and B. Gull, “Tides follow the moon,” 2026, arXiv:2611.00001, doi: 10.48550/arXiv.2611.00001.',
  )
  expect(citedAs('ieee', article)).toBe(
    'A. B. Tern, B. Gull, and C. Puffin, “Tides follow the moon,” Journal of Shores, Nov. 2026, doi: 10.1234/tides.5.',
  )
  expect(citedAs('ieee', meeting)).toBe(
    'A. Aull et al., “Tides follow the moon,” in Proceedings of the 9th Meeting on Tides, 2026, [Online]. Available: https://aclanthology.org/2026.acl-long.1.',
  )
})

test('BibTeX is the entry alone', () => {
  expect(citedAs('bibtex', { ...preprint, abstract: 'Long.' })).toBe(`@misc{tern2026tides,
  author = {Tern, Ada B. and Gull, Bo},
  doi = {10.48550/arXiv.2611.00001},
  year = {2026},
  month = {11},
  publisher = {arXiv},
  title = {Tides follow the moon},
  url = {https://arxiv.org/abs/2611.00001},
  eprint = {2611.00001},
  archiveprefix = {arXiv},
}
`)
})

test.each(['apa', 'mla', 'chicago', 'ieee'] as const)(
  '%s shows a title as it is written, and what is not known is left out',
  (style) => {
    const title = 'On <b>bold</b> <i>claims & mixing in $\\log n$ steps'
    const said = citedAs(style, { keys: ['s2:1'], title, links: {} })
    expect(said.toLowerCase()).toContain(title.toLowerCase())
    expect(said).toContain('$\\log n$')
    expect(said).not.toMatch(/undefined|NaN|\(\)|,,|\.\.| {2}/)
  },
)

test.each(['apa', 'mla', 'chicago', 'ieee'] as const)(
  '%s cites what is called as something that each object has',
  (style) => {
    for (const name of ['constructor', 'toString', '__proto__']) {
      const odd = { keys: ['s2:1'], title: name, authors: [name], links: {} }
      expect(
        [citedAs(style, odd), citedAs(style, odd)].map((said) => said.toLowerCase().split(name.toLowerCase()).length),
      ).toEqual([3, 3])
    }
  },
)

test('a style that is none is the first', () => {
  expect(citationStyles.map(styleOf)).toEqual([...citationStyles])
  expect([undefined, 7, 'vancouver'].map(styleOf)).toEqual(['short', 'short', 'short'])
})
