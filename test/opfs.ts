/** Node has no folder of the browser's own (OPFS): one in memory, for tests that bring a database into a new form. */

const files = new Map<string, Blob>()

function fileHandle(name: string) {
  return {
    kind: 'file',
    name,
    getFile: async () => files.get(name) ?? new Blob(),
    createWritable: async () => {
      const written: Uint8Array<ArrayBuffer>[] = []
      return new WritableStream<Uint8Array<ArrayBuffer>>({
        write: (bytes) => void written.push(bytes),
        close: () => void files.set(name, new Blob(written)),
      })
    },
  }
}

const folder = {
  getDirectoryHandle: async () => folder,
  getFileHandle: async (name: string) => fileHandle(name),
  removeEntry: async (name: string) => void files.delete(name),
  async *values() {
    for (const name of files.keys()) yield fileHandle(name)
  },
}

Object.defineProperty(navigator, 'storage', { value: { getDirectory: async () => folder } })
