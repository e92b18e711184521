import { Component, type ReactNode } from 'react'
import { i18n } from '#i18n'
import { Say } from './Say'

/** A query whose failure reaches `Closed`: a live query keeps to itself that its database is closed (Dexie 4.4). */
export const orClosed =
  <T,>(query: () => Promise<T>) =>
  async (): Promise<T> => {
    try {
      return await query()
    } catch (error) {
      throw new Error(String(error), { cause: error })
    }
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
