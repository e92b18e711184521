// What dexie-export-import does with the same records, in a page of the extension. Run by bench-files.ts.
/* global Dexie, DexieExportImport */

const stores = {
  papers: 'id, *keys, createdAt, titleKey, *claimed, joined.into, touchedAt, *tags, [status+touchedAt], deletedAt',
  highlights: 'id, paperId, deletedAt',
  notes: 'id, paperId, deletedAt',
}

/** The library's own database, as it is; of its tables those that a file of ours has. */
async function exportOthers() {
  const db = await new Dexie('papermargin').open()
  const skipTables = db.tables.map(({ name }) => name).filter((name) => !(name in stores))
  const blob = await db.export({ skipTables })
  db.close()
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = 'others.json'
  link.click()
}

/** Brings the chosen file into an empty database with the same indexes. */
async function importOthers() {
  const db = new Dexie('papermargin', { chromeTransactionDurability: 'strict' })
  db.version(5).stores(stores)
  const file = document.querySelector('input').files[0]
  await db.import(file, { acceptVersionDiff: true })
  db.close()
}

globalThis.exportOthers = exportOthers
globalThis.importOthers = importOthers
