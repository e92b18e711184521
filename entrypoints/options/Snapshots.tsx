import { useCallback, useEffect, useState } from 'react'
import { i18n } from '#i18n'
import { saveFile } from '@/components/file'
import { readOurs } from '@/lib/import/json'
import { sourceOf } from '@/lib/import/source'
import { bring } from '@/lib/library/bring'
import { emptied } from '@/lib/settings'
import { removeSnapshot, type Snapshot, snapshotBytes, snapshots } from '@/lib/snapshot'
import { momentOf } from './moment'

/** The copies that were made before updates: each to be saved as a file, brought back into the library, or removed. */
export function Snapshots() {
  const [all, setAll] = useState<Snapshot[]>([])
  const [said, setSaid] = useState('')
  const [busy, setBusy] = useState(false)
  const look = useCallback(() => snapshots().then(setAll).catch(console.error), [])
  useEffect(() => void look(), [look])

  const doing = async (work: () => Promise<string>) => {
    setBusy(true)
    setSaid(await work().catch((error) => i18n.t('snapshots.failed', [String(error)])))
    await look()
    setBusy(false)
  }
  const save = async ({ name, schema }: Snapshot) =>
    i18n.t('closed.saved', [saveFile(await new Response(await snapshotBytes(name)).blob(), 'json', `copy-${schema}`)])
  const restore = async ({ name }: Snapshot) => {
    const copy = await new Response(await snapshotBytes(name)).blob()
    const brought = await bring(readOurs(sourceOf(copy, name)))
    await emptied.setValue(null)
    const numbers = [brought.papers, brought.highlights, brought.notes].map(
      ({ added, joined, changed }) => added + joined + changed,
    )
    return i18n.t('snapshots.restored', numbers.map(String) as [string, string, string])
  }
  const remove = async ({ name }: Snapshot) => {
    await removeSnapshot(name)
    return ''
  }

  return (
    <>
      <h3 id="snapshots">{i18n.t('snapshots.title')}</h3>
      <p className="small quiet">{i18n.t('snapshots.how')}</p>
      {all.length === 0 && <p className="small quiet">{i18n.t('snapshots.none')}</p>}
      <ul className="snapshots">
        {all.map((one) => {
          const made = momentOf(one.at)
          const button = (act: string, face: string, work: (one: Snapshot) => Promise<string>) => (
            <button
              type="button"
              className="btn sm"
              data-act={act}
              disabled={busy}
              aria-label={i18n.t('snapshots.of', [face, made])}
              onClick={() => void doing(() => work(one))}
            >
              {face}
            </button>
          )
          return (
            <li key={one.name} className="row wraps" data-snapshot={one.schema}>
              <span className="grow num">
                {i18n.t('snapshots.one', one.papers, [String(one.papers), made, String(Math.ceil(one.size / 1000))])}
              </span>
              {button('save', i18n.t('snapshots.save'), save)}
              {button('restore', i18n.t('snapshots.restore'), restore)}
              {button('remove', i18n.t('snapshots.remove'), remove)}
            </li>
          )
        })}
      </ul>
      <p className="small" role="status">
        {said}
      </p>
    </>
  )
}
