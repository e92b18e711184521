import { defineContentScript } from '#imports'
import { arrive } from '@/lib/messages'
import { wheres } from '@/lib/sites'

/**
 * The only script that runs on every page of the sites: it asks whether this address may show papers, now and after each
 * navigation inside the page, and has the page script injected once when the answer is yes.
 */
export default defineContentScript({
  // The hosts that the manifest requires; the background registers this script for those that the reader switches on.
  matches: wheres.filter((where) => where.required).flatMap((where) => where.hosts.map((host) => `https://${host}/*`)),
  noScriptStartedPostMessage: true,
  main(ctx) {
    let asked = false
    const ask = () => {
      const url = new URL(location.href)
      if (asked || !wheres.some((where) => where.hosts.includes(url.hostname) && where.test(url))) return
      asked = true
      void arrive().then((heard) => {
        asked = heard
      })
    }
    ask()
    // The event comes before the address has changed; the next task sees the new one.
    ctx.addEventListener(window, 'wxt:locationchange', () => ctx.setTimeout(ask, 0))
  },
})
