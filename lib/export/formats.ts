import type { Entry } from '../entry'
import type { ExportFile } from './folder'
import type { ExportWords } from './words'

/** Papers as a file's text, or as several files. */
export type Writer = (entries: Entry[], words: ExportWords) => string | ExportFile[] | Promise<string>

/** Whom a format is for. */
export const groups = ['notes', 'managers', 'data'] as const

export interface Format {
  for: (typeof groups)[number]
  /** Of several files it is their archive's. */
  extension: string
  type: string
  /** Whether each paper is a file of its own: these make a folder, and cannot be copied. */
  files?: true
  /** The writer; what it needs is loaded with it. */
  load(): Promise<Writer>
}

/** Every format that papers are exported in, in the order in which they are offered. */
export const formats = {
  markdown: {
    for: 'notes',
    extension: 'md',
    type: 'text/markdown',
    load: async () => (await import('./markdown')).markdown,
  },
  folder: {
    for: 'notes',
    extension: 'zip',
    type: 'application/zip',
    files: true,
    load: async () => (await import('./folder')).folder,
  },
  org: { for: 'notes', extension: 'org', type: 'text/org', load: async () => (await import('./org')).org },
  text: { for: 'notes', extension: 'txt', type: 'text/plain', load: async () => (await import('./text')).text },
  html: { for: 'notes', extension: 'html', type: 'text/html', load: async () => (await import('./html')).html },
  ris: {
    for: 'managers',
    extension: 'ris',
    type: 'application/x-research-info-systems',
    load: async () => (await import('./ris')).ris,
  },
  bibtex: {
    for: 'managers',
    extension: 'bib',
    type: 'application/x-bibtex',
    load: async () => (await import('./bibtex')).bibtex,
  },
  biblatex: {
    for: 'managers',
    extension: 'bib',
    type: 'application/x-bibtex',
    load: async () => (await import('./bibtex')).biblatex,
  },
  csl: {
    for: 'managers',
    extension: 'json',
    type: 'application/vnd.citationstyles.csl+json',
    load: async () => (await import('./csl-json')).cslJson,
  },
  csv: { for: 'data', extension: 'csv', type: 'text/csv', load: async () => (await import('./csv')).csv },
  w3c: {
    for: 'data',
    extension: 'jsonld',
    type: 'application/ld+json',
    load: async () => {
      const { w3c } = await import('./w3c')
      return (entries, { meaning }) => w3c(entries, meaning)
    },
  },
  hypothesis: {
    for: 'data',
    extension: 'json',
    type: 'application/json',
    load: async () => {
      const { hypothesis } = await import('./hypothesis')
      return (entries, { now, meaning }) => hypothesis(entries, now, meaning)
    },
  },
  json: {
    for: 'data',
    extension: 'json',
    type: 'application/json',
    load: async () => {
      const { json } = await import('./json')
      return (entries, { now, meanings }) => json(entries, now, meanings)
    },
  },
} satisfies Record<string, Format>

export type FormatName = keyof typeof formats
