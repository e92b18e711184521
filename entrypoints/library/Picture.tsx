import { axisX, axisY, barX, barY, cell, plot, ruleY, text } from '@observablehq/plot'
import { useLayoutEffect, useRef, useState } from 'react'
import { type Color, isPrepared, type Prepared } from '@/lib/color'

/** One bar or cell: how many, of what, in words, and where its papers are shown. */
export interface Bar {
  /** Tells it from the others. */
  name: string
  /** Written at the axis. */
  label: string
  count: number
  words: string
  href?: string
}

/** What is drawn, and of what. */
export type Drawing =
  | { kind: 'columns'; bars: Bar[]; height: number; quiet?: boolean; axis: boolean }
  | { kind: 'rows'; bars: (Bar & { color?: Color })[] }
  | { kind: 'grid'; tags: string[]; cells: (Bar & { tags: [string, string] })[] }

/** Draws a picture as wide as there is room. Its links are one stop of the Tab key; arrows go from one to the next. */
export default function Picture({ label, drawing }: { label: string; drawing: Drawing }) {
  const holder = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const sizes = new ResizeObserver(([size]) => setWidth(Math.floor(size?.contentRect.width ?? 0)))
    if (holder.current) sizes.observe(holder.current)
    return () => sizes.disconnect()
  }, [])
  useLayoutEffect(() => {
    if (width > 0) holder.current?.replaceChildren(named(drawn(drawing, width), label))
  }, [drawing, width, label])
  return <div className="picture" ref={holder} />
}

function drawn(drawing: Drawing, width: number) {
  if (drawing.kind === 'columns') return columns(drawing, width)
  return drawing.kind === 'rows' ? rows(drawing, width) : grid(drawing, width)
}

/** Gives the picture and each of its links a name, takes what is written in it from a screen reader, which has it by those. */
function named(svg: Element, label: string): Element {
  const links = [...svg.querySelectorAll<SVGAElement>('a')]
  svg.setAttribute('role', links.length > 0 ? 'group' : 'img')
  svg.setAttribute('aria-label', label)
  for (const part of svg.children) {
    part.removeAttribute('aria-label')
    if (!part.querySelector('a')) part.setAttribute('aria-hidden', 'true')
  }
  const letIn = (link: Element | undefined) => {
    for (const one of links) one.setAttribute('tabindex', one === link ? '0' : '-1')
  }
  for (const link of links) link.setAttribute('aria-label', link.querySelector('title')?.textContent ?? '')
  letIn(links[0])
  svg.addEventListener('keydown', (event) => {
    const { key } = event as KeyboardEvent
    const by = ['ArrowRight', 'ArrowDown'].includes(key) ? 1 : ['ArrowLeft', 'ArrowUp'].includes(key) ? -1 : 0
    const next = links[links.indexOf(document.activeElement as Element as SVGAElement) + by]
    if (by === 0 || !next) return
    event.preventDefault()
    letIn(next)
    next.focus()
  })
  return svg
}

const style = { fontFamily: 'var(--sans)', fontSize: 'var(--fs-micro)', fontVariant: 'tabular-nums' }
const written = { fill: 'var(--ink-2)' }
/** A sign at the smallest size of text, in pixels, about. */
const SIGN = 6.5
const format = () => new Intl.NumberFormat(document.documentElement.lang || 'en')
/** What all bars have: the words when the mouse rests on them, and their link. */
const linked = { title: 'words', href: 'href' } as const

