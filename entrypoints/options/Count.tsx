import { type FormEvent, useState } from 'react'

interface Props {
  words: string
  unit: string
  /** Said of a number that does not fit. */
  wrong: string
  bounds: readonly [least: number, most: number]
  value: number
  take(value: number): void
}

/** A whole number to be set. Taken when the field is left: on the way to 120 stands a 1, which may be a different thing. */
export function Count({ words, unit, wrong, bounds: [least, most], value, take }: Props) {
  const [typed, setTyped] = useState<string>()
  const [isWrong, setWrong] = useState(false)

  function commit(event?: FormEvent) {
    event?.preventDefault()
    if (typed === undefined) return
    const wanted = Number(typed)
    const fits = Number.isInteger(wanted) && wanted >= least && wanted <= most
    setWrong(!fits)
    setTyped(undefined)
    if (fits) take(wanted)
  }

  return (
    <form noValidate className="row" onSubmit={commit}>
      <label className="row">
        {words}
        <input
          type="number"
          className="number"
          min={least}
          max={most}
          value={typed ?? value}
          onChange={({ target }) => setTyped(target.value)}
          onBlur={() => commit()}
        />
        {unit}
      </label>
      <span className="small lost" role="status">
        {isWrong && wrong}
      </span>
    </form>
  )
}
