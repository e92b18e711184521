// @vitest-environment happy-dom
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { dayIn } from '../lib/day'
import { arxivId, doiKey } from '../lib/identity'
import { Key, PaperFacts } from '../lib/paper'
import { papersOf } from '../lib/reader'
import type { Listed, Site } from '../lib/site'
import { scriptsAt, siteAt, sites, wheres } from '../lib/sites'
import { holder, words } from '../lib/words'

interface Seed {
  file: string
  url: string
  site: string
  kind: string
  /** Whether its markup was seen on a page; "reported" where only its names are known from others who read it. */
  seenLive: boolean | 'reported'
  /** The day on which the page is read, where its dates have no year. */
  today?: string
  papers: PaperFacts[]
}

const seeds = JSON.parse(readFileSync(resolve('seeds/pages/index.json'), 'utf8')) as Seed[]

/** happy-dom would fetch style sheets and frames, and say at length that it may not. */
function open(html: string): Document {
  return new DOMParser().parseFromString(html.replace(/<(?:link|iframe)\b[^>]*>/g, ''), 'text/html')
}

function read(html: string, address: string): Listed[] {
  const url = new URL(address)
  const site = siteAt(url)
  if (!site) throw new Error(`No site answers for ${address}`)
  return papersOf(site, open(html), url)
}

/** As it goes through a message: what is undefined is not there. */
const plain = (facts: PaperFacts): PaperFacts => JSON.parse(JSON.stringify(facts)) as PaperFacts

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

for (const { file, url, site, kind, today, papers } of seeds) {
  test(`${site}, ${kind}: every paper of the made-up page, whole and in order`, () => {
    vi.setSystemTime(today ?? '2026-11-23')
    expect(siteAt(new URL(url))?.id).toBe(site)
    const listed = read(readFileSync(resolve('seeds/pages', file), 'utf8'), url)
    expect(listed.map(({ facts }) => plain(facts))).toEqual(papers)
    for (const { facts, title, abstract } of listed) {
      expect(PaperFacts.safeParse(facts).error).toBeUndefined()
      // DBLP ends each title with a full stop.
      const shown = title && words(title.element, title.skip)
      expect(site === 'dblp' ? shown?.replace(/\.$/, '') : shown).toBe(facts.title)
      if (abstract && kind !== 'abs') expect(words(abstract.element, abstract.skip)).toBe(facts.abstract)
    }
  })
}

test('every site is listed under the name of its file, with a made-up page, and answers for no page of another', () => {
  const files = readdirSync('lib/sites').map((file) => file.replace(/\.ts$/, ''))
  expect(sites.map(({ id }) => id).toSorted()).toEqual(
    files.filter((file) => !['index', 'listed'].includes(file)).toSorted(),
  )
  expect(sites.map(({ id }) => id).filter((id) => !seeds.some(({ site }) => site === id))).toEqual([])
  for (const { url, site } of seeds) {
    const { hostname } = new URL(url)
    const claiming = sites.filter(({ where }) => where.hosts.includes(hostname) && where.test(new URL(url)))
    expect(
      claiming.map(({ id }) => id),
      url,
    ).toEqual([site])
  }
})

test('a page gets the script of its own site and the page script, and on any other host the general one', () => {
  for (const { url, site } of seeds)
    expect(scriptsAt(new URL(url))).toEqual([`/sites/${site}.js`, '/content-scripts/page.js'])
  expect(scriptsAt(new URL('https://a.example/'))).toEqual(['/sites/generic.js', '/content-scripts/page.js'])
})

test.each(seeds)('$site, $kind: reading leaves the page as it was', ({ file, url }) => {
  const page = open(readFileSync(resolve('seeds/pages', file), 'utf8'))
  const before = page.documentElement.outerHTML
  papersOf(siteAt(new URL(url)) as Site, page, new URL(url))
  expect(page.documentElement.outerHTML).toBe(before)
})

