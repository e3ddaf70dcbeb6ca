import { z } from 'zod'
import type { LocalDate } from '#platform/clock'
import written from '../../../packs/law/impact-risks.json' with { type: 'json' }

const likelihood = z.enum(['remote', 'possible', 'likely'])
const severity = z.enum(['minimal', 'some', 'serious'])
const level = z.enum(['low', 'medium', 'high'])
export type Likelihood = z.output<typeof likelihood>
export type Severity = z.output<typeof severity>
export type RiskLevel = z.output<typeof level>

export const riskSchema = z.object({
  risk: z.string().min(1).max(1_000),
  likelihood,
  severity,
  measures: z.string().max(2_000),
  residualLikelihood: likelihood,
  residualSeverity: severity,
})
export type Risk = z.output<typeof riskSchema>

const packSchema = z.object({
  from: z.iso.date(),
  source: z.string(),
  verified: z.boolean(),
  likelihoods: z.record(likelihood, z.string()),
  severities: z.record(severity, z.string()),
  levels: z.record(likelihood, z.record(severity, level)),
  levelNames: z.record(level, z.string()),
  risks: z.array(riskSchema).min(1),
})
export type RiskScale = z.output<typeof packSchema>

const packs = z.array(packSchema).min(1).parse(written)

/** How risks are marked, and the list to begin with, as they hold on a day. */
export function riskScaleOn(day: LocalDate): RiskScale {
  const scale = packs.filter(({ from }) => from <= day).at(-1) ?? packs[0]
  if (scale === undefined) throw new Error('No list of risks is written down')
  return scale
}

/** Low, medium or high, from how likely the harm is and how severe it would be. */
export function levelOf(scale: RiskScale, likely: Likelihood, severe: Severity): RiskLevel {
  return scale.levels[likely][severe]
}
