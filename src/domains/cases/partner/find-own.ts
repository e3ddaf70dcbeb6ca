import { sql } from 'kysely'
import type { ReportStatus } from '#domains/reports'
import type { Transaction } from '#platform/database'
import type { CaseStatus } from '../lifecycle.ts'

export type OwnReport = {
  /** Unknown until the report is routed: then the summary of it comes to be seen. */
  outline: { reference: string; title: string; status: ReportStatus; organisationName: string | null } | null
  filedAt: Date
}

export type SharedCase = {
  reference: string
  title: string
  status: CaseStatus
  organisationName: string
  /** Open actions of the reader's organisations. */
  openActions: number
  nextDue: string | null
}

const most = 100

/** What somebody filed while they were signed in, newest first, as much of it as was given to them. */
export async function findOwnReports(db: Transaction, memberId: string): Promise<OwnReport[]> {
  const { rows } = await sql<OwnReport>`
    select share.given_at as "filedAt",
      case when outline.id is not null then json_build_object('reference', outline.reference, 'title', outline.title,
        'status', outline.status, 'organisationName', organisation.name) end as outline
    from share
    left join report_outline as outline on outline.id = share.report_id
    left join organisation on organisation.id = outline.organisation_id
    where share.because = 'submission' and share.member_id = ${memberId} and share.ended_at is null
      and (share.expires_at is null or share.expires_at > now())
    order by share.given_at desc, share.id desc limit ${most}`.execute(db)
  return rows
}

/** Cases that the reader sees, with what is left for their organisations to do; what is due first at the top. */
export async function findSharedCases(
  db: Transaction,
  organisations: readonly number[],
): Promise<SharedCase[]> {
  const { rows } = await sql<SharedCase>`
    select asb_case.reference, asb_case.title, asb_case.status, organisation.name as "organisationName",
      (count(action.id))::integer as "openActions", min(action.due_on) as "nextDue"
    from asb_case
    join organisation on organisation.id = asb_case.organisation_id
    left join case_action as action on action.case_id = asb_case.id and action.status = 'open'
      and action.owner_organisation_id = any (${[...organisations]}::integer[])
    group by asb_case.id, organisation.name
    order by asb_case.status desc, min(action.due_on) nulls last, asb_case.opened_at desc
    limit ${most}`.execute(db)
  return rows
}
