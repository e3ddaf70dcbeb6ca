import { describe, expect, test } from 'vitest'
import { riskInstruments } from '../../../packs/risk/index.ts'
import { highestScore, type Instrument, instrumentSchema } from './instrument.ts'
import { judgeRisk, nextDueOn, type RiskAnswers, trendOf } from './judge-risk.ts'

const instruments = riskInstruments.map((one) => instrumentSchema.parse(one))
const get = (code: string): Instrument => {
  const found = instruments.find((one) => one.code === code)
  if (found === undefined) throw new Error(`No instrument ${code}`)
  return found
}
const ram = get('ram')
const thrive = get('thrive')

/** Every item answered by its least grave option, with some changed. */
function answered(instrument: Instrument, changes: RiskAnswers = {}): RiskAnswers {
  const lightest = instrument.items.map(
    ({ code, options }) => [code, { option: options[0]?.code ?? '' }] as const,
  )
  return { ...Object.fromEntries(lightest), ...changes }
}

test('a first, harmless report is standard and complete', () => {
  expect(judgeRisk(ram, answered(ram))).toEqual({
    score: 0,
    scoreBand: 'standard',
    band: 'standard',
    missing: [],
    isVulnerable: false,
  })
})

test('scores are added up, and a band begins at its own score', () => {
  const at = (changes: RiskAnswers) => judgeRisk(ram, answered(ram, changes))
  const twelve = {
    violence: { option: 'violence' },
    fear: { option: 'terrified' },
    targeted: { option: 'yes' },
  }
  expect(at(twelve)).toMatchObject({ score: 12, band: 'standard' })
  expect(at({ ...twelve, frequency: { option: 'sometimes' } })).toMatchObject({ score: 13, band: 'medium' })
  expect(highestScore(ram)).toBe(45)
})

test('in THRIVE the gravest of the six decides', () => {
  expect(judgeRisk(thrive, answered(thrive, { harm: { option: 'grave' } }))).toMatchObject({
    score: 3,
    band: 'high',
  })
  expect(
    judgeRisk(thrive, answered(thrive, { harm: { option: 'some' }, threat: { option: 'possible' } })),
  ).toMatchObject({ score: 1, band: 'standard' })
})

test('what is not known scores as the instrument says, and asks why', () => {
  const why = judgeRisk(ram, answered(ram, { despair: { unknown: 'They rang off' } }))
  expect(why).toMatchObject({ score: 2, missing: [] })
  const silent = judgeRisk(ram, answered(ram, { despair: { unknown: ' ' } }))
  expect(silent).toMatchObject({
    score: 2,
    missing: ['Why this is unknown: Have they thought of harming themselves, or given up hope?'],
  })
})

test('an assessment made in haste counts what there is and says what is missing', () => {
  const judged = judgeRisk(ram, { violence: { option: 'violence' } })
  expect(judged.score).toBe(5)
  expect(judged.missing).toHaveLength(ram.items.length - 1)
})

test('illness, isolation and hate say that harm weighs more', () => {
  for (const [item, option] of [
    ['health', 'some'],
    ['support', 'nobody'],
    ['hate', 'yes'],
  ] as const)
    expect(judgeRisk(ram, answered(ram, { [item]: { option } })).isVulnerable).toBe(true)
  expect(judgeRisk(ram, answered(ram, { support: { option: 'few' } })).isVulnerable).toBe(false)
})

describe('a person who judges otherwise than the score', () => {
  test('is followed where the reason is given, up and down', () => {
    const grave = answered(ram, {
      violence: { option: 'violence' },
      fear: { option: 'terrified' },
      despair: { option: 'yes' },
    })
    expect(judgeRisk(ram, grave, { band: 'standard', reason: 'He moved away' })).toMatchObject({
      scoreBand: 'medium',
      band: 'standard',
      missing: [],
    })
    expect(judgeRisk(ram, answered(ram), { band: 'high', reason: 'I know the family' }).band).toBe('high')
  })

  test('without a reason is followed to the safe side alone, and the assessment stays incomplete', () => {
    expect(judgeRisk(ram, answered(ram), { band: 'high', reason: '' })).toMatchObject({
      band: 'high',
      missing: ['Why the band is another than the score says'],
    })
    const medium = answered(ram, {
      despair: { option: 'yes' },
      violence: { option: 'violence' },
      worse: { option: 'worse' },
    })
    expect(judgeRisk(ram, medium, { band: 'standard', reason: '' }).band).toBe('medium')
  })
})

test('an answer that the instrument does not have is a mistake of ours', () => {
  expect(() => judgeRisk(ram, { fear: { option: 'purple' } })).toThrow(/no such answer/)
})

test('high risk is looked at after 14 days, medium after 28', () => {
  expect(nextDueOn(ram, 'high', '2026-10-20')).toBe('2026-11-03')
  expect(nextDueOn(ram, 'medium', '2026-10-20')).toBe('2026-11-17')
})

test('the trend compares like with like', () => {
  const one = { instrument: 'ram', score: 14, band: 'medium' } as const
  expect(trendOf(one, { ...one, score: 10, band: 'standard' })).toBe('up')
  expect(trendOf(one, { ...one, score: 20 })).toBe('down')
  // A person's override weighs more than the score.
  expect(trendOf({ ...one, band: 'high' }, { ...one, score: 20 })).toBe('up')
  expect(trendOf(one, one)).toBe('same')
  expect(trendOf(one, { ...one, instrument: 'thrive' })).toBeUndefined()
  expect(trendOf(one, undefined)).toBeUndefined()
})
