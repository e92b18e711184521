import { type KeyboardEvent, useState } from 'react'
import { i18n } from '#i18n'
import { type Command, commands, defaultKeys, type Keys, keyOf, rebound } from '@/lib/triage'

interface Props {
  keys: Keys
  change(keys: Keys): void
}

/** A table of the commands and their keys. A key's button, once pressed, waits for the new key; Escape leaves it as it is. */
export function KeyTable({ keys, change }: Props) {
  const [waiting, setWaiting] = useState<Command>()
  const [said, setSaid] = useState('')
  const name = (command: Command) => i18n.t(`command.${command}`)
  const shown = (key: string) => key.toUpperCase()

  function wait(command: Command) {
    setWaiting(command)
    setSaid(i18n.t('triage.waiting', [name(command)]))
  }

  function take(event: KeyboardEvent, command: Command) {
    if (waiting !== command || event.key === 'Shift') return
    // Tab goes on, and the key stays what it was.
    if (event.key === 'Tab') return
    event.preventDefault()
    if (event.key === 'Escape') {
      setWaiting(undefined)
      setSaid('')
      return
    }
    const key = keyOf(event.nativeEvent)
    if (!key) return setSaid(i18n.t('triage.unfit'))
    const { keys: next, other } = rebound(keys, command, key)
    change(next)
    setWaiting(undefined)
    setSaid(
      other
        ? i18n.t('triage.swapped', [name(command), shown(key), name(other), shown(next[other])])
        : i18n.t('triage.set', [name(command), shown(key)]),
    )
  }

  return (
    <>
      <table className="keys">
        <thead className="vh">
          <tr>
            <th scope="col">{i18n.t('triage.command')}</th>
            <th scope="col">{i18n.t('triage.key')}</th>
          </tr>
        </thead>
        <tbody>
          {commands.map((command) => (
            <tr key={command}>
              <th scope="row">{name(command)}</th>
              <td>
                <button
                  type="button"
                  className="btn sm"
                  data-command={command}
                  aria-pressed={waiting === command}
                  aria-label={
                    waiting === command
                      ? i18n.t('triage.press')
                      : i18n.t('triage.change', [name(command), shown(keys[command])])
                  }
                  onClick={() => wait(command)}
                  onKeyDown={(event) => take(event, command)}
                  onBlur={() => waiting === command && setWaiting(undefined)}
                >
                  {waiting === command ? i18n.t('triage.press') : <kbd>{shown(keys[command])}</kbd>}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="row small">
        <button
          type="button"
          className="btn sm"
          onClick={() => {
            change(defaultKeys)
            setSaid(i18n.t('triage.wasReset'))
          }}
        >
          {i18n.t('triage.reset')}
        </button>
        <span role="status">{said}</span>
      </p>
    </>
  )
}
