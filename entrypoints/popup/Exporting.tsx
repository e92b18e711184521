import { useEffect, useRef, useState } from 'react'
import { i18n } from '#i18n'
import { exportWords } from '@/components/Export'
import { fileName, saveFile } from '@/components/file'
import { useMeanings } from '@/components/Meanings'
import { PanelHead } from '@/components/PanelHead'
import { Say } from '@/components/Say'
import type { Done } from '@/lib/act'
import type { Entry } from '@/lib/entry'
import type { ExportFile } from '@/lib/export/folder'
import { type Format, type FormatName, formats, groups } from '@/lib/export/formats'
import { canChoose } from '@/lib/folder'
import { exportChoice, exported, templates } from '@/lib/settings'
import { useSetting } from '../options/setting'
import { copy } from '../page.content/copy'
import { writeInto } from './folders'

interface Props {
  /** What is exported, in words. */
  what: string
  load(): Promise<Entry[]>
  /** Whether a folder can be chosen here: what asks for one takes the stage, and a popup would be gone. */
  folders?: boolean
  close(): void
  say(done: Done, words: string): void
}

/** What a template's choice begins with. */
const OWN = 'template:'

/** Papers in the format that is chosen, as a file, into the clipboard or into a folder. */
export function Exporting({ what, load, folders = false, close, say }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const meanings = useMeanings()
  const [own] = useSetting(templates)
  const [chosen, choose] = useSetting(exportChoice)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  useEffect(() => dialog.current?.showModal(), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows what is chosen, which is read a moment later.
  useEffect(() => dialog.current?.querySelector<HTMLElement>('input:checked')?.focus(), [chosen, own])

  const template = own.find(({ name }) => chosen === OWN + name)
  const choice: FormatName = chosen in formats ? (chosen as FormatName) : 'markdown'
  const format: Format = formats[choice]

  /** What comes of the papers, and what it is; a problem is said where it is chosen. */
  async function write(): Promise<Made> {
    const words = exportWords(meanings)
    const entries = await load()
    if (template) {
      const { written } = await import('@/lib/export/template')
      return { content: written(template.text, entries, words), extension: 'md', type: 'text/markdown' }
    }
    const writer = await format.load()
    return { content: await writer(entries, words), extension: format.extension, type: format.type }
  }

  async function give(out: (made: Made) => Promise<string | undefined>) {
    setBusy(true)
    setProblem(undefined)
    try {
      const said = await out(await write())
      if (said === undefined) return
      void exported.setValue(true)
      dialog.current?.close()
      say({ ok: true }, said)
    } catch (error) {
      console.error(error)
      setProblem(wordsOf(error))
    } finally {
      setBusy(false)
    }
  }

  const toFile = async ({ content, extension, type }: Made) => {
    const body =
      typeof content === 'string'
        ? new Blob([content], { type: `${type};charset=utf-8` })
        : await (await import('@/lib/export/archive')).archive(content)
    return i18n.t('export.done', [saveFile(body, extension)])
  }
  const toClipboard = async ({ content }: Made) =>
    (await copy(String(content))) ? i18n.t('exporting.copied') : i18n.t('toolbar.notCopied')
  const toFolder = async () => {
    // Asked for at once: the browser wants to see the click.
    const into = await writeInto()
    if (into) await give(async ({ content, extension }) => await into(filesOf(content, extension)))
  }

  const hasFiles = !template && format.files === true
  return (
    <dialog
      ref={dialog}
      className="panel exporting-panel"
      aria-labelledby="exporting-title"
      onClose={close}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // Left to itself it would close the whole popup.
        event.preventDefault()
        dialog.current?.close()
      }}
    >
      <PanelHead id="exporting-title" title={what} close={() => dialog.current?.close()} />
      <form
        id="export-form"
        className="choices"
        onSubmit={(event) => {
          event.preventDefault()
          if (!busy) void give(toFile)
        }}
      >
        {groups.map((group) => (
          <fieldset key={group}>
            <legend className="label">{i18n.t(`exporting.for.${group}`)}</legend>
            {(Object.entries(formats) as [FormatName, Format][])
              .filter(([, one]) => one.for === group)
              .map(([name]) => (
                <Choice
                  key={name}
                  value={name}
                  label={i18n.t(`exporting.as.${name}`)}
                  checked={!template && choice === name}
                  choose={choose}
                />
              ))}
          </fieldset>
        ))}
        <fieldset>
          <legend className="label">{i18n.t('exporting.own')}</legend>
          {own.map(({ name }) => (
            <Choice key={name} value={OWN + name} label={name} checked={template?.name === name} choose={choose} />
          ))}
          <a className="small" href="/options.html#templates" target="_blank" rel="noopener noreferrer">
            {own.length > 0 ? i18n.t('exporting.edit') : i18n.t('exporting.write')}
          </a>
        </fieldset>
      </form>
      {problem && <Say bad words={problem} />}
      <footer className="row wraps">
        <button type="submit" form="export-form" id="export-file" className="btn main" disabled={busy}>
          {busy ? i18n.t('exporting.busy') : i18n.t('exporting.file')}
        </button>
        {!hasFiles && (
          <button type="button" id="export-copy" className="btn" disabled={busy} onClick={() => void give(toClipboard)}>
            {i18n.t('exporting.copy')}
          </button>
        )}
        {folders && canChoose() && (
          <button type="button" id="export-folder" className="btn" disabled={busy} onClick={() => void toFolder()}>
            {i18n.t('exporting.folder')}
          </button>
        )}
      </footer>
    </dialog>
  )
}

/** What came of the papers: a text, or several files. */
interface Made {
  content: string | ExportFile[]
  extension: string
  type: string
}

const filesOf = (content: Made['content'], extension: string): ExportFile[] =>
  typeof content === 'string' ? [{ name: fileName(extension), text: content }] : content

/** Why nothing was exported, and what to do. */
function wordsOf(error: unknown): string {
  const { name, message, line } = error as Error & { line?: number }
  if (name === 'TemplateError') return templateProblem(message, line)
  return name === 'DatabaseClosedError' || name === 'OpenFailedError'
    ? i18n.t('problem.closed')
    : i18n.t('exporting.failed', [message])
}

/** What is wrong with a template, and in which of its lines. */
export const templateProblem = (message: string, line: number | undefined): string =>
  line === undefined ? i18n.t('templates.wrong', [message]) : i18n.t('templates.wrongIn', [String(line), message])

interface ChoiceProps {
  value: string
  label: string
  checked: boolean
  choose(value: string): void
}

const Choice = ({ value, label, checked, choose }: ChoiceProps) => (
  <label className="row">
    <input type="radio" name="format" value={value} checked={checked} onChange={() => choose(value)} />
    {label}
  </label>
)