test.each(seeds)('$site, $kind: a page in pieces or with odd links and numbers throws nothing', ({ file, url }) => {
  const html = readFileSync(resolve('seeds/pages', file), 'utf8')
  const odd = [
    html.replace(/(href|content|id|data-[a-z-]+)="[^"]*"/g, '$1=""'),
    html.replace(/href="[^"]*"/g, 'href="javascript:alert(1)"'),
    html.replace(/href="https?:[^"]*"/g, 'href="http://["'),
    html.replace(/href="([^"]*)"/g, 'href="$1%"'),
    html.replace(/>[^<>]+</g, '><'),
    html.replace(/<\/[a-z\d]+>/g, ''),
    html.replace(/\d/g, '9'),
    ...[0.3, 0.5, 0.7, 0.9].map((part) => html.slice(0, html.length * part)),
  ]
  for (const page of odd)
    for (const { facts } of read(page, url)) {
      expect(facts.title).not.toBe('')
      // What a message carries on is what parses: a link that is none of the web's is left behind there.
      const kept = PaperFacts.safeParse(plain(facts)).data?.links ?? {}
      for (const link of Object.values(kept)) if (link) expect(link).toMatch(/^https?:/i)
    }
})

const abstracts = (file: string, key: string) => {
  const { url } = seeds.find((seed) => seed.file === file) as Seed
  return read(readFileSync(resolve('seeds/pages', file), 'utf8'), url).find(({ facts }) => facts.keys.includes(key))
}

test('one abstract is on five pages of two sites, each of which shows it where it says', () => {
  const start = 'Attention over long inputs is usually made cheap by a fixed window'
  for (const file of ['arxiv-abs.html', 'arxiv-list-new.html', 'arxiv-search.html', 'huggingface-search.html']) {
    const place = abstracts(file, 'arxiv:2605.99001')?.abstract
    expect(place && words(place.element, place.skip), file).toContain(start)
    expect(place && words(place.element, place.skip), file).toContain('$O(n \\log n)$')
  }
  const card = abstracts('huggingface-day.html', 'arxiv:2605.99001')
  expect(card?.facts.abstract).toContain(start)
  expect(card?.abstract).toBeUndefined()
})

test('the short copy of an abstract in search results is named as a copy, without its "More"', () => {
  const result = abstracts('arxiv-search.html', 'arxiv:2605.99001')
  expect(result?.copies).toHaveLength(1)
  const [copy] = result?.copies ?? []
  expect(copy && words(copy.element, copy.skip)).toMatch(/^….*…$/)
})

test('a summary that trending shows in place of an abstract is not taken for one', () => {
  expect(abstracts('huggingface-trending.html', 'arxiv:2605.99001')?.abstract).toBeDefined()
  expect(abstracts('huggingface-trending.html', 'arxiv:2605.99002')?.abstract).toBeUndefined()
  expect(abstracts('huggingface-trending.html', 'arxiv:2605.99002')?.facts.abstract).toMatch(/^When a language model/)
})

test('the copy of a trending paper that is before the eyes is the one with the marker', () => {
  const { url } = seeds.find(({ kind }) => kind === 'trending') as Seed
  const page = open(readFileSync(resolve('seeds/pages/huggingface-trending.html'), 'utf8'))
  for (const link of page.querySelectorAll('.for-narrow a')) link.checkVisibility = () => false
  for (const link of page.querySelectorAll('.for-wide a')) link.checkVisibility = () => true
  const [first] = papersOf(siteAt(new URL(url)) as Site, page, new URL(url))
  expect(first?.element.closest('.for-wide')).not.toBeNull()
  expect(first?.abstract?.element.closest('.for-wide')).not.toBeNull()
})

test('the marker stands beside the item, not within it', () => {
  const tags = (file: string) => abstracts(file, 'arxiv:2605.99001')?.element.localName
  expect(tags('huggingface-day.html')).toBe('article')
  expect(tags('huggingface-day-stale.html')).toBe('article')
  expect(abstracts('huggingface-search.html', 'arxiv:2605.99001')?.element.className).toBe('result')
  expect(tags('arxiv-list-new.html')).toBe('dt')
  expect(tags('arxiv-list-classic.html')).toBe('dt')
  expect(tags('arxiv-search.html')).toBe('li')
  expect(tags('arxiv-abs.html')).toBe('h1')
})

