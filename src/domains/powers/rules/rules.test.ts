import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, daysBetween, type LocalDate, londonDateOf, londonInstant } from '#platform/clock'
import { isOfAge, leftFor, powerNamed, powers, powersOff, powersOn, userKind } from '../powers.ts'
import { ageOn, endOfPeriod, lastDayInForce, nextRound } from './legal-clock.ts'
import { type Given, nextSteps, problemOfLength, type Step } from './next-steps.ts'

const today = '2026-03-20'
const now = londonInstant(today, '12:00')
const inForce = powersOn(today)
const adult = { target: 'person', bornOn: '1990-01-01' } as const
const clockOf = (power: string, code: string) => {
  const clock = powerNamed(power).clocks.find((each) => each.code === code)
  if (clock === undefined) throw new Error(`${power} has no clock ${code}`)
  return clock
}
const given = (power: string, more: Partial<Given> = {}): Given => ({
  power,
  issuedOn: '2026-03-01',
  servedAt: londonInstant('2026-03-01', '15:00'),
  endsOn: null,
  breached: false,
  undone: false,
  ...more,
})
function stepTo(code: string, asked: Partial<Parameters<typeof nextSteps>[0]>): Step {
  const steps = nextSteps({ powers: inForce, user: 'council', subject: adult, given: [], now, ...asked })
  const step = steps.find(({ power }) => power.code === code)
  if (step === undefined) throw new Error(`${code} is no step`)
  return step
}
const aDay = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days))

test('every power, clock, need, consultation and statutory content names its source', () => {
  for (const { source, clocks, contents, needs, consults } of powers)
    for (const each of [
      source,
      ...[...clocks, ...contents, ...needs, ...consults].map((part) => part.source),
    ])
      expect(each.length).toBeGreaterThan(5)
})

test('2014 Act s.43(5): a community protection notice needs a written warning first', () => {
  expect(stepTo('cpn', {}).blocks.join()).toContain('a written warning that was served')
})

test('2014 Act s.43(5)(b): there is time enough between warning and notice', () => {
  const served = londonInstant('2026-03-18', '10:00')
  expect(stepTo('cpn', { given: [given('cpw', { servedAt: served })] }).blocks).toEqual([
    'Time to put it right before a notice may be issued: until 25 March 2026',
  ])
  expect(stepTo('cpn', { given: [given('cpw')] }).blocks).toEqual([])
})

test('a warning that was not served, or was withdrawn, opens nothing', () => {
  expect(stepTo('cpn', { given: [given('cpw', { servedAt: null })] }).blocks.join()).toContain('not served')
  expect(stepTo('cpn', { given: [given('cpw', { undone: true })] }).blocks).toHaveLength(1)
})

test('2014 Act s.43(1): a notice is for people of 16 or over, and an unknown age is asked for', () => {
  const young = { target: 'person', bornOn: '2010-03-21' } as const
  expect(stepTo('cpw', { subject: young }).blocks.join()).toContain('this person is 15')
  expect(stepTo('cpw', { subject: { ...young, bornOn: '2010-03-20' } }).blocks).toEqual([])
  expect(stepTo('cpw', { subject: { ...young, bornOn: null } }).cautions.join()).toContain('age is not known')
})

test('2014 Act s.52: a fixed penalty needs a breach of the notice', () => {
  expect(stepTo('fpn', { given: [given('cpw'), given('cpn')] }).blocks.join()).toContain('No breach')
  expect(stepTo('fpn', { given: [given('cpw'), given('cpn', { breached: true })] }).blocks).toEqual([])
})

test('2014 Act s.34: dispersal is for police, authorised by an inspector', () => {
  const place = { target: 'place' } as const
  expect(stepTo('dispersal', { subject: place }).blocks).toEqual(['Only police may use it: ask them'])
  expect(stepTo('dispersal', { subject: place, user: 'police' }).cautions).toContain(
    'Authorised by: Inspector or above',
  )
})

test('2014 Act s.80(1): a closure order follows a closure notice', () => {
  const place = { target: 'place' } as const
  expect(stepTo('closure_order', { subject: place }).blocks).toHaveLength(1)
  expect(stepTo('closure_order', { subject: place, given: [given('closure_notice')] }).blocks).toEqual([])
})

test('2014 Act s.94: ground 7A needs a linked order', () => {
  expect(stepTo('ground_7a', {}).blocks).toHaveLength(1)
  expect(stepTo('ground_7a', { given: [given('cbo')] }).blocks).toEqual([])
})

