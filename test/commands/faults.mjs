import { command } from './install.mjs'

await command(async () => (await import('./faults.ts')).faults(process.argv.slice(2)))
