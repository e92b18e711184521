import { useEffect, useId, useRef, useState } from 'react'
import { i18n } from '#i18n'
import { Icon } from '@/components/Icon'
import { LeftOut } from '@/components/LeftOut'
import { Say } from '@/components/Say'
import { type Brought, tables } from '@/lib/library/bring'
import { type Way, ways } from '@/lib/library/weigh'
import type { Came, Given } from './importing'

/** A button that asks for files; the input itself is `import-file`. */
export function ImportButton({ came, look }: { came: Came | undefined; look(files: Given[], name: string): void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        id="import-file"
        type="file"
        multiple
        accept=".json,.gz,.jsonld,.bib,.bibtex,.ris,.csv,.tsv,.txt,.md"
        hidden
        onChange={(event) => {
          lookAt([...(event.target.files ?? [])], look)
          // The same file can be chosen again.
          event.target.value = ''
        }}
      />
      <button
        type="button"
        className="btn sm"
        id="import"
        title={i18n.t('import.how')}
        disabled={came?.is === 'looking' || came?.is === 'bringing'}
        onClick={() => input.current?.click()}
      >
        <Icon name="import" />
        {i18n.t('import.file')}
      </button>
    </>
  )
}

type Look = (files: Given[], name: string) => void

function lookAt(files: File[], look: Look) {
  const [first] = files
  if (!first) return
  const name = files.length === 1 ? first.name : i18n.t('import.several', files.length)
  look(
    files.map((content) => ({ name: content.name, content })),
    name,
  )
}

/** Takes files that are dropped anywhere, and what is pasted outside of fields. Says where while files are over the page. */
export function ImportDrop({ look }: { look: Look }) {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.isTrusted && event.dataTransfer?.types.includes('Files')
    const onDrag = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const onLeave = (event: DragEvent) => {
      if (!event.relatedTarget) setOver(false)
    }
    const onDrop = (event: DragEvent) => {
      setOver(false)
      if (!hasFiles(event)) return
      event.preventDefault()
      lookAt([...(event.dataTransfer?.files ?? [])], look)
    }
    const onPaste = (event: ClipboardEvent) => {
      const inField = (event.target as Element).closest?.('input:not([type="checkbox"]), textarea, select, dialog')
      if (!event.isTrusted || inField || !event.clipboardData) return
      const { files } = event.clipboardData
      const text = event.clipboardData.getData('text/plain')
      const name = i18n.t('import.pasted')
      if (files.length > 0) lookAt([...files], look)
      else if (text.trim()) look([{ name, content: new Blob([text]) }], name)
    }
    const stop = new AbortController()
    const { signal } = stop
    document.addEventListener('dragover', onDrag, { signal })
    document.addEventListener('dragleave', onLeave, { signal })
    document.addEventListener('drop', onDrop, { signal })
    document.addEventListener('paste', onPaste, { signal })
    return () => stop.abort()
  }, [look])
  return over && <p className="drop">{i18n.t('import.drop')}</p>
}

/** Where it is, in one sentence. */
export function wordsOf(came: Came): string {
  const { name } = came
  switch (came.is) {
    case 'looking':
      return i18n.t('import.looking', [name])
    case 'bringing':
      return i18n.t('import.reading', [name])
    case 'looked':
      return i18n.t('import.looked', [name])
    case 'brought':
      return came.brought.isStopped ? i18n.t('import.isStopped', [name]) : i18n.t('import.done', [name])
    case 'failed':
      return i18n.t('import.notImported', [name])
  }
}

interface ImportProps {
  came: Came
  bring(came: Extract<Came, { is: 'looked' }>): void
  undo(entry: string): void
  stop(): void
  close(): void
}

