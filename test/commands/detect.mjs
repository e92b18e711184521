import { command } from './install.mjs'

await command(async () => (await import('./detect.ts')).detect(process.argv.slice(2)))
