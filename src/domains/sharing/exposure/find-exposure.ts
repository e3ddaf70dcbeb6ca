import { sql } from 'kysely'
import type { Transaction } from '#platform/database'

export type FindingKind =
  | 'drift'
  | 'override'
  | 'agreement_over'
  | 'nobody_cleared'
  | 'reads_many'
  | 'reads_one_often'
  | 'reads_at_night'

export type Finding = {
  kind: FindingKind
  organisationId: number
  reportId?: string | null
  caseId?: string | null
  receiverId?: number | null
  memberId?: string | null
  counted?: number
  usual?: number
  detail?: string
}

/** Records looked at in one go: enough to make round trips cheap, few enough that nothing waits for them. */
export const batchSize = 20_000

type Drifted = { id: string; organisationId: number | null; detail: string }
export type DriftBatch = { drifted: Drifted[]; last: string | undefined; checked: number }

/**
 * The next records whose audiences are not what their holder and their living shares make of them: what triggers keep,
 * worked out a second time without them. A report that is not routed yet has no audience.
 */
export async function findDrift(
  db: Transaction,
  table: 'report' | 'asb_case',
  after: string,
): Promise<DriftBatch> {
  const column = sql.ref(table === 'report' ? 'share.report_id' : 'share.case_id')
  const isRouted = table === 'report' ? sql`record.status <> 'filed'` : sql`true`
  const { rows } = await sql<Drifted & { drifts: boolean }>`
    with record as (
      select id, organisation_id, partition_code, audience, outline_audience
      from ${sql.table(table)} as record where id > ${after} and ${isRouted} order by id limit ${batchSize}
    ), given as (
      select ${column} as id,
        array_agg(distinct circle.id) filter (where share.level = 'full') as full_circles,
        array_agg(distinct circle.id) filter (where share.level = 'summary') as summary_circles,
        bool_or(circle.id is distinct from share.circle_id) as wrong_circle
      from share
      join record on record.id = ${column}
      left join circle on circle.given and circle.organisation_id = share.organisation_id
        and circle.agreement_id is not distinct from share.agreement_id
        and circle.partition_code is not distinct from record.partition_code
        and circle.member_id is not distinct from share.member_id
      where share.ended_at is null and (share.expires_at is null or share.expires_at > now())
      group by 1
    ), expected as (
      select record.id, record.organisation_id as "organisationId", audience, outline_audience,
        coalesce(given.wrong_circle, false) as wrong_circle,
        array(select unnest(array_remove(array[holder.id], null) || coalesce(given.full_circles, '{}'))
          group by 1 order by 1) as full_expected,
        coalesce(given.summary_circles, '{}') as summary_circles
      from record
      left join circle as holder on not holder.given and holder.organisation_id = record.organisation_id
        and holder.partition_code is not distinct from record.partition_code
      left join given on given.id = record.id
    )
    select id, "organisationId",
      audience is distinct from full_expected or wrong_circle or outline_audience is distinct from array(
        select unnest(summary_circles) except select unnest(full_expected) order by 1) as drifts,
      format('shown to circles %s and %s, expected %s and %s', audience, outline_audience, full_expected,
        array(select unnest(summary_circles) except select unnest(full_expected) order by 1)) as detail
    from expected order by id`.execute(db)
  return {
    drifted: rows.filter(({ drifts }) => drifts),
    last: rows.length < batchSize ? undefined : rows.at(-1)?.id,
    checked: rows.length,
  }
}

