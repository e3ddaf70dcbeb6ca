import type pg from 'pg'
import { publishCriteria } from '#domains/cases'
import caseCriteria from '../cases/criteria.json' with { type: 'json' }
import { insertRows } from './insert-rows.ts'
import { CITY } from './organisation-facts.ts'

/** Open cases whose people are brought in, and reports that are looked at for a Monitored Case, at most. */
const withPeople = 400
const lookedAt = 300

/**
 * What makes cases casework: reviews, some promoted with why, several categories, who is involved, teams of actions, the
 * reasons of those that were closed, and suggestions from the present reports.
 */
export async function loadCasework(owner: pg.ClientBase): Promise<void> {
  await publishCriteria(owner, caseCriteria)
  await owner.query(
    `with numbered as (select id, opened_at, row_number() over (order by opened_at, id) as place
       from asb_case where status = 'open')
     update asb_case set review_on = (numbered.opened_at at time zone 'Europe/London')::date + 56
     from numbered where numbered.id = asb_case.id and place % 4 <> 0`,
  )
  await owner.query(
    `with numbered as (select id, row_number() over (order by opened_at, id) as place from asb_case where status = 'open')
     update asb_case set kind = 'investigative', kind_because = (array['Reports go on after the first warning',
       'A vulnerable person is targeted', 'Two partners see the same people'])[1 + place % 3]
     from numbered where numbered.id = asb_case.id and place % 4 = 0`,
  )
  await owner.query(
    `insert into case_category (id, case_id, asb_type, because, added_by, added_at)
     select md5(chosen.id::text || other.code)::uuid, chosen.id, other.code, 'The reports tell of this too', chosen.opened_by,
       chosen.opened_at + interval '3 days'
     from (select *, row_number() over (order by opened_at, id) as place from asb_case where status = 'open') as chosen
     join lateral (select code from asb_type where code <> chosen.asb_type order by md5(chosen.id::text || code) limit 1)
       as other on true
     where chosen.place % 6 = 0`,
  )
  // What the triggers have just written happened while the case was worked on.
  await owner.query(
    `update case_escalation set at = least(asb_case.opened_at + interval '20 days', now()),
       organisation_id = asb_case.organisation_id, member_id = asb_case.opened_by
     from asb_case where asb_case.id = case_id and case_escalation.member_id is null`,
  )
  await loadGroup(owner)
  await loadParties(owner)
  await owner.query(
    `with numbered as (select case_action.id, owner_organisation_id, row_number() over (order by due_on, case_action.id) as place
       from case_action where status = 'open' and owner_member_id is null)
     update case_action set team_id = (select team.id from team where organisation_id = numbered.owner_organisation_id
       order by name limit 1)
     from numbered where numbered.id = case_action.id and place % 2 = 0`,
  )
  // As people say it: of two in three that ended, in quarters of an hour, and what was paid for one in six.
  await owner.query(
    `with ended as (select id, row_number() over (order by due_on, id) as place from case_action where status <> 'open')
     update case_action set minutes_spent = case when place % 3 <> 0 then 15 * (1 + place % 11) end,
       cost_pence = case when place % 6 = 1 then 1250 * (1 + place % 17) end
     from ended where ended.id = case_action.id and (place % 3 <> 0 or place % 6 = 1)`,
  )
  await owner.query(
    `insert into decision_reason (id, case_id, gate, code, label, list_from, words, told_victim, organisation_id, decided_by, decided_at)
     select md5('closed' || id::text)::uuid, id, 'case_close', outcome, initcap(replace(outcome, '_', ' ')), date '2020-01-01', closing_reason,
       'We have closed the case. Tell us at once if it happens again.', organisation_id, opened_by, closed_at
     from asb_case where status = 'closed' and opened_by is not null order by closed_at desc, id limit 500`,
  )
  await owner.query(
    `select suggest_cases(array(select id from report where status in ('awaiting_triage', 'accepted')
       order by filed_at desc, id limit $1))`,
    [lookedAt],
  )
}

