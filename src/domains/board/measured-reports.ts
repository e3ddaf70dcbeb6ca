import { type RawBuilder, sql } from 'kysely'
import { type AnsweringOrganisation, judgeAnswers, pausedSeconds } from '#domains/times-to-answer'
import { hasRole, type MemberActor, organisationsWith } from '#platform/actor'
import { londonDateOf } from '#platform/clock'
import { type BoardFilter, dayParts, type State } from './board-filter.ts'

/** Who may look at the board; a role that reads beyond its own organisation sees what it is let see of others. */
export const boardReaders = ['triage_officer', 'case_officer', 'supervisor', 'analyst'] as const

/**
 * Facts of a timeline that are the first thing done about a report once triage took it on: it was put in a case, its
 * reporter was written to, or another organisation was asked to act. Closing it is one too.
 */
const actionKinds = ['case_linked', 'message_sent', 'hand_over_asked']

/** The first thing that was done about a report that triage took on, as `action.at`: at most one row for each report. */
export const firstAction = sql`
  left join lateral (
    select least(min(greatest(entry.at, report.triaged_at)),
      case when report.closed_at is not null then greatest(report.closed_at, report.triaged_at) end) as at
    from timeline_entry as entry
    where entry.report_id = report.id and entry.kind = any (${actionKinds}::text[]) and entry.member_id is not null
      and (entry.at >= report.triaged_at or entry.kind = 'case_linked')) as action
    on report.triaged_at is not null and report.status in ('accepted', 'closed')`

/** A place is told apart from others where it is known to within so many metres. */
export const placePrecisionM = 100

export type Asked = {
  actor: MemberActor
  filter: BoardFilter
  from: Date
  to: Date
  now: Date
  /** By when each organisation answers. */
  answering: readonly AnsweringOrganisation[]
}

/** What row-level security shows, narrowed to one's own organisations for those who do casework in them alone. */
export function scopeOf(actor: MemberActor): RawBuilder<unknown> {
  if (hasRole(actor, 'supervisor', 'analyst')) return sql`true`
  return sql`report.organisation_id = any (${[...organisationsWith(actor, ...boardReaders)]}::integer[])`
}

/** The filters that pages and lists share, over reports filed in a period: the index by date leads to them. */
export function reportsAsked({
  actor,
  filter,
  from,
  to,
}: Omit<Asked, 'now' | 'answering'>): RawBuilder<unknown> {
  const conditions = [
    sql`report.filed_at >= ${from} and report.filed_at < ${to}`,
    sql`report.status <> 'filed' and report.organisation_id is not null`,
    scopeOf(actor),
    ...(filter.organisation === undefined ? [] : [sql`report.organisation_id = ${filter.organisation}`]),
    ...(filter.type === undefined ? [] : [sql`report.asb_type = ${filter.type}`]),
    ...(filter.area === undefined
      ? []
      : [
          sql`(report.ward_id = ${filter.area} or report.beat_id = ${filter.area} or report.district_id = ${filter.area})`,
        ]),
  ]
  return sql.join(conditions, sql` and `)
}

/** Where and when it happened, as far as the report says: see the definitions on the page of repeats. */
export const placeEast = sql`floor(report.location[0] / 100)::integer`
export const placeNorth = sql`floor(report.location[1] / 100)::integer`
export const isPlaced = sql`(report.location is not null and coalesce(report.location_precision_m, 0) <= ${sql.lit(placePrecisionM)})`
export const isTimed = sql`(report.occurrence <> 'pattern' and report.occurred_to - report.occurred_from <= interval '6 hours')`
const began = sql`(report.occurred_from at time zone 'Europe/London')`
export const weekdayBegan = sql`extract(isodow from ${began})::integer`
/** 0 to 3, as the parts of the day are listed. */
export const partBegan = sql`(extract(hour from ${began})::integer / 6)`

function happened({ place, day, time }: BoardFilter): RawBuilder<unknown>[] {
  const [east, north] = (place ?? '').split('_').map(Number)
  return [
    ...(place === undefined
      ? []
      : [sql`${isPlaced} and ${placeEast} = ${east ?? -1} and ${placeNorth} = ${north ?? -1}`]),
    ...(day === undefined ? [] : [sql`${isTimed} and ${weekdayBegan} = ${day}`]),
    ...(time === undefined ? [] : [sql`${isTimed} and ${partBegan} = ${dayParts.indexOf(time)}`]),
  ]
}

/**
 * The measure itself, for the board and for the lists behind it: each report with when it was triaged, when something was
 * first done about it, and whether it was decided in the time that its holder promised. Seconds, and null where it has not come.
 */
export function measuredReports(asked: Asked): RawBuilder<unknown> {
  const { filter, from, now } = asked
  const answers = judgeAnswers(asked.answering, londonDateOf(from), now)
  const conditions = [reportsAsked(asked), ...happened(filter)]
  return sql`
    select report.id, report.reference, report.title, report.status, report.organisation_id, report.asb_type,
      report.filed_at, report.triaged_at, action.at as acted_at, coalesce(risk.band, 'none') as band,
      floor(extract(epoch from report.triaged_at - report.filed_at)
        - ${pausedSeconds(sql`report.filed_at`, sql`report.triaged_at`, now)})::integer as triage_seconds,
      floor(extract(epoch from action.at - report.triaged_at)
        - ${pausedSeconds(sql`report.triaged_at`, sql`action.at`, now)})::integer as action_seconds,
      greatest(0, floor(extract(epoch from ${now}::timestamptz - coalesce(report.triaged_at, report.filed_at))
        - ${pausedSeconds(sql`coalesce(report.triaged_at, report.filed_at)`, sql`${now}::timestamptz`, now)}))::integer
        as waited_seconds,
      ${answers.isLateAt(sql`coalesce(report.triaged_at, ${now}::timestamptz)`)} as is_late,
      report.triaged_at is not null and report.status in ('accepted', 'closed') as is_taken_on
    from report
    ${answers.join}
    left join lateral (select risk_assessment.band from risk_assessment
      where risk_assessment.report_id = report.id
      order by risk_assessment.assessed_at desc, risk_assessment.id desc limit 1) as risk on true
    ${firstAction}
    where ${sql.join(conditions, sql` and `)}
      ${filter.band === undefined ? sql`` : sql`and coalesce(risk.band, 'none') = ${filter.band}`}`
}

/** Which of the measured reports a number of the board counts. */
export const stateConditions: Readonly<Record<State, RawBuilder<unknown>>> = {
  all: sql`true`,
  triaged: sql`measured.triage_seconds is not null`,
  waiting: sql`measured.triage_seconds is null`,
  late: sql`measured.is_late`,
  acted: sql`measured.is_taken_on and measured.action_seconds is not null`,
  not_acted: sql`measured.is_taken_on and measured.action_seconds is null`,
}