function columns({ bars, height, quiet, axis }: Extract<Drawing, { kind: 'columns' }>, width: number) {
  const number = format()
  const longest = Math.max(0, ...bars.map(({ label }) => label.length)) * SIGN + 10
  // So that the words below the first and the last bar are not cut off.
  const margin = Math.max(1, (longest - width / Math.max(1, bars.length)) / 2)
  const step = (width - 2 * margin) / Math.max(1, bars.length)
  const most = Math.max(1, ...bars.map(({ count }) => count))
  const some = bars.filter(({ count }) => count > 0)
  const fits = step >= number.format(most).length * SIGN + 4
  // Where there is no room for all numbers there is for one.
  const valued = fits ? some : some.filter(({ count }) => count === most).slice(0, 1)
  const every = Math.max(1, Math.ceil(longest / step))
  return plot({
    width,
    height: height + 18 + (axis ? 22 : 2),
    marginLeft: margin,
    marginRight: margin,
    marginTop: 18,
    marginBottom: axis ? 22 : 2,
    style,
    x: { domain: bars.map(({ name }) => name), padding: 0.3, round: false, axis: null },
    y: { domain: [0, most], axis: null },
    marks: [
      barY(some, { x: 'name', y: 'count', fill: quiet ? 'var(--line-strong)' : 'var(--bar)', rx: 1, ...linked }),
      text(valued, { x: 'name', y: 'count', text: ({ count }) => number.format(count), dy: -7, ...written }),
      ruleY([0], { stroke: 'var(--line)' }),
      axis
        ? axisX(
            bars.filter((_, at) => at % every === 0).map(({ name }) => name),
            {
              tickSize: 0,
              tickPadding: 6,
              label: null,
              tickFormat: (name: string) => bars.find((bar) => bar.name === name)?.label ?? '',
              fill: 'var(--ink-3)',
            },
          )
        : null,
    ],
  })
}

function rows({ bars }: Extract<Drawing, { kind: 'rows' }>, width: number) {
  const number = format()
  const most = Math.max(1, ...bars.map(({ count }) => count))
  const names = Math.min(132, width * 0.38)
  const some = bars.filter(({ count }) => count > 0)
  return plot({
    width,
    height: bars.length * 30 + 4,
    marginLeft: names,
    marginRight: number.format(most).length * SIGN + 12,
    marginTop: 2,
    marginBottom: 2,
    style,
    x: { domain: [0, most], axis: null },
    y: { domain: bars.map(({ name }) => name), padding: 0.3, axis: null },
    color: { type: 'identity' },
    marks: [
      axisY({
        tickSize: 0,
        tickPadding: 0,
        dx: -names,
        textAnchor: 'start',
        lineWidth: (names - 12) / 11,
        textOverflow: 'ellipsis',
        label: null,
        tickFormat: (name: string) => bars.find((bar) => bar.name === name)?.label ?? '',
        fill: 'var(--ink)',
      }),
      barX(some, { x: 'count', y: 'name', fill: ({ color }) => fillOf(color), ...linked }),
      (_index, { x, y, scales }) => {
        const high = scales.y?.bandwidth ?? 0
        const lines = some.map(({ name, count, color }) => lineOf(color, x?.(0), x?.(count), y?.(name), high))
        return group(lines)
      },
      text(bars, {
        x: 'count',
        y: 'name',
        text: ({ count }) => number.format(count),
        textAnchor: 'start',
        dx: 7,
        ...written,
      }),
    ],
  })
}

/** The fill of a meaning; without one, that of all bars. */
const fillOf = (color: Color | undefined) =>
  color === undefined ? 'var(--bar)' : `var(--${isPrepared(color) ? color : 'other'}-fill)`

/** The lines of the meanings as components.css has them: where, how thick in pixels, and drawn how. */
const LINES: Record<Prepared | 'other', { over?: true; under?: true; thick: number; dash?: string; wavy?: true }> = {
  claim: { under: true, thick: 3 },
  method: { under: true, thick: 2, dash: '6 4' },
  result: { under: true, thick: 1.25 },
  question: { under: true, thick: 1.25, wavy: true },
  limit: { under: true, thick: 2.5, dash: '0 5' },
  term: { under: true, thick: 1 },
  data: { over: true, under: true, thick: 1.25 },
  idea: { over: true, under: true, thick: 2, dash: '0 4' },
  doubt: { over: true, under: true, thick: 1.5, dash: '5 4' },
  other: { over: true, thick: 1.25 },
}

