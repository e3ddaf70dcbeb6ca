import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { hashSecret } from '#platform/ids'
import type { ReportStatus } from '../lifecycle.ts'

export type Status = {
  reportId: string
  reference: string
  status: ReportStatus
  filedAt: Date
  reason: string
  organisation: { name: string; contactAdvice: string } | undefined
  news: readonly News[]
}

/** One thing that happened, as told to the reporter. */
export type News = { at: Date; what: string; organisationName: string | null }

type StatusRow = {
  report_id: string
  reference: string
  status: ReportStatus
  filed_at: Date
  decision_reason: string
  organisation_name: string | null
  contact_advice: string | null
}

/** What a private link may tell; undefined when no report has this link. */
export async function findStatus(db: Transaction, secret: string): Promise<Status | undefined> {
  const link = Buffer.from(hashSecret(secret), 'hex')
  const [status, news] = await Promise.all([
    sql<StatusRow>`select report_id, reference, status, filed_at, decision_reason, organisation_name, contact_advice
      from report_status(${link})`.execute(db),
    sql<News>`select at, what, organisation_name as "organisationName" from report_status_news(${link})`.execute(
      db,
    ),
  ])
  const row = status.rows[0]
  if (row === undefined) return undefined
  return {
    reportId: row.report_id,
    reference: row.reference,
    status: row.status,
    filedAt: row.filed_at,
    reason: row.decision_reason,
    organisation:
      row.organisation_name === null
        ? undefined
        : { name: row.organisation_name, contactAdvice: row.contact_advice ?? '' },
    news: news.rows,
  }
}