test('formulas that a script has drawn are read as their TeX, once', () => {
  const glyphs =
    '<span class="MathJax_Preview"></span><span class="MathJax"><nobr>O(nlogn)</nobr><math>O(n log n)</math></span>'
  const tex = '<script type="math/tex">O(n \\log n)</script>'
  const katex =
    '<span class="katex"><span class="katex-mathml"><math><mi>O</mi><annotation encoding="application/x-tex">' +
    'O(n \\log n)</annotation></math></span><span class="katex-html">O(nlogn)</span></span>'
  const three =
    '<mjx-container><mjx-math>O</mjx-math><mjx-assistive-mml><math>O</math></mjx-assistive-mml></mjx-container>'
  const said = (formula: string) => words(open(`<p>in ${formula} time</p>`).querySelector('p') as Element)
  expect(said(glyphs + tex)).toBe('in $O(n \\log n)$ time')
  expect(said(katex)).toBe('in $O(n \\log n)$ time')
  expect(said(three)).toBe('in time')

  const file = readFileSync(resolve('seeds/pages/arxiv-list-new.html'), 'utf8')
  const drawn = file.replaceAll('$O(n \\log n)$', glyphs + tex)
  expect(drawn).not.toBe(file)
  expect(plain(read(drawn, 'https://arxiv.org/list/cs/new')[0]?.facts as PaperFacts)).toEqual(
    seeds.find(({ kind }) => kind === 'list-new')?.papers[0],
  )
  const paper = readFileSync(resolve('seeds/pages/huggingface-paper.html'), 'utf8')
  const [head = '', main = ''] = paper.split('<h1>')
  const [single] = read(
    `${head}<h1>${main.replaceAll('$O(n \\log n)$', katex)}`,
    'https://huggingface.co/papers/2605.99001',
  )
  expect(single?.abstract?.element.localName).toBe('p')
})

test('a paper page whose JSON is still that of another paper shows what its title tells', () => {
  const html = readFileSync(resolve('seeds/pages/huggingface-paper.html'), 'utf8')
  const [single, ...others] = read(
    html.replace('2605.99001&quot;', '2605.99009&quot;'),
    'https://huggingface.co/papers/2605.99001',
  )
  expect(others).toEqual([])
  expect(single?.facts.title).toBe('Sorted Attention: Reading Long Documents in $O(n \\log n)$ Time')
  expect(single?.facts.abstract).toBeUndefined()
  expect(read(html, 'https://huggingface.co/papers/2605.99008').map(({ facts }) => facts.abstract)).toEqual([undefined])
})

test('the page of a paper without a body tells no paper, and throws nothing', () => {
  const address = 'https://huggingface.co/papers/2605.99001'
  const page = open(readFileSync(resolve('seeds/pages/huggingface-paper.html'), 'utf8'))
  page.body.remove()
  expect(papersOf(siteAt(new URL(address)) as Site, page, new URL(address))).toEqual([])
})

test('trending whose JSON is gone has what its cards say, and no abstract', () => {
  const { url, papers } = seeds.find(({ kind }) => kind === 'trending') as Seed
  const html = readFileSync(resolve('seeds/pages/huggingface-trending.html'), 'utf8').replace(/data-props="[^"]*"/, '')
  const listed = read(html, url)
  expect(listed.map(({ abstract }) => abstract)).toEqual([undefined, undefined, undefined])
  expect(listed.map(({ facts }) => plain(facts))).toEqual(
    papers.map(({ title, keys, authors, organization, date, links, upvotes }) => ({
      title,
      keys,
      ...(organization ? { organization } : { authorCount: authors?.length }),
      date,
      links: { page: links.page },
      upvotes,
    })),
  )
})

test('an arXiv page without its meta tags tells the same, in what it shows', () => {
  for (const file of ['arxiv-abs-many.html', 'arxiv-abs-old-id.html']) {
    const { url, papers } = seeds.find((seed) => seed.file === file) as Seed
    const html = readFileSync(resolve('seeds/pages', file), 'utf8').replace(/<meta name="citation[^>]*>/g, '')
    expect(read(html, url).map(({ facts }) => plain(facts))).toEqual(
      papers.map((paper) => ({ ...paper, date: '2026-05-20' })),
    )
  }
})

test('a paper that a page lists twice is listed once', () => {
  const html = readFileSync(resolve('seeds/pages/arxiv-list-new.html'), 'utf8')
  const twice = html.replace(/<dl[\s\S]*<\/dl>/, (lists) => lists + lists)
  expect(twice.length).toBeGreaterThan(html.length)
  expect(read(twice, 'https://arxiv.org/list/cs/new')).toHaveLength(5)
})

test('an element is said to hold a text only if it says nothing else', () => {
  const held = (html: string) => {
    const page = open(html)
    const texts: Text[] = []
    const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) texts.push(walker.currentNode as Text)
    return holder(texts, 'one two $x$')?.localName
  }
  expect(held('<p><b>one</b> two\n <i>$x$</i></p>')).toBe('p')
  expect(held('<div><a><p>one two \\(x\\)</p></a></div>')).toBe('p')
  expect(held('<p><b>one</b> two $x$ <i>three</i></p>')).toBeUndefined()
  expect(held('<p>one two</p>')).toBeUndefined()
})