/** Who is seen with whom: by the reports of one case in turn, so that some come up together again and again. */
const seenTogether = [
  ['Rafe Gullory', 'Nessa Gullory', 'Bex Halyard', 'Odo Thrift'],
  ['Rafe Gullory', 'Nessa Gullory', 'Bex Halyard', 'Cal Mizzen'],
  ['Nessa Gullory', 'Bex Halyard', 'Odo Thrift', 'Cal Mizzen'],
  ['Rafe Gullory', 'Nessa Gullory', 'Odo Thrift', 'Cal Mizzen'],
]

/** A group that the reports of one case name: of the city’s open one with the most reports of its own. */
async function loadGroup(owner: pg.ClientBase): Promise<void> {
  const { rows } = await owner.query<{ reports: string[] }>(
    `select array_agg(report.id::text order by report.filed_at, report.id) as reports
     from case_report join asb_case on asb_case.id = case_report.case_id and asb_case.status = 'open'
     join report on report.id = case_report.report_id and report.organisation_id = asb_case.organisation_id
       and report.partition_code is null
     where asb_case.organisation_id = $1 and asb_case.partition_code is null
     group by case_report.case_id order by count(*) desc, case_report.case_id limit 1`,
    [CITY],
  )
  await insertRows(
    owner,
    'report_person',
    (rows[0]?.reports ?? []).flatMap((reportId, at) =>
      (seenTogether[at % seenTogether.length] ?? []).map((name, position) => ({
        id: `01900000-0000-7000-8000-00000000${(0xda00 + at * 8 + position).toString(16)}`,
        report_id: reportId,
        // Behind whoever is named there already.
        position: 10 + position,
        role: 'alleged_perpetrator',
        name,
        phone: '',
        email: '',
        address: '',
        postcode: '',
        description: '',
        vehicle: '',
        vulnerabilities: [],
        matched_because: '',
      })),
    ),
  )
}

/** People whom the reports of the latest open cases name, each once a report, as the lead brought them in. */
async function loadParties(owner: pg.ClientBase): Promise<void> {
  await owner.query(
    `with latest as (select * from asb_case where status = 'open' and opened_by is not null
       order by opened_at desc, id limit $1),
     named as (
       select latest.id as case_id, report.id as report_id, person.id as report_person_id,
         case person.role when 'reporter' then 'victim' when 'other' then 'witness' else person.role end as role,
         person.name, person.born_on, person.phone, person.email, person.address, report.filed_at, latest.opened_by,
         latest.organisation_id
       from latest join case_report on case_report.case_id = latest.id
       join report on report.id = case_report.report_id and report.organisation_id = latest.organisation_id
       join report_person as person on person.report_id = report.id and person.name <> ''
       union all
       select latest.id, report.id, null, 'victim', contact.name, null, contact.phone, contact.email, contact.address,
         report.filed_at, latest.opened_by, latest.organisation_id
       from latest join case_report on case_report.case_id = latest.id
       join report on report.id = case_report.report_id and report.organisation_id = latest.organisation_id
       join report_contact as contact on contact.report_id = report.id and contact.name <> ''),
     once as (select distinct on (case_id, name) *, md5(case_id::text || name)::uuid as id from named
       order by case_id, name, filed_at, report_person_id nulls last)
     insert into case_party (id, case_id, person_id, role, name, born_on, phone, email, address, report_id,
       report_person_id, since, because, seen_by, organisation_id, added_by)
     select id, case_id, id, role, name, born_on, phone, email, address, report_id, report_person_id,
       (filed_at at time zone 'Europe/London')::date, 'Named in a report of the case',
       case when role = 'alleged_perpetrator' then 'partners' else 'lead' end, organisation_id, opened_by
     from once`,
    [withPeople],
  )
}
