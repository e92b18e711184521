import { filled, type IconName, icons } from './icons'

/** One of our icons; for the eye only, unless it is given a label. */
export function Icon({ name, label }: { name: IconName; label?: string }) {
  return (
    <svg className="i" viewBox="0 0 16 16" role={label && 'img'} aria-label={label} aria-hidden={!label}>
      {icons[name].map((d) => (
        <path key={d} d={d} fill={filled.has(name) ? 'currentColor' : undefined} />
      ))}
    </svg>
  )
}
