import { useState } from 'react'
import { createPortal } from 'react-dom'
import { i18n } from '#i18n'
import { browser } from '#imports'
import { Key } from '@/components/Key'
import { KeySheet } from '@/components/KeySheet'
import { triageKeys } from '@/lib/settings'
import type { Command } from '@/lib/triage'
import { useSetting } from '../options/setting'
import { useLetters } from './keys'

/** Opens the sheet of a screen's keys; so does `?`. `short`, it shows that key alone. */
export function KeysButton({ commands, short }: { commands: readonly Command[]; short?: boolean }) {
  const [open, setOpen] = useState(false)
  const [keys] = useSetting(triageKeys)
  useLetters({ '?': () => setOpen(true) })
  return (
    <>
      <button
        type="button"
        id="keys"
        className="btn bare sm"
        aria-label={i18n.t('keys.title')}
        title={i18n.t('keys.title')}
        onClick={() => setOpen(true)}
      >
        {!short && i18n.t('keys.title')} <Key name="?" />
      </button>
      {open &&
        // Not within the screen's head, which the button stands in: a panel has a head of its own.
        createPortal(
          <KeySheet keys={keys} commands={commands} close={() => setOpen(false)}>
            <p>
              <button type="button" className="link" onClick={() => void browser.runtime.openOptionsPage()}>
                {i18n.t('keys.change')}
              </button>
            </p>
          </KeySheet>,
          document.body,
        )}
    </>
  )
}
