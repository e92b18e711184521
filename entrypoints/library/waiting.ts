import { useEffect, useRef } from 'react'

/** The commands whose keys are the paper's that is read. */
export const COMMANDS = ['to_read', 'status', 'note', 'tag', 'cite', 'read'] as const
type Command = (typeof COMMANDS)[number]

/** What a paper's keys do to it, by their commands. */
export interface Does {
  /** Its id. */
  paper: string
  by: Record<Command, () => void>
}

/**
 * Keys that may come before the pane has the paper that they are for, which is `open`: they are done as soon as it has it, in
 * their order; who went on to another one did not wait for them. `draw` has the pane drawn at once, if its paper was read; the
 * pane tells in `does` what the keys of its paper do. Gives what is done with a key.
 */
export function useWaiting(open: string | undefined, draw: () => void) {
  const does = useRef<Does>(undefined)
  const waiting = useRef<{ paper: string; commands: Command[] }>(undefined)
  function go() {
    if (waiting.current?.paper !== open) waiting.current = undefined
    if (!waiting.current || does.current?.paper !== open) return
    const { commands } = waiting.current
    waiting.current = undefined
    for (const command of commands) does.current?.by[command]()
  }
  useEffect(go)
  function press(command: Command) {
    if (open === undefined) return
    const before = waiting.current?.paper === open ? waiting.current.commands : []
    waiting.current = { paper: open, commands: [...before, command] }
    draw()
    go()
  }
  return { does, press }
}
