/* global MiniSearch */
// Runs in an empty page of the extension, beside the library's database: other ways to search the same papers.

/** Asks a database for one thing: what `ask` returns is a request. */
function asked(name, stores, mode, ask) {
  const { resolve, reject, promise } = Promise.withResolvers()
  const opening = indexedDB.open(name)
  opening.onupgradeneeded = () => opening.result.createObjectStore('kept')
  opening.onerror = () => reject(opening.error)
  opening.onsuccess = () => {
    const transaction = opening.result.transaction(stores, mode)
    const request = ask(...stores.map((store) => transaction.objectStore(store)))
    transaction.onerror = () => reject(transaction.error)
    transaction.oncomplete = () => {
      opening.result.close()
      resolve(request.result)
    }
  }
  return promise
}

const all = (store) => asked('papermargin', [store], 'readonly', (it) => it.getAll())
const keep = (key, value) => asked('rivals', ['kept'], 'readwrite', (it) => it.put(value, key))
const kept = (key) => asked('rivals', ['kept'], 'readonly', (it) => it.get(key))

/** What is searched of the papers, a text each. */
async function texts() {
  const quotes = Map.groupBy(await all('highlights'), ({ paperId }) => paperId)
  return (await all('papers')).map(({ id, title, authors = [], abstracts, tags = [] }) => ({
    id,
    title,
    text: [
      ...authors,
      ...abstracts.map(({ text }) => text),
      ...(quotes.get(id) ?? []).map(({ exact }) => exact),
      ...tags,
    ].join('\n'),
  }))
}

const options = { fields: ['title', 'text'], idField: 'id' }
/** Every word that is sought must be there, and may be a beginning, as in the library. */
const every = { prefix: true, combineWith: 'AND' }

globalThis.keepMiniSearch = async () => {
  const index = new MiniSearch(options)
  index.addAll(await texts())
  const json = JSON.stringify(index)
  await keep('minisearch', json)
  return json.length
}

globalThis.keepTexts = async () => {
  const papers = (await texts()).map(({ id, title, text }) => ({ id, text: `${title}\n${text}`.toLowerCase() }))
  await keep('texts', papers)
  return papers.reduce((sum, { text }) => sum + text.length, 0)
}

globalThis.loadMiniSearch = async () => {
  const began = performance.now()
  const index = MiniSearch.loadJSON(await kept('minisearch'), options)
  globalThis.seek = (words) => index.search(words, every).length
  return performance.now() - began
}

globalThis.loadTexts = async () => {
  const began = performance.now()
  const papers = await kept('texts')
  globalThis.seek = (words) => {
    const sought = words.split(' ')
    return papers.filter(({ text }) => sought.every((word) => text.includes(word))).length
  }
  return performance.now() - began
}

/** How long each query takes, again and again; the first time is not counted. */
globalThis.timed = (queries, runs) =>
  queries.map(([query, words]) => ({
    query,
    times: Array.from({ length: runs + 1 }, () => {
      const began = performance.now()
      globalThis.seek(words)
      return performance.now() - began
    }).slice(1),
  }))
