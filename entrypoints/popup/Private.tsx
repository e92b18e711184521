import { useSyncExternalStore } from 'react'
import { i18n } from '#i18n'
import { Ask } from '@/components/Ask'

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
  if (!answer) return null
  const [question, yes, no] = [i18n.t('private.ask'), i18n.t('private.keep'), i18n.t('private.notNow')]
  return <Ask question={question} yes={yes} no={no} answer={answer} />
}
