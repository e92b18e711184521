import type { ReactNode } from 'react'
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