test('2014 Act s.1: an injunction is for 10 or over', () => {
  const child = { target: 'person', bornOn: '2016-03-21' } as const
  expect(stepTo('civil_injunction', { subject: child }).blocks.join()).toContain('this person is 9')
})

test('2014 Act s.14(1): the youth offending team is consulted before an injunction against somebody under 18, whoever is appropriate is told', () => {
  const youth = { target: 'person', bornOn: '2012-01-01' } as const
  const consulted = [{ power: 'civil_injunction', duty: 'youth_offending_team', on: '2026-03-19' }] as const
  const blocked = stepTo('civil_injunction', { subject: youth })
  expect(blocked.blocks).toEqual([
    'Not recorded yet: consult the youth offending team (2014 Act, section 14(1)(a))',
  ])
  const step = stepTo('civil_injunction', { subject: youth, consulted })
  expect(step.blocks).toEqual([])
  expect(step.cautions.join()).toContain('Not recorded yet: inform any body')
  expect(stepTo('civil_injunction', {}).blocks).toEqual([])
  // Tomorrow's meeting is no consultation yet, and that about another power is none at all.
  for (const other of [{ on: '2026-03-21' }, { power: 'cbo' }, { duty: 'others' }] as const) {
    const wrong = [{ ...consulted[0], ...other }]
    expect(stepTo('civil_injunction', { subject: youth, consulted: wrong }).blocks).toHaveLength(1)
  }
})

test('2014 Act s.72: who is consulted about one order is consulted again before the next about the same place', () => {
  const place = { target: 'place' } as const
  const on = (day: LocalDate) =>
    ['police', 'community', 'owners'].map((duty) => ({ power: 'pspo', duty, on: day }))
  const blocksWith = (consulted: ReturnType<typeof on>, done: readonly Given[]) =>
    stepTo('pspo', { subject: place, consulted, given: done }).blocks
  expect(blocksWith([], [])).toHaveLength(3)
  expect(blocksWith(on('2026-02-01'), [])).toEqual([])
  expect(blocksWith(on('2026-02-01'), [given('pspo')])).toHaveLength(3)
  expect(blocksWith(on('2026-03-02'), [given('pspo')])).toEqual([])
  expect(blocksWith(on('2026-02-01'), [given('pspo', { undone: true })])).toEqual([])
})

test('the next step is the lightest that goes further than what was done', () => {
  const nextOf = (done: readonly Given[]) =>
    nextSteps({ powers: inForce, user: 'council', subject: adult, given: done, now }).find(
      ({ isNext }) => isNext,
    )?.power.code
  expect(nextOf([])).toBe('advice')
  expect(nextOf([given('warning_letter')])).toBe('abc')
  expect(nextOf([given('cpw')])).toBe('cpn')
})

test('2014 Act s.46(2): an appeal against a notice is open for 21 days beginning with the day of service', () => {
  const end = endOfPeriod(londonInstant('2026-03-20', '15:00'), clockOf('cpn', 'appeal'))
  // The last day is 9 April; summer time has begun in between.
  expect(end).toEqual(londonInstant('2026-04-10', '00:00'))
})

test('2014 Act s.80(3)-(4): 48 hours pass over a change of the clocks, and Christmas Day is left out', () => {
  const court = clockOf('closure_notice', 'court')
  expect(endOfPeriod(londonInstant('2026-03-28', '12:00'), court)).toEqual(
    londonInstant('2026-03-30', '13:00'),
  )
  expect(endOfPeriod(londonInstant('2026-12-24', '12:00'), court)).toEqual(
    londonInstant('2026-12-27', '12:00'),
  )
  expect(endOfPeriod(londonInstant('2026-12-25', '12:00'), court)).toEqual(
    londonInstant('2026-12-28', '00:00'),
  )
})

test('2014 Act s.80(6) and s.82(7): a closure order lasts three months at most, six with extensions', () => {
  const order = powerNamed('closure_order')
  const about = { age: null }
  expect(problemOfLength(order, '2026-01-05', '2026-04-04', about)).toBeUndefined()
  expect(problemOfLength(order, '2026-01-05', '2026-04-05', about)).toContain('3 months at most')
  const earlier = [{ from: '2026-01-05', endsOn: '2026-04-04' }]
  expect(problemOfLength(order, '2026-04-05', '2026-07-04', { age: null, earlier })).toBeUndefined()
  expect(problemOfLength(order, '2026-04-06', '2026-07-05', { age: null, earlier })).toContain(
    '6 months at most',
  )
})

