import { canBeOneEvent } from '#domains/reports'
import { londonDateOf } from '#platform/clock'
import { reviewLawOn } from '../law.ts'
import { isWithinMonths } from '../threshold/judge-threshold.ts'

/** A report as the ledger asks about it. */
export type ReportedComplaint = {
  id: string
  asbType: string
  qualifier: 'personal' | 'nuisance' | 'environmental'
  reporterKind: string
  isNotAsb: boolean
  madeAt: Date
  occurredFrom: Date
  occurredTo: Date
  location: { x: number; y: number } | null
}

export type LedgerEntry = {
  reportId: string
  madeAt: Date
  countsWith: string
  limbA: boolean
  limbBecause: string
  isHate: boolean
  qualifies: boolean
  because: string
}

/** Whether it is about harassment, alarm or distress, the only limb of section 2 that the Case Review counts. */
export function judgeLimbA({ qualifier, reporterKind, isNotAsb, madeAt }: ReportedComplaint): {
  limbA: boolean
  because: string
} {
  const { limbA } = reviewLawOn(londonDateOf(madeAt))
  if (isNotAsb) return { limbA: false, because: 'Decided not to be anti-social behaviour' }
  if (reporterKind === 'victim' || reporterKind === 'on_behalf')
    return { limbA: true, because: 'Told by or for somebody whom it harms' }
  if (limbA.presumedQualifiers.includes(qualifier))
    return { limbA: true, because: 'Likely to cause harassment, alarm or distress' }
  return {
    limbA: false,
    because: 'About the surroundings, and nobody said that it causes them harassment, alarm or distress',
  }
}

/** What stands in the ledger of one report, once it is known with which other it is one incident. */
export function judgeComplaint(report: ReportedComplaint, countsWith: string): LedgerEntry {
  const madeOn = londonDateOf(report.madeAt)
  const law = reviewLawOn(madeOn)
  const { limbA, because: limbBecause } = judgeLimbA(report)
  const inTime = isWithinMonths(londonDateOf(report.occurredTo), madeOn, law.statute.complaintMonths)
  const isFirst = countsWith === report.id
  return {
    reportId: report.id,
    madeAt: report.madeAt,
    countsWith,
    limbA,
    limbBecause,
    isHate: law.limbA.hateTypes.includes(report.asbType),
    qualifies: limbA && inTime,
    because: !limbA
      ? limbBecause
      : !inTime
        ? 'Made too long after the incident'
        : isFirst
          ? 'Qualifies'
          : 'One incident with an earlier complaint',
  }
}

/**
 * Whether two complaints of one victim tell of one incident: the same behaviour, place and time, told within days.
 * One incident reported to two agencies counts once. A place that is not known could be the same.
 */
export function isSameIncident(one: ReportedComplaint, other: ReportedComplaint): boolean {
  if (one.asbType !== other.asbType) return false
  const { sameIncident } = reviewLawOn(londonDateOf(one.madeAt))
  return canBeOneEvent(toldEvent(one), toldEvent(other), sameIncident)
}

const toldEvent = ({ madeAt, ...complaint }: ReportedComplaint) => ({ ...complaint, toldAt: madeAt })
