import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, londonInstant } from '#platform/clock'
import { reviewLawOn } from '../law.ts'
import { type Procedure, procedureOfTheAct } from '../procedure.ts'
import { type Complaint, dayOf, isWithinMonths, judgeThreshold } from './judge-threshold.ts'

const act = procedureOfTheAct('2026-06-01')
const asked = { appliedOn: '2026-06-01', family: 'noise' }
let next = 0
const complaint = (given: Partial<Complaint> = {}): Complaint => {
  const id = `c${String(next++).padStart(4, '0')}`
  return {
    id,
    foundBy: 'victim',
    madeOn: '2026-05-20',
    incidentOn: '2026-05-19',
    countsWith: id,
    isLimbA: true,
    limbBecause: 'Told by or for somebody whom it harms',
    isHate: false,
    family: 'noise',
    place: { x: 0, y: 0 },
    ...given,
  }
}
const three = () => [complaint(), complaint(), complaint()]
const judge = (complaints: Complaint[], procedure: Partial<Procedure> = {}, more = {}) =>
  judgeThreshold(complaints, { ...act, ...procedure }, { ...asked, ...more })

// 2014 Act, section 104(4): at least three qualifying complaints about the behaviour.
test('at three qualifying complaints the bodies must decide that the threshold is met', () => {
  expect(judge(three())).toMatchObject({ count: 3, countInLaw: 3, isMust: true })
  expect(judge(three().slice(1))).toMatchObject({ count: 2, isMust: false })
})

// Section 104(11)(a): within the period of one month beginning with the date of the behaviour.
test('the month for complaining begins with the day of the incident, and ends the day before its like', () => {
  const of = (incidentOn: string) => judge([complaint({ incidentOn })]).lines[0]
  expect(of('2026-04-21')).toMatchObject({ counts: true })
  expect(of('2026-04-20')).toMatchObject({
    counts: false,
    because: 'Made after 19 May 2026: one month beginning with the day of the incident',
  })
})

// Section 104(11)(b): within the period of six months beginning with the date of the complaint.
test('the application is made within six months that begin with the day of the complaint', () => {
  const of = (madeOn: string) => judge([complaint({ madeOn, incidentOn: madeOn })]).lines[0]
  expect(of('2025-12-02')).toMatchObject({ counts: true })
  expect(of('2025-12-01')).toMatchObject({
    counts: false,
    because: 'The application came after 31 May 2026: 6 months beginning with the day of the complaint',
  })
  expect(of('2026-06-02')).toMatchObject({ counts: false, because: 'Made after the application' })
})

// Section 2(1)(a), as the local procedures apply it: harassment, alarm or distress alone.
test('what only spoils the surroundings does not count', () => {
  const litter = complaint({ isLimbA: false, limbBecause: 'About the surroundings' })
  expect(judge([litter]).lines[0]).toMatchObject({ counts: false, because: 'About the surroundings' })
})

// Procedure of Lincolnshire: one incident reported to two agencies counts once.
test('one incident told to two organisations counts once, and whichever was made in time counts', () => {
  const police = complaint()
  const council = complaint({ countsWith: police.id })
  expect(judge([police, council]).lines.map(({ counts }) => counts)).toEqual([true, false])
  expect(judge([police, council, complaint(), complaint()]).count).toBe(3)
  const late = complaint({ incidentOn: '2026-01-01' })
  expect(judge([late, complaint({ countsWith: late.id })]).count).toBe(1)
})

// Section 104(4)(b): about the behaviour to which the application relates, by whomever they were made.
test('other behaviour elsewhere does not count; what is named, linked, of the case, alike or near does', () => {
  const named = complaint({ foundBy: 'applicant' })
  const other = { family: 'litter', place: { x: 2_000, y: 0 } }
  expect(judge([named, complaint(other)]).lines[1]).toMatchObject({
    counts: false,
    because: 'About other behaviour, at another place',
  })
  for (const foundBy of ['applicant', 'staff', 'case', 'link', 'elsewhere'] as const)
    expect(judge([named, complaint({ ...other, foundBy })]).count).toBe(2)
  expect(judge([named, complaint({ family: 'litter', place: { x: 499, y: 0 } })]).count).toBe(2)
  expect(judge([complaint({ family: 'litter' })], {}, { family: null }).count).toBe(1)
})

// Section 104(4) in brackets, and the windows (local procedure): fewer complaints, longer windows.
test('an area may ask for fewer complaints and longer windows', () => {
  expect(judge(three().slice(1), { complaints: 2 }).isMust).toBe(true)
  const old = complaint({ madeOn: '2025-09-01', incidentOn: '2025-07-15' })
  expect(judge([old, old], { complaintMonths: 2, applicationMonths: 12 })).toMatchObject({
    count: 1,
    countInLaw: 0,
  })
})

