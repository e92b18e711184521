import { filled, type IconName, icons } from './icons'

/** One of our icons; for the eye only, unless it is given a label. */
export function Icon({ name, label }: { name: IconName; label?: string }) {
  const spoken = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true }
  return (
    <svg className="i" viewBox="0 0 16 16" {...spoken}>
      {icons[name].map((d) => (
        <path key={d} d={d} fill={filled.has(name) ? 'currentColor' : undefined} />
      ))}
    </svg>
  )
}
