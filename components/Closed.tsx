import { Component, type ReactNode, useState } from 'react'
import { i18n } from '#i18n'
import { type Problem, problemOf } from '@/lib/problem'
import { saveFile } from './file'
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

interface Props {
  /** Everything that is stored, read past the library. */
  raw(): Promise<Blob>
  children: ReactNode
}

/** A screen whose database cannot be read says so in its place, and why; it can try again, and save what is stored as a file. */
export class Closed extends Component<Props, { failed?: Problem }> {
  override state: { failed?: Problem } = {}

  static getDerivedStateFromError = (error: unknown) => ({ failed: problemOf(error) })

  override componentDidCatch(error: unknown) {
    console.error(error)
  }

  override render() {
    const { failed } = this.state
    if (!failed) return this.props.children
    return (
      <main className="alone" data-screen="failed" data-problem={failed}>
        <h1 className="vh">{i18n.t('extName')}</h1>
        <Say bad title={i18n.t('closed.title')} words={whyOf(failed)}>
          <div className="row wraps">
            <button type="button" className="btn sm" onClick={() => this.setState({ failed: undefined })}>
              {i18n.t('tryAgain')}
            </button>
            <SaveRaw raw={this.props.raw} />
          </div>
        </Say>
      </main>
    )
  }
}

function whyOf(problem: Problem): string {
  switch (problem) {
    case 'upgrade':
      return i18n.t('closed.upgrade')
    case 'copy':
      return i18n.t('closed.copy')
    case 'held':
      return i18n.t('closed.held')
    case 'newer':
      return i18n.t('closed.newer')
    default:
      return i18n.t('closed.safe')
  }
}

function SaveRaw({ raw }: Pick<Props, 'raw'>) {
  const [said, setSaid] = useState('')
  const save = async () => {
    try {
      setSaid(i18n.t('closed.saved', [saveFile(await raw(), 'json', 'stored')]))
    } catch (error) {
      console.error(error)
      setSaid(i18n.t('closed.unreadable', [String(error)]))
    }
  }
  return (
    <>
      <button type="button" className="btn sm" data-act="save-raw" onClick={() => void save()}>
        {i18n.t('closed.save')}
      </button>
      <span className="small" role="status">
        {said}
      </span>
    </>
  )
}
