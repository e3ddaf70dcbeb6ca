import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, addMonths, londonDateOf, londonInstant } from '#platform/clock'
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

// Section 104(11): within one month of the incident.
test('a complaint made more than one month after the incident is no qualifying complaint', () => {
  const late = complaint({ incidentOn: '2026-04-19' })
  expect(judge([late]).lines[0]).toMatchObject({
    counts: false,
    because: 'Made more than one month after the incident',
  })
  expect(judge([complaint({ incidentOn: '2026-04-20' })]).count).toBe(1)
})

// Section 104(11): within six months before the application.
test('the application is made within six months of the complaint', () => {
  const of = (madeOn: string) => judge([complaint({ madeOn, incidentOn: madeOn })]).lines[0]
  expect(of('2025-12-01')).toMatchObject({ counts: true })
  expect(of('2025-11-30')).toMatchObject({
    counts: false,
    because: 'Made more than 6 months before the application',
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
  expect(isWithinMonths('2026-01-31', '2026-02-28', 1)).toBe(true)
  expect(isWithinMonths('2026-01-31', '2026-03-01', 1)).toBe(false)
  expect(isWithinMonths('2028-01-31', '2028-02-29', 1)).toBe(true)
  expect(isWithinMonths('2027-08-31', '2028-02-29', 6)).toBe(true)
  fc.assert(
    fc.property(day, minute, minute, fc.integer({ min: 1, max: 60 }), (from, told, later, months) => {
      const first = londonInstant(from, told)
      const last = addMonths(londonDateOf(first), months)
      expect(isWithinMonths(dayOf(first), dayOf(londonInstant(last, later)), months)).toBe(true)
      expect(isWithinMonths(dayOf(first), dayOf(londonInstant(addDays(last, 1), later)), months)).toBe(false)
      // A longer window never loses what a shorter one has.
      expect(isWithinMonths(from, last, months + 1)).toBe(true)
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
