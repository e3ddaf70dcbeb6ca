import { type RawBuilder, sql } from 'kysely'
import { addDays, isWorkingDay, type LocalDate, londonDateOf } from '#platform/clock'
import { answerTimeOf, answerTimesOfKind } from './answer-time.ts'
import type { AnsweringOrganisation } from './read-answer-times.ts'

/** What a statement needs to judge many reports at once. */
export type AnswerJudge = {
  /** A join that gives each report its holder's time for the day on which it was filed, as `answer`. */
  join: RawBuilder<unknown>
  /** Whether that time had run out at a moment. */
  isLateAt: (moment: RawBuilder<unknown>) => RawBuilder<boolean>
}

const dayOf = (moment: RawBuilder<unknown>) => sql`(${moment} at time zone 'Europe/London')::date`

/** When a pause of the statement ended, or a moment while it lasts: never later than its day. */
export const endOfPauseAt = (now: Date) =>
  sql`greatest(paused_at, coalesce(resumed_at, least(runs_on::timestamp at time zone 'Europe/London', ${now}::timestamptz)))`

/** Seconds for which the clocks of a report of the statement stood still between two moments. */
export const pausedSeconds = (from: RawBuilder<unknown>, to: RawBuilder<unknown>, now: Date) =>
  sql`case when report.was_paused then coalesce((select sum(greatest(0, extract(epoch from
      least(${endOfPauseAt(now)}, ${to}) - greatest(paused_at, ${from})))) from clock_pause
    where clock_pause.report_id = report.id), 0) else 0 end`

/**
 * The times of organisations as a table of the statement, each from a day on, and the working days between two days of a
 * period by their places in the list of them.
 * @param from the day of the earliest report
 * @param now the latest moment; a pause that lasts still counts up to it
 */
export function judgeAnswers(
  organisations: readonly AnsweringOrganisation[],
  from: LocalDate,
  now: Date,
): AnswerJudge {
  const rows = organisations.flatMap(stretchesOf)
  const to = londonDateOf(now)
  const workingDays: LocalDate[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) if (isWorkingDay(day)) workingDays.push(day)
  return {
    join: sql`
      join (select promised.*, listed.days from (select ${workingDays}::date[] as days) as listed cross join unnest(${rows.map(({ id }) => id)}::integer[], ${rows.map((row) => row.from)}::date[],
        ${rows.map(({ until }) => until)}::date[], ${rows.map(({ hours }) => hours)}::integer[],
        ${rows.map((row) => row.workingDays)}::integer[]) 
          as promised (organisation_id, from_day, until_day, hours, working_days)) as answer
      on answer.organisation_id = report.organisation_id
        and answer.from_day <= ${dayOf(sql`report.filed_at`)}
        and (answer.until_day is null or answer.until_day > ${dayOf(sql`report.filed_at`)})
      -- Most reports were never paused, and are not looked up.
      left join lateral (select coalesce(sum(stood.ended_at - stood.paused_at), interval '0') as hours,
          coalesce(sum(width_bucket(${dayOf(sql`stood.ended_at`)}, answer.days)
            - width_bucket(${dayOf(sql`stood.paused_at`)}, answer.days)), 0)::integer as working_days
        from (select paused_at, ${endOfPauseAt(now)} as ended_at from clock_pause
          where report.was_paused and clock_pause.report_id = report.id and in_time) as stood) as pause on true`,
    isLateAt: (moment) => sql<boolean>`case when answer.hours is not null
        then ${moment} >= report.filed_at + make_interval(hours => answer.hours) + pause.hours
        else coalesce(${dayOf(moment)} > answer.days[width_bucket(${dayOf(sql`report.filed_at`)}, answer.days)
          + answer.working_days + pause.working_days], false) end`,
  }
}

type Stretch = {
  id: number
  from: LocalDate
  until: LocalDate | null
  hours: number | null
  workingDays: number | null
}

/** An organisation's times one after another: what changes with its kind and what it says itself. */
function stretchesOf({ id, kind, own }: AnsweringOrganisation): Stretch[] {
  const days = [
    ...new Set([
      '0001-01-01',
      ...answerTimesOfKind(kind).map(({ from }) => from),
      ...own.map(({ from }) => from),
    ]),
  ].sort()
  return days.map((from, at) => {
    const said = own.find((each) => each.from <= from)
    const time = answerTimeOf(
      { kind, hours: said?.hours ?? null, workingDays: said?.workingDays ?? null },
      from,
    )
    return {
      id,
      from,
      until: days[at + 1] ?? null,
      hours: 'hours' in time ? time.hours : null,
      workingDays: 'hours' in time ? null : time.workingDays,
    }
  })
}
