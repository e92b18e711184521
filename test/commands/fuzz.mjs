import { command } from './install.mjs'

await command(async () => (await import('./fuzz.ts')).fuzz(process.argv.slice(2)))
