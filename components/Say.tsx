import { Component, type ReactNode } from 'react'
import { i18n } from '#i18n'
import { Icon } from './Icon'

/** Said in place: what happened, what is safe, and, as children, what to do. */
export function Say({
  title,
  words,
  bad,
  children,
}: {
  title?: string
  words?: string
  bad?: boolean
  children?: ReactNode
}) {
  return (
    <div className={bad ? 'say bad' : 'say'} role={bad ? 'alert' : undefined}>
      <Icon name="warn" />
      <div className="grow">
        {title && <b>{title}</b>}
        {words && <p>{words}</p>}
        {children}
      </div>
    </div>
  )
}

/** A screen whose database cannot be read says so in its place, and can try again. */
export class Closed extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError = () => ({ failed: true })

  override componentDidCatch(error: unknown) {
    console.error(error)
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <main className="alone" data-screen="failed">
        <h1 className="vh">{i18n.t('extName')}</h1>
        <Say bad title={i18n.t('closed.title')} words={i18n.t('closed.safe')}>
          <button type="button" className="btn sm" onClick={() => this.setState({ failed: false })}>
            {i18n.t('tryAgain')}
          </button>
        </Say>
      </main>
    )
  }
}

/** Grey lines in the place of rows, seen only when waiting takes longer than 150 ms. */
export function Waiting() {
  return (
    <div className="waiting" aria-hidden="true">
      {[92, 74, 86].map((width) => (
        <div key={width} className="it">
          <span />
          <div>
            <span className="skel" style={{ width: `${width}%` }} />
            <span className="skel" style={{ width: `${width / 2}%` }} />
          </div>
        </div>
      ))}
    </div>
  )
}