/** A meaning's line along its bar, which begins at `from` and `top` and is `high`. */
function lineOf(color: Color | undefined, from: number, to: number, top: number, high: number): SVGElement[] {
  if (color === undefined) return []
  const ink = isPrepared(color) ? color : 'other'
  const { over, under, thick, dash, wavy } = LINES[ink]
  const bottom = top + high - thick / 2
  const ys = [...(over ? [top + thick / 2] : []), ...(under ? [bottom] : []), ...(ink === 'result' ? [bottom - 3] : [])]
  return ys.map((y) => {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
    path.setAttribute('d', wavy ? wave(from, to, y - 2) : `M${from},${y}H${to}`)
    path.setAttribute('fill', 'none')
    path.setAttribute('stroke', `var(--${ink}-line)`)
    path.setAttribute('stroke-width', String(thick))
    if (dash) path.setAttribute('stroke-dasharray', dash)
    if (dash?.startsWith('0')) path.setAttribute('stroke-linecap', 'round')
    return path
  })
}

function wave(from: number, to: number, y: number): string {
  const halves = Array.from({ length: Math.max(1, Math.floor((to - from) / 4)) }, (_, at) => (at % 2 ? 2.5 : -2.5))
  return `M${from},${y}${halves.map((by) => `q2,${by} 4,0`).join('')}`
}

function group(parts: SVGElement[][]): SVGElement {
  const group = document.createElementNS('http://www.w3.org/2000/svg', 'g')
  // What the mouse does is the bar's below it.
  group.setAttribute('pointer-events', 'none')
  group.append(...parts.flat())
  return group
}

/** How strongly a cell is filled, in percent of the accent: steps between which the number on it can be read on either ground. */
const STEPS = [8, 18, 28, 40, 100]

function grid({ tags, cells }: Extract<Drawing, { kind: 'grid' }>, width: number) {
  const number = format()
  const names = Math.min(120, width * 0.3)
  // As many tags as there is room for their names above the cells.
  const shown = tags.slice(0, Math.max(3, Math.floor((width - names) / 72) + 1))
  const some = cells.filter((one) => one.tags.every((tag) => shown.includes(tag)))
  const most = Math.max(1, ...some.map(({ count }) => count))
  const stepOf = ({ count }: Bar) => Math.floor((count / most) * (STEPS.length - 1))
  const wide = (width - names) / (shown.length - 1)
  const place = { x: ({ tags }: (typeof cells)[number]) => tags[1], y: ({ tags }: (typeof cells)[number]) => tags[0] }
  const clipped = { tickSize: 0, label: null, textOverflow: 'ellipsis' } as const
  return plot({
    width,
    height: 24 + (shown.length - 1) * 32,
    marginLeft: names,
    marginRight: 1,
    marginTop: 24,
    marginBottom: 0,
    style,
    padding: 0.06,
    x: { domain: shown.slice(1), axis: null },
    y: { domain: shown.slice(0, -1), axis: null },
    color: { type: 'identity' },
    marks: [
      axisX({ ...clipped, anchor: 'top', tickPadding: 8, lineWidth: (wide - 6) / 11, fill: 'var(--ink-2)' }),
      axisY({
        ...clipped,
        tickPadding: 0,
        dx: -names,
        textAnchor: 'start',
        lineWidth: (names - 12) / 11,
        fill: 'var(--ink)',
      }),
      cell(some, {
        ...place,
        fill: (one: Bar) => `color-mix(in srgb, var(--accent) ${STEPS[stepOf(one)]}%, var(--surface))`,
        rx: 3,
        ...linked,
      }),
      text(some, {
        ...place,
        text: ({ count }) => number.format(count),
        fill: (one: Bar) => (stepOf(one) === STEPS.length - 1 ? 'var(--on-accent)' : 'var(--ink)'),
        pointerEvents: 'none',
      }),
    ],
  })
}
