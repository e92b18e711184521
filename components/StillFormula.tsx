import { createElement, type ReactNode } from 'react'
import temml from 'temml'
import { type FormulaProps, LIMITS } from './Formula'

/** What temml makes of TeX: an element, words, or several of them. */
interface MathNode {
  type?: string
  text?: string
  attributes?: Record<string, string>
  classes?: string[]
  style?: Record<string, string>
  children?: MathNode[]
}

/** A formula as MathML where nothing moves: it is drawn at once, without a document. */
export function StillFormula({ source, display, written }: FormulaProps) {
  try {
    const tree: MathNode = temml.__renderToMathMLTree(source, {
      displayMode: display,
      trust: false,
      throwOnError: true,
      ...LIMITS,
    })
    return elementOf(tree, 0)
  } catch {
    return written
  }
}

function elementOf(
  { type, text, attributes = {}, classes = [], style = {}, children = [] }: MathNode,
  key: number,
): ReactNode {
  if (text !== undefined) return text
  const inner = children.map(elementOf)
  if (!type) return inner
  const styled = Object.entries(style).map(([name, value]) => [
    name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ])
  const props: Record<string, unknown> = {
    key,
    ...attributes,
    className: classes.filter(Boolean).join(' ') || undefined,
  }
  return createElement(type, styled.length > 0 ? { ...props, style: Object.fromEntries(styled) } : props, ...inner)
}
