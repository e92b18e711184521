import { useLiveQuery } from 'dexie-react-hooks'
import { type ReactNode, useState } from 'react'
import { i18n } from '#i18n'
import { browser } from '#imports'
import { orClosed } from '@/components/Closed'
import { Icon } from '@/components/Icon'
import { shownKey } from '@/components/Paper'
import { Say, Waiting } from '@/components/Say'
import { useToast } from '@/components/Toast'
import type { Entry } from '@/lib/entry'
import { history } from '@/lib/library/history'
import { entriesFor } from '@/lib/library/queries'
import { isAmiss, type PageReport } from '@/lib/messages'
import type { PaperFacts } from '@/lib/paper'
import { switchOff, switchOn } from '@/lib/permissions'
import type { Where } from '@/lib/site'
import { type Exporting, Foot } from './Foot'
import { KeysButton } from './KeysButton'
import { keeping } from './keeping'
import { Listing } from './Listing'
import { PaperScreen } from './PaperScreen'
import { Paste } from './Paste'
import { Private } from './Private'
import { jump, lookHere, type Page, usePage } from './page'
import { Search } from './Search'

/** The popup: the papers of the active tab and what is stored of them, or else everything that is stored. */
export function Popup() {
  const [page, look] = usePage()
  const facts = factsOf(page)
  const entries = useLiveQuery(
    orClosed(() => entriesFor(facts)),
    [page],
  )
  const { say, toast } = useToast(keeping.act, history)
  const [pastes, setPastes] = useState(false)
  const [exporting, setExporting] = useState<Exporting>()
  const exportOne = (entry: Entry) => setExporting({ what: 'paper', entries: [entry] })
  // The answer may still be that to the last question.
  const ready = entries?.length === facts.length ? entries : undefined
  return (
    <div className="popup" data-screen={page.is}>
      <Head page={page} look={look} />
      {'choice' in page && page.choice?.on === false && <Once where={page.choice.where} look={look} />}
      {page.is === 'waiting' || !ready ? (
        <main>
          <h1 className="vh">{i18n.t('extName')}</h1>
          <p className="vh" role="status">
            {i18n.t('popup.reading')}
          </p>
          <Waiting />
        </main>
      ) : (
        screenOf(page, ready, { say, exportOne }, look)
      )}
      {toast}
      <Private />
      <Foot
        entries={(ready ?? []).filter((entry) => entry !== null)}
        exporting={exporting}
        setExporting={setExporting}
        say={say}
        paste={() => setPastes(true)}
      />
      {pastes && <Paste close={() => setPastes(false)} say={say} />}
    </div>
  )
}

type Tell = ReturnType<typeof useToast>['say']

function factsOf(page: Page): PaperFacts[] {
  if (page.is === 'address') return [page.facts]
  return page.is === 'listing' || page.is === 'paper' ? page.report.papers : []
}

function screenOf(
  page: Page,
  entries: (Entry | null)[],
  does: { say: Tell; exportOne(entry: Entry): void },
  look: () => void,
): ReactNode {
  const { say } = does
  const [entry = null] = entries
  switch (page.is) {
    case 'listing':
      return (
        <>
          {isAmiss(page.report) && (
            <section className="mid" aria-label={i18n.t('popup.unread', page.report.unread)}>
              <Amiss title={i18n.t('popup.unread', page.report.unread)} page={page} say={say} look={look} />
            </section>
          )}
          <Listing tabId={page.tabId} report={page.report} entries={entries} {...does} />
        </>
      )
    case 'paper': {
      const { report, tabId } = page
      const facts = report.papers[0] as PaperFacts
      const toPage = (highlight: string) => void jump(tabId, facts.keys, highlight)
      return (
        <PaperScreen facts={facts} site={report.site} entry={entry} missing={report.missing} jump={toPage} say={say} />
      )
    }
    case 'address':
      return (
        <PaperScreen facts={page.facts} addressOnly site={page.site.id} entry={entry} say={say}>
          {page.reload ? <Reload /> : <p className="small quiet">{i18n.t('popup.noWords')}</p>}
        </PaperScreen>
      )
    case 'unrecognized':
      return (
        <Search {...does}>
          <Amiss title={i18n.t('popup.unrecognized', [page.name])} page={page} say={say} look={look} />
        </Search>
      )
    case 'off':
      return (
        <Search {...does}>
          <Say title={i18n.t('sites.off', [page.name])} words={i18n.t('sites.offWhy')}>
            <div className="does">
              <button type="button" className="btn sm main" onClick={() => void switchOn([page.where]).then(look)}>
                {i18n.t('sites.switchOn', [page.name])}
              </button>
              <Here tabId={page.tabId} look={look} />
            </div>
          </Say>
        </Search>
      )
    case 'silent':
      return (
        <Search {...does}>
          <Reload />
        </Search>
      )
    case 'waiting':
      return null
    case 'other':
      return <Search {...does}>{page.tabId !== undefined && <Here tabId={page.tabId} look={look} />}</Search>
  }
}

