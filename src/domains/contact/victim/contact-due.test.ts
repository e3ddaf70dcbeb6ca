import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cadenceSchema } from '#domains/risk'
import { addDays, isWorkingDay, type LocalDate, workingDaysBetween } from '#platform/clock'
import cadences from '../../../../packs/law/case-cadence.json' with { type: 'json' }
import { contactDue } from './contact-due.ts'

const cadence = cadenceSchema.parse(cadences[0])
const next = (lastContactOn: LocalDate | null, band: 'standard' | 'medium' | 'high' | null = null) =>
  contactDue(cadence, { startedOn: '2026-03-02', lastContactOn, band })

describe('by when a victim hears from us (row 58; local defaults)', () => {
  test('the first time within two working days', () => {
    expect(next(null)).toEqual({ nextDueOn: '2026-03-04', missedOn: '2026-03-06' })
    expect(contactDue(cadence, { startedOn: '2026-12-24', lastContactOn: null, band: 'high' })).toEqual({
      // Christmas Day, Boxing Day on a Saturday and its substitute on the Monday.
      nextDueOn: '2026-12-30',
      missedOn: '2027-01-04',
    })
  })

  test.each([
    [null, '2026-03-09'],
    ['high', '2026-03-09'],
    ['medium', '2026-03-16'],
    ['standard', '2026-03-30'],
  ] as const)('again by the band %s', (band, due) => {
    expect(next('2026-03-02', band).nextDueOn).toBe(due)
  })

  test('over Easter nobody is counted as late for the bank holidays', () => {
    expect(next('2026-03-30', 'high').nextDueOn).toBe('2026-04-08')
  })

  test('over the clocks that change and a leap day', () => {
    expect(next('2026-03-27', 'high').nextDueOn).toBe('2026-04-07')
    expect(next('2028-02-25', 'high').nextDueOn).toBe('2028-03-03')
  })
})

const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days))
const band = fc.constantFrom('standard' as const, 'medium' as const, 'high' as const, null)

test('what is due is a working day, the graver the sooner, and missed only after it was due', () => {
  fc.assert(
    fc.property(day, band, (lastContactOn, of) => {
      const { nextDueOn, missedOn } = next(lastContactOn, of)
      expect(isWorkingDay(nextDueOn)).toBe(true)
      expect(isWorkingDay(missedOn)).toBe(true)
      expect(missedOn > nextDueOn).toBe(true)
      expect(workingDaysBetween(lastContactOn, nextDueOn)).toBe(
        cadence.contact.workingDays[of ?? 'unassessed'],
      )
      expect(next(lastContactOn, 'high').nextDueOn <= next(lastContactOn, 'medium').nextDueOn).toBe(true)
      expect(next(lastContactOn, 'medium').nextDueOn <= next(lastContactOn, 'standard').nextDueOn).toBe(true)
    }),
  )
})

test('a later contact never makes the next one due sooner', () => {
  fc.assert(
    fc.property(day, fc.nat(400), band, (first, more, of) => {
      expect(next(addDays(first, more), of).nextDueOn >= next(first, of).nextDueOn).toBe(true)
    }),
  )
})
