import type pg from 'pg'
import { CITY, POLICE } from './organisation-facts.ts'

/** Reports that somebody began to take and was called away from: for whom, how it came, and what stands there. */
const planned: readonly {
  organisation: number
  channel: string
  type: string
  hoursAgo: number
  typed: Readonly<Record<string, string>>
}[] = [
  {
    organisation: POLICE,
    channel: 'phone',
    type: 'noise',
    hoursAgo: 3,
    typed: {
      ask_what_happened: 'Music through the wall since Friday. The caller rings back after her shift.',
      ask_noise_kind: 'music',
      name: 'Rowena Marsh',
    },
  },
  {
    organisation: POLICE,
    channel: 'police_form',
    type: 'vehicles',
    hoursAgo: 13,
    typed: {
      ask_what_happened: 'Two bikes on the common, gone on arrival.',
      incident_number: '0417',
      officer_number: '1734',
      grade: 'scheduled',
      attended: 'yes',
    },
  },
  {
    organisation: CITY,
    channel: 'paper',
    type: 'gatherings',
    hoursAgo: 26,
    typed: { ask_what_happened: 'From a letter to the council: a group in the stairwell most evenings.' },
  },
]

/** Writes unfinished entries of the triage officers, of the types that have questions. */
export async function loadEntries(owner: pg.ClientBase): Promise<void> {
  for (const [at, { organisation, channel, type, hoursAgo, typed }] of planned.entries()) {
    const id = (kind: string) => `01900000-0000-7000-8000-0000000${kind}${at.toString(16).padStart(3, '0')}`
    await owner.query(
      `insert into entry_draft (id, member_id, organisation_id, channel, asb_type, question_set_version, submission_id,
        answers, started_at, updated_at)
      select $1, worker.member_id, $3, $4, latest.asb_type, latest.version, $2, $6,
        now() - make_interval(hours => $7 + 1), now() - make_interval(hours => $7)
      from (select asb_type, max(version) as version from question_set
        where asb_type = $5 and valid_from <= current_date group by asb_type) as latest
      cross join lateral (select member_id from membership where organisation_id = $3 and role = 'triage_officer'
        and valid_to is null order by member_id limit 1) as worker`,
      [id('e1'), id('e2'), organisation, channel, type, JSON.stringify(typed), hoursAgo],
    )
  }
}
