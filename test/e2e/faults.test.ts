import { expect, test } from 'vitest'
import { measured } from '../commands/faults.ts'

test('whatever is done to a browser that writes, nothing that was acknowledged is lost, there twice, or there in part', async () => {
  const faults = await measured(true, () => {})
  for (const { fault, tried, acknowledged, lost, duplicated, half } of faults) {
    expect({ fault, lost, duplicated, half }).toEqual({ fault, lost: 0, duplicated: 0, half: 0 })
    expect(tried, fault).toBeGreaterThan(0)
    expect(acknowledged, fault).toBeGreaterThan(0)
  }
}, 240_000)
