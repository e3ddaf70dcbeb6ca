import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { FindingKind } from './find-exposure.ts'

export type ExposureRun = {
  id: string
  startedAt: Date
  finishedAt: Date | null
  askedByName: string | null
  recordsToCheck: number
  recordsChecked: number
  drifted: number
  uncovered: number
  unusual: number
}

export type ListedFinding = {
  number: number
  kind: FindingKind
  organisationName: string
  receiverName: string | null
  recordKind: 'report' | 'case' | null
  reference: string | null
  memberId: string | null
  memberName: string | null
  counted: number
  usual: number
  detail: string
}

/** Sharing without an agreement, from whom to whom. */
export type UncoveredPair = { giver: string; receiver: string; records: number }

export const findingsToAPage = 50

/** The latest looks, the newest first. */
export async function readRuns(db: Transaction, most: number): Promise<ExposureRun[]> {
  const { rows } = await sql<ExposureRun>`
    select exposure_run.id, started_at as "startedAt", finished_at as "finishedAt", member.name as "askedByName",
      records_to_check as "recordsToCheck", records_checked as "recordsChecked", drifted, uncovered, unusual
    from exposure_run left join member on member.id = asked_by
    order by started_at desc, exposure_run.id desc limit ${most}`.execute(db)
  return rows
}

/** What one look found for these organisations, for which the reader looks into it. Of a record that the reader may not see, reference and reasons are left out. */
export async function findFindings(
  db: Transaction,
  runId: string,
  organisations: readonly number[],
  { kind, after }: { kind: FindingKind | undefined; after: number },
): Promise<ListedFinding[]> {
  const { rows } = await sql<ListedFinding>`
    select number, exposure_finding.kind, organisation.name as "organisationName", receiver.name as "receiverName",
      case when report.id is not null then 'report' when asb_case.id is not null then 'case' end as "recordKind",
      coalesce(report.reference, asb_case.reference) as reference, member.id as "memberId", member.name as "memberName",
      counted, usual, case when num_nonnulls(report_id, case_id) = num_nonnulls(report.id, asb_case.id) then detail else '' end
        as detail
    from exposure_finding
    join organisation on organisation.id = exposure_finding.organisation_id
    left join organisation as receiver on receiver.id = receiver_id
    left join report on report.id = report_id
    left join asb_case on asb_case.id = case_id
    left join member on member.id = exposure_finding.member_id
    where run_id = ${runId} and exposure_finding.organisation_id = any (${[...organisations]}::integer[])
      and number > ${after} and ${kind === undefined ? sql`true` : sql`exposure_finding.kind = ${kind}`}
    order by number limit ${findingsToAPage + 1}`.execute(db)
  return rows
}

export async function countUncoveredPairs(
  db: Transaction,
  runId: string,
  organisations: readonly number[],
): Promise<UncoveredPair[]> {
  const { rows } = await sql<UncoveredPair>`
    select giver.short_name as giver, receiver.short_name as receiver, count(*)::integer as records
    from exposure_finding
    join organisation as giver on giver.id = organisation_id
    join organisation as receiver on receiver.id = receiver_id
    where run_id = ${runId} and organisation_id = any (${[...organisations]}::integer[])
      and exposure_finding.kind in ('override', 'agreement_over')
    group by 1, 2 order by 3 desc, 1, 2`.execute(db)
  return rows
}
