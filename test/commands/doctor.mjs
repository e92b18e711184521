import { command } from './install.mjs'

await command(async () => (await import('./doctor.ts')).doctor(process.argv.slice(2)))
