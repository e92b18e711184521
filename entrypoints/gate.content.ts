import { defineContentScript } from '#imports'
import { mayList } from '@/lib/hint'
import { arrive } from '@/lib/messages'
import { wheres, wheresAt } from '@/lib/sites'

/** When a page is looked at again, from this on after twice as long each time, in milliseconds. */
const SOON = 500
const LAST = 16_000

/**
 * The only script that runs on every page of the sites and hosts: it asks whether this page may show papers, now and after
 * each navigation inside the page, and has the page script injected once when the answer is yes. A site tells by the address;
 * on other hosts the page itself is asked, and again while it may still be filling.
 */
export default defineContentScript({
  // The hosts that the manifest requires; the background registers this script for those that the reader allows.
  matches: wheres.filter((where) => where.required).flatMap((where) => where.hosts.map((host) => `https://${host}/*`)),
  noScriptStartedPostMessage: true,
  main(ctx) {
    let asked = false
    let again: number | undefined
    const ask = () => {
      asked = true
      void arrive().then((heard) => {
        asked = heard
      })
    }
    const look = (wait: number) => {
      clearTimeout(again)
      if (asked) return
      const url = new URL(location.href)
      const sites = wheresAt(url)
      if (sites.length > 0) {
        if (sites.some((where) => where.test(url))) ask()
        return
      }
      // Nobody sees it: a tab behind others, or a page that is loaded before it is gone to, which no message reaches yet.
      if (document.visibilityState === 'hidden') return
      if (mayList(document, url)) return ask()
      // A few looks cost the same whatever the page does. An observer would be called at each change of any page of the host,
      // for as long as it is open.
      if (wait < LAST) again = ctx.setTimeout(() => look(wait * 2), wait)
    }
    look(SOON)
    // The event comes before the address has changed; the next task sees the new one.
    ctx.addEventListener(window, 'wxt:locationchange', () => ctx.setTimeout(() => look(SOON), 0))
    ctx.addEventListener(document, 'visibilitychange', () => look(SOON))
  },
})
