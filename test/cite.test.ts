import { expect, test } from 'vitest'
import { citation, linkTo, quotation } from '@/lib/cite'
import type { PaperFacts } from '@/lib/paper'

const facts: PaperFacts = {
  keys: ['arxiv:2611.00001'],
  title: 'Tides,  Measured',
  authors: ['Ada Tern', 'Bo Gull', 'Cy Puffin'],
  venue: 'Invented Seas',
  organization: 'Institute of Shores',
  date: '2026-11-02',
  links: { page: 'https://arxiv.org/abs/2611.00001', pdf: 'https://arxiv.org/pdf/2611.00001' },
}
const cited = (less: Partial<PaperFacts>) => quotation('the moon', { ...facts, ...less }).replace('“the moon” ', '')

test('a quote says whom and what it is from, and where that is', () => {
  expect(quotation('The tide\n follows the moon', facts)).toBe(
    '“The tide follows the moon” (Ada Tern et al., Tides, Measured, Invented Seas, 2026, https://arxiv.org/abs/2611.00001)',
  )
})

test('one author, two, one of those that the page counts, or none', () => {
  expect(cited({ authors: ['Ada Tern'] })).toMatch(/^\(Ada Tern, Tides/)
  expect(cited({ authors: ['Ada Tern', 'Bo Gull'] })).toMatch(/^\(Ada Tern and Bo Gull, Tides/)
  expect(cited({ authors: ['Ada Tern', 'Bo Gull'], authorCount: 9 })).toMatch(/^\(Ada Tern et al\., Tides/)
  expect(cited({ authors: ['Ada Tern'], authorCount: 2 })).toMatch(/^\(Ada Tern et al\., Tides/)
  expect(cited({ authors: undefined, authorCount: 3 })).toMatch(/^\(Tides/)
})

test('what is not known is left out', () => {
  expect(cited({ venue: undefined, date: '2026' })).toContain('Measured, Institute of Shores, 2026, https:')
  expect(cited({ date: undefined, links: { pdf: 'https://arxiv.org/pdf/2611.00001' } })).toContain(
    'Invented Seas, https://arxiv.org/pdf/2611.00001)',
  )
  expect(cited({ authors: [], venue: undefined, organization: undefined, date: undefined, links: {} })).toBe(
    '(Tides, Measured)',
  )
})

test('a citation says who, when, what, where, and the address that an identifier leads to', () => {
  expect(citation(facts)).toBe(
    'Ada Tern, Bo Gull, Cy Puffin (2026). Tides, Measured. Invented Seas. https://arxiv.org/abs/2611.00001',
  )
  const doi = { ...facts, keys: [...facts.keys, 'doi:10.1002/(sici)1<1:a>2.0.co;2-#?'], title: 'Tides?' }
  expect(citation(doi)).toMatch(
    / Tides\? Invented Seas\. https:\/\/doi\.org\/10\.1002\/\(sici\)1%3C1:a%3E2\.0\.co;2-%23%3F$/,
  )
})

test('a citation names six authors at most, and leaves out what is not known', () => {
  const authors = ['A', 'B', 'C', 'D', 'E', 'F', 'G']
  expect(citation({ ...facts, authors })).toMatch(/^A, B, C, D, E, F et al\. \(2026\)\. Tides/)
  expect(citation({ ...facts, authors: ['A'], authorCount: 2 })).toMatch(/^A et al\. \(2026\)\./)
  expect(citation({ keys: ['s2:1'], title: 'Tides', links: {} })).toBe('Tides.')
  expect(citation({ keys: ['s2:1'], title: 'Tides', date: '2026', links: { pdf: 'https://a.example/1.pdf' } })).toBe(
    '(2026). Tides. https://a.example/1.pdf',
  )
})

const page = 'https://arxiv.org/abs/2611.00001'
const text = 'We measure tides, in well-known ways & others. The tide follows the moon, mostly; the moon does not ask.'
const link = (words: string, on = text, address = page) => {
  const start = on.indexOf(words)
  return linkTo(address, on, { start, end: start + words.length })
}
const directive = (words: string, on = text) => link(words, on)?.slice(page.length)

test('a link has the words themselves, with what has a meaning there encoded', () => {
  expect(link('The tide follows the moon')).toBe(`${page}#:~:text=The%20tide%20follows%20the%20moon`)
  expect(directive('tides, in well-known ways & others')).toBe(
    '#:~:text=tides%2C%20in%20well%2Dknown%20ways%20%26%20others',
  )
})

test('short words, and those that the text says twice, come with their neighbours', () => {
  expect(directive('mostly')).toBe('#:~:text=follows%20the%20moon-,mostly,-the%20moon%20does')
  expect(directive('We measure')).toBe('#:~:text=We%20measure,-tides%2C%20in%20well')
  expect(directive('not ask.')).toBe('#:~:text=the%20moon%20does-,not%20ask')
  const twice = 'The tide follows the moon. Indeed the tide follows the moon there.'
  expect(directive('tide follows the moon there', twice)).toBe('#:~:text=tide%20follows%20the%20moon%20there')
  expect(directive('tide follows the moon', twice)).toBe(
    '#:~:text=The-,tide%20follows%20the%20moon,-Indeed%20the%20tide',
  )
})

test('only whole words are found: those that the quote begins and ends in', () => {
  expect(directive('asure tides, in well-know')).toBe('#:~:text=measure%20tides%2C%20in%20well%2Dknown')
  expect(directive(';')).toBeUndefined()
})

test('a long quote is named by its first words and its last', () => {
  const words = Array.from({ length: 100 }, (_, n) => `word${n}`).join(' ')
  expect(directive(words, `${words} and more.`)).toBe(
    '#:~:text=word0%20word1%20word2%20word3%20word4,word95%20word96%20word97%20word98%20word99',
  )
})

test('only an address on the web becomes a link; what it points to within the page stays', () => {
  const words = 'The tide follows the moon'
  expect(link(words, text, 'chrome-extension://abc/welcome.html')).toBeUndefined()
  expect(link(words, text, 'https://a.example/#/paper/1:~:text=old')).toBe(
    'https://a.example/#/paper/1:~:text=The%20tide%20follows%20the%20moon',
  )
  const broken = 'The tide follows \ud800 the moon'
  expect(link(broken, broken)).toContain('follows%20%EF%BF%BD%20the')
})