test('a reader who is logged in has votes in a label', () => {
  const html = readFileSync(resolve('seeds/pages/huggingface-day.html'), 'utf8')
  const label = html.replace(/<a href="\/login\?next[^>]*>(.*?)<\/a>/gs, '<label>$1</label>').replace('>64<', '>65<')
  expect(label).not.toContain('login?next')
  const votes = read(label, 'https://huggingface.co/papers').map(({ facts }) => facts.upvotes)
  expect(votes).toEqual([65, 21, 0])
})

test('JSON that is not what it was gives no error, and cards their own words', () => {
  const address = 'https://huggingface.co/papers/date/2026-05-21'
  const html = readFileSync(resolve('seeds/pages/huggingface-day.html'), 'utf8')
  const odd = [
    '',
    '{',
    'null',
    '[]',
    '7',
    '"dailyPapers"',
    '{"dailyPapers":{}}',
    '{"dailyPapers":[null,7,[],{"paper":null}]}',
    '{"dailyPapers":',
    '["papers"]',
    '"papers',
    '{"paper":[]}',
    '{"dailyPapers":[{"paper":{"id":7}},{"paper":{"id":"2605.99001"}}]}',
    '{"dailyPapers":[{"paper":{"id":"2605.99001","title":{},"authors":"us","summary":["no"],"publishedAt":12,' +
      '"upvotes":"many","githubRepo":"javascript:alert(1)","organization":[]},"numComments":-1}]}',
    '{"dailyPapers":[{"paper":{"id":"2605.99001","authors":[null,{"name":7},{"name":""}],"publishedAt":"soon",' +
      '"upvotes":1e400,"organization":"us"}}]}',
    `{"paper":{"id":"2605.99001","summary":"${'x'.repeat(60_000)}","title":"${'y'.repeat(3000)}"}}`,
    '{"__proto__":{"dailyPapers":[]},"paper":{"__proto__":null}}',
  ]
  for (const props of odd) {
    const escaped = props.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
    const listed = read(
      html.replace(/data-props="[^"]*"/, () => `data-props="${escaped}"`),
      address,
    )
    expect(
      listed.map(({ facts }) => facts.title),
      props.slice(0, 80),
    ).toEqual(seeds.find(({ kind }) => kind === 'day')?.papers.map(({ title }) => title))
    for (const { facts } of listed) {
      expect(PaperFacts.safeParse(facts).error, props.slice(0, 80)).toBeUndefined()
      expect(facts.links.code).toBeUndefined()
      expect(facts.abstract).toBeUndefined()
    }
  }
})

test('odd JSON leaves the page of a paper with its title', () => {
  const html = readFileSync(resolve('seeds/pages/huggingface-paper.html'), 'utf8')
  for (const odd of ['1e400', '-1', '"12"', '1.5', 'null', '{}', '[[]]', '"javascript:alert(1)"']) {
    const paper = ['authors', 'publishedAt', 'upvotes', 'organization', 'githubRepo', 'summary'].map(
      (name) => `"${name}":${odd}`,
    )
    const props = `{"paper":{"id":"2605.99001",${paper}},"numComments":${odd}}`.replaceAll('"', '&quot;')
    const [single] = read(
      html.replace(/data-props="[^"]*"/, () => `data-props="${props}"`),
      'https://huggingface.co/papers/2605.99001',
    )
    expect(single?.facts.title, odd).toMatch(/^Sorted Attention/)
    expect(PaperFacts.safeParse(single?.facts).error, odd).toBeUndefined()
    expect(single?.facts.upvotes, odd).toBe(undefined)
  }
})

test('a page of another making lists nothing and throws nothing', () => {
  const pages = [
    '',
    '<p>We are down.</p>',
    '<main><a href="/papers">Papers</a><a href="/papers/">All</a><h1></h1></main>',
    '<dl id="articles"><h3>Thu, 2 Mar 2023</h3><p>No updates for this time period.</p></dl>',
    '<dl><dt><a title="Abstract" href="/abs/2605.99001"></a></dt></dl>',
    '<ol><li class="arxiv-result"></li></ol>',
    '<dl><dt><a title="Abstract" href="/abs/nothing">x</a></dt><dd><div class="list-title">T</div></dd></dl>',
  ]
  const addresses = [
    'https://huggingface.co/papers',
    'https://huggingface.co/papers/2605.99001',
    'https://huggingface.co/papers?q=x',
    'https://arxiv.org/list/cs/new',
    'https://arxiv.org/abs/2605.99001',
    'https://arxiv.org/search/?query=x',
    ...seeds.map(({ url }) => url),
  ]
  for (const html of pages)
    for (const address of addresses) expect(read(html, address), `${address} ${html}`).toEqual([])
})

test('addresses that list no papers are not for the gate, and a PDF is still a paper', () => {
  expect(new Set(wheres)).toEqual(new Set(sites.map(({ where }) => where)))
  const gated = (address: string) => {
    const url = new URL(address)
    return wheres.some(({ hosts, test }) => hosts.includes(url.hostname) && test(url))
  }
  for (const address of [
    'https://huggingface.co/models',
    'https://huggingface.co/paperswithcode',
    'https://huggingface.co/',
    'https://huggingface.co/docs/papers',
    'https://arxiv.org/',
    'https://arxiv.org/help/abs',
    'https://arxiv.org/pdf/2605.99001',
    'https://www.semanticscholar.org/me/library',
    'https://openreview.net/',
    'https://openreview.net/pdf?id=tidewater01',
    'https://aclanthology.org/',
    'https://aclanthology.org/faq/',
    'https://aclanthology.org/X05-1001.pdf',
    'https://pubmed.ncbi.nlm.nih.gov/',
    'https://pubmed.ncbi.nlm.nih.gov/advanced/',
    'https://europepmc.org/',
    'https://scholar.google.com/',
    'https://scholar.google.com/schhp',
    'https://dblp.org/',
    'https://dblp.org/faq/',
    'https://example.org/papers',
  ])
    expect(gated(address), address).toBe(false)
  for (const { url } of seeds) expect(gated(url), url).toBe(true)

  const known = (address: string) => siteAt(new URL(address))?.paperAt?.(new URL(address))?.keys
  expect(known('https://arxiv.org/pdf/2605.99001v3')).toEqual(['arxiv:2605.99001'])
  expect(known('https://arxiv.org/pdf/hep-th/9905999v2.pdf')).toEqual(['arxiv:hep-th/9905999'])
  expect(known('https://arxiv.org/html/2605.99001v1')).toEqual(['arxiv:2605.99001'])
  expect(known('https://arxiv.org/abs/math.GT/0505999')).toEqual(['arxiv:math/0505999'])
  expect(known('https://arxiv.org/list/math/0505')).toBeUndefined()
  expect(known('https://www.alphaxiv.org/abs/2605.99001v1')).toEqual(['arxiv:2605.99001'])
  expect(known('https://www.alphaxiv.org/abs/made-up.v1')).toBeUndefined()
  expect(siteAt(new URL('https://huggingface.co/models'))).toBeUndefined()
  expect(siteAt(new URL('https://arxiv.org/help'))).toBeUndefined()
})

test('a day without a year is the last such day', () => {
  const now = new Date('2026-06-15T12:00:00Z')
  expect(dayIn('May 29', now)).toBe('2026-05-29')
  expect(dayIn('Jun 16', now)).toBe('2026-06-16')
  expect(dayIn('Jun 17', now)).toBe('2025-06-17')
  expect(dayIn('64 Mar 5, 2022', now)).toBe('2022-03-05')
  expect(dayIn('· Dec 1', now)).toBe('2025-12-01')
  expect(dayIn('Published on Oct 4, 2024', now)).toBe('2024-10-04')
  expect(dayIn('Submitted 3 February, 2011; v1 submitted 2 February, 2011', now)).toBe('2011-02-03')
  expect(dayIn('Thu, 2 Mar 2023 (showing first 50 of 57 entries )', now)).toBe('2023-03-02')
  expect(dayIn('originally announced March 2007', now)).toBeUndefined()
  expect(dayIn('Marcus 12, 2020; mayhem 3', now)).toBeUndefined()
})

/** A paper of a real page, worked out by eye: what is not there, the page does not tell. */
interface Expected {
  title: string
  arxivId?: string
  doi?: string
  pmid?: string
  otherId?: string
  url?: string
  pdfUrl?: string
  authors?: string[]
  authorCount?: number
  organization?: string
  date?: string
  abstractIn?: string
  abstractStart?: string
  codeUrl?: string
  upvotes?: number
  comments?: number
  /** Front matter of a volume: may be listed, need not be. */
  isProceedingsFront?: boolean
}
const shared = resolve('../shared/pages')
const real = existsSync(resolve(shared, 'index.json'))
  ? (JSON.parse(readFileSync(resolve(shared, 'index.json'), 'utf8')) as {
      file: string
      url: string
      expected: string
      site: string
    }[])
  : []
const ours = real.filter(({ site }) => sites.some(({ id }) => id === site))

if (real.length === 0) console.log('No real pages are here (../shared/pages): they are skipped.')

const line = (text: string) => text.replace(/\s+/g, ' ').trim()

/** The keys that identifiers of the truth make; a site's own id where it is written as our keys are. */
const keysOf = ({ arxivId: number, doi, pmid, otherId }: Expected) => {
  const own = Key.safeParse(otherId).data
  const keys = [number && `arxiv:${arxivId(number)}`, doi && doiKey(doi), pmid && `pmid:${pmid}`, own]
  return [...new Set(keys.filter(Boolean))]
}

/** A date as pages write it, as far as it goes: "2021/6", "2010 Jul 16", "1 May 1998", "Published: 10 Jul 2024, ...". */
function dateOf(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4}) ([A-Z][a-z]{2})(?: (\d\d?))?$/.exec(text) ?? []
  if (month) return dayIn(`${day ?? 1} ${month} ${year}`)?.slice(0, day ? 10 : 7)
  return /^\d{4}\b/.test(text) ? text.replace(/[/-](\d+)/g, (_, part) => `-${part.padStart(2, '0')}`) : dayIn(text)
}

