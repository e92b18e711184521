interface Props<V extends string> {
  /** What is chosen here. */
  label: string
  values: readonly V[]
  value: V
  nameOf(value: V): string
  choose(value: V): void
}

/** A choice of one of a few, side by side. */
export function Segments<V extends string>({ label, values, value, nameOf, choose }: Props<V>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw and name more than these few buttons need.
    <div className="seg" role="group" aria-label={label}>
      {values.map((one) => (
        <button key={one} type="button" data-value={one} aria-pressed={value === one} onClick={() => choose(one)}>
          {nameOf(one)}
        </button>
      ))}
    </div>
  )
}
