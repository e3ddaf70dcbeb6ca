import type pg from 'pg'
import { newId, newReference } from '#platform/ids'

export const police = 1
export const council = 2
export const landlord = 3

/** Three organisations with a queue each, one type, and a beat; for tests that write records as the owner. */
export async function addPartnership(client: pg.ClientBase): Promise<void> {
  await client.query(`
    insert into organisation (id, name, short_name, kind) values
      (1, 'Mereshire Police', 'Police', 'police'), (2, 'Mere City Council', 'City', 'unitary_council'),
      (3, '=Homes+Ltd, "Mere"', '@Homes', 'landlord');
    insert into team (id, organisation_id, name) select gen_random_uuid(), id, 'Team' from organisation;
    insert into queue (id, organisation_id, team_id, name)
      select gen_random_uuid(), organisation_id, id, 'Queue' from team;
    insert into asb_type (code, label, national_type, qualifier, priority) values
      ('noise', 'Noise', 'Noise', 'nuisance', 3), ('threats', 'Threats', 'Intimidation', 'personal', 2);
    insert into area_set (id, kind, vintage, source, attribution, valid_from)
      values ('01900000-0000-7000-8000-000000000001', 'beat', '2026', 'made up', '', '2020-01-01');
    insert into area (id, area_set_id, code, name, label_point) values
      ('01900000-0000-7000-8000-000000000002', '01900000-0000-7000-8000-000000000001', 'B1', 'Harbour', '(1,1)')`)
}

export type ReportRecord = {
  audience: readonly number[]
  qualifier?: 'personal' | 'nuisance' | 'environmental'
  summary?: string
  location?: { easting: number; northing: number }
}

/** A routed report as the owner writes it; the first of its audience holds it. */
export async function addReport(client: pg.ClientBase, report: ReportRecord): Promise<string> {
  const id = newId()
  const { easting, northing } = report.location ?? { easting: 458_123.4, northing: 304_567.8 }
  await client.query(
    `insert into report (id, reference, submission_id, channel, asb_type, title, summary, status, opening_qualifier,
       occurrence, occurred_from, occurred_to, location, location_precision_m, beat_id, anonymous, organisation_id,
       queue_id, audience)
     select $1, $2, gen_random_uuid(), 'phone', 'noise', 'Noise', $3, 'accepted', $4, 'once',
       '2026-10-01T22:15:00Z', '2026-10-01T23:15:00Z', point($5, $6), 10, '01900000-0000-7000-8000-000000000002',
       false, organisation_id, id, $7
     from queue where organisation_id = $8`,
    [
      id,
      newReference('ASB'),
      report.summary ?? '',
      report.qualifier ?? 'nuisance',
      easting,
      northing,
      report.audience.slice(0, 1),
      report.audience[0],
    ],
  )
  await addShares(client, 'report_id', id, report.audience)
  return id
}

/** What the others of an audience were given, without an agreement. */
async function addShares(
  client: pg.ClientBase,
  column: 'report_id' | 'case_id',
  record: string,
  [holder, ...partners]: readonly number[],
): Promise<void> {
  for (const partner of partners)
    await client.query(
      `insert into share (id, ${column}, organisation_id, level, because, reason, given_by_organisation_id)
       values ($1, $2, $3, 'full', 'override', 'Needed to keep somebody safe', $4)`,
      [newId(), record, partner, holder],
    )
}

/** An open case with its reports and one action of each organisation in its audience. */
export async function addCase(
  client: pg.ClientBase,
  audience: readonly number[],
  reports: readonly string[],
): Promise<string> {
  const id = newId()
  await client.query(
    `insert into asb_case (id, reference, status, title, asb_type, organisation_id, beat_id, audience)
     values ($1, $2, 'open', 'Noise', 'noise', $3, '01900000-0000-7000-8000-000000000002', $4)`,
    [id, newReference('CASE'), audience[0], audience.slice(0, 1)],
  )
  await addShares(client, 'case_id', id, audience)
  for (const report of reports)
    await client.query(
      `insert into case_report (case_id, report_id, reason) values ($1, $2, 'The same place and hour')`,
      [id, report],
    )
  for (const owner of audience)
    await client.query(
      `insert into case_action (id, case_id, what, owner_organisation_id, due_on, status)
       values ($1, $2, 'Visit', $3, '2026-12-01', 'open')`,
      [newId(), id, owner],
    )
  return id
}