for (const { file, url, expected, site } of ours) {
  test(`real page ${file}: every paper as it was found by eye`, { timeout: 60_000 }, () => {
    const truth = JSON.parse(readFileSync(resolve(shared, expected), 'utf8')) as Expected[]
    const fronts = truth.filter(({ isProceedingsFront }) => isProceedingsFront).flatMap(keysOf)
    // As UTF-8, as the truth was: Google Scholar's profile is ISO-8859-1, and its accents are lost in both.
    const listed = read(readFileSync(resolve(shared, file), 'utf8'), url).filter(
      ({ facts }) => !facts.keys.some((key) => fronts.includes(key)),
    )
    const wanted = truth.filter(({ isProceedingsFront }) => !isProceedingsFront)
    expect(listed.map(({ facts }) => facts.title)).toEqual(wanted.map(({ title }) => line(title)))
    // Of these two the truth tells all that a page holds; of the others what it leaves out may still be there.
    const whole = site === 'huggingface' || site === 'arxiv'
    for (const [at, paper] of wanted.entries()) {
      const { facts, abstract } = listed[at] as Listed
      expect(PaperFacts.safeParse(plain(facts)).error, paper.title).toBeUndefined()
      const keys = keysOf(paper)
      const found = {
        keys: whole ? facts.keys : facts.keys.filter((key) => keys.includes(key)),
        page: facts.links.page,
        pdf: facts.links.pdf,
        code: facts.links.code,
        authors: facts.authors,
        count: facts.authorCount ?? facts.authors?.length,
        organization: facts.organization,
        date: facts.date,
        upvotes: facts.upvotes,
        comments: facts.comments,
      }
      const told = {
        keys,
        page: paper.url?.replace(/^\/(?!\/)/, () => `${new URL(url).origin}/`),
        pdf: paper.pdfUrl,
        code: paper.codeUrl,
        authors: paper.authors?.map(line),
        count: paper.authorCount,
        organization: paper.organization,
        date: paper.date && dateOf(paper.date),
        upvotes: paper.upvotes,
        comments: paper.comments,
      }
      const compared = Object.entries(told).filter(([, value]) => whole || value !== undefined)
      expect({ ...found, keys: found.keys.toSorted() }, paper.title).toMatchObject({
        ...Object.fromEntries(compared),
        keys: keys.toSorted(),
      })
      const start = /^(dom|dom-collapsed|json)$/.test(paper.abstractIn ?? '') ? paper.abstractStart : undefined
      expect(facts.abstract && line(facts.abstract).slice(0, 60).trim(), paper.title).toBe(start && line(start))
      if (whole || paper.abstractIn === 'dom') expect(abstract !== undefined).toBe(paper.abstractIn === 'dom')
    }
  })
}