test('2014 Act s.25: a criminal behaviour order lasts two years at least for an adult, one to three for a youth', () => {
  const cbo = powerNamed('cbo')
  expect(problemOfLength(cbo, '2026-01-01', '2027-06-30', { age: 30 })).toContain('2 years at least')
  expect(problemOfLength(cbo, '2026-01-01', '2027-06-30', { age: 16 })).toBeUndefined()
  expect(problemOfLength(cbo, '2026-01-01', '2029-06-30', { age: 16 })).toContain('3 years at most')
})

test('2014 Act s.28: the order of somebody under 18 is reviewed each year, from 29 February too', () => {
  const year = { unit: 'years', amount: 1 } as const
  expect(nextRound('2024-02-29', year, '2024-03-01')).toBe('2025-02-28')
  expect(nextRound('2024-02-29', year, '2027-12-31')).toBe('2028-02-29')
})

test('2014 Act s.1(6): an injunction against somebody under 18 lasts twelve months at most', () => {
  expect(problemOfLength(powerNamed('civil_injunction'), '2026-01-01', '2027-01-01', { age: 17 })).toContain(
    '12 months',
  )
  expect(problemOfLength(powerNamed('civil_injunction'), '2026-01-01', null, { age: 40 })).toBeUndefined()
})

test('2014 Act s.60: a public spaces protection order lasts three years at most; s.66(3): six weeks to challenge it', () => {
  expect(problemOfLength(powerNamed('pspo'), '2026-01-01', '2029-01-01', { age: null })).toContain('3 years')
  const end = endOfPeriod(londonInstant('2026-01-01', '09:00'), clockOf('pspo', 'challenge'))
  expect(londonDateOf(new Date(end.getTime() - 1))).toBe('2026-02-11')
})

test('the powers of the Crime and Policing Bill are ready and off until they are switched on for a day', () => {
  expect(powersOff.map(({ code }) => code)).toContain('respect_order')
  expect(inForce.some(({ code }) => code === 'respect_order')).toBe(false)
  const later = powersOn('2026-06-01', [
    { code: 'respect_order', from: '2026-05-01', areas: [] },
    { code: 'dispersal', from: '2026-05-01', areas: [] },
    { code: 'fpn', from: '2026-07-01', areas: [] },
  ])
  expect(later.map(({ code }) => code)).toContain('respect_order')
  expect(later.find(({ code }) => code === 'dispersal')?.maxLength?.amount).toBe(72)
  expect(later.find(({ code }) => code === 'fpn')?.amountPounds).toBe(100)
  expect(stepTo('respect_order', { powers: later }).cautions.join()).toContain('risk assessment')
})

// Crime and Policing Bill, Part 1: respect orders are for adults who harass, alarm or distress; injunctions for the young
// and about housing are powers of their own, which are switched on by themselves.
test('a power that replaces the injunction leaves it for the ages and the behaviour that are not its own', () => {
  const on = (...codes: string[]) =>
    powersOn(
      today,
      codes.map((code) => ({ code, from: '2026-01-01', areas: [] })),
    )
  const young = { target: 'person', bornOn: '2011-03-20' } as const
  const injunction = (
    codes: string[],
    subject: typeof adult | typeof young | { target: 'person'; bornOn: null },
  ) =>
    stepTo('civil_injunction', {
      powers: on(...codes),
      subject,
      consulted: [{ power: 'civil_injunction', duty: 'youth_offending_team', on: today }],
    })
  expect(injunction(['respect_order'], young)).toMatchObject({ blocks: [], isNext: false })
  expect(injunction(['respect_order'], young).cautions.join()).not.toContain('espect order')
  expect(injunction(['respect_order'], adult).blocks).toEqual([])
  expect(injunction(['respect_order'], adult).cautions).toContain(
    'Only for nuisance or annoyance about housing: beyond it there is now respect order',
  )
  expect(injunction(['respect_order'], { target: 'person', bornOn: null }).cautions).toContain(
    'Respect order in its place at the ages from 18 for harassment, alarm or distress',
  )
  expect(injunction(['respect_order', 'housing_injunction'], adult).blocks).toEqual([
    'For a person of 36 there is now: respect order and housing injunction',
  ])
  expect(injunction(['respect_order', 'housing_injunction'], young).blocks).toEqual([])
  expect(injunction(['youth_injunction'], young).blocks).toEqual([
    'For a person of 15 there is now: youth injunction',
  ])
  expect(injunction(['youth_injunction'], adult)).toMatchObject({ blocks: [] })
  // All three on: it is gone, and what was done under it keeps its place on the ladder.
  const all = on('respect_order', 'youth_injunction', 'housing_injunction')
  expect(all.some(({ code }) => code === 'civil_injunction')).toBe(false)
  const after = nextSteps({
    powers: all,
    user: 'council',
    subject: adult,
    given: [given('civil_injunction')],
    now,
  })
  expect(after.find(({ isNext }) => isNext)?.power.rung ?? 8).toBeGreaterThan(7)
})

