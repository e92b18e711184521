import { useLayoutEffect, useRef } from 'react'
import temml from 'temml'

/** How often macros may be replaced, and how large anything may be drawn, in em. */
export const LIMITS = { maxExpand: 200, maxSize: [20, 20] as [number, number] }

export interface FormulaProps {
  /** Its TeX. */
  source: string
  display: boolean
  /** How it was written, signs around it and all: shown where it is no formula. */
  written: string
}

/** A formula as MathML. */
export function Formula({ source, display, written }: FormulaProps) {
  const place = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const { current } = place
    if (!current) return
    try {
      temml.render(source, current, { displayMode: display, trust: false, throwOnError: true, ...LIMITS })
    } catch {
      current.textContent = written
    }
  }, [source, display, written])
  return <span ref={place} className={display ? 'formula display' : 'formula'} />
}
