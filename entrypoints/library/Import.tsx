import { useRef, useState } from 'react'
import { i18n } from '#i18n'
import { Icon } from '@/components/Icon'
import { Say } from '@/components/Say'
import { NotReadable, readJson } from '@/lib/import/json'
import { type Brought, bring } from '@/lib/library/bring'

/** What came of a file that the reader chose. */
export type Came = { file: string } & (
  | { is: 'reading' }
  | { is: 'brought'; brought: Brought }
  | { is: 'failed'; why: Why }
)
type Why = NotReadable['reason'] | 'unreadable' | 'stopped'

/** Reads a file and merges what it holds into the library; the last file's report stays until it is dismissed. */
export function useImport() {
  const [came, setCame] = useState<Came>()
  const bringFile = async (chosen: File) => {
    const file = chosen.name
    setCame({ file, is: 'reading' })
    // The button's words are seen before a large file takes the thread.
    await new Promise((resolve) => setTimeout(resolve, 0))
    try {
      const brought = await bring(readJson(await textOf(chosen)))
      setCame({ file, is: 'brought', brought })
    } catch (error) {
      if (!(error instanceof NotReadable)) console.error(error)
      const why = error instanceof NotReadable ? error.reason : error instanceof Unreadable ? 'unreadable' : 'stopped'
      setCame({ file, is: 'failed', why })
    }
  }
  return { came, bringFile, dismiss: () => setCame(undefined) }
}

class Unreadable extends Error {}

async function textOf(file: File): Promise<string> {
  try {
    return await file.text()
  } catch (error) {
    throw new Unreadable(String(error))
  }
}

/** A button that asks for a file; the input itself is `import-file`. */
export function ImportButton({ came, bringFile }: { came: Came | undefined; bringFile(file: File): void }) {
  const input = useRef<HTMLInputElement>(null)
  const busy = came?.is === 'reading'
  return (
    <>
      <input
        ref={input}
        id="import-file"
        type="file"
        accept=".json,application/json"
        hidden
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) bringFile(file)
          // The same file can be chosen again.
          event.target.value = ''
        }}
      />
      <button type="button" className="btn sm" id="import" disabled={busy} onClick={() => input.current?.click()}>
        <Icon name="import" />
        {busy ? i18n.t('import.reading') : i18n.t('import.file')}
      </button>
    </>
  )
}

/** What came of the file, in one sentence. */
export function wordsOf(came: Came): string {
  if (came.is === 'reading') return i18n.t('import.reading')
  return came.is === 'brought' ? i18n.t('import.done', [came.file]) : i18n.t('import.notImported', [came.file])
}

/** How many rejected records are listed; their number is said in any case. */
const LISTED = 200

/** Said in place: what was new, what was here already, what was left out and why. */
export function ImportReport({ came, close }: { came: Exclude<Came, { is: 'reading' }>; close(): void }) {
  return (
    <section className="import-report" data-import={came.is} aria-labelledby="import-title">
      <div className="row">
        <h2 id="import-title" className="grow">
          {wordsOf(came)}
        </h2>
        <button type="button" className="btn bare ic sm" aria-label={i18n.t('close')} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      {came.is === 'failed' ? <Say bad words={reasonOf(came.why)} /> : <Summary brought={came.brought} />}
    </section>
  )
}

function reasonOf(why: Why): string {
  switch (why) {
    case 'notJson':
      return i18n.t('import.notJson')
    case 'notOurs':
      return i18n.t('import.notOurs')
    case 'newer':
      return i18n.t('import.newer')
    case 'unreadable':
      return i18n.t('import.unreadable')
    case 'stopped':
      return i18n.t('import.stopped')
  }
}

function Summary({ brought }: { brought: Brought }) {
  const { rejected } = brought
  const kinds = [
    { kind: 'papers', name: i18n.t('import.papers') },
    { kind: 'highlights', name: i18n.t('import.highlights') },
    { kind: 'notes', name: i18n.t('import.notes') },
  ] as const
  const ways = [
    { way: 'added', name: i18n.t('import.added') },
    { way: 'joined', name: i18n.t('import.joined') },
    { way: 'same', name: i18n.t('import.same') },
  ] as const
  return (
    <>
      <table className="small num">
        <thead>
          <tr>
            <th scope="col">{i18n.t('import.kind')}</th>
            {ways.map(({ way, name }) => (
              <th key={way} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map(({ kind, name }) => (
            <tr key={kind} data-kind={kind}>
              <th scope="row">{name}</th>
              {ways.map(({ way }) => (
                <td key={way} data-way={way}>
                  {brought[kind][way]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rejected.length > 0 && (
        <details open={rejected.length < 6}>
          <summary>{i18n.t('import.rejected', rejected.length)}</summary>
          <ul className="rejected small">
            {rejected.slice(0, LISTED).map(({ what, why }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is drawn once, in the file's order.
              <li key={index}>
                <b>{what}</b>: {why}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
