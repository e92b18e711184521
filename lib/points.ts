/** How many code points a text has before a place that is counted in UTF-16 units: W3C counts in those, the DOM in these. */
export function pointsIn(text: string, units: number): number {
  let points = 0
  for (let at = 0; at < units; at += width(text, at)) points++
  return points
}

/** The place in UTF-16 units that so many code points come before. */
export function unitsIn(text: string, points: number): number {
  let at = 0
  for (let left = points; left > 0 && at < text.length; left--) at += width(text, at)
  return at
}

const width = (text: string, at: number) => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)
