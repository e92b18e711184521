import { type Browser, browser } from '#imports'
import { BESIDE } from '@/lib/messages'
import type { Beside, PageReport } from '@/lib/report'
import type { Item } from './session'
import type { createWhereabouts } from './whereabouts'

interface Page {
  signal: AbortSignal
  items(): Item[]
  report(): PageReport
  /** Absent as long as the page has no papers. */
  whereabouts(): ReturnType<typeof createWhereabouts> | undefined
}

interface Panel {
  port: Browser.runtime.Port
  /** Lasts for as long as the panel listens. */
  signal: AbortSignal
  /** What it was told of each paper. */
  told?: unknown[]
  isWatching?: boolean
}

/** Tells the panels that stand beside the page what it shows and which paper the reader is at. Without one it does nothing. */
export function createBeside({ signal, items, report, whereabouts }: Page) {
  const panels = new Set<Panel>()
  // Held: once the extension was updated, a script that is older is given it no more.
  const { onConnect } = browser.runtime

  /** Tells what the page shows to those who know it otherwise. */
  function tell() {
    if (panels.size === 0) return
    const now = items().flatMap(({ listed, seen, missing }) => [listed, seen, ...missing])
    for (const panel of panels) {
      const { port, told, signal } = panel
      const isTold = told?.length === now.length && told.every((one, index) => one === now[index])
      panel.told = now
      if (!isTold) port.postMessage({ report: report() } satisfies Beside)
      if (panel.isWatching) continue
      whereabouts()?.watch((at) => port.postMessage({ at } satisfies Beside), signal)
      panel.isWatching = whereabouts() !== undefined
    }
  }

  const listen = (port: Browser.runtime.Port) => {
    if (port.name !== BESIDE) return
    const gone = new AbortController()
    const panel: Panel = { port, signal: gone.signal }
    panels.add(panel)
    port.onDisconnect.addListener(() => {
      panels.delete(panel)
      gone.abort()
    })
    tell()
  }
  onConnect.addListener(listen)
  signal.addEventListener('abort', () => {
    onConnect.removeListener(listen)
    for (const { port } of panels) port.disconnect()
  })
  return { tell }
}
