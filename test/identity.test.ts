import { expect, test } from 'vitest'
import { arxivId, arxivKey, doiKey } from '../lib/identity'
import { Key } from '../lib/paper'

test('an arXiv identifier is found in any form that pages write, without its version', () => {
  for (const text of [
    '2306.03310',
    'arXiv:2306.03310v2 [cs.LG]',
    'https://arxiv.org/abs/2306.03310',
    '/pdf/2306.03310v12',
    'http://arxiv.org/pdf/2306.03310.pdf',
    'https://doi.org/10.48550/arXiv.2306.03310',
    'arxiv.2306.03310',
    'https://arxiv.org/html/2306.03310v1#S2',
  ])
    expect(arxivId(text), text).toBe('2306.03310')
  expect(arxivId('arXiv:0704.0046')).toBe('0704.0046')
})

test('old identifiers keep their archive and lose their class', () => {
  expect(arxivId('https://arxiv.org/abs/hep-th/9901001v3')).toBe('hep-th/9901001')
  expect(arxivId('arXiv:solv-int/9901001')).toBe('solv-int/9901001')
  expect(arxivId('math.GT/0309136')).toBe('math/0309136')
  expect(arxivId('https://arxiv.org/pdf/cond-mat.str-el/0101001v1.pdf')).toBe('cond-mat/0101001')
})

test('what only looks like an identifier is none', () => {
  for (const text of [
    '',
    'https://arxiv.org/list/cs/2306',
    'https://arxiv.org/abs/1234567',
    'https://example.org/pdf/1234567',
    '2313.03310',
    '12306.03310',
    '2306.033101',
    '10.1145/3442188.3445922',
    '3.2306.03310',
    'https://arxiv.org/a/ford_e_1',
    'hep-th/99010010',
  ])
    expect(arxivId(text), text).toBeUndefined()
})

test('a DOI is one key whatever its case, resolver and surroundings', () => {
  for (const text of [
    '10.1143/PTP.101.1155',
    'https://doi.org/10.1143/ptp.101.1155',
    'doi:10.1143/PTP.101.1155.',
    '(see 10.1143/PTP.101.1155)',
    'http://dx.doi.org/10.1143/PTP.101.1155?via=ref#top',
    '10.1143/PTP.101.1155, in print',
    '“10.1143/PTP.101.1155”',
  ])
    expect(doiKey(text), text).toBe('doi:10.1143/ptp.101.1155')
})

test('the brackets of a DOI are its own', () => {
  const wiley = 'doi:10.1002/(sici)1096-8652(199601)51:1<1::aid-ajh1>3.0.co;2-a'
  expect(doiKey('10.1002/(SICI)1096-8652(199601)51:1<1::AID-AJH1>3.0.CO;2-A')).toBe(wiley)
  expect(doiKey('https://doi.org/10.1002/%28SICI%291096-8652%28199601%2951%3A1%3C1%3A%3AAID-AJH1%3E3.0.CO;2-A')).toBe(
    wiley,
  )
  expect(doiKey('(10.1016/0021-9991(78)90023-2)')).toBe('doi:10.1016/0021-9991(78)90023-2')
  expect(doiKey('10.1000/a)b')).toBe('doi:10.1000/a)b')
  expect(doiKey('<a>10.1016/j.x.2020.01.001</a>')).toBe('doi:10.1016/j.x.2020.01.001')
})

test("arXiv's own DOIs give the arXiv key", () => {
  expect(doiKey('https://doi.org/10.48550/arXiv.2306.03310')).toBe('arxiv:2306.03310')
  expect(doiKey('10.48550/arXiv.hep-th/9901001')).toBe('arxiv:hep-th/9901001')
})

test('what is no DOI gives no key, and every key given is one', () => {
  for (const text of ['', 'doi', '10.1/short', '110.1143/x', 'https://doi.org/', `10.1000/${'x'.repeat(400)}`])
    expect(doiKey(text), text).toBeUndefined()
  for (const text of ['10.1000/a%zz', 'https://doi.org/10.1000/a%zz', '10.1000/ünïcode'])
    expect(Key.safeParse(doiKey(text)).success, text).toBe(true)
  expect(Key.safeParse(arxivKey('hep-th/9901001')).success).toBe(true)
})
