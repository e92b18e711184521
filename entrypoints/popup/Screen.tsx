import type { ComponentType, ReactNode } from 'react'
import { useState } from 'react'
import { i18n } from '#i18n'
import { browser } from '#imports'
import { Icon } from '@/components/Icon'
import { shownKey } from '@/components/Paper'
import { Say, Waiting } from '@/components/Say'
import type { Done } from '@/lib/act'
import type { Entry } from '@/lib/entry'
import { isAmiss } from '@/lib/messages'
import type { PaperFacts } from '@/lib/paper'
import { switchOff, switchOn } from '@/lib/permissions'
import type { PageReport } from '@/lib/report'
import type { Where } from '@/lib/site'
import type { Found } from './found'
import type { ListingProps } from './Listing'
import type { PaperScreenProps } from './PaperScreen'
import type { PapersProps } from './Papers'
import { factsOf, lookHere, type Page } from './page'
import { Search } from './Search'

type Tell = (done: Done, words: string) => void

/** What a screen shows of each kind of page. */
interface Parts {
  Listing: ComponentType<ListingProps>
  PaperScreen: ComponentType<PaperScreenProps>
  Papers: ComponentType<PapersProps>
}

interface Props {
  page: Page
  /** What is stored of the page's papers, in their order; undefined until it is known. */
  entries: (Entry | null)[] | undefined
  /** What the reader did something with last, where that is known already. */
  touched?: Found
  parts: Parts
  say: Tell
  /** Absent where there is no way to. */
  exportOne?(entry: Entry): void
  look(): void
}

/** What the popup and the side panel show of a page: its papers, or why there are none, and then what is stored. */
export function Screen({ page, entries, touched, parts, say, exportOne, look }: Props): ReactNode {
  const { Listing, PaperScreen, Papers } = parts
  if (page.is === 'waiting' || !entries) {
    return (
      <main>
        <h1 className="vh">{i18n.t('extName')}</h1>
        <Waiting />
      </main>
    )
  }
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
          <Listing {...page} entries={entries} say={say} exportOne={exportOne} />
        </>
      )
    case 'paper': {
      const { report, tabId } = page
      const facts = report.papers[0] as PaperFacts
      return (
        <PaperScreen facts={facts} site={report.site} entry={entry} tabId={tabId} missing={report.missing} say={say} />
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
        <Search Papers={Papers} touched={touched} say={say} exportOne={exportOne}>
          <Amiss title={i18n.t('popup.unrecognized', [page.name])} page={page} say={say} look={look} />
        </Search>
      )
    case 'off':
      return (
        <Search Papers={Papers} touched={touched} say={say} exportOne={exportOne}>
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
        <Search Papers={Papers} touched={touched} say={say} exportOne={exportOne}>
          <Reload />
        </Search>
      )
    case 'other':
      return (
        <Search Papers={Papers} touched={touched} say={say} exportOne={exportOne}>
          {page.tabId !== undefined && <Here tabId={page.tabId} look={look} />}
        </Search>
      )
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
export function Once({ where, look }: { where: Where; look(): void }) {
  return (
    <p className="row here">
      <button type="button" className="btn sm" onClick={() => void switchOn([where]).then(look)}>
        {i18n.t('popup.always', [where.name])}
      </button>
    </p>
  )
}

/** Has a site read no more, from its next page on. */
export function Off({ where, look }: { where: Where; look(): void }) {
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

/** Copies what a bug report needs: the site, the address and counts, and nothing of the page's content. */
async function copyReport({ site, url, papers, unread }: PageReport, say: Tell): Promise<void> {
  const { version } = browser.runtime.getManifest()
  const counts = `${papers.length} papers read, ${unread} items not read`
  await navigator.clipboard.writeText(`Papermargin ${version}: ${site}, ${counts} at ${url}`)
  say({ ok: true }, i18n.t('popup.reportCopied'))
}

const Reload = () => <Say title={i18n.t('popup.reload')} words={i18n.t('popup.reloadWhy')} />

/** Which site this is, and how many papers it lists; then what can be done. */
export function Head({ page, children }: { page: Page; children?: ReactNode }) {
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
      <span className="quiet small one grow num" role="status">
        {said}
      </span>
      {children}
    </header>
  )
}
