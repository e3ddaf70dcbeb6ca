import { z } from 'zod'
import weights from '../../../packs/matching/repeats.json' with { type: 'json' }

const weightsSchema = z.object({
  validFrom: z.iso.date(),
  withinMetres: z.number().positive(),
  withinDays: z.number().positive(),
  /** Points from which a report is suggested as a repeat. */
  suggestFrom: z.number(),
  distance: z.array(z.object({ upToMetres: z.number(), points: z.number() })),
  time: z.array(z.object({ upToDays: z.number(), points: z.number() })),
  sameType: z.number(),
  sameNationalType: z.number(),
})
export type RepeatWeights = z.output<typeof weightsSchema>

export const repeatWeights: RepeatWeights = weightsSchema.parse(weights)

/** What two reports have to be compared by. */
export type Comparison = {
  distanceM: number
  /** Between the times of filing; the sign does not matter. */
  daysApart: number
  sameType: boolean
  sameNationalType: boolean
}

export type Judgement = { points: number; isSuggested: boolean; reasons: string[] }

/** How much speaks for two reports being about the same behaviour, with the reasons in words. */
export function judgeRepeat(comparison: Comparison, by: RepeatWeights = repeatWeights): Judgement {
  const daysApart = Math.abs(comparison.daysApart)
  const near = by.distance.find(({ upToMetres }) => comparison.distanceM <= upToMetres)?.points ?? 0
  const recent = by.time.find(({ upToDays }) => daysApart <= upToDays)?.points ?? 0
  const alike = comparison.sameType ? by.sameType : comparison.sameNationalType ? by.sameNationalType : 0
  const isComparable = near > 0 && recent > 0
  const points = isComparable ? near + recent + alike : 0
  return {
    points,
    isSuggested: isComparable && points >= by.suggestFrom,
    reasons: [
      comparison.distanceM < 10 ? 'Same place' : `${Math.round(comparison.distanceM / 10) * 10} m away`,
      daysApart < 1 ? 'same day' : daysApart < 2 ? '1 day apart' : `${Math.floor(daysApart)} days apart`,
      comparison.sameType ? 'same type' : comparison.sameNationalType ? 'related type' : 'different type',
    ],
  }
}
