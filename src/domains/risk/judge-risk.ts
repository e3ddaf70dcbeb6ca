import { addDays, type LocalDate } from '#platform/clock'
import { type Band, bands, type Instrument } from './instrument.ts'

/** An answer by item: the option chosen, or unknown and why. */
export type RiskAnswers = Readonly<Record<string, { option: string } | { unknown: string }>>

export type Override = { band: Band; reason: string }

export type RiskJudgement = {
  score: number
  /** What the score says. */
  scoreBand: Band
  /** The band that holds. */
  band: Band
  /** What was left open, in words; nothing for a complete assessment. */
  missing: readonly string[]
  isVulnerable: boolean
}

/**
 * What answers come to by an instrument. Nothing is refused: what is left open is told, so that an assessment made in
 * haste is saved all the same. A person's override holds where a reason stands beside it; without one it holds only
 * where it is graver than the score, which is the safe side.
 */
export function judgeRisk(instrument: Instrument, answers: RiskAnswers, override?: Override): RiskJudgement {
  const missing: string[] = []
  const scores: number[] = []
  let isVulnerable = false
  for (const item of instrument.items) {
    const answer = answers[item.code]
    if (answer === undefined) {
      missing.push(item.wording)
    } else if ('unknown' in answer) {
      scores.push(item.unknownScore)
      if (answer.unknown.trim() === '') missing.push(`Why this is unknown: ${item.wording}`)
    } else {
      const score = item.options.find(({ code }) => code === answer.option)?.score
      if (score === undefined) throw new Error(`${instrument.code} has no such answer to ${item.code}`)
      scores.push(score)
      if (item.vulnerableFrom !== undefined && score >= item.vulnerableFrom) isVulnerable = true
    }
  }
  const score =
    instrument.scoring === 'sum' ? scores.reduce((sum, one) => sum + one, 0) : Math.max(0, ...scores)
  const scoreBand = bandOf(instrument, score)
  if (override === undefined) return { score, scoreBand, band: scoreBand, missing, isVulnerable }
  const isReasoned = override.reason.trim() !== ''
  if (!isReasoned) missing.push('Why the band is another than the score says')
  const holds = isReasoned || bands.indexOf(override.band) > bands.indexOf(scoreBand)
  return { score, scoreBand, band: holds ? override.band : scoreBand, missing, isVulnerable }
}

export function bandOf(instrument: Instrument, score: number): Band {
  return instrument.bands.findLast(({ from }) => score >= from)?.code ?? 'standard'
}

/** The day by which it is looked at again: the shortest cadence of the band. */
export function nextDueOn(instrument: Instrument, band: Band, assessedOn: LocalDate): LocalDate {
  const days =
    instrument.bands.find(({ code }) => code === band)?.reviews.map(({ everyDays }) => everyDays) ?? []
  return addDays(assessedOn, Math.min(...days))
}

/** Whether the risk grew since the assessment before; undefined where the two were made by different instruments. */
export function trendOf(
  now: { instrument: string; score: number; band: Band },
  before: { instrument: string; score: number; band: Band } | undefined,
): 'up' | 'down' | 'same' | undefined {
  if (before === undefined || before.instrument !== now.instrument) return undefined
  const step = bands.indexOf(now.band) - bands.indexOf(before.band) || now.score - before.score
  return step > 0 ? 'up' : step < 0 ? 'down' : 'same'
}