/** Shares that show something although no agreement covers them: with a reason instead, or because theirs is over. */
export async function findUncovered(db: Transaction): Promise<Finding[]> {
  const { rows } = await sql<Finding>`
    select case when share.agreement_id is null then 'override' else 'agreement_over' end as kind,
      coalesce(report.organisation_id, asb_case.organisation_id) as "organisationId", share.report_id as "reportId",
      share.case_id as "caseId", share.organisation_id as "receiverId", share.reason as detail
    from share
    left join report on report.id = share.report_id
    left join asb_case on asb_case.id = share.case_id
    where share.ended_at is null and (share.expires_at is null or share.expires_at > now())
      and share.level in ('summary', 'full') and share.because <> 'submission'
      and share.organisation_id is distinct from coalesce(report.organisation_id, asb_case.organisation_id)
      and coalesce(report.organisation_id, asb_case.organisation_id) is not null
      and (share.agreement_id is null
        or not agreement_holds(share.agreement_id, share.given_by_organisation_id, share.organisation_id, current_date))
    order by share.given_at desc, share.id`.execute(db)
  return rows
}

/** Restricted records that nobody sees: the last person of the holder who was cleared for them left, or lost it. */
export async function findNobodyCleared(db: Transaction): Promise<Finding[]> {
  const { rows } = await sql<Finding>`
    with restricted as (
      select id as report_id, null::uuid as case_id, organisation_id, partition_code from report
      where partition_code is not null and status <> 'filed'
      union all
      select null, id, organisation_id, partition_code from asb_case where partition_code is not null
    ), uncleared as (
      select organisation_id, partition_code from (select distinct organisation_id, partition_code from restricted) as held
      where cleared_people(organisation_id, partition_code) = 0
    )
    select 'nobody_cleared' as kind, organisation_id as "organisationId", report_id as "reportId", case_id as "caseId",
      partition.label as detail
    from restricted join uncleared using (organisation_id, partition_code)
    join partition on partition.code = partition_code
    order by report_id, case_id`.execute(db)
  return rows
}

/** From how many on a day's reading is looked at, and how often the usual day it must be. */
export const unusual = { leastRecords: 25, timesUsual: 3, leastOpenings: 15, leastAtNight: 3 } as const

/**
 * Reading out of the ordinary in the 24 hours before a moment: many more records than the same person's usual day in the
 * four weeks before, one record again and again, or restricted records in the small hours.
 */
export async function findUnusualReading(db: Transaction, until: Date): Promise<Finding[]> {
  const { rows } = await sql<Finding>`
    with opened as (
      select member_id, organisation_id, record_id, at, at > ${until}::timestamptz - interval '1 day' as is_now
      from audit_entry
      where verb = 'consult' and record_id is not null and member_id is not null and organisation_id is not null
        and record_kind in ('report', 'case')
        and at > ${until}::timestamptz - interval '29 days' and at <= ${until}::timestamptz
    ), daily as (
      select member_id, count(distinct record_id) as records
      from opened where not is_now
      group by member_id, (at at time zone 'Europe/London')::date
    ), usual as (
      select member_id, ceil(avg(records))::integer as records from daily group by member_id
    ), today as (
      select member_id, min(organisation_id) as organisation_id, count(distinct record_id)::integer as records
      from opened where is_now group by member_id
    )
    select 'reads_many' as kind, organisation_id as "organisationId", null::uuid as "reportId", null::uuid as "caseId",
      today.member_id as "memberId", today.records as counted, coalesce(usual.records, 0) as usual
    from today left join usual on usual.member_id = today.member_id
    where today.records >= ${unusual.leastRecords}
      and today.records > ${unusual.timesUsual} * coalesce(usual.records, 0)
    union all
    select 'reads_one_often', min(opened.organisation_id), report.id, asb_case.id, member_id, count(*)::integer, 1
    from opened
    left join report on report.id = record_id
    left join asb_case on asb_case.id = record_id
    where is_now group by member_id, record_id, report.id, asb_case.id
    having count(*) >= ${unusual.leastOpenings}
    union all
    select 'reads_at_night', min(opened.organisation_id), null, null, member_id, count(distinct record_id)::integer, 0
    from opened
    left join report on report.id = record_id
    left join asb_case on asb_case.id = record_id
    where is_now and extract(hour from at at time zone 'Europe/London') < 5
      and coalesce(report.partition_code, asb_case.partition_code) is not null
    group by member_id
    having count(distinct record_id) >= ${unusual.leastAtNight}`.execute(db)
  return rows
}
