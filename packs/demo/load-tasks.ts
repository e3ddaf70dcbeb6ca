import type pg from 'pg'
import { CITY, FIRST_DISTRICT, POLICE } from './organisation-facts.ts'

type PlannedTask = {
  organisation: number
  what: string
  /** Hours from now; those before it are overdue. */
  dueIn: number
  outcome?: string
}

/** What was left for later when calls were taken, and on patrol: open, late and done. */
const planned: readonly PlannedTask[] = [
  { organisation: POLICE, what: 'Call the caller back', dueIn: 20 },
  { organisation: POLICE, what: 'Ask: Harm', dueIn: 5 },
  { organisation: POLICE, what: 'Find the exact place', dueIn: -3 },
  { organisation: POLICE, what: 'Visit', dueIn: 60 },
  {
    organisation: POLICE,
    what: 'Call the caller back',
    dueIn: -50,
    outcome: 'Rang twice, then texted: quiet since.',
  },
  { organisation: CITY, what: 'Ask what happened, in their own words', dueIn: 18 },
  { organisation: CITY, what: 'Visit', dueIn: -6 },
  { organisation: FIRST_DISTRICT, what: 'Call the caller back', dueIn: 30 },
  {
    organisation: CITY,
    what: 'Find the exact place',
    dueIn: -30,
    outcome: 'It was the arches under the bridge.',
  },
]

/** Writes tasks about reports that their organisation holds, by its own triage officer. A very small county has fewer. */
export async function loadTasks(owner: pg.ClientBase): Promise<void> {
  for (const [at, { organisation, what, dueIn, outcome }] of planned.entries()) {
    await owner.query(
      `insert into report_task (id, report_id, reference, what, organisation_id, due_at, added_by, added_at, done_at,
        done_by, outcome)
      select $1, report.id, report.reference, $2, $3, now() + make_interval(hours => $4), worker.member_id,
        greatest(report.filed_at, now() - interval '4 days'),
        case when $5 <> '' then now() - interval '1 hour' end, case when $5 <> '' then worker.member_id end, $5
      from report
      cross join lateral (select member_id from membership where organisation_id = $3 and role = 'triage_officer'
        and valid_to is null order by member_id limit 1) as worker
      where report.organisation_id = $3 and report.partition_code is null and report.status in ('accepted', 'awaiting_triage')
        and not exists (select from report_task where report_id = report.id)
      order by report.filed_at desc, report.id limit 1`,
      [
        `01900000-0000-7000-8000-00000000d${at.toString(16).padStart(3, '0')}`,
        what,
        organisation,
        dueIn,
        outcome ?? '',
      ],
    )
  }
}
