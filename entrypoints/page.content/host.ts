import components from '@/components/components.css?inline'
import { nameOf, signOf } from '@/components/meaning'
import tokens from '@/components/tokens.css?inline'
import type { Appearance } from '@/lib/appearance'
import type { Color, Meaning } from '@/lib/color'
import type { Ink, InkName } from '@/lib/paint'
import { contrast, inks as inkNames, luminance, rgba, rules } from '@/lib/paint'
import { isRoot } from '@/lib/roots'
import pageCss from './page.css?inline'

/** Events of ours that end at the host: what is typed and clicked in it is none of the page's business. */
const OURS = [
  'keydown keyup keypress beforeinput input compositionstart compositionupdate compositionend',
  'copy cut paste focusin focusout click dblclick mousedown mouseup pointerdown pointerup',
].flatMap((types) => types.split(' '))

/** Our one element in the page, and what its closed shadow root holds. */
export interface Host {
  element: HTMLElement
  root: ShadowRoot
  /** Everything that is ours is in here, and moves with the page. */
  layer: HTMLElement
  /** Where the layer begins in the window: further down and right than the page is scrolled, where `<html>` stands elsewhere. */
  origin(): { left: number; top: number }
  /** Tells a screen reader what was done. */
  say(words: string): void
  /**
   * Reads the page's ground again and paints our things to suit it and the reader, and the highlights when there are any; tells
   * whether the ground had changed. `sample` is where the page's words stand; `marked`, whether any of them are highlighted.
   */
  suit(sample: Element, marked: boolean, look: Appearance): boolean
  /** Has highlights painted in those of these trees that are roots of the page: Firefox looks for our rules in each. */
  paintIn(trees: Iterable<Node>): void
}

/**
 * Puts the host element last in `<html>`. The root is closed, so that the page's scripts cannot read what is written in it,
 * and keys typed in it do not bubble to the page.
 */
export function createHost(document: Document, signal: AbortSignal): Host {
  // A plain element: one with a name of its own could be defined by the page, and its class be given our root.
  const element = document.createElement('div')
  element.id = 'papermargin'
  element.style.cssText =
    'all: initial !important; position: absolute !important; top: 0 !important; left: 0 !important; width: 0 !important; height: 0 !important;'
  const root = element.attachShadow({ mode: 'closed' })
  const pagePaint = sheet('')
  root.adoptedStyleSheets = [sheet(tokens), sheet(components), sheet(pageCss)]
  // The tokens are declared here, not on the host: what stands on the host the page's style sheets can override.
  const layer = make('div', { class: 'layer', 'data-theme': 'light' })
  const live = make('div', { class: 'vh', role: 'status' })
  root.append(layer, live)
  for (const type of OURS) {
    element.addEventListener(type, (event) => event.stopPropagation())
  }
  document.documentElement.append(element)

  const inksOn = (theme: 'light' | 'dark'): Record<InkName, Ink> => {
    const probe = make('i', { 'data-theme': theme })
    layer.append(probe)
    const inks = Object.fromEntries(
      inkNames.map((color) => {
        probe.dataset.m = color
        probe.style.cssText = 'background-color: var(--f); border-top-color: var(--l)'
        const style = getComputedStyle(probe)
        const { backgroundColor: fill, borderTopColor: line } = style
        return [color, { fill, line, style: style.getPropertyValue('--st'), thickness: style.getPropertyValue('--th') }]
      }),
    ) as Record<InkName, Ink>
    probe.remove()
    return inks
  }

  let suited = ''
  let paintedFor = ''
  let painted = new Set<ShadowRoot>()

  signal.addEventListener('abort', () => {
    element.remove()
    for (const tree of [document, ...painted]) tree.adoptedStyleSheets = without(pagePaint, tree)
  })

  return {
    element,
    root,
    layer,
    origin: () => element.getBoundingClientRect(),
    say(words) {
      // Said again only when the text changes, so that the same words twice are heard twice.
      live.textContent = ''
      requestAnimationFrame(() => {
        live.textContent = words
      })
    },
    suit(sample, marked, { size, paint }) {
      Object.assign(layer.dataset, { size, paint })
      const ground = groundUnder(sample)
      const text = colorOf(getComputedStyle(sample).color)
      const now = `${ground} ${text}`
      const changed = now !== suited
      suited = now
      const theme = luminance(ground) < 0.35 ? 'dark' : 'light'
      if (changed) layer.dataset.theme = theme
      if (!marked) return changed
      if (`${now} ${paint}` !== paintedFor) {
        paintedFor = `${now} ${paint}`
        const inks = inksOn(theme)
        const ink = theme === 'dark' ? '#eceae6' : '#1b1a18'
        for (const color of inkNames) {
          if (paint === 'lined') inks[color].fill = 'transparent'
          const fill = rgba(inks[color].fill)
          if (text && fill && contrast(text, fill, ground) < 4.5) inks[color].text = ink
        }
        pagePaint.replaceSync(rules(inks))
      }
      // A page that sets its own sheets anew drops ours. It comes last, with its rules in it: the browser then styles the whole
      // page anew, some microseconds for each element (Chromium 156), and whoever asks for a style before has to wait for that.
      if (!document.adoptedStyleSheets.includes(pagePaint)) {
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, pagePaint]
      }
      return changed
    },
    paintIn(trees) {
      const before = painted
      painted = new Set([...trees].filter(isRoot))
      for (const root of before) if (!painted.has(root)) root.adoptedStyleSheets = without(pagePaint, root)
      for (const root of painted) {
        const { adoptedStyleSheets: sheets } = root
        if (!sheets.includes(pagePaint)) root.adoptedStyleSheets = [...sheets, pagePaint]
      }
    },
  }
}

/** A style sheet with these rules. */
export function sheet(css: string): CSSStyleSheet {
  const made = new CSSStyleSheet()
  made.replaceSync(css)
  return made
}

const without = (sheet: CSSStyleSheet, { adoptedStyleSheets }: DocumentOrShadowRoot) =>
  adoptedStyleSheets.filter((one) => one !== sheet)

/** A computed colour as red, green, blue and alpha, in whichever notation the page gave it: `oklch()` stays as it is. */
function colorOf(css: string): [number, number, number, number] | undefined {
  const known = rgba(css)
  if (known) return known
  const canvas = new OffscreenCanvas(1, 1).getContext('2d')
  if (!canvas) return
  canvas.fillStyle = css
  canvas.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data
  return [red, green, blue, alpha / 255]
}

/** The colour that an element's words stand on: its own background, or the nearest behind it; white when none is set. */
export function groundUnder(element: Element): [number, number, number, number] {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const color = colorOf(getComputedStyle(at).backgroundColor)
    if (color && color[3] > 0.5) return color
  }
  return [255, 255, 255, 1]
}

/** An element with attributes and children; strings become text, never markup. */
export function make<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

const SVG = 'http://www.w3.org/2000/svg'

/** One of our icons, drawn by paths in a 16 × 16 box; for the eye only. */
export function icon(paths: readonly string[], filled = false): SVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('class', 'i')
  svg.setAttribute('viewBox', '0 0 16 16')
  svg.setAttribute('aria-hidden', 'true')
  for (const d of paths) {
    const path = document.createElementNS(SVG, 'path')
    path.setAttribute('d', d)
    if (filled) path.setAttribute('fill', 'currentColor')
    svg.append(path)
  }
  return svg
}

/** A colour with the number or letter of its meaning on it. */
export const swatch = (meanings: Meaning[], color: Color): HTMLElement =>
  make('span', { class: 'sw', 'data-m': color, title: nameOf(meanings, color) }, signOf(meanings, color))
