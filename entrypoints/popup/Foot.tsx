import { useEffect, useRef, useState } from 'react'
import { i18n } from '#i18n'
import { browser } from '#imports'
import { download, ExportButtons, type Format } from '@/components/Export'
import { Icon } from '@/components/Icon'
import { useMeanings } from '@/components/Meanings'
import type { Done } from '@/lib/act'
import type { Entry } from '@/lib/entry'
import { everything } from '@/lib/library/queries'
import { exported, triageKeys } from '@/lib/settings'
import { useSetting } from '../options/setting'
import { Exporting as ExportPanel } from './Exporting'
import { useLetters } from './keys'

/** What is offered for export, and what it is. */
export interface Exporting {
  entries: Entry[]
  what: 'paper' | 'page' | 'all'
}

interface Props {
  /** What is stored of this page's papers; without any, everything that is stored is exported. */
  entries: Entry[]
  /** What the menu of formats, while it is open, exports. */
  exporting: Exporting | undefined
  setExporting(exporting: Exporting | undefined): void
  say(done: Done, words: string): void
  /** Opens the panel in which a list is pasted. */
  paste(): void
}

/** Opens the library in a new tab, and gives it the stage. */
async function openLibrary() {
  await browser.tabs.create({ url: browser.runtime.getURL('/library.html') })
  window.close()
}

/**
 * Opens the side panel of this window, and gives it the stage. The browser lets only a click do that, so nothing is asked
 * before: which window this is must be known by then.
 */
async function openPanel(windowId: number | undefined) {
  if (!browser.sidePanel) await firefox.sidebarAction?.open()
  else if (windowId !== undefined) await browser.sidePanel.open({ windowId })
  window.close()
}

/** What Firefox calls a sidebar. */
const firefox = browser as unknown as { sidebarAction?: { open(): Promise<void> } }

/** Whether the browser knows either. */
const hasPanel = Boolean(browser.sidePanel ?? firefox.sidebarAction)

/** Below every screen: export, a list to paste, and the ways to the side panel and the library. */
export function Foot({ entries, exporting, setExporting, say, paste }: Props) {
  const meanings = useMeanings()
  const menu = useRef<HTMLDivElement>(null)
  const [keys] = useSetting(triageKeys)
  const here = useRef<number>(undefined)
  const [inFull, setInFull] = useState<Exporting>()
  useEffect(() => {
    void browser.windows.getCurrent().then(({ id }) => {
      here.current = id
    })
  }, [])
  useEffect(() => {
    if (!exporting) return
    const before = document.activeElement as HTMLElement | null
    menu.current?.querySelector('button')?.focus()
    return () => before?.focus()
  }, [exporting])

  const shut = () => setExporting(undefined)
  const save = async (format: Format) => {
    if (!exporting) return
    say({ ok: true }, i18n.t('export.done', [await download(format, exporting.entries, meanings)]))
    void exported.setValue(true)
    shut()
  }
  const toggle = async () => {
    if (exporting) return shut()
    try {
      const isPage = entries.length > 0
      setExporting(isPage ? { what: 'page', entries } : { what: 'all', entries: await everything() })
    } catch (error) {
      say({ ok: false, problem: 'closed', detail: String(error) }, '')
    }
  }
  useLetters({ [keys.export]: () => void toggle() })

  return (
    <footer className="foot">
      <button
        type="button"
        id="export"
        className="btn bare sm"
        aria-expanded={exporting !== undefined}
        onClick={() => void toggle()}
      >
        <Icon name="export" />
        {i18n.t('export.title')}
      </button>
      {exporting && (
        // biome-ignore lint/a11y/noStaticElementInteractions: Escape in the buttons bubbles to here.
        <div
          ref={menu}
          className="pop exports"
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.preventDefault()
            event.stopPropagation()
            shut()
          }}
        >
          <p className="label">{i18n.t(`export.${exporting.what}`)}</p>
          <ExportButtons
            spelled
            count={exporting.entries.length}
            save={save}
            more={() => {
              setInFull(exporting)
              shut()
            }}
          />
        </div>
      )}
      {inFull && (
        <ExportPanel
          what={i18n.t(`export.${inFull.what}`)}
          load={async () => inFull.entries}
          close={() => setInFull(undefined)}
          say={say}
        />
      )}
      <button type="button" id="paste" className="btn bare sm" onClick={paste}>
        <Icon name="paste" />
        {i18n.t('paste.title')}
      </button>
      {hasPanel && (
        <button type="button" id="panel" className="btn bare sm" onClick={() => void openPanel(here.current)}>
          <Icon name="panel" />
          {i18n.t('panel.title')}
        </button>
      )}
      <button type="button" id="library" className="btn bare sm" onClick={() => void openLibrary()}>
        <Icon name="library" />
        {i18n.t('popup.library')}
      </button>
    </footer>
  )
}
