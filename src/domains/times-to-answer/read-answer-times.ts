import { type RawBuilder, sql } from 'kysely'
import { type LocalDate, londonDateOf } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { AnsweringKind, AnswerRule } from './answer-time.ts'

/** What an organisation said of its own times: from which day on, and null for both to keep to those of its kind. */
export type OwnAnswerTime = {
  from: LocalDate
  hours: number | null
  workingDays: number | null
  source: string
  setBy: string | null
}

export type AnsweringOrganisation = {
  id: number
  name: string
  kind: AnsweringKind
  /** The first day on which it is none any more. */
  validTo: LocalDate | null
  /** The latest first. */
  own: readonly OwnAnswerTime[]
}

/** Every organisation that there is or was, with what it says of its times. */
export async function readAnsweringOrganisations(db: Transaction): Promise<AnsweringOrganisation[]> {
  const { rows } = await sql<AnsweringOrganisation>`
    select organisation.id, organisation.name, organisation.kind, organisation.valid_to as "validTo", coalesce(own.own, '[]') as own
    from organisation left join lateral (
      select json_agg(json_build_object('from', valid_from, 'hours', hours, 'workingDays', working_days, 'source', source,
        'setBy', member.name) order by valid_from desc) as own
      from answer_promise left join member on member.id = set_by
      where answer_promise.organisation_id = organisation.id) as own on true
    order by organisation.name`.execute(db)
  return rows
}

const pausesOf = (report: RawBuilder<unknown>) => sql`(
  select json_agg(json_build_object('pausedAt', paused_at, 'runsOn', runs_on, 'resumedAt', resumed_at, 'inTime', in_time)
    order by paused_at) from clock_pause where clock_pause.report_id = ${report})`

/** The pauses of a report of the list, which is looked up only where it was ever paused. */
export const pausesColumn = (report: RawBuilder<unknown>, wasPaused: RawBuilder<unknown>) =>
  sql`case when ${wasPaused} then ${pausesOf(report)} end`

/** How a holder answers what was filed then: as it said itself for that day, or else as its kind does. */
export function answerRuleOf({ kind, own }: AnsweringOrganisation, filedAt: Date): AnswerRule {
  const filedOn = own.length === 0 ? undefined : londonDateOf(filedAt)
  const said = own.find(({ from }) => filedOn !== undefined && from <= filedOn)
  return { kind, hours: said?.hours ?? null, workingDays: said?.workingDays ?? null }
}

/**
 * A column with the rule by which a report of the statement is answered, for its row to be judged with: of whoever holds
 * it now, as that organisation said for the day on which it was filed, with its pauses where it has any. Null while nobody
 * holds it.
 */
export const answerRuleColumn = sql<AnswerRule | null>`(select json_build_object('kind', holder.kind, 'hours', own.hours,
    'workingDays', own.working_days, 'pauses', ${pausesColumn(sql`report.id`, sql`report.was_paused`)})
  from organisation as holder left join lateral (select hours, working_days from answer_promise
    where answer_promise.organisation_id = holder.id
      and valid_from <= (report.filed_at at time zone 'Europe/London')::date
    order by valid_from desc limit 1) as own on true
  where holder.id = report.organisation_id)`
