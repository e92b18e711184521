import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { drawnWith, Markdown } from '@/components/Markdown'
import { StillFormula } from '@/components/StillFormula'
import { isDrawn } from '@/components/Written'
import { citation } from '../cite'
import type { Entry } from '../entry'
import { asEdited } from '../paper'
import { piecesOf } from '../pieces'
import { texIn } from '../tex'
import { fold } from '../words'
import { lines } from './annotations'
import { turns } from './turns'
import type { ExportWords } from './words'

/** A page to print: one file that asks for nothing, runs nothing, and is as light as it is dark where it is read. */
export async function html(entries: Entry[], words: ExportWords): Promise<string> {
  const [head = '', foot = ''] = renderToStaticMarkup(<Page words={words} />).split(PAPERS)
  const papers: string[] = []
  const turn = turns()
  for (const entry of entries) {
    papers.push(renderToStaticMarkup(<Paper entry={entry} words={words} />))
    await turn()
  }
  return `<!doctype html>\n${head}${papers.join('\n')}${foot}\n`
}

/** Where the papers stand in the page. */
const PAPERS = '{papers}'

const STYLE = `
:root { color-scheme: light dark; font: 11pt/1.5 Georgia, "Noto Serif", serif; }
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
article { margin-block: 0 2.5rem; }
h1 { font-size: 1.3rem; line-height: 1.3; margin-block: 0 .3rem; break-after: avoid; }
h4, h5, h6 { font-size: 1rem; margin-block: .6rem .2rem; break-after: avoid; }
p { margin-block: .4rem; overflow-wrap: anywhere; }
.facts { font-size: .85rem; }
figure { margin: 1rem 0; break-inside: avoid-page; }
blockquote { margin: 0; padding-inline-start: .8rem; border-inline-start: 3px solid; }
figcaption { font-weight: 600; font-size: .85rem; margin-block: .2rem; }
section { margin-block: 1rem; }
.mine { white-space: pre-wrap; }
pre { white-space: pre-wrap; }
table { border-collapse: collapse; } th, td { border: 1px solid; padding: .2rem .5rem; }
@media print { body { max-width: none; margin: 0; } a { color: inherit; text-decoration: none; } }
`

const Page = ({ words }: { words: ExportWords }) => (
  <html lang={words.lang}>
    <head>
      <meta charSet="utf-8" />
      <meta httpEquiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
      <meta name="viewport" content="width=device-width" />
      <title>{`Papermargin, ${words.now.slice(0, 10)}`}</title>
      <style>{STYLE}</style>
    </head>
    <body>{PAPERS}</body>
  </html>
)

function Paper({ entry: { paper, highlights, notes }, words }: { entry: Entry; words: ExportWords }) {
  const { edits, ...said } = paper
  const { title, keys, links, tags = [] } = asEdited(said, edits)
  const address = [links.page ?? links.pdf].find((link) => link && /^https?:\/\//i.test(link))
  const written = notes.filter(({ text }) => text.trim())
  return (
    <article>
      <h1 dir="auto">
        {address ? (
          <a href={address} rel="noopener noreferrer">
            <Tex text={fold(title)} />
          </a>
        ) : (
          <Tex text={fold(title)} />
        )}
      </h1>
      <p className="facts" dir="auto">
        {citation(asEdited(said, edits))}
      </p>
      <p className="facts">{keys.join(' · ')}</p>
      {tags.length > 0 && <p className="facts">{`${words.tags}: ${tags.join(', ')}`}</p>}
      {highlights.map(({ id, exact, color, comment }) => (
        <figure key={id}>
          <blockquote dir="auto">
            <Tex text={fold(exact)} />
          </blockquote>
          <figcaption>{words.meaning(color)}</figcaption>
          {comment.trim() && <Mine text={lines(comment)} />}
        </figure>
      ))}
      {written.map(({ id, text }) => (
        <section key={id}>
          <Mine text={lines(text)} />
        </section>
      ))}
    </article>
  )
}

/** The paper's own words, its formulas drawn. */
const Tex = ({ text }: { text: string }): ReactNode =>
  piecesOf(text, texIn(text)).map(({ text: piece, start, over: [tex] }) => {
    if (!tex) return piece
    if ('shown' in tex) return tex.shown
    return <StillFormula key={start} source={tex.formula} display={tex.display} written={piece} />
  })

const drawn = drawnWith(StillFormula)

/** The reader's, as Markdown with math; what is too much to be drawn stands as it is written. */
const Mine = ({ text }: { text: string }) =>
  isDrawn(text) ? (
    <div dir="auto">
      <Markdown text={text} drawn={drawn} />
    </div>
  ) : (
    <p className="mine" dir="auto">
      {text}
    </p>
  )
