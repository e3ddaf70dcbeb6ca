import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#platform/clock'
import { type ReasonList, reasonsOn } from './reasons.ts'

const list = (from: string, code: string): ReasonList => ({
  gate: 'report_refuse',
  from,
  source: 'Made up',
  verified: true,
  reasons: [{ code, label: code }],
})

test('a decision is explained from the list that held on its day, in whatever order lists are written', () => {
  const newYear = '2024-01-01'
  const days = fc.uniqueArray(fc.integer({ min: 0, max: 800 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 900 }), (begins, at) => {
      const lists = begins.map((day) =>
        list(addDays(newYear, day), `from_${'abcdefghi'.charAt(begins.indexOf(day))}`),
      )
      const asked = addDays(newYear, at)
      const begun = lists.filter(({ from }) => from <= asked)
      if (begun.length === 0) expect(() => reasonsOn('report_refuse', asked, lists)).toThrow('No list')
      else {
        const latest = begun.reduce((one, other) => (other.from > one.from ? other : one))
        expect(reasonsOn('report_refuse', asked, lists)).toEqual(
          latest.reasons.map((reason) => ({ ...reason, listFrom: latest.from })),
        )
      }
    }),
  )
})

test('every gate of reports and cases has a list, and each list another reason than its codes can say', () => {
  for (const gate of ['report_refuse', 'report_not_asb', 'report_close', 'case_close'])
    expect(reasonsOn(gate, '2026-11-22').length).toBeGreaterThan(2)
})
