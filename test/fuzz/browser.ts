import { fakeBrowser } from 'wxt/testing/fake-browser'

// The browser that the shipped code finds in a page that is none of an extension's. Imported before that code.
fakeBrowser.i18n.getMessage = ((key: string) => key) as never
Object.assign(globalThis, { chrome: fakeBrowser, browser: fakeBrowser })
