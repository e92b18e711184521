// Stands in the place of citation-js's fetchFile.js (wxt.config.ts): nothing is fetched.

const refuse = (): never => {
  throw new Error('Papermargin asks nothing of the network.')
}

export { refuse as fetchFile, refuse as fetchFileAsync, refuse as setUserAgent, refuse as default }
