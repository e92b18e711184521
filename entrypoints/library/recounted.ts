import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useState } from 'react'
import { orClosed } from '@/components/Closed'
import { lastWrite } from '@/lib/library/slices'

/**
 * What a look through the whole library answers to a question, asked anew when something was written since; what it answered
 * before stands until then. A live query would keep all that it read.
 */
export function useRecounted<T>(
  question: string,
  ask: (question: string, signal: AbortSignal) => Promise<T | undefined>,
) {
  const written = useLiveQuery(orClosed(lastWrite))
  const [last, setLast] = useState<{ question: string; answer: T | undefined }>()
  const [failed, setFailed] = useState<unknown>()
  useEffect(() => {
    if (written === undefined) return
    const stop = new AbortController()
    ask(question, stop.signal).then(
      // Nothing is an answer too: what was answered before another question would be old when it is asked again.
      (answer) => !stop.signal.aborted && setLast({ question, answer }),
      setFailed,
    )
    return () => stop.abort()
  }, [question, written, ask])
  if (failed) throw failed
  return last?.question === question ? last.answer : undefined
}
