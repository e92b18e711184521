import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Bundled, terms } from '../modules/licences'

const own = readFileSync('LICENSE', 'utf8').trim()
const one = (more: Partial<Bundled>): Bundled => ({ name: 'one', version: '1.0.0', license: 'MIT', texts: [], ...more })

test('a package without a licence, or under one that ours does not go with, ends the build, and is named', () => {
  expect(() => terms(own, [one({ license: undefined })])).toThrow(/one 1\.0\.0.*not told/)
  expect(() => terms(own, [one({ license: 'GPL-3.0-only', texts: ['Copyleft'] })])).toThrow(
    /one 1\.0\.0.*"GPL-3\.0-only"/,
  )
  expect(() => terms(own, [one({ license: 'UNLICENSED' })])).toThrow(/one 1\.0\.0.*"UNLICENSED"/)
  // Of two it is for us to say which is taken.
  expect(() => terms(own, [one({ license: 'MIT OR GPL-2.0', texts: ['Either'] })])).toThrow(/one 1\.0\.0/)
})

test('each package is told with its text, and a text that several have stands once', () => {
  const text = terms(own, [
    one({ name: 'two', license: 'ISC', texts: ['Terms', 'Notice'] }),
    one({ texts: ['Shared terms'] }),
    one({ name: 'other', texts: ['Shared terms'] }),
  ])
  expect(text).toContain(own)
  expect(text).toContain('one 1.0.0 (MIT)\nother 1.0.0 (MIT)\n\nShared terms')
  expect(text).toContain('two 1.0.0 (ISC)\n\nTerms\n\nNotice')
  expect(text.split('Shared terms')).toHaveLength(2)
})

test('a package that names the MIT licence and leaves its text out gets it, with its holder; no other licence is written for it', () => {
  const text = terms(own, [one({ author: 'Ann Author <ann@example.org> (https://example.org)' })])
  expect(text).toContain('one 1.0.0 (MIT)\n\nMIT License\n\nCopyright (c) Ann Author\n\nPermission is hereby granted')
  expect(terms(own, [one({ author: { name: 'Bo Author' } })])).toContain('Copyright (c) Bo Author\n')
  expect(terms(own, [one({})])).toContain('Copyright (c) the authors of one\n')
  expect(() => terms(own, [one({ license: 'Apache-2.0' })])).toThrow(/one.*Apache-2\.0/)
})

test('what is under more than the usual terms is told with them', () => {
  const citeproc = terms(own, [one({ name: 'citeproc', license: 'CPAL-1.0 OR AGPL-1.0', texts: ['Copyright'] })])
  expect(citeproc).toMatch(/Common Public Attribution License[\s\S]*source code is available/)
  const styles = terms(own, [one({ name: '@citation-js/plugin-csl', texts: ['Copyright'] })])
  expect(styles).toContain('Attribution-ShareAlike 3.0')
})
