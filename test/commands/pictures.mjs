import { command } from './install.mjs'

await command(async () => (await import('./pictures.ts')).takePictures())
