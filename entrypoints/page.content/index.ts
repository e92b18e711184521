import { defineContentScript } from '#imports'
import { siteAt } from '@/lib/sites'
import { start } from './start'

/** Injected by the background where the gate found an address that may show papers. */
export default defineContentScript({
  registration: 'runtime',
  noScriptStartedPostMessage: true,
  main(ctx) {
    start({
      site: () => siteAt(new URL(location.href)),
      url: () => new URL(location.href),
      signal: ctx.signal,
    })
  },
})
