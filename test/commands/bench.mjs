import { command } from './install.mjs'

await command(async () => (await import('./bench.ts')).bench(process.argv.slice(2)))
