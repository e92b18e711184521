import type { Root } from 'mdast'
import type { ComponentType } from 'react'
import ReactMarkdown, { type Components } from 'react-markdown'
import gfm from 'remark-gfm'
import math from 'remark-math'
import { Formula, type FormulaProps } from './Formula'

/** Markdown of the reader's, as elements: no HTML, no picture that would be fetched, links to the web alone, TeX as MathML. */
export function Markdown({ text, drawn = components }: { text: string; drawn?: Components }) {
  return (
    <ReactMarkdown skipHtml remarkPlugins={[gfm, math, displayed]} urlTransform={webAlone} components={drawn}>
      {text}
    </ReactMarkdown>
  )
}

const DISPLAY = ['language-math', 'math-display']

/** `$$x$$` within a line is displayed, too. */
const displayed = () => (tree: Root, file: { value: unknown }) => {
  for (const block of tree.children) {
    if (block.type !== 'paragraph') continue
    for (const { type, data, position } of block.children) {
      const isDouble = String(file.value).startsWith('$$', position?.start.offset)
      if (type === 'inlineMath' && isDouble) Object.assign(data?.hProperties ?? {}, { className: DISPLAY })
    }
  }
}

const webAlone = (url: string) => (/^https?:\/\//i.test(url) ? url : '')

/** What is drawn for each part, formulas by `Formula`. */
export const drawnWith = (Formula: ComponentType<FormulaProps>): Components => ({
  a: ({ href, children }) => (href ? <Out to={href}>{children}</Out> : children),
  img: ({ src, alt }) => (src ? <Out to={String(src)}>{alt || String(src)}</Out> : alt),
  // Below the headings of the screen that it stands on.
  h1: ({ children }) => <h4>{children}</h4>,
  h2: ({ children }) => <h4>{children}</h4>,
  h3: ({ children }) => <h5>{children}</h5>,
  h4: ({ children }) => <h6>{children}</h6>,
  h5: ({ children }) => <h6>{children}</h6>,
  // A box to tick that cannot be ticked would have no name.
  input: ({ checked }) => (checked ? '☑' : '☐'),
  pre: ({ children, node }) => (classOf(node?.children[0]).includes('math-display') ? children : <pre>{children}</pre>),
  code: ({ children, className = '' }) => {
    if (!className.includes('language-math')) return <code>{children}</code>
    const source = String(children).replace(/\n$/, '')
    // As in prose: what stands between "$5 and $10" is no formula.
    if (/^\s|\s$/.test(source)) return `$${source}$`
    const display = className.includes('math-display')
    return <Formula source={source} display={display} written={display ? `$$${source}$$` : `$${source}$`} />
  },
})

const components = drawnWith(Formula)

const classOf = (node: object | undefined) =>
  node && 'properties' in node ? String((node.properties as { className?: string[] }).className) : ''

function Out({ to, children }: { to: string; children: React.ReactNode }) {
  return (
    <a href={to} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  )
}
