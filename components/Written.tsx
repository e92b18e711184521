import { Component, lazy, type ReactNode, Suspense } from 'react'

// Loaded where there is something to draw: no screen opens more slowly for it.
const Markdown = lazy(async () => ({ default: (await import('./Markdown')).Markdown }))

/** Whether words may mean more than they say: a sign of Markdown's, a formula, an address, or more than one line. */
const SIGNS = /[*_`#>[\]$~|\\\n]|^\s*[-+]\s|^\s*\d+[.)]\s|:\/\/|www\./

/**
 * How much is drawn, in UTF-16 units and in lines; longer words are shown as they stand. The time that it takes grows with the
 * square of a paragraph with signs that open and never close (17 s for 40,000; 2026), and of the lines that are underlined (as
 * long for 15,000).
 */
const LONGEST = { text: 50_000, lines: 2000, paragraph: 5000 }

/** Quotes and lists within each other, deeper than anybody writes them: with the square of that, too. */
const DEEP = /^(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])){20}/m

/** Whether words are to be drawn as Markdown: whether they have any, and no more than is drawn in a moment. */
export const isDrawn = (text: string) => SIGNS.test(text) && !DEEP.test(text) && isShort(text)

const isShort = (text: string) =>
  text.length <= LONGEST.text &&
  text.split('\n').length <= LONGEST.lines &&
  text.split(/\n\s*\n/).every(({ length }) => length <= LONGEST.paragraph)

/** What the reader wrote, as Markdown with math; as it stands until that is loaded, and where it cannot be drawn. */
export function Written({ text }: { text: string }) {
  const plain = (
    <p className="mine" dir="auto">
      {text}
    </p>
  )
  if (!isDrawn(text)) return plain
  return (
    <OrPlain key={text} plain={plain}>
      <Suspense fallback={plain}>
        <div className="mine drawn" dir="auto">
          <Markdown text={text} />
        </div>
      </Suspense>
    </OrPlain>
  )
}

/** What is nested too deep to be drawn, or came with an older version of the extension, is shown as it stands. */
class OrPlain extends Component<{ plain: ReactNode; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError = () => ({ failed: true })

  override componentDidCatch(error: unknown) {
    console.error(error)
  }

  override render() {
    return this.state.failed ? this.props.plain : this.props.children
  }
}
