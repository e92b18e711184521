import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { browser as api } from 'wxt/browser'
import type { Entry } from '@/lib/entry'
import { formats } from '@/lib/export/formats'
import { views } from '../../entrypoints/library/views.ts'
import { words } from '../made.ts'
import { type Launched, launch, select, until } from './browser.ts'
import { openMarked, some } from './open.ts'
import { seed } from './pages.ts'
import { importFile } from './stored.ts'

/** The extension's own API, inside functions that run on its pages. */
declare const chrome: typeof api

/** Markup that would ask for something, or run something, wherever it became elements. */
const markup = (field: string) =>
  `${field} <img src="https://evil.example/${field}.png" onerror="pwned = 1"><script>pwned = 1</script>`

/** The same, and all that Markdown and TeX could make of an address or a name. */
const markdown = (field: string) =>
  [
    markup(field),
    `![picture](https://evil.example/${field}-picture.png) ![data](data:image/svg+xml,<svg/onload=pwned=1>)`,
    '[script](javascript:pwned=1) [page](data:text/html,<script>pwned=1</script>) [web](https://evil.example/link)',
    '<https://evil.example/auto> <javascript:pwned=1> https://evil.example/bare',
    '[by name][name]\n\n[name]: javascript:pwned=1 "title"',
    '$\\includegraphics{https://evil.example/tex.png} + \\href{javascript:pwned=1}{x}$ and $\\text{<img src=x onerror=pwned=1>}^2$',
    '<iframe src="https://evil.example/frame"></iframe>\n\n<svg onload="pwned=1"><style>@import "https://evil.example/css"</style></svg>',
    '<form action="https://evil.example/form"><button autofocus onfocus="pwned=1">x</button></form>',
  ].join('\n\n')

const now = new Date().toISOString()
const stamps = () => ({ id: crypto.randomUUID(), rev: 1, createdAt: now, updatedAt: now })
const address = (name: string) => `https://evil.example/${name}"onmouseover="pwned=1`
const abstract = `We begin. ${markup('abstract')} And we end.`
const abstractId = crypto.randomUUID()
const tag = '<img src=//evil.example/tag onerror=pwned=1>'

const paper: Entry['paper'] = {
  ...stamps(),
  keys: ['arxiv:2605.99001', 's2:"><img/src=//evil.example/key/onerror=pwned=1>'],
  title: markup('title'),
  authors: [markup('author'), 'javascript:pwned=1'],
  organization: markup('organization'),
  venue: markup('venue'),
  date: '2026',
  links: { page: address('page'), pdf: address('pdf'), code: address('code') },
  abstracts: [{ id: abstractId, text: abstract, site: '<img/src=//evil.example/site>', seenAt: now }],
  counts: { '<b>site</b>': { upvotes: 3, comments: 1 } },
  edits: { venue: markup('venue of the reader’s'), page: address('own-page') },
  tags: [tag, `second ${tag}`],
  status: 'reading',
}
const quote = (exact: string) => ({ exact, prefix: '', suffix: '', start: 0, end: exact.length })
const highlights: Entry['highlights'] = [
  { color: 'question', comment: markdown('comment'), versions: [markdown('version')], url: address('made') },
  { color: '<img/src=//evil.example/color>', comment: markdown('second comment') },
].map((one, nth) => ({
  ...stamps(),
  paperId: paper.id,
  field: 'abstract' as const,
  abstractId,
  // The second has lost its words.
  ...quote(nth === 0 ? markup('abstract') : markup('lost')),
  ...one,
}))
const notes: Entry['notes'] = [
  { ...stamps(), paperId: paper.id, text: markdown('note'), versions: [markdown('other')] },
]
const entry: Entry = { paper, highlights, notes }
/** Called the same by other pages, so that it is asked whether the two are one; and one that is in the trash. */
const alike = {
  ...paper,
  ...stamps(),
  keys: ['openreview:alike'],
  authors: undefined,
  date: undefined,
  tags: undefined,
}
const gone = { ...paper, ...stamps(), keys: ['s2:gone'], title: markup('deleted') }

/** A listing that says the same of the paper, in its own words: text, as a careful site writes it. */
const list = seed('arxiv-list-new')
const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
const body = readFileSync(list.file, 'utf8')
  .replace(/Sorted Attention: [^<]*/, escaped(markup('title')))
  .replace(/Attention over long inputs [\s\S]*?<\/p>/, `${escaped(abstract)}</p>`)

