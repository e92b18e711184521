import { command } from './install.mjs'

await command(async () => (await import('./start.ts')).start())
