/** A key, for the eye: what it does says itself otherwise. */
export function Key({ name }: { name: string }) {
  return (
    <span aria-hidden="true">
      <kbd>{name}</kbd>
    </span>
  )
}
