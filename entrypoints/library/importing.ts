import { useRef, useState } from 'react'
import { formatOf, readFile } from '@/lib/import/formats'
import { type FileRecords, NotReadable, nothing } from '@/lib/import/records'
import { sourceOf } from '@/lib/import/source'
import { type Brought, bring, preview, tables } from '@/lib/library/bring'
import { ways } from '@/lib/library/weigh'
import { problemOf } from '@/lib/problem'

/** Something that the reader brings: a file, or what was pasted. */
export interface Given {
  name: string
  content: Blob
}

/** How far what the reader brings has come. `name` is what it is called, `share` how much was read or written, from 0 to 1. */
export type Came = { name: string } & (
  | { is: 'looking' | 'bringing'; share: number }
  | { is: 'looked'; found: Brought }
  | { is: 'brought'; brought: Brought }
  | { is: 'failed'; why: NotReadable['reason'] | 'stopped' | 'full' }
)

/** Looks what would come of files, and, once the reader has seen it, brings them; the last report stays until it is dismissed. */
export function useImport() {
  const [came, setCame] = useState<Came>()
  const given = useRef<Given[]>([])
  const stopper = useRef(new AbortController())
  // Read twice, the records have the same times.
  const at = useRef('')

  async function attempt(name: string, work: (signal: AbortSignal) => Promise<Came>) {
    stopper.current.abort()
    stopper.current = new AbortController()
    const { signal } = stopper.current
    let next: Came
    try {
      next = await work(signal)
    } catch (error) {
      next = { name, is: 'failed', why: whyOf(error) }
    }
    // A preview that was stopped is not shown; an import tells what had come in.
    if (!signal.aborted || next.is === 'brought') setCame(next)
  }

  return {
    came,
    async look(files: Given[], name: string) {
      if (came?.is === 'bringing') return
      given.current = files
      at.current = new Date().toISOString()
      setCame({ name, is: 'looking', share: 0 })
      await attempt(name, async (signal) => {
        const told = (share: number) => !signal.aborted && setCame({ name, is: 'looking', share })
        return { name, is: 'looked', found: await preview(recordsIn(files, at.current, told), { signal }) }
      })
    },
    async bring({ name, found }: Extract<Came, { is: 'looked' }>) {
      const all =
        found.left + tables.reduce((sum, table) => sum + ways.reduce((of, way) => of + found[table][way], 0), 0)
      const told = (records: number) => setCame({ name, is: 'bringing', share: Math.min(1, records / all) })
      told(0)
      await attempt(name, async (signal) => {
        return { name, is: 'brought', brought: await bring(recordsIn(given.current, at.current), { signal, told }) }
      })
    },
    /** Ends the look at files; ends an import after what is being written. */
    stop() {
      stopper.current.abort()
      if (came?.is === 'looking') setCame(undefined)
    },
    dismiss: () => setCame(undefined),
  }
}

/** The records of files one after the other. `told` hears how much was read, from 0 to 1. */
async function* recordsIn(
  files: Given[],
  at: string,
  told: (share: number) => void = () => {},
): AsyncGenerator<FileRecords> {
  const size = files.reduce((sum, { content }) => sum + content.size, 0)
  let before = 0
  for (const { name, content } of files) {
    let read = 0
    const file = sourceOf(content, name, (bytes) => {
      read += bytes
      told(Math.min(before + read, before + content.size) / size)
    })
    try {
      const format = await formatOf(file)
      read = 0
      for await (const part of readFile(file, at, format)) {
        yield files.length > 1 ? { ...part, rejected: part.rejected.map((one) => ({ ...one, file: name })) } : part
      }
    } catch (error) {
      // Of several files the others come in.
      if (files.length === 1 || !(error instanceof NotReadable)) throw error
      yield { ...nothing(), rejected: [{ kind: 'record', file: name, why: error.reason }] }
    }
    before += content.size
  }
}

function whyOf(error: unknown): Extract<Came, { is: 'failed' }>['why'] {
  if (error instanceof NotReadable) return error.reason
  console.error(error)
  return problemOf(error) === 'full' ? 'full' : 'stopped'
}
