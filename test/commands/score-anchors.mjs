import { command } from './install.mjs'

await command(async () => (await import('./anchors.ts')).scoreAnchors(process.argv.slice(2)))
