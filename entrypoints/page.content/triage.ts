import { i18n } from '#i18n'
import { dimmed, triageKeys, triageOn } from '@/lib/settings'
import {
  type Acting,
  type Command,
  defaultKeys,
  dimmings,
  doing,
  isActing,
  type Keys,
  pageCommandOf,
} from '@/lib/triage'
import type { createMarkers } from './markers'
import { type Item, onPaper, type Session } from './session'

/** What takes letters itself, or says that it has keys of its own. */
const ROLES =
  'textbox searchbox combobox listbox option menu menubar menuitem menuitemcheckbox menuitemradio grid treegrid tree treeitem spinbutton radiogroup tablist toolbar dialog alertdialog application'
const TAKES = ['input', 'textarea', 'select', 'dialog', ...ROLES.split(' ').map((role) => `[role~="${role}" i]`)].join()

/**
 * Going through a list by single keys: on the paper whose marker has the focus, always; and, once the reader switched it on,
 * anywhere on the page that takes no letters itself, on the paper whose marker had the focus last.
 */
export function createTriage(
  session: Session,
  around: {
    markers: ReturnType<typeof createMarkers>
    open(item: Item): Promise<void>
    /** Opens a paper with its note, to write it. */
    note(item: Item): Promise<void>
    /** Enters the abstract of a paper, to read it by keys. */
    read(item: Item): Promise<void>
    /** Does what a key stands for while an abstract is read. */
    readOn(event: KeyboardEvent): void
    /** Undoes the last act, or does again what was undone last. */
    step(isRedo: boolean): Promise<void>
    /** Whether words are selected to be highlighted: then keys are for these. */
    isOffering(): boolean
  },
) {
  const { host, signal } = session
  const { markers } = around
  let on = false
  let keys: Keys = defaultKeys
  /** The paper whose marker had the focus last. */
  let last: string | undefined
  /** Whether something is being opened: the next letter may be meant for it, and does nothing else. */
  let opening = false
  /** What was typed since a note or an abstract was asked for, as long as that is not open. */
  let early: KeyboardEvent[] | undefined

  /** Does what a key stands for to a paper; tells whether it stood for something. */
  function press(event: KeyboardEvent, item: Item): boolean {
    if (opening) return true
    const command = pageCommandOf(keys, event)
    const by = command === 'next' ? 1 : command === 'previous' ? -1 : 0
    if (by) markers.go(item.key, by)
    // A key that is held down goes on and on; it does not save and take back by turns.
    else if (command && !event.repeat) run(command, item)
    return command !== undefined
  }

  function run(command: Command, item: Item) {
    if (command === 'dim') return void dimNext()
    if (command === 'undo' || command === 'redo') return void around.step(command === 'redo')
    markers.focus(item.key)
    if (command === 'open' || command === 'read' || command === 'note') void openFor(command, item)
    if (isActing(command)) act(command, item)
  }

  /** Opens what is asked for; what was typed meanwhile goes there. */
  async function openFor(command: 'open' | 'read' | 'note', item: Item) {
    opening = true
    early = command === 'open' ? undefined : []
    try {
      await around[command](item)
    } finally {
      opening = false
      const typed = early ?? []
      early = undefined
      const text = typed.map(({ key }) => (key === 'Enter' ? '\n' : [...key].length === 1 ? key : '')).join('')
      if (command === 'read') typed.forEach(around.readOn)
      // As the keys themselves would have it, which can then be undone by keys as well.
      if (command === 'note' && text && isField(host.root.activeElement))
        document.execCommand('insertText', false, text)
    }
  }

  /** Has keys wait for what is being opened, unless they are for what has the focus; Escape has them wait no more. */
  function onEarly(event: KeyboardEvent) {
    const { target, key, ctrlKey, metaKey, altKey } = event
    if (!early || !event.isTrusted || ctrlKey || metaKey || altKey) return
    if (target === host.element ? isField(host.root.activeElement) : takesLetters(event)) return
    if (key === 'Escape') early = undefined
    if (!early || ([...key].length > 1 && !/^(Arrow.*|Home|End|Enter)$/.test(key))) return
    early.push(event)
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  /** The last act on each paper on which one is under way. */
  const acting = new Map<string, Promise<void>>()
  /** Keys come faster than the page is told what they did: on one paper each is done after the one before. */
  function act(command: Acting, item: Item) {
    const { key } = item
    const next = () => actNow(command, session.item(key) ?? item)
    // One that failed does not keep the others.
    const done = acting.get(key)?.then(next, next) ?? next()
    acting.set(key, done)
    void done.finally(() => acting.get(key) === done && acting.delete(key))
  }

  async function actNow(command: Acting, item: Item) {
    const { act, did } = doing(command, onPaper(session, item), item)
    if (did === 'skipped') markers.go(item.key, 1)
    const done = act ? await session.act(act) : { ok: true as const }
    session.say(done, done.ok ? i18n.t(`did.${did}`) : '')
  }

  async function dimNext() {
    const at = dimmings.indexOf(await dimmed.getValue())
    await dimmed.setValue(dimmings[(at + 1) % dimmings.length] ?? 'none')
  }

  function onKey(event: KeyboardEvent) {
    const command = pageCommandOf(keys, event)
    if (!on || !command || !event.isTrusted || event.defaultPrevented) return
    if (takesLetters(event) || around.isOffering()) return
    const before = last === undefined ? undefined : session.item(last)
    const item = before ?? session.item(markers.nearest() ?? '')
    if (!item) return
    event.preventDefault()
    // The first step is to where the reader is.
    if (!before && (command === 'next' || command === 'previous')) markers.focus(item.key)
    else press(event, item)
  }

  /** Ctrl+Z and Ctrl+Shift+Z, or ⌘: in ours always, on the page as long as it is said there that something can be undone. */
  function onUndo(event: KeyboardEvent) {
    const isZ = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.altKey
    if (!isZ || !event.isTrusted || event.defaultPrevented || takesLetters(event)) return
    const isOurs = event.composedPath().includes(host.root)
    if (!isOurs && !host.root.querySelector('.toast [data-act]')) return
    event.preventDefault()
    void around.step(event.shiftKey)
  }

  window.addEventListener('keydown', onEarly, { capture: true, signal })
  window.addEventListener('keydown', onUndo, { signal })
  host.root.addEventListener('keydown', (event) => onUndo(event as KeyboardEvent))
  // In the bubbling phase: a key that the page has a use for is the page's. What is pressed in ours ends at our root.
  window.addEventListener('keydown', onKey, { signal })
  host.root.addEventListener('keydown', (event) => onKey(event as KeyboardEvent))
  host.root.addEventListener('focusin', ({ target }) => {
    last = (target as Element).closest<HTMLElement>('.mk')?.dataset.paper ?? last
  })
  void triageOn.getValue().then((value) => {
    on = value
  })
  void triageKeys.getValue().then((value) => {
    keys = value
  })
  const stops = [
    triageOn.watch((value) => {
      on = value
    }),
    triageKeys.watch((value) => {
      keys = value
    }),
  ]
  signal.addEventListener('abort', () => {
    for (const stop of stops) stop()
  })

  return {
    press,
    /** What the keys do, in a sentence, for who came to a marker by keys. */
    hint: () => {
      const { read, save, to_read, skip, note } = keys
      const shown = (key: string) => key.toUpperCase()
      return i18n.t('card.keys', [shown(read), shown(save), shown(to_read), shown(skip), shown(note)])
    },
  }
}

const isField = (element: Element | null) => element?.matches('input, textarea, select') ?? false

/** Whether a key that is pressed there is a letter to be typed, or one of what has the focus. */
function takesLetters(event: Event): boolean {
  const path = event.composedPath().filter((node): node is HTMLElement => node instanceof HTMLElement)
  const [target] = path
  if (path.some((element) => element.matches(TAKES) || element.isContentEditable || element.matches('.edit')))
    return true
  if (!target || target === document.body || target === document.documentElement) return false
  // Who knows what is typed in a root that is closed to us: what cannot have the focus and has it holds one, and an element of
  // the page's own making may, also where it can have the focus.
  const mayBeClosed = target.localName.includes('-') && !target.shadowRoot
  return mayBeClosed || (target.tabIndex < 0 && !target.hasAttribute('tabindex'))
}
