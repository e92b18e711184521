import { strToU8, Zip, ZipDeflate } from 'fflate'
import type { ExportFile } from './folder'

/** Files are packed this long at a time, in milliseconds, before the screen has its turn. */
const SLICE = 40

/** Files as one zip archive. */
export async function archive(files: ExportFile[]): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const zip = new Zip((error, part) => {
    if (error) throw error
    parts.push(part as Uint8Array<ArrayBuffer>)
  })
  let since = performance.now()
  for (const { name, text } of files) {
    const packed = new ZipDeflate(name)
    zip.add(packed)
    packed.push(strToU8(text.toWellFormed()), true)
    if (performance.now() - since < SLICE) continue
    await new Promise((resolve) => setTimeout(resolve, 0))
    since = performance.now()
  }
  zip.end()
  return new Blob(parts, { type: 'application/zip' })
}
