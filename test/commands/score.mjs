import { command } from './install.mjs'

await command(async () => (await import('./score.ts')).score(process.argv.slice(2)))
