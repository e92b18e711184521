/** Listings of any length as two sites write them, and their addresses. */
export const shapes = {
  'Hugging Face': { url: 'https://huggingface.co/papers/date/2026-05-21', page: huggingFace, item: card },
  arXiv: { url: 'https://arxiv.org/list/cs.CL/new', page: arXiv, item: entry },
}
export type Shape = keyof typeof shapes

/** An abstract of about 1,200 characters, which no other paper has. */
const abstract = (n: number) =>
  Array.from(
    { length: 12 },
    (_, at) =>
      `Of the ${n + 2} runs that were made, number ${at * 7 + (n % 11)} is told of here, as it was the least alike.`,
  ).join(' ')
const number = (n: number) => `2605.${10_000 + n}`
const title = (n: number) => `Paper ${n + 1} of Many: What Is Told of It`
const authors = (n: number) => ['Odalys Fernquist', 'Bram Thistlewood', `Author ${n}`, 'Ilmari Vauhkola']

function card(n: number): string {
  const id = number(n)
  return `<article class="relative flex flex-col"><a class="block" href="/papers/${id}"><img alt=""></a><div class="p-4"><div class="flex"><a href="/login?next=%2Fpapers%2F${id}"><div class="leading-none">${n % 90}</div></a></div><div><h3><a href="/papers/${id}" class="line-clamp-3">${title(n)}</a></h3><div class="flex"><a href="/papers/${id}" class="flex"><ul><li><img alt=""></li><li><img alt=""></li><li><div>· 4 authors</div></li></ul></a><div><a class="inline-flex" href="/papers/${id}#community"><svg></svg>${n % 7}</a></div></div></div></div></article>`
}

function huggingFace(items: number): string {
  const dailyPapers = Array.from({ length: items }, (_, n) => ({
    paper: {
      id: number(n),
      authors: authors(n).map((name) => ({ _id: '000000000000000000000000', name, hidden: false })),
      publishedAt: '2026-05-20T02:14:09.000Z',
      title: title(n),
      summary: abstract(n),
      upvotes: n % 90,
      githubRepo: `https://github.com/example/${n}`,
    },
    publishedAt: '2026-05-19T21:14:09.000Z',
    title: title(n),
    numComments: n % 7,
    organization: { name: 'fernquist-lab', fullname: 'Fernquist Lab' },
  }))
  const props = JSON.stringify({ dateString: '2026-05-21', dailyPapers }).replace(/&/g, '&amp;').replace(/"/g, '&quot;')
  return `<main><div data-target="DailyPapers" data-props="${props}"><h1>Daily Papers</h1><section class="list grid">${many(items, card)}</section></div></main>`
}

function entry(n: number): string {
  const id = number(n)
  const names = authors(n).map(
    (name) => `<a href="https://arxiv.org/search/cs?searchtype=author&amp;query=${name.split(' ')[1]}">${name}</a>`,
  )
  return `<dt><a name="item${n}">[${n + 1}]</a> <a href="/abs/${id}" title="Abstract" id="${id}">arXiv:${id}</a> [<a href="/pdf/${id}" title="Download PDF">pdf</a>, <a href="/format/${id}" title="Other formats">other</a>]</dt><dd><div class="meta"><div class="list-title mathjax"><span class="descriptor">Title:</span> ${title(n)}</div><div class="list-authors">${names.join(', ')}</div><div class="list-subjects"><span class="descriptor">Subjects:</span> <span class="primary-subject">Computation and Language (cs.CL)</span></div><p class="mathjax">${abstract(n)}</p></div></dd>`
}

function arXiv(items: number): string {
  return `<main><div id="dlpage"><h1>Computation and Language</h1><dl id="articles" class="list"><h3>New submissions</h3>${many(items, entry)}</dl></div></main>`
}

const many = (items: number, make: (n: number) => string) => Array.from({ length: items }, (_, n) => make(n)).join('\n')
