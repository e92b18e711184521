import { filled, type IconName, icons } from './icons'

/** One of our icons, for the eye only; what it means is said in words beside it or by its button's label. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="i" viewBox="0 0 16 16" aria-hidden="true">
      {icons[name].map((d) => (
        <path key={d} d={d} fill={filled.has(name) ? 'currentColor' : undefined} />
      ))}
    </svg>
  )
}
