import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { beginOf, daysOf, inParts, lastOf, partsOf, shifted, spans, weekOf } from '@/lib/calendar'
import { dayOf } from '@/lib/day'

/** Has the reader live somewhere. */
const live = (zone: string) => vi.stubEnv('TZ', zone)
afterEach(() => vi.unstubAllEnvs())

test('a moment is on the day that the reader has then', () => {
  const moment = '2026-11-20T23:30:00.000Z'
  const days = ['UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'].map((zone) => {
    live(zone)
    return dayOf(moment)
  })
  expect(days).toEqual(['2026-11-20', '2026-11-21', '2026-11-20', '2026-11-21', '2026-11-20'])
})

test('a day begins with its first moment, also where clocks were changed in that night', () => {
  live('Europe/Berlin')
  expect(beginOf('2026-03-29').toISOString()).toBe('2026-03-28T23:00:00.000Z')
  expect(beginOf('2026-03-30').toISOString()).toBe('2026-03-29T22:00:00.000Z')
  expect(beginOf('2026-10-25').toISOString()).toBe('2026-10-24T22:00:00.000Z')
  expect(beginOf('2026-10-26').toISOString()).toBe('2026-10-25T23:00:00.000Z')
  // There the clocks went from 23:59 to 1:00: that day had no midnight.
  live('America/Santiago')
  expect(beginOf('2026-09-06').toISOString()).toBe('2026-09-06T04:00:00.000Z')
})

test('a day of 23 or 25 hours is one day, and what is done in its last hour is done on it', () => {
  live('Europe/Berlin')
  expect(['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T22:59:00Z'].map(dayOf)).toEqual(
    Array(3).fill('2026-10-25'),
  )
  expect(dayOf('2026-10-25T23:00:00Z')).toBe('2026-10-26')
  expect(dayOf('2026-03-29T21:59:00Z')).toBe('2026-03-29')
  expect(dayOf('2026-03-29T22:00:00Z')).toBe('2026-03-30')
  expect(shifted('2026-03-28', 1)).toBe('2026-03-29')
  expect(shifted('2026-03-29', 1)).toBe('2026-03-30')
})

test('a week begins on its Monday, over the end of a year and of February too', () => {
  expect(['2026-11-16', '2026-11-22', '2026-11-23', '2027-01-03', '2024-03-01'].map(weekOf)).toEqual([
    '2026-11-16',
    '2026-11-16',
    '2026-11-23',
    '2026-12-28',
    '2024-02-26',
  ])
})

test('a picture over time shows seven days, four weeks by the day, a year by the week, and all by months or years', () => {
  const today = '2026-11-23'
  const week = partsOf('week', today, '2020-01-01')
  expect(week).toMatchObject({ grain: 'day', parts: { length: 7, 0: '2026-11-17', 6: today } })
  expect(partsOf('weeks', today, today)).toMatchObject({
    grain: 'day',
    parts: { length: 28, 0: '2026-10-27', 27: today },
  })
  expect(partsOf('year', today, today)).toMatchObject({
    grain: 'week',
    parts: { length: 53, 0: '2025-11-24', 52: today },
  })
  expect(partsOf('all', today, '2026-09-30')).toEqual({
    grain: 'month',
    parts: ['2026-09-01', '2026-10-01', '2026-11-01'],
  })
  expect(partsOf('all', today, '2022-05-05')).toEqual({
    grain: 'year',
    parts: ['2022-01-01', '2023-01-01', '2024-01-01', '2025-01-01', '2026-01-01'],
  })
})

const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

test('no part of a picture is left out or counted twice, whatever the day and wherever the reader is', () => {
  const zone = fc.constantFrom('Europe/Berlin', 'America/Santiago', 'Australia/Lord_Howe', 'Pacific/Apia')
  fc.assert(
    fc.property(day, day, fc.constantFrom(...spans), zone, (one, other, span, zone) => {
      live(zone)
      const [earliest, today] = [one, other].sort() as [string, string]
      const { grain, parts } = partsOf(span, today, earliest)
      for (const [at, first] of parts.entries()) {
        const next = parts[at + 1]
        if (next) expect(shifted(lastOf(grain, first), 1)).toBe(next)
      }
      const last = parts.at(-1) as string
      expect(last <= today && today <= lastOf(grain, last)).toBe(true)
      if (span === 'all') expect((parts[0] as string) <= earliest).toBe(true)
    }),
  )
})

test('what was counted by the day is summed in the part that it is in; a part without anything is zero', () => {
  const { grain, parts } = partsOf('all', '2026-11-23', '2026-08-15')
  const counted = new Map([
    ['2026-08-15', 2],
    ['2026-08-31', 3],
    ['2026-11-01', 4],
    // Before all that is shown.
    ['2025-11-01', 100],
  ])
  expect(inParts(counted, grain, parts)).toEqual([5, 0, 0, 4])
  const week = partsOf('week', '2026-11-23', '2026-11-23')
  expect(
    inParts(
      new Map([
        ['2026-11-23', 1],
        ['2026-11-17', 2],
      ]),
      week.grain,
      week.parts,
    ),
  ).toEqual([2, 0, 0, 0, 0, 0, 1])
})

test.each([
  ['2026-11-20', ['2026-11-20', '2026-11-20']],
  ['2026-11', ['2026-11-01', '2026-11-30']],
  ['2024-02', ['2024-02-01', '2024-02-29']],
  ['2026', ['2026-01-01', '2026-12-31']],
  ['2026-10-26..2026-11-01', ['2026-10-26', '2026-11-01']],
  ['2025..2026-02', ['2025-01-01', '2026-02-28']],
  ['2026-02-30', undefined],
  ['2026-1', undefined],
  ['2026-11-20..', undefined],
  ['2024..2025..2026', undefined],
  ['soon', undefined],
])('the days of %s', (value, days) => {
  expect(daysOf(value)).toEqual(days)
})
