import { browser } from '#imports'
import { NotMade, type Written } from './backup'

const FOLDER = 'Papermargin'

/** Saves a file among the reader's downloads, in a folder of ours, and looks whether it stands there whole. */
export async function saveDownload(name: string, file: Blob): Promise<Written> {
  // Without the permission the browser has no such part.
  if (!browser.downloads) throw new NotMade('forbidden', 'The permission for downloads was taken back.')
  const url = await addressOf(file)
  try {
    const filename = `${FOLDER}/${name}`
    const id = await browser.downloads.download({ url, filename, conflictAction: 'uniquify', saveAs: false })
    const item = await ended(id)
    if (item?.state !== 'complete') {
      const why = item?.error === 'FILE_NO_SPACE' ? 'full' : 'stopped'
      throw new NotMade(why, `The download of ${name} ended: ${item?.error ?? item?.state ?? 'it is not there'}.`)
    }
    if (item.fileSize !== file.size)
      throw new NotMade('broken', `${name} has ${item.fileSize} bytes instead of ${file.size}.`)
    // Where there was one of that name, the browser gave it another.
    return { name: item.filename.split(/[\\/]/).at(-1) ?? name, id }
  } finally {
    if (url.startsWith('blob:')) URL.revokeObjectURL(url)
  }
}

/** Removes a file that was saved; one that the reader moved, or cleared from the list of downloads, is left to them. */
export async function removeDownload({ name, id }: Written): Promise<void> {
  if (id === undefined || !browser.downloads) return
  const [item] = await browser.downloads.search({ id })
  if (!item?.filename.endsWith(name)) return
  if (item.exists) await browser.downloads.removeFile(id)
  await browser.downloads.erase({ id })
}

/** Has the browser not speak of downloads while one of ours is made; where it can. */
export async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const speak = async (enabled: boolean) => {
    // Another extension may have asked for the same, which then stays as it is.
    await browser.downloads?.setUiOptions?.({ enabled }).catch(() => {})
  }
  await speak(false)
  try {
    return await work()
  } finally {
    await speak(true)
  }
}

/** Where the browser fetches a file from: Chromium's worker has no addresses of blobs, and Firefox downloads no `data:`. */
async function addressOf(file: Blob): Promise<string> {
  if ('createObjectURL' in URL) return URL.createObjectURL(file)
  return await new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as string)
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}

/** A download as it stands when it is no longer in progress. */
async function ended(id: number) {
  const look = async () => (await browser.downloads.search({ id }))[0]
  await new Promise<void>((resolve) => {
    const hear = (change: { id: number; state?: { current?: string } }) => {
      if (change.id === id && change.state && change.state.current !== 'in_progress') end()
    }
    const end = () => {
      browser.downloads.onChanged.removeListener(hear)
      resolve()
    }
    browser.downloads.onChanged.addListener(hear)
    // It may have ended before anybody listened.
    void look().then((item) => item?.state !== 'in_progress' && end())
  })
  return await look()
}