// Melton and Bromley ask more; Ministers advise areas to think again; Lords amendments of November 2025.
test('what an area asks beyond the Act never stands against three, and in "statutory only" is not looked at', () => {
  const old = () => complaint({ madeOn: '2026-02-01', incidentOn: '2026-02-01' })
  const strict = { latestWithinMonths: 1, noActionCaveat: true }
  expect(judge([old(), old(), old()], strict)).toMatchObject({
    isMust: true,
    caveats: [{ holds: false }, { holds: false }],
  })
  const fewer = { complaints: 2, ...strict, statutoryOnly: false }
  expect(judge([old(), old()], fewer).isMust).toBe(false)
  expect(judge([old(), complaint()], fewer, { noActionTaken: true }).isMust).toBe(true)
  expect(judge([old(), old()], { ...fewer, statutoryOnly: true }).isMust).toBe(true)
})

// Some areas: one report motivated by hate is enough.
test('one complaint motivated by hate is enough where the area says so', () => {
  expect(judge([complaint({ isHate: true })], { hateReports: 1 }).isMust).toBe(true)
  expect(judge([complaint({ isHate: true })]).isMust).toBe(false)
  expect(judge([complaint()], { hateReports: 1 }).isMust).toBe(false)
})

const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('1996-01-01', days))
const minute = fc.integer({ min: 0, max: 24 * 60 - 1 }).map((minutes) => {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
})

test('windows end with their last day in England: months of any length, leap years, when the clocks change', () => {
  const last: readonly [string, number, string][] = [
    ['2026-01-15', 1, '2026-02-14'],
    ['2026-01-28', 1, '2026-02-27'],
    // No such day in the month in which it ends: it ends with that month.
    ['2026-01-29', 1, '2026-02-28'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-29', 1, '2028-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-03-01', 1, '2026-03-31'],
    ['2026-02-28', 1, '2026-03-27'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2025-12-01', 6, '2026-05-31'],
  ]
  for (const [first, months, day] of last)
    expect([
      first,
      isWithinMonths(first, day, months),
      isWithinMonths(first, addDays(day, 1), months),
    ]).toEqual([first, true, false])
  fc.assert(
    fc.property(day, minute, minute, fc.integer({ min: 1, max: 60 }), (from, told, later, months) => {
      const first = londonInstant(from, told)
      // Counted here in another way: the day on which the next such period would begin is the first one outside.
      const [year, month, number] = from.split('-').map(Number) as [number, number, number]
      const next = new Date(Date.UTC(year, month - 1 + months, number)).toISOString().slice(0, 10)
      const isLike = Number(next.slice(8)) === number
      const outside = isLike ? next : `${next.slice(0, 8)}01`
      const isIn = (onDay: string) => isWithinMonths(dayOf(first), dayOf(londonInstant(onDay, later)), months)
      expect([isIn(addDays(outside, -1)), isIn(outside)]).toEqual([true, false])
      expect(isIn(from)).toBe(true)
      expect(isIn(addDays(from, -1))).toBe(false)
      // A longer window never loses what a shorter one has, and one that begins later never ends earlier.
      expect(isWithinMonths(from, addDays(outside, -1), months + 1)).toBe(true)
      expect(isWithinMonths(addDays(from, 1), addDays(outside, -1), months)).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})

test('another complaint never makes a threshold that was met one that is not', () => {
  const any = fc.record({
    madeOn: fc.integer({ min: 0, max: 400 }).map((days) => addDays('2025-06-01', days)),
    told: fc.integer({ min: 0, max: 60 }),
    isLimbA: fc.boolean(),
    isHate: fc.boolean(),
    family: fc.constantFrom('noise', 'litter'),
  })
  fc.assert(
    fc.property(fc.array(any, { maxLength: 8 }), any, fc.boolean(), (before, one, statutoryOnly) => {
      const made = [...before, one].map(({ told, ...given }) =>
        complaint({ ...given, incidentOn: addDays(given.madeOn, -told) }),
      )
      const rule = { complaints: 2, latestWithinMonths: 1, statutoryOnly }
      const less = judge(made.slice(0, -1), rule)
      const more = judge(made, rule)
      expect(more.count).toBeGreaterThanOrEqual(less.count)
      expect(more.isMust || !less.isMust).toBe(true)
      if (more.countInLaw >= 3) expect(more.isMust).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('the Act: three, one month, six months; times that were not checked locally are marked', () => {
  expect(reviewLawOn('2026-06-01').statute).toMatchObject({
    complaints: 3,
    complaintMonths: 1,
    applicationMonths: 6,
    verified: true,
  })
  expect(act.verified).toBe(false)
})
