import { FORMAT, VERSION } from './export/json'

/** A copy of the database as it stood before its form was changed. */
export interface Snapshot {
  /** Of its file, in the extension's own folder of the browser's. */
  name: string
  /** In which form the database was: a version of lib/db.ts. */
  schema: number
  /** When it was made, ISO 8601 UTC. */
  at: string
  papers: number
  /** Of the file, compressed, in bytes. */
  size: number
}

/** How many are kept: of each form the newest, and of those the newest. */
const KEPT = 3

/** Records that are read at a time. */
const AT_ONCE = 100

/** What can be made anew from the rest. */
const MADE_ANEW = ['index', 'unindexed']

/** Dexie counts versions of the database in tens. */
const TENS = 10

/** Opens a database in the form that it has, without changing it. Undefined where there is none. */
function asItIs(database: string): Promise<IDBDatabase | undefined> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database)
    // There is none, and none must come from asking.
    request.onupgradeneeded = () => request.transaction?.abort()
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => (request.error?.name === 'AbortError' ? resolve(undefined) : reject(request.error))
  })
}

const answered = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

/** All records of a table as JSON, some at a time: they are not in memory together. */
async function* recordsOf(stored: IDBDatabase, table: string): AsyncGenerator<string> {
  let after: IDBKeyRange | undefined
  for (let isFirst = true; ; isFirst = false) {
    const store = stored.transaction(table).objectStore(table)
    const [keys, records] = await Promise.all([
      answered(store.getAllKeys(after, AT_ONCE)),
      answered(store.getAll(after, AT_ONCE)),
    ])
    const last = keys.at(-1)
    if (last === undefined) return
    yield (isFirst ? '' : ',\n') + records.map((record) => JSON.stringify(record)).join(',\n')
    after = IDBKeyRange.lowerBound(last, true)
  }
}

/** Everything in a database, in the form that it has, as a file of our own: our import reads what it knows of it. */
async function* textOf(stored: IDBDatabase, more: object): AsyncGenerator<string> {
  const schema = Math.floor(stored.version / TENS)
  const about = { format: FORMAT, version: VERSION, schema, exportedAt: new Date().toISOString(), ...more }
  yield JSON.stringify(about).slice(0, -1)
  for (const table of stored.objectStoreNames) {
    if (MADE_ANEW.includes(table)) continue
    yield `,\n${JSON.stringify(table)}: [\n`
    yield* recordsOf(stored, table)
    yield ']'
  }
  yield '}\n'
}

function bytesOf(text: AsyncGenerator<string>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const source = new ReadableStream<string>({
    async pull(controller) {
      const { done, value } = await text.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
  })
  return source.pipeThrough(new TextEncoderStream())
}

/**
 * Everything that is stored as a file of our own, read past the library: for a database that the library cannot open. `more` goes
 * into it as well. Rejects where the browser cannot read it either.
 */
export async function rawFile(database: string, more: object): Promise<Blob> {
  const stored = await asItIs(database)
  try {
    return await new Response(stored ? bytesOf(textOf(stored, more)) : JSON.stringify(more)).blob()
  } finally {
    stored?.close()
  }
}

const folder = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('snapshots', { create: true })

/**
 * Copies a database into a file of its own, unless its form is that of `version` already. The file is read back before this
 * resolves; rejects, and leaves no file, where there is no room for it or it is not what was written.
 */
export async function takeSnapshot(database: string, version: number): Promise<void> {
  const stored = await asItIs(database)
  try {
    if (!stored || stored.version >= version) return
    const papers = await answered(stored.transaction('papers').objectStore('papers').count())
    const schema = Math.floor(stored.version / TENS)
    const name = `${schema}_${new Date().toISOString().replaceAll(':', '-')}_${papers}.json.gz`
    const files = await folder()
    try {
      const file = await files.getFileHandle(name, { create: true })
      let written = 0
      const counting = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform(bytes, controller) {
          written += bytes.length
          controller.enqueue(bytes)
        },
      })
      await bytesOf(textOf(stored, {}))
        .pipeThrough(counting)
        .pipeThrough(new CompressionStream('gzip'))
        .pipeTo(await file.createWritable())
      // A compressed file ends with a checksum of what it holds: reading it through is the proof.
      let read = 0
      for await (const bytes of await snapshotBytes(name)) read += bytes.length
      if (read !== written) throw new Error(`Of the ${written} bytes of the snapshot ${name} ${read} were read back.`)
    } catch (error) {
      await files.removeEntry(name).catch(() => {})
      throw error
    }
  } finally {
    stored?.close()
  }
  await forgetOld()
}

/** Removes all but the newest of each form, and of those all but the newest. */
async function forgetOld(): Promise<void> {
  const all = await snapshots()
  const newest = all.filter(({ schema }, at) => all.findIndex((other) => other.schema === schema) === at)
  const kept = newest.slice(0, KEPT)
  for (const one of all) if (!kept.includes(one)) await removeSnapshot(one.name)
}

/** The snapshots that are kept, the newest first. */
export async function snapshots(): Promise<Snapshot[]> {
  const found: Snapshot[] = []
  for await (const file of (await folder()).values()) {
    const [, schema, at, papers] = /^(\d+)_(.+)_(\d+)\.json\.gz$/.exec(file.name) ?? []
    if (file.kind !== 'file' || !schema || !at) continue
    const { size } = await (file as FileSystemFileHandle).getFile()
    const time = at.replace(/T(\d+)-(\d+)-/, 'T$1:$2:')
    found.push({ name: file.name, schema: Number(schema), at: time, papers: Number(papers), size })
  }
  return found.sort((one, other) => other.at.localeCompare(one.at))
}

/** What a snapshot holds: a file of our own, as `rawFile` makes it. Reading it ends with an error where it is damaged. */
export async function snapshotBytes(name: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const file = await (await (await folder()).getFileHandle(name)).getFile()
  return file.stream().pipeThrough(new DecompressionStream('gzip'))
}

export const removeSnapshot = async (name: string): Promise<void> => await (await folder()).removeEntry(name)
