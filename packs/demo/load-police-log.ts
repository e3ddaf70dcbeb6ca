import type pg from 'pg'
import { POLICE } from './organisation-facts.ts'

type PlannedLog = { grade: string; attended: boolean | null; occurrence: string; entries: readonly string[] }

/** Reports that the force took on its own form: how each was graded, and what stands in its log. */
const planned: readonly PlannedLog[] = [
  {
    grade: 'priority',
    attended: true,
    occurrence: '14/20417/26',
    entries: [
      'Caller rang from the address. No unit free; passed to the neighbourhood team.',
      'Attended at half past eleven. Music off on arrival; words of advice given.',
    ],
  },
  {
    grade: 'scheduled',
    attended: null,
    occurrence: '',
    entries: ['Taken at the front desk. Appointment offered for the weekend.'],
  },
  {
    grade: 'no_deployment',
    attended: false,
    occurrence: '',
    entries: ['Gone before the call. Camera of the car park asked for.'],
  },
]

/** Writes incidents and logs of reports that the force holds, by its own triage officer; after those of command and control. */
export async function loadPoliceLog(owner: pg.ClientBase): Promise<void> {
  const { rows: reports } = await owner.query<{ id: string; at: Date; member_id: string; name: string }>(
    `select report.id, report.filed_at as at, worker.member_id, worker.name from report
     cross join lateral (select member_id, member.name from membership join member on member.id = member_id
       where organisation_id = $1 and role = 'triage_officer' and valid_to is null order by member_id limit 1) as worker
     where report.organisation_id = $1 and report.partition_code is null and channel <> 'command_and_control'
       and not exists (select from report_task where report_id = report.id)
     order by report.filed_at desc, report.id limit $2`,
    [POLICE, planned.length],
  )
  for (const [at, { id, at: filedAt, member_id, name }] of reports.entries()) {
    const log = planned[at]
    if (log === undefined) continue
    await owner.query(
      `update report set channel = 'police_form', entered_for = $2, entered_by = $3 where id = $1`,
      [id, POLICE, member_id],
    )
    await owner.query(
      `insert into police_incident (report_id, organisation_id, incident_number, occurrence_number, grade, officer_number,
        attended, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, '1734', $6, $7, $8)`,
      [id, POLICE, `0${417 + at}`, log.occurrence, log.grade, log.attended, member_id, filedAt],
    )
    for (const [number, words] of log.entries.entries())
      await owner.query(
        `insert into police_log_entry (id, report_id, organisation_id, number, at, member_id, member_name, officer_number,
          words) values ($1, $2, $3, $4::integer, $5::timestamptz + make_interval(mins => 40 * ($4::integer - 1)), $6, $7, '1734', $8)`,
        [
          `01900000-0000-7000-8000-00000000e3${at.toString(16)}${number.toString(16)}`,
          id,
          POLICE,
          number + 1,
          filedAt,
          member_id,
          name,
          words,
        ],
      )
  }
}
