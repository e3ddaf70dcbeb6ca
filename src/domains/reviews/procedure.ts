import type { Selectable } from 'kysely'
import type { DB } from '#db/schema'
import { addWorkingDays, type LocalDate } from '#platform/clock'
import { type ReviewLaw, reviewLawOn } from './law.ts'

export type AppealTo = DB['review_procedure']['appeal_to']

/** By which rules an application is judged and how long each step may take: the area's own, or the Act with defaults. */
export type Procedure = {
  complaints: number
  complaintMonths: number
  applicationMonths: number
  /** Conditions beyond the Act are not looked at. */
  statutoryOnly: boolean
  latestWithinMonths: number | null
  noActionCaveat: boolean
  hateReports: number | null
  sameMetres: number
  clocks: Clocks
  appealTo: AppealTo
  source: string
  /** False for a default that has to be checked locally. */
  verified: boolean
}

/** Working days from the step before. */
export type Clocks = Pick<
  ReviewLaw['clocks'],
  | 'acknowledgeDays'
  | 'thresholdDays'
  | 'panelDays'
  | 'outcomeDays'
  | 'respondDays'
  | 'appealWithinDays'
  | 'appealDays'
>

/** The Act alone, with this product's default clocks: for an area that has written nothing down. */
export function procedureOfTheAct(day: LocalDate): Procedure {
  const { statute, clocks, sameBehaviour, appealTo } = reviewLawOn(day)
  return {
    complaints: statute.complaints,
    complaintMonths: statute.complaintMonths,
    applicationMonths: statute.applicationMonths,
    statutoryOnly: true,
    latestWithinMonths: null,
    noActionCaveat: false,
    hateReports: null,
    sameMetres: sameBehaviour.metres,
    clocks,
    appealTo,
    source: `${statute.source}; times: ${clocks.source}`,
    verified: clocks.verified,
  }
}

/** An area's procedure as it is stored. */
export function procedureFrom(row: Selectable<DB['review_procedure']>): Procedure {
  return {
    complaints: row.complaints,
    complaintMonths: row.complaint_months,
    applicationMonths: row.application_months,
    statutoryOnly: row.statutory_only,
    latestWithinMonths: row.latest_within_months,
    noActionCaveat: row.no_action_caveat,
    hateReports: row.hate_reports,
    sameMetres: row.same_metres,
    clocks: {
      acknowledgeDays: row.acknowledge_days,
      thresholdDays: row.threshold_days,
      panelDays: row.panel_days,
      outcomeDays: row.outcome_days,
      respondDays: row.respond_days,
      appealWithinDays: row.appeal_within_days,
      appealDays: row.appeal_days,
    },
    appealTo: row.appeal_to,
    source: row.source,
    verified: row.verified,
  }
}

/** The working day by which a step is to be done that begins on that day. */
export function dueAfter(day: LocalDate, clocks: Clocks, clock: keyof Clocks): LocalDate {
  return addWorkingDays(day, clocks[clock])
}
