import { defineContentScript } from '#imports'
import { readers } from '@/lib/readers'
import { answersFor } from '@/lib/site'
import { start } from './start'

/** Injected by the background where the gate found an address that may show papers. */
export default defineContentScript({
  registration: 'runtime',
  noScriptStartedPostMessage: true,
  main(ctx) {
    start({
      site: () => [...readers.values()].find((site) => answersFor(site, new URL(location.href))),
      url: () => new URL(location.href),
      signal: ctx.signal,
    })
  },
})