/** Said in place: what would come of the files, how far they are, and what came of them. */
export function Import({ came, bring, undo, stop, close }: ImportProps) {
  const title = useId()
  const isBusy = came.is === 'looking' || came.is === 'bringing'
  return (
    <section className="import-report" data-import={came.is} aria-labelledby={title} aria-busy={isBusy}>
      <div className="row">
        <h2 id={title} className="grow">
          {wordsOf(came)}
        </h2>
        {!isBusy && (
          <button type="button" className="btn bare ic sm" aria-label={i18n.t('close')} onClick={close}>
            <Icon name="close" />
          </button>
        )}
      </div>
      {isBusy && (
        <div className="row">
          <progress className="grow" value={came.share} aria-labelledby={title} />
          <span className="num small">{i18n.t('import.share', [Math.floor(came.share * 100)])}</span>
          <button type="button" className="btn sm" id="import-stop" onClick={stop}>
            {i18n.t('import.stop')}
          </button>
        </div>
      )}
      {came.is === 'looked' && <Found came={came} bring={bring} close={close} />}
      {came.is === 'brought' && <Report brought={came.brought} undo={undo} />}
      {came.is === 'failed' && <Say bad words={reasonOf(came.why)} />}
    </section>
  )
}

const reasonOf = (why: Extract<Came, { is: 'failed' }>['why']) =>
  why === 'stopped' || why === 'full' ? i18n.t(`import.${why}`) : i18n.t(`import.why.${why}`)

function Found({
  came,
  bring,
  close,
}: Pick<ImportProps, 'bring' | 'close'> & { came: Extract<Came, { is: 'looked' }> }) {
  const { found } = came
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  const isNothing = tables.every((table) => ways.every((way) => found[table][way] === 0))
  return (
    <>
      {isNothing ? <p>{i18n.t('import.nothing')}</p> : <Numbers brought={found} />}
      {ways.map((way) => found.listed[way].length > 0 && <List key={way} way={way} brought={found} />)}
      <LeftOut {...found} title={i18n.t('import.willReject', found.left)} />
      <div className="row">
        <button
          ref={button}
          type="button"
          className="btn main"
          id="import-now"
          disabled={isNothing}
          onClick={() => bring(came)}
        >
          {i18n.t('import.now')}
        </button>
        <button type="button" className="btn bare" onClick={close}>
          {i18n.t('import.cancel')}
        </button>
      </div>
    </>
  )
}

function Report({ brought, undo }: { brought: Brought; undo(entry: string): void }) {
  const { entry, isStopped, left } = brought
  return (
    <>
      {isStopped && <p>{i18n.t('import.stoppedHow')}</p>}
      <Numbers brought={brought} />
      <LeftOut {...brought} title={i18n.t('import.rejected', left)} />
      {entry && (
        <div className="row">
          <button type="button" className="btn sm" id="import-undo" onClick={() => undo(entry)}>
            {i18n.t('import.undo')}
          </button>
        </div>
      )}
    </>
  )
}

function Numbers({ brought }: { brought: Brought }) {
  return (
    <table className="small num">
      <thead>
        <tr>
          <th scope="col">{i18n.t('import.kind')}</th>
          {ways.map((way) => (
            <th key={way} scope="col">
              {i18n.t(`import.${way}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tables.map((table) => (
          <tr key={table} data-kind={table}>
            <th scope="row">{i18n.t(`import.${table}`)}</th>
            {ways.map((way) => (
              <td key={way} data-way={way}>
                {brought[table][way]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The first records that come in one way, each by its title or words. */
function List({ way, brought }: { way: Way; brought: Brought }) {
  const all = tables.reduce((sum, table) => sum + brought[table][way], 0)
  const listed = brought.listed[way]
  return (
    <details data-list={way}>
      <summary>{i18n.t('import.list', all, [String(all), i18n.t(`import.${way}`)])}</summary>
      <ul className="rejected small">
        {listed.map(({ table, words }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is drawn once, in the file's order.
          <li key={index}>
            <span className="quiet">{i18n.t(`import.one.${table}`)}</span> <span dir="auto">{words}</span>
          </li>
        ))}
        {all > listed.length && <li className="quiet">{i18n.t('import.more', all - listed.length)}</li>}
      </ul>
    </details>
  )
}
