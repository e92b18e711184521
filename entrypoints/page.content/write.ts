import { i18n } from '#i18n'
import { saveWords } from '@/components/file'
import { icons } from '@/components/icons'
import type { Done } from '@/lib/act'
import { Autosave, type Saving } from '@/lib/autosave'
import { icon, make } from './host'
import type { Session } from './session'

/** What a field for writing is for, and where its words go. */
export interface Writing {
  label: string
  /** The name of its draft: `note:<key>` or `comment:<id>`. */
  draft: string
  words: string
  /** The revision that the words are of; undefined while nothing is stored. Shared with who else changes the record. */
  rev: { now: number | undefined }
  /** Texts that were written elsewhere at the same time. */
  versions: string[]
  store(words: string): Promise<Done>
  drop(version: string): Promise<Done>
}

/** A text field that keeps what is typed into it, and says below itself that it did. Call `close` before it goes. */
export function writingField(session: Session, { label, draft, words, rev, versions, store, drop }: Writing) {
  const area = make('textarea', { 'aria-label': label, placeholder: label, rows: '2' })
  const line = make('div', { class: 'saving', role: 'status' })
  const again = make('button', { type: 'button', class: 'btn sm' }, i18n.t('tryAgain'))
  again.addEventListener('click', (event) => event.isTrusted && void autosave.flush())
  const keep = make('button', { type: 'button', class: 'btn bare sm', 'data-act': 'save-words' }, i18n.t('saveWords'))
  keep.addEventListener('click', (event) => event.isTrusted && saveWords(area.value))
  const tell = (saving: Saving) => {
    line.className = `saving ${saving.state}`
    if (saving.state !== 'failed') {
      const said = saving.state === 'saved' ? [icon(icons.check), i18n.t('saved')] : []
      line.replaceChildren(...said)
      return
    }
    line.replaceChildren(make('span', { class: 'say bad' }, session.sentence(saving.done.problem)), again, keep)
  }
  const follow = async (typed: string) => {
    const done = await store(typed)
    if (done.ok) rev.now = (done.note ?? done.highlight)?.rev ?? rev.now
    return done
  }
  const autosave = new Autosave(draft, follow, tell)
  const grow = () => {
    area.style.height = 'auto'
    area.style.height = `${Math.min(area.scrollHeight + 2, 240)}px`
  }
  area.value = words
  area.addEventListener('input', (event) => {
    // A page that found its way to the field could fill it and say that the reader did.
    if (!event.isTrusted) return
    autosave.type(area.value)
    grow()
  })
  void Autosave.draft(draft).then((typed) => {
    // Words that were typed and not stored, before a page or a browser went: they go on where they ended.
    // Where another field took its place, they go on there.
    if (typed === undefined || typed === area.value || !area.isConnected) return
    area.value = typed
    // Nobody knows from which revision they began, perhaps from none: the library keeps what they would replace.
    if (rev.now !== undefined) rev.now = 0
    autosave.type(typed)
    grow()
  })
  const element = make('div', { class: 'write' }, area, line)
  for (const version of versions) {
    const gone = make('button', { type: 'button', class: 'btn sm' }, i18n.t('version.drop'))
    const block = make(
      'div',
      { class: 'versions' },
      make('span', { class: 'label' }, i18n.t('version.other')),
      make('div', { class: 'mine' }, version),
      gone,
    )
    gone.addEventListener('click', (event) => {
      if (!event.isTrusted) return
      void drop(version).then((done) => {
        if (!done.ok) return tell({ state: 'failed', done })
        stepped(rev, done)
        block.remove()
      })
    })
    element.append(block)
  }
  return { element, area, grow, isUntouched: () => area.value === words, close: () => autosave.flush() }
}

/**
 * Follows a change of the record that left its words alone, but only one step: when somebody else changed it in between,
 * the next words must still be told from theirs.
 */
export function stepped(rev: { now: number | undefined }, done: Done): void {
  const now = done.ok ? (done.note ?? done.highlight)?.rev : undefined
  if (now !== undefined && now === (rev.now ?? 0) + 1) rev.now = now
}
