import { z } from 'zod'
import { isLocalDate, type LocalDate } from '#platform/clock'
import { type Typed, typedValue, wordsField } from '#platform/forms'
import type { Written } from './assessment.ts'
import type { Likelihood, Risk, RiskScale, Severity } from './starting-risks.ts'

/** Rows of the list of risks that a form offers beside those that are there. */
export const emptyRisks = 2
const mostRisks = 40

const long = (name: string) => wordsField({ name, most: 5_000 })

/** What a pack that is sent to be signed never leaves open. */
const needed = {
  need: 'Say why this assessment is needed',
  necessity: 'Say why the processing is necessary and proportionate',
  consultation: 'Say who was consulted and what they said',
  advice: 'Write the advice of the data protection officer',
} as const

/** What has to stand in a draft; a pack that is sent to be signed leaves nothing out. */
export function draftForm(
  typed: Typed,
  scale: RiskScale,
  owners: readonly string[],
  day: LocalDate,
  isSent: boolean,
) {
  const isLikelihood = (value: string): value is Likelihood => Object.hasOwn(scale.likelihoods, value)
  const isSeverity = (value: string): value is Severity => Object.hasOwn(scale.severities, value)
  return z
    .object({
      need: long('Why it is needed'),
      necessity: long('Necessity'),
      consultation: long('Consultation'),
      processors: long('Other processors'),
      advice: long('The advice'),
      changes: long('What has changed'),
      reviewOn: z.string().catch(''),
      ownerId: z.string().catch(''),
    })
    .transform((read, context): Written => {
      for (const [field, message] of Object.entries(needed))
        if (isSent && read[field as keyof typeof needed] === '')
          context.addIssue({ code: 'custom', path: [field], message })
      if (!isLocalDate(read.reviewOn) || read.reviewOn <= day)
        context.addIssue({
          code: 'custom',
          path: ['reviewOn'],
          message: 'Enter a day after today for its review',
        })
      if (!owners.includes(read.ownerId))
        context.addIssue({ code: 'custom', path: ['ownerId'], message: 'Choose who answers for its review' })
      const risks: Risk[] = []
      for (let at = 0; at < mostRisks; at++) {
        const value = (name: string) => typedValue(typed, `${name}${at}`).trim()
        if (value('risk') === '') continue
        const [likelihood, residualLikelihood] = [value('likelihood'), value('residualLikelihood')]
        const [severity, residualSeverity] = [value('severity'), value('residualSeverity')]
        if (
          !isLikelihood(likelihood) ||
          !isLikelihood(residualLikelihood) ||
          !isSeverity(severity) ||
          !isSeverity(residualSeverity)
        ) {
          context.addIssue({
            code: 'custom',
            path: [`likelihood${at}`],
            message: `Mark risk ${at + 1}: how likely and how severe`,
          })
          continue
        }
        if (value('risk').length > 1_000)
          context.addIssue({
            code: 'custom',
            path: [`risk${at}`],
            message: 'A risk must be 1,000 characters or fewer',
          })
        if (value('measures').length > 2_000)
          context.addIssue({
            code: 'custom',
            path: [`measures${at}`],
            message: 'Measures must be 2,000 characters or fewer',
          })
        risks.push({
          risk: value('risk'),
          likelihood,
          severity,
          measures: value('measures'),
          residualLikelihood,
          residualSeverity,
        })
      }
      if (isSent && risks.length === 0)
        context.addIssue({ code: 'custom', path: ['risk0'], message: 'Write at least one risk' })
      return { ...read, risks }
    })
}

/** A draft as its form holds it. */
export function typedWritten({ risks, ...words }: Written): Typed {
  return {
    ...words,
    ...Object.fromEntries(
      risks.flatMap((risk, at) => Object.entries(risk).map(([name, value]) => [`${name}${at}`, value])),
    ),
  }
}

/** How many rows of risks the form shows. */
export function riskRows(typed: Typed): number {
  let last = -1
  for (let at = 0; at < mostRisks; at++) if (typedValue(typed, `risk${at}`).trim() !== '') last = at
  return Math.min(mostRisks, last + 1 + emptyRisks)
}

export const decideForm = z
  .object({
    decision: z.enum(['approved', 'declined', 'withdrawn'], 'Choose what is to become of it'),
    why: wordsField({ name: 'The reason', most: 1_000 }),
  })
  .superRefine(({ decision, why }, context) => {
    if (decision === 'declined' && why === '')
      context.addIssue({ code: 'custom', message: 'Say what has to be changed', path: ['why'] })
  })
