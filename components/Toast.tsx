import { useCallback, useEffect, useState } from 'react'
import { i18n } from '#i18n'
import { type Act, type Done, inTurn } from '@/lib/act'
import type { History } from '@/lib/journal'
import { pastWords } from './past'

/** How long it stays, in milliseconds; longer while it is hovered or focused. */
const STAYS = 8000

/**
 * Says what was done, with Undo, or why it was not. Ctrl+Z outside of a field undoes the last act, wherever it was done, and
 * Ctrl+Shift+Z does it again.
 */
export function useToast(act: (act: Act) => Promise<Done>, history: () => Promise<History>) {
  const [said, setSaid] = useState<{ words: string; entries: string[]; isUndone: boolean }>()
  const [held, setHeld] = useState(false)

  const tell = useCallback((done: Done, words: string, isUndone: boolean) => {
    setHeld(false)
    const entries = done.entries ?? (done.ok && done.entry ? [done.entry] : [])
    const problem = done.ok ? undefined : i18n.t(`problem.${done.problem}`)
    const part = problem && entries.length > 0 ? i18n.t('past.inPart', [problem]) : problem
    setSaid({ words: part ?? words, entries, isUndone })
  }, [])
  const say = useCallback((done: Done, words: string) => tell(done, words, false), [tell])

  const takeBack = useCallback(
    async (entries: string[], isRedo: boolean, words: string) => {
      const acts = entries.toReversed().map((entry): Act => ({ do: 'undo', entry }))
      tell(await inTurn(acts, act), words, !isRedo)
    },
    [act, tell],
  )

  useEffect(() => {
    if (!said || held) return
    const timer = setTimeout(() => setSaid(undefined), STAYS)
    return () => clearTimeout(timer)
  }, [said, held])

  useEffect(() => {
    const step = async (isRedo: boolean) => {
      const past = (await history())[isRedo ? 'redo' : 'undo']
      if (past) await takeBack([past.entry], isRedo, pastWords(past, isRedo))
      else say({ ok: true }, isRedo ? i18n.t('past.noRedo') : i18n.t('past.noUndo'))
    }
    // One after the other: keys may come faster than they are done.
    let stepping: Promise<void> = Promise.resolve()
    const onKey = (event: KeyboardEvent) => {
      const inField = (event.target as Element).closest?.('input:not([type="checkbox"]), textarea, select')
      if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.altKey || inField) return
      event.preventDefault()
      stepping = stepping.then(() => step(event.shiftKey)).catch(console.error)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [history, takeBack, say])

  const hold = { onMouseEnter: () => setHeld(true), onMouseLeave: () => setHeld(false) }
  const toast = (
    <div className="toasts" role="status">
      {said && (
        // biome-ignore lint/a11y/noStaticElementInteractions: it acts in no way, it only stays while it is looked at.
        <div className="toast" {...hold} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
          <span>{said.words}</span>
          {said.entries.length > 0 && <Undo entries={said.entries} isRedo={said.isUndone} takeBack={takeBack} />}
        </div>
      )}
    </div>
  )
  return { say, toast }
}

interface UndoProps {
  entries: string[]
  isRedo: boolean
  takeBack(entries: string[], isRedo: boolean, words: string): Promise<void>
}

function Undo({ entries, isRedo, takeBack }: UndoProps) {
  const words = isRedo ? i18n.t('past.redoneNow') : i18n.t('past.undoneNow')
  return (
    <button type="button" data-act={isRedo ? 'redo' : 'undo'} onClick={() => void takeBack(entries, isRedo, words)}>
      {isRedo ? i18n.t('redo') : i18n.t('undo')}
    </button>
  )
}
