import { useEffect, useRef } from 'react'
import { Say } from './Say'

interface Props {
  question: string
  yes: string
  no: string
  answer(yes: boolean): void
}

/** A question that waits for an answer; Escape says no. */
export function Ask({ question, yes, no, answer }: Props) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null
    // While letters are typed the focus stays: a space must not be taken for an answer.
    if (before?.matches('input:not([type="checkbox"]), textarea')) return
    box.current?.focus()
    return () => before?.focus()
  }, [])
  return (
    <div
      ref={box}
      className="ask"
      role="alertdialog"
      aria-label={question}
      tabIndex={-1}
      onKeyDown={(event) => {
        // The screen's own letters do not act meanwhile.
        event.stopPropagation()
        if (event.key !== 'Escape') return
        event.preventDefault()
        answer(false)
      }}
    >
      <Say words={question}>
        <div className="row">
          <button type="button" className="btn sm main" data-act="yes" onClick={() => answer(true)}>
            {yes}
          </button>
          <button type="button" className="btn bare sm" data-act="no" onClick={() => answer(false)}>
            {no}
          </button>
        </div>
      </Say>
    </div>
  )
}
