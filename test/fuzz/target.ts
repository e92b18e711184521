import fc from 'fast-check'

/** What one input did. */
export interface Fed {
  /** How long it took, in milliseconds. */
  ms: number
  /** Of which kind it was, such as a site or a format, if it was made of what something comes of by itself. */
  of?: string
  /** Whether something came of it all the same: a paper, a record, an answer. */
  came?: boolean
}

/** What is fed with hostile inputs. */
export interface Target<Input> {
  input: fc.Arbitrary<Input>
  /** Feeds one input; throws what is wrong. */
  feed(input: Input): Fed | Promise<Fed>
  /** Readies what inputs are fed to, one after the other; then a find is not made smaller, as it may hang on those before. */
  begin?(): Promise<void>
  /** Looks at what all inputs together have left; throws what is wrong. */
  end?(): Promise<void>
}

/** Of each kind how many inputs there were, and of how many something came. */
export type Shares = Record<string, { inputs: number; came: number }>

/** What came of some inputs. */
export interface Outcome {
  inputs: number
  /** The longest that one took, in milliseconds. */
  longest: number
  shares: Shares
  /** What is wrong, and the input that shows it, as small as it gets, if it is one alone. */
  find?: { error: string; input: string }
}

/** So long one input may take, in milliseconds; what is slow on a busy machine by chance is not so each time. */
const HANG = 1000
const TRIES = 5

/** Feeds a target with so many inputs, the same for the same seed, up to the first find; with `timed`, slowness is one. */
export async function fuzz<Input>(
  target: Target<Input>,
  { seed, inputs, timed = false }: { seed: number; inputs: number; timed?: boolean },
): Promise<Outcome> {
  const outcome: Outcome = { inputs: 0, longest: 0, shares: {} }
  async function feed(input: Input) {
    const { of, came, ...fed } = await target.feed(input)
    let { ms } = fed
    for (let tries = 1; timed && ms > HANG && tries < TRIES; tries++) ms = Math.min(ms, (await target.feed(input)).ms)
    outcome.inputs++
    outcome.longest = Math.max(outcome.longest, ms)
    if (of) {
      outcome.shares[of] ??= { inputs: 0, came: 0 }
      const share = outcome.shares[of] as Shares[string]
      share.inputs++
      if (came) share.came++
    }
    if (timed && ms > HANG) throw new Error(`It took ${Math.round(ms)} ms`)
  }
  const find = (error: unknown, input = '') => ({ error: (error as Error).stack ?? String(error), input })
  try {
    await target.begin?.()
    const settings = { seed, numRuns: inputs, endOnFailure: target.begin !== undefined }
    const found = await fc.check(fc.asyncProperty(target.input, feed), settings)
    if (found.failed) return { ...outcome, find: find(found.errorInstance, fc.stringify(found.counterexample)) }
    await target.end?.()
    return outcome
  } catch (error) {
    return { ...outcome, find: find(error) }
  }
}
