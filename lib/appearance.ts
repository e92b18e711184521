/**
 * What the reader may choose of how Papermargin looks. Each is a data attribute of a screen, or of all that is ours on a page,
 * and the style sheets in components/ have a rule for each value.
 */
export const looks = {
  theme: ['system', 'light', 'dark'],
  density: ['compact', 'normal', 'roomy'],
  size: ['small', 'medium', 'large', 'largest'],
  /** How highlights are painted, on pages too: filled and underlined, or underlined alone. */
  paint: ['filled', 'lined'],
} as const

export type Look = keyof typeof looks
export type Appearance = { [L in Look]: (typeof looks)[L][number] }

const defaultAppearance: Appearance = { theme: 'system', density: 'normal', size: 'medium', paint: 'filled' }

/** The appearance as it was stored; whatever of it is not known is as if nothing was chosen. */
export function appearanceOf(stored: unknown): Appearance {
  const chosen = (stored ?? {}) as Record<string, unknown>
  const known = Object.entries(looks).flatMap(([look, values]) => {
    const value = values.find((one) => one === chosen[look])
    return value ? [[look, value]] : []
  })
  return { ...defaultAppearance, ...Object.fromEntries(known) }
}
