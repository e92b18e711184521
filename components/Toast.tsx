import { useCallback, useEffect, useRef, useState } from 'react'
import { i18n } from '#i18n'
import type { Act, Done } from '@/lib/act'

/** How long it stays, in milliseconds; longer while it is hovered or focused. */
const STAYS = 8000

/** Says what was done, with Undo, or why it was not. Ctrl+Z outside of a field undoes it even after that. */
export function useToast(act: (act: Act) => Promise<Done>) {
  const [said, setSaid] = useState<{ words: string; entry?: string }>()
  const [held, setHeld] = useState(false)
  const last = useRef<string>(undefined)

  const say = useCallback((done: Done, words: string) => {
    const entry = done.ok ? done.entry : undefined
    if (done.ok) last.current = entry
    setHeld(false)
    setSaid({ words: done.ok ? words : i18n.t(`problem.${done.problem}`), entry })
  }, [])

  const undo = useCallback(async () => {
    const entry = last.current
    if (!entry) return
    last.current = undefined
    const done = await act({ do: 'undo', entry })
    say(done.ok ? { ok: true } : done, i18n.t('page.undone'))
  }, [act, say])

  useEffect(() => {
    if (!said || held) return
    const timer = setTimeout(() => setSaid(undefined), STAYS)
    return () => clearTimeout(timer)
  }, [said, held])

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const inField = (event.target as Element).closest?.('input, textarea, select')
      if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || inField) return
      event.preventDefault()
      void undo()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [undo])

  const hold = { onMouseEnter: () => setHeld(true), onMouseLeave: () => setHeld(false) }
  const toast = (
    <div className="toasts" role="status">
      {said && (
        // biome-ignore lint/a11y/noStaticElementInteractions: it acts in no way, it only stays while it is looked at.
        <div className="toast" {...hold} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
          <span>{said.words}</span>
          {said.entry && (
            <button type="button" data-act="undo" onClick={() => void undo()}>
              {i18n.t('undo')}
            </button>
          )}
        </div>
      )}
    </div>
  )
  return { say, toast }
}
