import { NotMade, type Written } from './backup'

/** A folder of the reader's, as the browser hands it out; it can be kept in a database, and nowhere else. */
type Folder = FileSystemDirectoryHandle & {
  queryPermission(of: { mode: 'readwrite' }): Promise<PermissionState>
  requestPermission(of: { mode: 'readwrite' }): Promise<PermissionState>
}

const WRITE = { mode: 'readwrite' } as const

/** Whether the browser lets a folder be chosen at all. */
export const canChoose = (): boolean => 'showDirectoryPicker' in globalThis

/** Asks the reader for a folder that may be written to, only from a click of theirs. Undefined when they chose none. */
export async function pickFolder(id: 'backups' | 'export'): Promise<Folder | undefined> {
  const { showDirectoryPicker } = globalThis as unknown as { showDirectoryPicker(of: object): Promise<Folder> }
  try {
    return await showDirectoryPicker({ ...WRITE, id })
  } catch (error) {
    if ((error as Error).name === 'AbortError') return
    throw error
  }
}

/** The same for backups: remembers the folder, and tells whether it is another one than before. */
export async function chooseFolder(): Promise<{ name: string; isOther: boolean } | undefined> {
  const folder = await pickFolder('backups')
  if (!folder) return
  const isSame = await (await remembered())?.isSameEntry(folder)
  await remember(folder)
  return { name: folder.name, isOther: !isSame }
}

/** The folder that was chosen, by its name, and whether it may be written to now. */
export async function folderNow(): Promise<{ name: string; isOpen: boolean } | undefined> {
  const folder = await remembered()
  return folder && { name: folder.name, isOpen: (await folder.queryPermission(WRITE)) === 'granted' }
}

/** Asks the reader to let the folder be written to again, only from a click of theirs, on a screen. */
export async function renewFolder(): Promise<boolean> {
  const folder = await remembered()
  return (await folder?.requestPermission(WRITE)) === 'granted'
}

/** Writes a file into the chosen folder, and reads it back. */
export async function saveInFolder(name: string, file: Blob): Promise<Written> {
  const folder = await openFolder()
  try {
    const handle = await folder.getFileHandle(name, { create: true })
    const writable = await handle.createWritable()
    await writable.write(file)
    await writable.close()
    if (!(await isSame(await handle.getFile(), file)))
      throw new NotMade('broken', `${name} reads otherwise than written.`)
    return { name }
  } catch (error) {
    // What is left of it would pass for a backup. Where it cannot be removed either, the first reason is the one to tell.
    await folder.removeEntry(name).catch(() => {})
    throw error instanceof NotMade ? error : new NotMade(obstacleOf(error), `${name}: ${error}`)
  }
}

/** Removes a file from the chosen folder; one that is not there any more is as good as removed. */
export async function removeFromFolder({ name }: Written): Promise<void> {
  const folder = await openFolder()
  await folder.removeEntry(name).catch((error: Error) => {
    if (error.name !== 'NotFoundError') throw error
  })
}

/** The chosen folder's files of a kind, by the ends of their names. */
export async function filesInFolder(end: string): Promise<File[]> {
  const folder = await openFolder()
  const files: File[] = []
  for await (const handle of (folder as unknown as { values(): AsyncIterable<FileSystemHandle> }).values()) {
    if (handle.kind === 'file' && handle.name.endsWith(end))
      files.push(await (handle as FileSystemFileHandle).getFile())
  }
  return files
}

async function openFolder(): Promise<Folder> {
  const folder = await remembered()
  if (!folder) throw new NotMade('gone', 'No folder was chosen.')
  if ((await folder.queryPermission(WRITE)) !== 'granted')
    throw new NotMade('lapsed', `The permission to write to ${folder.name} has ended.`)
  return folder
}

function obstacleOf(error: unknown) {
  const { name } = error as Error
  if (name === 'NotAllowedError') return 'lapsed'
  return name === 'NotFoundError' ? 'gone' : name === 'QuotaExceededError' ? 'full' : 'stopped'
}

async function isSame(one: Blob, other: Blob): Promise<boolean> {
  if (one.size !== other.size) return false
  const [mine, theirs] = await Promise.all([one, other].map(async (blob) => new Uint8Array(await blob.arrayBuffer())))
  return mine?.every((byte, at) => byte === theirs?.[at]) ?? false
}

/** Remembers a folder as the chosen one, whatever was before. */
export const remember = (folder: FileSystemDirectoryHandle): Promise<unknown> =>
  inStore('readwrite', (store) => store.put(folder, 'backups'))

const remembered = () => inStore<Folder | undefined>('readonly', (store) => store.get('backups'))

/** Not in the reader's database: that one is written out and read in, and a folder is no file's. */
async function inStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open('papermargin-folder', 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore('folders')
  const database = await done(opening)
  try {
    return await done(work(database.transaction('folders', mode).objectStore('folders')))
  } finally {
    database.close()
  }
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
