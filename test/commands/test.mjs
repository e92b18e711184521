import { command } from './install.mjs'

await command(async () => (await import('./test.ts')).testAll())
