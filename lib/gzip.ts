/** A file of ours never unpacks to more bytes: a few kilobytes can be packed so that they fill any memory. */
const MOST = 400_000_000

/** A text, or the pieces of one, as a gzip file. */
export const zipped = (...text: string[]): Promise<Blob> =>
  new Response(new Blob(text).stream().pipeThrough(new CompressionStream('gzip'))).blob()

/** Whether a file is a gzip file, whatever it is called; one that cannot be read is none. */
export async function isPacked(file: Blob): Promise<boolean> {
  const [first, second] = new Uint8Array(
    await file
      .slice(0, 2)
      .arrayBuffer()
      .catch(() => new ArrayBuffer(0)),
  )
  return first === 0x1f && second === 0x8b
}

/** What a file says, gzip or not, whatever it is called. Rejects where it is broken off, or unpacks to more than is read. */
export async function textOf(file: Blob, most = MOST): Promise<string> {
  if (!(await isPacked(file))) return await file.text()
  const said: string[] = []
  let size = 0
  const decoder = new TextDecoder()
  for await (const bytes of file.stream().pipeThrough(new DecompressionStream('gzip'))) {
    size += bytes.length
    if (size > most) throw new Error(`The file unpacks to more than ${most} bytes.`)
    said.push(decoder.decode(bytes, { stream: true }))
  }
  return said.join('') + decoder.decode()
}
