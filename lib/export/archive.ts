import { strToU8, Zip, ZipDeflate } from 'fflate'
import type { ExportFile } from './folder'
import { turns } from './turns'

/** Files as one zip archive. */
export async function archive(files: ExportFile[]): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const zip = new Zip((error, part) => {
    if (error) throw error
    parts.push(part as Uint8Array<ArrayBuffer>)
  })
  const turn = turns()
  for (const { name, text } of files) {
    const packed = new ZipDeflate(name)
    zip.add(packed)
    packed.push(strToU8(text.toWellFormed()), true)
    await turn()
  }
  zip.end()
  return new Blob(parts, { type: 'application/zip' })
}
