import { type RawBuilder, sql } from 'kysely'
import { isAskedFor, type WorkAsked, type WorkItem, type WorkSource } from '#domains/work'
import { addDays, type LocalDate, londonDateOf } from '#platform/clock'
import { powers } from './powers.ts'

/** Days before its last day from which an intervention is work. */
const noticeDays = 28
const names = JSON.stringify(Object.fromEntries(powers.map(({ code, name }) => [code, name])))

/**
 * Every legal clock of notices and orders that runs out soon; whoever recorded them owns them. A review, the time to comply
 * and the court stay until somebody says that they took place.
 */
export const powerWork: WorkSource = {
  kind: 'power',
  name: 'Notice or order',
  async find(db, asked) {
    const soon = addDays(londonDateOf(asked.now), noticeDays)
    const late = sql`(${soon}::date + 1)::timestamptz`
    const { rows } = await sql<WorkItem>`
      select 'power' as kind, 'case' as record, asb_case.reference,
        '/cases/' || asb_case.reference || '/powers/' || intervention.id as href, asb_case.title,
        (${names}::jsonb ->> intervention.power) || ': ' || clock.what as what, clock.due as "dueAt",
        intervention.recorded_by as "ownerMemberId", intervention.organisation_id as "ownerOrganisationId"
      -- Of each clock the first that run out, by its index; then their cases by key: whoever sees an intervention sees its case.
      from (select first.* from unnest(${[...asked.organisations]}::integer[]) as of_one (id)
          cross join lateral (${sql.join(
            clocksOf(asked.now, soon, late).map((running) => firstOf(running, asked)),
            sql` union all `,
          )}) as first
          order by first.due, first.id limit ${asked.limit}) as clock
        join intervention on intervention.id = clock.id
        cross join lateral (select reference, title from asb_case where asb_case.id = intervention.case_id limit 1) as asb_case
      order by clock.due, intervention.id`.execute(db)
    return rows
  },
}

type Running = {
  what: string
  by: RawBuilder<unknown>
  due: RawBuilder<unknown>
  counts: RawBuilder<unknown>
}

/** The clocks with the index column that each runs by. What waits counts until it is said to be done, the others until they are over. */
function clocksOf(now: Date, soon: LocalDate, late: RawBuilder<unknown>): readonly Running[] {
  const endOf = (day: string) => sql`(${sql.ref(day)} + 1)::timestamp at time zone 'Europe/London'`
  const at = (name: string) => sql.ref(`intervention.${name}`)
  return [
    {
      what: 'ends',
      by: at('ends_on'),
      due: endOf('intervention.ends_on'),
      counts: sql`intervention.ends_on between ${londonDateOf(now)}::date and ${soon}::date and intervention.ends_at is null`,
    },
    {
      what: 'ends',
      by: at('ends_at'),
      due: at('ends_at'),
      counts: sql`intervention.ends_at > ${now} and intervention.ends_at <= ${late}`,
    },
    {
      what: 'time to appeal or challenge it ends',
      by: at('appeal_by'),
      due: at('appeal_by'),
      counts: sql`intervention.appeal_by > ${now} and intervention.appeal_by <= ${late}`,
    },
    {
      what: 'review is due',
      by: at('review_on'),
      due: endOf('intervention.review_on'),
      counts: sql`intervention.review_on <= ${soon}::date`,
    },
    {
      what: 'time to comply ends: look whether it stopped',
      by: at('comply_by'),
      due: at('comply_by'),
      counts: sql`intervention.comply_by <= ${late}`,
    },
    {
      what: 'the court hears the application',
      by: at('court_by'),
      due: at('court_by'),
      counts: sql`intervention.court_by <= ${late}`,
    },
  ]
}

function firstOf({ what, by, due, counts }: Running, asked: WorkAsked) {
  return sql`(select intervention.id, ${sql.lit(what)} as what, ${due} as due from intervention
    where intervention.status = 'open' and intervention.organisation_id = of_one.id and ${counts}
      and ${isAskedFor(asked, {
        organisation: sql`intervention.organisation_id`,
        member: sql`intervention.recorded_by`,
      })}
    order by ${by} limit ${asked.limit})`
}
