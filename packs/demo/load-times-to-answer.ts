import type pg from 'pg'
import { addDays, type LocalDate } from '#platform/clock'
import { CITY, LANDLORDS, POLICE } from './organisation-facts.ts'

/** A council that answers sooner than is usual, and a landlord that will. */
export async function loadTimesToAnswer(owner: pg.ClientBase, today: LocalDate): Promise<void> {
  await owner.query(
    `insert into answer_promise (id, organisation_id, valid_from, working_days, hours, source) values
       ('01900000-0000-7000-8000-0000000d5801', $1, $2, 2, null, 'Standards of service of the city council, cabinet of the spring'),
       ('01900000-0000-7000-8000-0000000d5802', $3, $4, null, 48, 'Neighbourhood policy of the landlord, next edition')`,
    [CITY, addDays(today, -300), LANDLORDS[0], addDays(today, 40)],
  )
}

/** Reports and cases of two organisations that wait for somebody; one pause of each ended today by its day. */
export async function loadPauses(owner: pg.ClientBase, today: LocalDate): Promise<void> {
  for (const [place, organisation] of [CITY, POLICE].entries())
    await owner.query(
      `with chosen as (
         (select 'report' as kind, id, filed_at as since, row_number() over (order by filed_at desc, id) as at from report
           where organisation_id = $1 and status in ('awaiting_triage', 'accepted') and partition_code is null
             and filed_at < $2::date - 1 order by filed_at desc, id limit 3)
         union all
         (select 'case', id, opened_at, 3 + row_number() over (order by opened_at, id) from asb_case
           where organisation_id = $1 and status = 'open' and partition_code is null
             and opened_at < $2::date - 1 order by opened_at, id limit 2)),
       by as (select member.id, member.name from membership join member on member.id = membership.member_id
         where membership.organisation_id = $1 and membership.role = 'case_officer' order by member.id limit 1),
       reason (at, code, label, words, days) as (values
         (1, 'victim', 'waiting for the victim or reporter', 'Away until the end of the month', 9),
         (2, 'evidence', 'waiting for evidence', 'Recordings of the noise equipment', 5),
         (3, 'organisation', 'waiting for another organisation', 'Asked the landlord for the tenancy file', 0),
         (4, 'court', 'waiting for a court', 'Hearing of the injunction', 40),
         (5, 'notice_period', 'a warning or notice is running', '', 20)),
       paused as (
         insert into clock_pause (id, report_id, case_id, organisation_id, reason, words, in_time, paused_by, paused_at, runs_on,
           resumed_at)
         select ('01900000-0000-7000-8000-0000000d59' || $3 || chosen.at)::uuid, case kind when 'report' then chosen.id end,
           case kind when 'case' then chosen.id end, $1, reason.code, reason.words, false, by.id,
           greatest(since + interval '1 hour', ($2::date - 8)::timestamp at time zone 'Europe/London' + interval '11 hours'),
           $2::date + reason.days,
           case when reason.days = 0 then $2::timestamp at time zone 'Europe/London' end
         from chosen join reason using (at) cross join by returning report_id, case_id, reason, words, paused_at, runs_on)
       insert into timeline_entry (id, report_id, case_id, at, kind, what, why, organisation_id, member_id, actor_name)
       select md5('pause' || coalesce(report_id, case_id)::text)::uuid, report_id, case_id, paused_at, 'clock_paused',
         'Clock paused until ' || to_char(runs_on, 'FMDD FMMonth YYYY') || ': ' || reason.label, paused.words, $1, by.id, by.name
       from paused join reason on reason.code = paused.reason cross join by`,
      [organisation, today, place],
    )
}
