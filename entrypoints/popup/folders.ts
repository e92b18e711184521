import { i18n } from '#i18n'
import { fileName } from '@/components/file'
import type { ExportFile } from '@/lib/export/folder'
import { pickFolder } from '@/lib/folder'

/**
 * Asks for a folder; files are put into a new one within it, because a file of that name may have been written in since. Returns
 * what does so and says where they are; undefined where the reader chose none.
 */
export async function writeInto(): Promise<((files: ExportFile[]) => Promise<string>) | undefined> {
  const chosen = await pickFolder('export')
  if (!chosen) return
  return async (files) => {
    const name = await freeName(chosen, fileName('').slice(0, -1))
    const folder = await chosen.getDirectoryHandle(name, { create: true })
    for (const file of files) {
      const handle = await folder.getFileHandle(file.name, { create: true })
      const stream = await handle.createWritable()
      await stream.write(file.text)
      // Only now it is there, whole.
      await stream.close()
    }
    return i18n.t('exporting.inFolder', files.length, [String(files.length), `${chosen.name}/${name}`])
  }
}

async function freeName(folder: FileSystemDirectoryHandle, meant: string): Promise<string> {
  const taken = new Set<string>()
  for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys()) taken.add(name)
  let name = meant
  for (let count = 2; taken.has(name); count++) name = `${meant} ${count}`
  return name
}
