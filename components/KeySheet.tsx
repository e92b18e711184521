import { type ReactNode, useEffect, useRef } from 'react'
import { i18n } from '#i18n'
import type { Command, Keys } from '@/lib/triage'
import { PanelHead } from './PanelHead'

interface Props {
  keys: Keys
  /** The commands that this screen knows. */
  commands: readonly Command[]
  close(): void
  /** Said below the keys: where they are changed. */
  children?: ReactNode
}

/** All keys of a screen, on request: those of the commands, and those that stand fast. */
export function KeySheet({ keys, commands, close, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const rows = [
    { key: '/', does: i18n.t('keys.search') },
    { key: '↑ ↓', does: i18n.t('keys.move') },
    { key: '↵', does: i18n.t('keys.open') },
    ...commands.map((command) => ({ key: keys[command].toUpperCase(), does: i18n.t(`command.${command}`) })),
    { key: `${i18n.t('keys.ctrl')}+Z`, does: i18n.t('undo') },
    { key: `${i18n.t('keys.ctrl')}+${i18n.t('keys.shift')}+Z`, does: i18n.t('redo') },
    { key: '?', does: i18n.t('keys.title') },
  ]
  return (
    <dialog
      ref={dialog}
      className="panel key-sheet"
      aria-labelledby="keys-title"
      onClose={close}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // Left to itself it would close the whole popup.
        event.preventDefault()
        dialog.current?.close()
      }}
    >
      <PanelHead id="keys-title" title={i18n.t('keys.title')} close={() => dialog.current?.close()} />
      <dl>
        {rows.map(({ key, does }) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      {children}
    </dialog>
  )
}