test('whatever of the Bill is switched on, no age and no behaviour is left without a court’s order', () => {
  const codes = ['respect_order', 'youth_injunction', 'housing_injunction']
  fc.assert(
    fc.property(fc.subarray(codes), fc.integer({ min: 10, max: 90 }), (switched, age) => {
      const inForceThen = powersOn(
        today,
        switched.map((code) => ({ code, from: '2026-01-01', areas: [] })),
      )
      const open = inForceThen
        .filter((power) => ['civil_injunction', ...codes].includes(power.code) && isOfAge(power, age))
        .flatMap((power) => {
          const left = leftFor(power, age)
          return left === 'all' ? (power.grounds ?? []) : left === 'nothing' ? [] : left
        })
      // Each kind of behaviour has one power, and none has two.
      expect(open.toSorted()).toEqual(['harassment', 'housing'])
    }),
  )
})

test('a pilot holds in its areas alone', () => {
  const pilot = { ...powerNamed('respect_order'), from: '2026-01-01', areas: ['E07000134'] }
  expect(powersOn(today, [], ['E07000134'], [pilot])).toHaveLength(1)
  expect(powersOn(today, [], ['E07000130'], [pilot])).toHaveLength(0)
})

test('2014 Act s.80(6): three months that begin with 30 November end with February, leap year or not', () => {
  const order = powerNamed('closure_order')
  const last = (end: string) =>
    problemOfLength(order, `${Number(end.slice(0, 4)) - 1}-11-30`, end, { age: null })
  expect([last('2027-02-28'), last('2028-02-29')]).toEqual([undefined, undefined])
  expect(last('2027-03-01')).toContain('3 months at most, to 28 February 2027')
})

test('kinds of organisations are the users of the law', () => {
  expect(['police', 'unitary_council', 'landlord', 'third_sector'].map(userKind)).toEqual([
    'police',
    'council',
    'landlord',
    'charity',
  ])
})

test('a period of days never depends on the clocks: it ends at midnight in England, so many days on', () => {
  fc.assert(
    fc.property(
      aDay,
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 23 }),
      (day, amount, hour) => {
        const begun = londonInstant(day, `${hour}:00`)
        const end = endOfPeriod(begun, { unit: 'days', amount })
        expect(end).toEqual(londonInstant(addDays(londonDateOf(begun), amount + 1), '00:00'))
      },
    ),
    { numRuns: 300 },
  )
})

test('an order of months ends before its day comes round, within the days that so many months can have', () => {
  fc.assert(
    fc.property(aDay, fc.integer({ min: 1, max: 36 }), (day, amount) => {
      const last = lastDayInForce(day, { unit: 'months', amount })
      expect(daysBetween(day, last)).toBeGreaterThanOrEqual(28 * amount - 1)
      expect(daysBetween(day, last)).toBeLessThan(31 * amount)
    }),
    { numRuns: 300 },
  )
})

test('an age goes up by one on each birthday', () => {
  fc.assert(
    fc.property(aDay, fc.integer({ min: 1, max: 90 }), (born, years) => {
      const birthday = `${Number(born.slice(0, 4)) + years}${born.slice(4)}`
      if (born.endsWith('02-29')) return
      expect(ageOn(born, birthday)).toBe(years)
      expect(ageOn(born, addDays(birthday, -1))).toBe(years - 1)
    }),
    { numRuns: 300 },
  )
  expect(ageOn('2008-02-29', '2026-02-28')).toBe(17)
  expect(ageOn('2008-02-29', '2026-03-01')).toBe(18)
})
