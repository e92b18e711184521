import { useEffect, useRef, useSyncExternalStore } from 'react'
import { i18n } from '#i18n'
import { Say } from '@/components/Say'

/** What waits for the reader's answer, if anything does, and who is told when that changes. */
let answer: ((yes: boolean) => void) | undefined
let tell = () => {}

function wait(next: typeof answer) {
  answer = next
  tell()
}

/** Asks the reader whether what is written over a private window may be kept; `Private` shows the question. */
export const askToKeep = () =>
  new Promise<boolean>((resolve) => {
    wait((yes) => {
      wait(undefined)
      resolve(yes)
    })
  })

const waiting = () => answer
const watch = (changed: () => void) => {
  tell = changed
  return () => {
    tell = () => {}
  }
}

/** The question of `askToKeep`, as long as it waits for an answer. */
export function Private() {
  const answer = useSyncExternalStore(watch, waiting)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null
    // While letters are typed the focus stays: a space must not be taken for an answer.
    if (!answer || before?.matches('input, textarea')) return
    box.current?.focus()
    return () => before?.focus()
  }, [answer])
  if (!answer) return null
  return (
    <div
      ref={box}
      className="ask"
      role="alertdialog"
      aria-label={i18n.t('private.ask')}
      tabIndex={-1}
      onKeyDown={(event) => {
        // The screen's own letters do not act meanwhile.
        event.stopPropagation()
        if (event.key !== 'Escape') return
        event.preventDefault()
        answer(false)
      }}
    >
      <Say words={i18n.t('private.ask')}>
        <div className="row">
          <button type="button" className="btn sm main" data-act="keep" onClick={() => answer(true)}>
            {i18n.t('private.keep')}
          </button>
          <button type="button" className="btn bare sm" data-act="not-now" onClick={() => answer(false)}>
            {i18n.t('private.notNow')}
          </button>
        </div>
      </Say>
    </div>
  )
}