let browser: Launched
let library: Page
beforeAll(async () => {
  browser = await launch()
  browser.context.on('page', (page) =>
    page.on('dialog', (dialog) => void dialog.dismiss().then(() => said.push(page.url()))),
  )
  // What is told of by the browser is what the policy stopped: it should have nothing to stop.
  browser.context.on(
    'console',
    (message) => /Content Security Policy/.test(message.text()) && stopped.push(message.text()),
  )
  browser.serve({ [list.url]: { body } })
  library = await browser.open('library.html')
})
afterAll(() => browser.close())

/** Pages that said something to the reader by a script's alert. */
const said: string[] = []
const stopped: string[] = []

/** Runs in a page: what of an element's content asks for something elsewhere, runs something, or leads to what is no page of the web. */
function harmIn(root: ParentNode): string[] {
  const asking =
    'img, picture, video, audio, source, iframe, frame, object, embed, form[action], base, portal, link, script, image, use'
  const isOurs = (address: string | null) => !address || new URL(address, location.href).origin === location.origin
  return [...root.querySelectorAll<HTMLElement>('*')].flatMap((one) => {
    const found: string[] = []
    const to = ['src', 'href', 'action', 'data', 'xlink:href', 'srcset', 'poster'].map((name) => one.getAttribute(name))
    if (one.matches(asking) && (!to.every(isOurs) || (one.localName === 'script' && !one.getAttribute('src'))))
      found.push('asks')
    if ([...one.attributes].some(({ name }) => name.startsWith('on'))) found.push('runs')
    if (/url\(\s*["']?\s*(?!#)/.test(one.getAttribute('style') ?? '')) found.push('looks')
    if (one.localName === 'style' && /@import|url\(\s*["']?http/.test(one.textContent)) found.push('imports')
    const href = one.getAttribute('href') ?? one.getAttribute('xlink:href')
    if (one.localName === 'a' && href !== null) {
      const { protocol, origin } = new URL(href, location.href)
      const { rel, target } = one as HTMLAnchorElement
      const isOut = origin !== location.origin
      if (isOut && !/^https?:$/.test(protocol)) found.push('leads')
      if (isOut && target === '_blank' && !rel.split(' ').includes('noopener')) found.push('opens')
    }
    return found.map((what) => `${what}: ${one.outerHTML.slice(0, 200)}`)
  })
}

/** Waits until Markdown is drawn, which comes a moment later than the words. */
const isDrawn = (page: Page) => page.locator('a[href="https://evil.example/link"]').first().waitFor()

/** Waits until what is hostile is to be read on a screen, and looks that it is no more than read. */
async function isHarmless(page: Page, text = 'evil.example'): Promise<void> {
  await until(`"${text}" is to be read at ${page.url()}`, () =>
    page.evaluate((text) => document.body.innerText.includes(text), text),
  )
  expect(await page.locator('html').evaluate(harmIn)).toEqual([])
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false)
}

test('a library in which every field is hostile is brought in', async () => {
  const file = { format: 'papermargin', version: 1, papers: [paper, alike, gone], highlights, notes }
  await importFile(library, { name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(file)) })
  await library.locator('[data-import="brought"]').waitFor()
  await isHarmless(library)
  const act = { do: 'delete', table: 'papers', id: gone.id }
  const message = { id: 1, type: 'act', timestamp: 1, data: act }
  const done = await library.evaluate((message) => chrome.runtime.sendMessage(message), message)
  expect(done).toMatchObject({ res: { ok: true } })
})

test.each([...views])('the library shows it as text: %s', async (view) => {
  await library.goto(browser.url(`library.html#view=${view}`))
  await library.locator(`nav [aria-current][href*="view=${view}"]`).waitFor()
  await isHarmless(library)
})

test('so does the pane of a paper, with its comments, notes, their other versions, and its record', async () => {
  await library.goto(browser.url(`library.html#paper=${paper.id}`))
  for (const field of ['comment', 'lost']) await isHarmless(library, field)
  await library.getByRole('textbox', { name: 'Note' }).first().press('Control+Enter')
  await isDrawn(library)
  await isHarmless(library)
})

test('so do the search, the options with a template’s outcome, and what a pasted text is read as', async () => {
  await library.goto(browser.url('library.html#search=evil'))
  await isHarmless(library)
  const options = await browser.open('options.html')
  await options.locator('#template-add').click()
  await isHarmless(options)
  await options.close()
})

test('on a page that lists it, in the card, the editor, the popup and the panel it is text, too', async () => {
  const { page, margin } = await openMarked(browser, list.url)
  await margin.appears('.mk[data-state="highlighted"]')
  await margin.click('.mk[data-paper="arxiv:2605.99001"]')
  await margin.appears('.card', 'comment')
  expect(await margin.evaluate(harmIn)).toEqual([])
  await page.keyboard.press('Escape')
  // Hostile words are highlighted and written by hand, as well.
  await select(page, 'p.mathjax', some('And we end.', 0, 3))
  await margin.click('[data-color="term"]')
  await select(page, 'p.mathjax', some('We begin.', 0, 2))
  await margin.click('[data-act="comment"]')
  await margin.appears('.edit textarea')
  await page.keyboard.type('![x](https://evil.example/typed.png) <img src=//evil.example/typed onerror=pwned=1>')
  await margin.appears('.edit .saving.saved')
  expect(await margin.evaluate(harmIn)).toEqual([])
  await page.keyboard.press('Escape')
  const popup = await browser.openPopup(page)
  await isDrawn(popup)
  await isHarmless(popup, 'comment')
  await popup.close()
  const panel = await browser.openPanel(page)
  await isHarmless(panel)
  await panel.close()
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false)
  await page.close()
})

/** A file that another program could have written, by the name of its format, which its paper's title begins with. */
async function foreign(name: 'ris' | 'bibtex' | 'csl' | 'csv' | 'w3c' | 'hypothesis') {
  const { extension, load } = formats[name]
  const other = { ...paper, id: crypto.randomUUID(), keys: [`s2:${name}`], title: markup(name) }
  return {
    name: `${name}.${extension}`,
    content: (await (await load())([{ ...entry, paper: other }], words)) as string,
  }
}

const obsidian = {
  url: 'https://arxiv.org/abs/2611.00777',
  title: markup('obsidian'),
  highlights: [{ content: `<p onclick="pwned = 1">${markup('clipped')}</p>`, notes: [markdown('clip')], color: tag }],
}
const papermemory = {
  id: 'Arxiv-2611.00778',
  title: markup('papermemory'),
  author: `${markup('author')} and Ada Tern`,
  note: markdown('memory'),
  pdfLink: 'javascript:pwned=1',
  codeLink: address('code'),
  tags: [tag],
  year: '2026',
}

test('files of every format, with the same in them, are read as text', async () => {
  const files = [
    ...(await Promise.all((['ris', 'bibtex', 'csl', 'csv', 'w3c', 'hypothesis'] as const).map(foreign))),
    { name: 'obsidian.json', content: JSON.stringify([obsidian]) },
    { name: 'papermemory.json', content: JSON.stringify({ 'Arxiv-2611.00778': papermemory, __dataVersion: 10 }) },
    { name: 'listing.txt', content: `${markup('listing')}\nhttps://arxiv.org/abs/2611.00779\n` },
  ]
  await library.goto(browser.url('library.html#view=papers'))
  const given = files.map(({ name, content }) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) }))
  await library.locator('#import-file').setInputFiles(given)
  await library.locator('[data-import="looked"]').waitFor()
  await isHarmless(library)
  await library.locator('#import-now').click()
  await library.locator('[data-import="brought"]').waitFor()
  await isHarmless(library)
  for (const { name } of files.slice(0, -1)) await isHarmless(library, `${name.split('.')[0]} <img`)
})

test('the page to print asks for nothing and runs nothing', async () => {
  browser.serve({ 'https://print.example/': { body: (await (await formats.html.load())([entry], words)) as string } })
  const page = await browser.open('https://print.example/')
  await isHarmless(page)
  await page.close()
})

test('nothing was asked of the network, nothing ran, nobody was alerted, and the policy had nothing to stop', () => {
  expect(browser.requested.filter(({ url }) => url.includes('evil.example'))).toEqual([])
  expect(browser.requestedByExtension()).toEqual([])
  expect(said).toEqual([])
  expect(stopped).toEqual([])
})
