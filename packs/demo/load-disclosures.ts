import type pg from 'pg'
import { addDays, type LocalDate, londonInstant, weekdayOf } from '#platform/clock'
import type { DemoCounty } from './generate-demo.ts'
import { idAt } from './identity.ts'
import { insertRows, type Row } from './insert-rows.ts'
import { CITY, POLICE } from './organisation-facts.ts'
import { type Random, seededRandom } from './random.ts'

/** What the demonstration's audit says it was asked by: apart from what came with the records themselves. */
const historyRequest = 'demo history'

const reasons = [
  'I am working on this record',
  'I supervise the work on this record',
  'Another organisation asked me about it',
  'I am checking how it was handled',
] as const

type OpenRecord = {
  id: string
  kind: 'report' | 'case'
  restricted: boolean
  /** Days since it was made, at the reference date. */
  age: number
  readers: { id: string; name: string; organisation: number }[]
}

/** Who opened which record in the weeks before, what was disclosed, when a reason is asked, and what the last look at exposure found. */
export async function loadDisclosures(owner: pg.ClientBase, { options, name }: DemoCounty): Promise<void> {
  const random = seededRandom(`${name}/${options.seed}`).fork('disclosures')
  const records = await findOpenRecords(owner, options.today)
  await insertRows(owner, 'audit_entry', [
    ...records.flatMap((record) => openings(record, options.today, random)),
    ...(await readsOfOneNight(owner, options.today, random)),
  ])
  await loadDisclosed(owner)
  await insertRows(
    owner,
    'disclosure_policy',
    [CITY, POLICE].map((organisation_id) => ({
      organisation_id,
      sensitivity: 'restricted',
      asks_reason: true,
      least_length: 10,
      standard_reasons: reasons,
      version: 1,
      modified_at: `${options.today}T00:00:00Z`,
    })),
  )
  await loadExposure(owner, addDays(options.today, -1))
}

/** Cases under way and restricted reports, each with those who work where it is seen in full. */
async function findOpenRecords(owner: pg.ClientBase, today: LocalDate): Promise<OpenRecord[]> {
  const { rows } = await owner.query<OpenRecord>(
    `with record as (
       (select id, 'case' as kind, audience, partition_code, opened_at as at from asb_case where status = 'open')
       union all
       (select id, 'report', audience, partition_code, filed_at from report where partition_code is not null)
       union all
       (select id, 'report', audience, partition_code, filed_at from report
        where status in ('awaiting_triage', 'accepted') and partition_code is null order by filed_at desc, id limit 300)
     ), worker as materialized (
       select distinct on (member.id) member.id, member.name, organisation_id,
         circles_of(member.id, array[organisation_id], '{}', current_date) as circles
       from membership join member on member.id = member_id
       where role in ('triage_officer', 'case_officer', 'supervisor') and covers_for is null order by member.id
     )
     select record.id, kind, partition_code is not null as restricted, $1::date - at::date as age,
       json_agg(json_build_object('id', worker.id, 'name', worker.name, 'organisation', organisation_id)
         order by worker.id) as readers
     from record join worker on audience && circles group by 1, 2, 3, 4 order by 2, 1`,
    [today],
  )
  return rows
}

/** A few openings on working days of the last six weeks, with a reason where the record is restricted. */
function openings(
  { id, kind, restricted, age, readers }: OpenRecord,
  today: LocalDate,
  random: Random,
): Row[] {
  return Array.from({ length: 3 + random.below(5) }, () => {
    const reader = random.pick(readers)
    const day = addDays(today, -1 - random.below(42))
    const begin = londonInstant(day, '08:00').getTime()
    const at = new Date(begin + random.below(9 * 3_600) * 1_000)
    // Nobody opens what is not there yet, and offices are closed at the weekend.
    if (day <= addDays(today, -age) || weekdayOf(day) > 5) return []
    return opening(reader, { kind, id }, at, restricted ? random.pick(reasons) : '', random)
  }).flat()
}

function opening(
  reader: OpenRecord['readers'][number],
  record: { kind: string; id: string },
  at: Date,
  reason: string,
  random: Random,
): Row {
  return {
    id: idAt(at.getTime(), random),
    at,
    verb: 'consult',
    actor_kind: 'member',
    actor_name: reader.name,
    organisation_id: reader.organisation,
    member_id: reader.id,
    record_kind: record.kind,
    record_id: record.id,
    recipient: '',
    reason,
    summary: '',
    request_id: historyRequest,
  }
}

/** One person of the force opens many records at once after midnight, some of them restricted: the look at exposure says so. */
async function readsOfOneNight(owner: pg.ClientBase, today: LocalDate, random: Random): Promise<Row[]> {
  const { rows } = await owner.query<{ reader: OpenRecord['readers'][number]; ids: string[] }>(
    `with reader as (
       select member.id, member.name, organisation_id as organisation,
         circles_of(member.id, array[organisation_id], '{}', current_date) as circles
       from membership join member on member.id = member_id
       where organisation_id = $1 and role = 'case_officer' order by membership.id limit 1)
     select json_build_object('id', reader.id, 'name', name, 'organisation', organisation) as reader, array(
       select id from report where audience && circles and organisation_id = $1
       order by partition_code is null, filed_at desc, id limit 40) as ids
     from reader`,
    [POLICE],
  )
  const begin = londonInstant(today, '00:05').getTime()
  return rows.flatMap(({ reader, ids }) =>
    ids.map((id, at) =>
      opening(
        reader,
        { kind: 'report', id },
        new Date(begin + at * 41_000),
        at < 10 ? 'I am checking how it was handled' : '',
        random,
      ),
    ),
  )
}

/** What people gave to other organisations by hand is a disclosure, with its recipient and reason. */
async function loadDisclosed(owner: pg.ClientBase): Promise<void> {
  await owner.query(
    `insert into audit_entry (id, at, verb, actor_kind, actor_name, organisation_id, member_id, record_kind, record_id,
       recipient, reason, summary, request_id)
     select (left(share.id::text, -4) || to_hex(57344 + share.organisation_id))::uuid, given_at, 'disclose', 'member',
       member.name, given_by_organisation_id, given_by, case when report_id is null then 'case' else 'report' end,
       coalesce(report_id, case_id), organisation.name, coalesce(nullif(reason, ''), 'Works on the case with us'),
       '', $1
     from share join organisation on organisation.id = share.organisation_id join member on member.id = given_by
     where because in ('partner', 'override', 'hand_over') and ended_at is null and given_at > current_date - 365`,
    [historyRequest],
  )
}

/** The look of the night before: sharing without an agreement as it stands now. */
async function loadExposure(owner: pg.ClientBase, day: LocalDate): Promise<void> {
  const run = '01900000-0000-7000-8000-00000000c200'
  const begun = londonInstant(day, '02:00')
  await owner.query(
    `insert into exposure_run (id, for_day, started_at, finished_at, records_to_check, records_checked)
     select $1, $2, $3::timestamptz, $3::timestamptz + interval '9 seconds', counted, counted
     from (select (select count(*) from report) + (select count(*) from asb_case) as counted) as records`,
    [run, day, begun],
  )
  await owner.query(
    `insert into exposure_finding (run_id, number, kind, organisation_id, report_id, case_id, receiver_id, detail)
     select $1, row_number() over (order by id), 'override', given_by_organisation_id, report_id, case_id, organisation_id, reason
     from share where because = 'override' and given_at < $2::timestamptz`,
    [run, begun],
  )
  await owner.query(
    'update exposure_run set uncovered = (select count(*) from exposure_finding where run_id = $1) where id = $1',
    [run],
  )
}