interface AmissProps {
  title: string
  page: { tabId: number; report: PageReport }
  say: Tell
  look(): void
}

/** A page of a site that could not be read as it used to be: to try again, to try the general reader, to tell us. */
function Amiss({ title, page: { tabId, report }, say, look }: AmissProps) {
  return (
    <Say title={title} words={i18n.t('popup.unrecognizedSafe')}>
      <div className="does">
        <button type="button" className="btn sm" onClick={look}>
          {i18n.t('popup.lookAgain')}
        </button>
        <Here tabId={tabId} look={look} />
        <button type="button" className="btn sm" onClick={() => void copyReport(report, say)}>
          {i18n.t('popup.copyReport')}
        </button>
      </div>
    </Say>
  )
}

/** Looks for papers on a page of no site that we know, and says when there are none. */
function Here({ tabId, look }: { tabId: number; look(): void }) {
  const [said, setSaid] = useState('')
  const onClick = async () => {
    if (!(await lookHere(tabId))) return setSaid(i18n.t('popup.notReadable'))
    setSaid(i18n.t('popup.noneFound'))
    look()
  }
  return (
    <p className="row here">
      <button type="button" className="btn sm" onClick={() => void onClick()}>
        {i18n.t('popup.lookHere')}
      </button>
      <span className="small quiet" role="status">
        {said}
      </span>
    </p>
  )
}

/** The page was read because the reader asked for it; from here it is read always. */
function Once({ where, look }: { where: Where; look(): void }) {
  return (
    <p className="row here">
      <button type="button" className="btn sm" onClick={() => void switchOn([where]).then(look)}>
        {i18n.t('popup.always', [where.name])}
      </button>
    </p>
  )
}

/** Copies what a bug report needs: the site, the address and counts, and nothing of the page's content. */
async function copyReport({ site, url, papers, unread }: PageReport, say: Tell): Promise<void> {
  const { version } = browser.runtime.getManifest()
  const counts = `${papers.length} papers read, ${unread} items not read`
  await navigator.clipboard.writeText(`Papermargin ${version}: ${site}, ${counts} at ${url}`)
  say({ ok: true }, i18n.t('popup.reportCopied'))
}

const Reload = () => <Say title={i18n.t('popup.reload')} words={i18n.t('popup.reloadWhy')} />

/** Which site this is, how many papers it lists, and how to have it read no more. */
function Head({ page, look }: { page: Page; look(): void }) {
  const name = 'report' in page ? page.report.name : 'site' in page ? page.site.where.name : 'name' in page && page.name
  const key = shownKey(factsOf(page)[0]?.keys[0] ?? '')
  // arXiv's name stands before it already.
  const alone = name && key.startsWith(`${name} `) ? key.slice(name.length + 1) : key
  const said = {
    waiting: i18n.t('popup.reading'),
    listing: i18n.t('popup.papers', factsOf(page).length),
    paper: alone,
    address: alone,
    unrecognized: '',
    silent: '',
    off: '',
    other: i18n.t('popup.none'),
  }[page.is]
  return (
    <header className="top">
      <Icon name="logo" />
      <b>{name || i18n.t('extName')}</b>
      <span className="quiet small one grow num">{said}</span>
      {'choice' in page && page.choice?.on && <Off where={page.choice.where} look={look} />}
      <KeysButton commands={COMMANDS} />
    </header>
  )
}

/** Has a site read no more, from its next page on. */
function Off({ where, look }: { where: Where; look(): void }) {
  const label = i18n.t('sites.switchOff', [where.name])
  return (
    <button
      type="button"
      className="btn bare sm"
      data-act="switch-off"
      aria-label={label}
      title={label}
      onClick={() => void switchOff([where]).then(look)}
    >
      {i18n.t('sites.switchOffShort')}
    </button>
  )
}

/** The commands that the popup knows. */
const COMMANDS = ['next', 'previous', 'save', 'to_read', 'status', 'skip', 'note', 'tag', 'cite', 'export'] as const
