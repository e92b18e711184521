import { useCallback, useEffect, useRef, useState } from 'react'
import { browser } from '#imports'
import { BESIDE, onMessage } from '@/lib/messages'
import { Beside } from '@/lib/report'
import { type Page, pageNow, type Said } from '../popup/page'

/** What stands beside the panel. */
interface There {
  page: Page
  /** The active tab; another object for each page that is loaded in it. */
  tab?: { id: number }
  /** The first key of the paper that the reader went to on the page. */
  at?: string
}

/** The page of the window's active tab, as it is now; `look` asks it once more. */
export function useBeside(): There & { look(): void } {
  const [there, setThere] = useState<There>({ page: { is: 'waiting' } })
  const asked = useRef(0)

  const look = useCallback(async (said?: Said) => {
    const mine = ++asked.current
    const { page, tabId } = await pageNow(said)
    // Another tab may have become active meanwhile.
    if (mine !== asked.current) return
    setThere(({ tab, at }) => {
      if (said && tab?.id === tabId) return { page, tab, at }
      return { page, tab: tabId === undefined ? undefined : { id: tabId } }
    })
  }, [])

  useEffect(() => {
    let here: number | undefined
    void browser.windows.getCurrent().then(({ id }) => {
      here = id
    })
    const onActivated = ({ windowId }: { windowId: number }) => {
      if (windowId !== here) return
      setThere({ page: { is: 'waiting' } })
      void look()
    }
    const onUpdated = (
      _: number,
      change: { status?: string; url?: string },
      tab: { active: boolean; windowId: number },
    ) => {
      if (tab.active && tab.windowId === here && (change.status || change.url)) void look()
    }
    browser.tabs.onActivated.addListener(onActivated)
    browser.tabs.onUpdated.addListener(onUpdated)
    const stop = onMessage('came', ({ sender }) => {
      if (sender?.tab?.active && sender.tab.windowId === here) void look()
    })
    void look()
    return () => {
      browser.tabs.onActivated.removeListener(onActivated)
      browser.tabs.onUpdated.removeListener(onUpdated)
      stop()
    }
  }, [look])

  const { tab } = there
  useEffect(() => {
    if (!tab) return
    const port = browser.tabs.connect(tab.id, { name: BESIDE, frameId: 0 })
    port.onMessage.addListener((message: unknown) => {
      // What a page says is parsed before it is shown.
      const told = Beside.safeParse(message).data
      if (told && 'report' in told) void look({ tabId: tab.id, report: told.report })
      if (told && 'at' in told) setThere((there) => (there.tab === tab ? { ...there, at: told.at } : there))
    })
    // Most tabs have nobody who answers, which the browser wants to be seen.
    port.onDisconnect.addListener(() => void browser.runtime.lastError)
    return () => port.disconnect()
  }, [tab, look])

  return { ...there, look: useCallback(() => void look(), [look]) }
}
