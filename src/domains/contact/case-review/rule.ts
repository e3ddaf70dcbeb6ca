import { z } from 'zod'
import { canBeOneEvent } from '#domains/reports'
import { addMonths, type LocalDate, localDateSchema, londonDateOf } from '#platform/clock'
import written from '../../../../packs/law/case-review-explainer.json' with { type: 'json' }

const rules = z
  .array(
    z.object({
      from: localDateSchema,
      /** At which report of one person it is explained. */
      reports: z.int().min(2),
      /** Within how many calendar months. */
      months: z.int().positive(),
      /** When two reports tell of one incident, perhaps to two organisations. */
      sameIncident: z.object({
        hoursApart: z.number().min(0),
        toldWithinDays: z.number().min(0),
        metres: z.number().min(0),
      }),
      textVersion: z.int().positive(),
      source: z.string().min(1),
    }),
  )
  .parse(written)
  .toSorted((one, other) => one.from.localeCompare(other.from))

export type ExplainerRule = (typeof rules)[number]

/** The rule of that day; undefined while there was none. */
export function explainerRuleOn(day: LocalDate): ExplainerRule | undefined {
  return rules.findLast(({ from }) => from <= day)
}

/** A report as far as counting asks. */
export type CountedReport = {
  id: string
  asbType: string
  filedAt: Date
  occurredFrom: Date
  occurredTo: Date
  location: { x: number; y: number } | null
  /** The reporter says that it is another time. */
  saidAgain: boolean
}

/**
 * Whether the later report was made within the rule's months of the earlier one, by the calendar of England: what was
 * filed on 31 August counts until the last day of February.
 */
export function isWithinMonths(earlier: Date, later: Date, months: number): boolean {
  const first = londonDateOf(earlier)
  const second = londonDateOf(later)
  return first <= second && second <= addMonths(first, months)
}

/** Whether two reports of one person tell of one incident: the same behaviour, time and place, told within days. */
export function isSameIncident(
  one: CountedReport,
  other: CountedReport,
  { sameIncident }: Pick<ExplainerRule, 'sameIncident'>,
): boolean {
  if (one.saidAgain || other.saidAgain || one.asbType !== other.asbType) return false
  return canBeOneEvent(toldEvent(one), toldEvent(other), sameIncident)
}

const toldEvent = ({ filedAt, ...report }: CountedReport) => ({ ...report, toldAt: filedAt })

/**
 * The earlier report because of which the Case Review is explained at this one: this is the rule's second (or later)
 * incident within its months. Undefined where it is not. `others` are the same person's other reports.
 */
export function findEarlierReport(
  report: CountedReport,
  others: readonly CountedReport[],
): { earlier: CountedReport; rule: ExplainerRule } | undefined {
  const rule = explainerRuleOn(londonDateOf(report.filedAt))
  if (rule === undefined) return undefined
  const counted = others
    .filter(({ id, filedAt }) => id !== report.id && isWithinMonths(filedAt, report.filedAt, rule.months))
    .toSorted((one, other) => other.filedAt.getTime() - one.filedAt.getTime())
  const incidents = [report]
  for (const next of counted)
    if (!incidents.some((known) => isSameIncident(known, next, rule))) incidents.push(next)
  const earlier = incidents[1]
  return incidents.length >= rule.reports && earlier !== undefined ? { earlier, rule } : undefined
}
