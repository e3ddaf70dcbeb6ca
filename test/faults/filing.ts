import { createApiToken } from '#domains/feed'
import { asOwner, type Installation } from '#platform/database'
import { POLICE, seedPartnership } from '../support/partnership.ts'

/** Makes the test partnership and a token that may file reports. */
export async function seedFiling(installation: Installation): Promise<string> {
  await seedPartnership(installation)
  return asOwner(installation, async (owner) => {
    const { secret } = await createApiToken(owner, {
      organisationId: POLICE,
      name: 'Control room',
      abilities: ['file_reports'],
      expiresAt: undefined,
    })
    return secret
  })
}

export type Filed = { status: number; reference: string | undefined; body: Record<string, unknown> }

/** What a control room sends; the number makes each tell its own story. */
export function sentReport(number: number) {
  return {
    asb_type: 'noise',
    summary: `Drums until three in the morning, number ${number}`,
    occurrence: 'once',
    occurred_from: '2026-02-01T23:10:00Z',
    location: { easting: 400_250, northing: 301_500 },
    answers: [{ question: 'where_from', wording: 'Where does it come from?', answer: `House ${number}` }],
    contact: {
      name: `Reporter ${number}`,
      email: `reporter${number}@example.org`,
      preferred_channel: 'email',
    },
    sender_reference: `CAD-${number}`,
  }
}

/** Sends one report under its key; throws where the connection gives no answer. */
export async function fileReport(
  address: string,
  token: string,
  { key, body }: { key: string; body: unknown },
): Promise<Filed> {
  const answer = await fetch(`${address}/api/v1/reports`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  })
  const read = (await answer.json()) as Record<string, unknown>
  return {
    status: answer.status,
    reference: typeof read.reference === 'string' ? read.reference : undefined,
    body: read,
  }
}

/** Everything that is to stand beside one report, counted. */
export type Kept = {
  reference: string
  source: string
  status: string
  filedEntries: number
  routedEntries: number
  collected: number
  answers: number
  contacts: number
  statusLinks: number
  receipts: number
  waitingJobs: number
}

/** What the database holds of every report there is. */
export function readKept(installation: Installation): Promise<Kept[]> {
  return asOwner(installation, async (owner) => {
    const { rows } = await owner.query<Kept>(`
      select reference, source, status,
        (select count(*) from timeline_entry where report_id = report.id and kind = 'filed') as "filedEntries",
        (select count(*) from timeline_entry where report_id = report.id and kind = 'routed') as "routedEntries",
        (select count(*) from audit_entry
          where record_id = report.id and verb = 'collect' and summary = '') as collected,
        (select count(*) from report_answer where report_id = report.id) as answers,
        (select count(*) from report_contact where report_id = report.id) as contacts,
        (select count(*) from report_status_link where report_id = report.id) as "statusLinks",
        (select count(*) from intake_receipt where submission_id = report.submission_id) as receipts,
        (select count(*) from ${installation.schema}_jobs.job
          where name = 'report.filed' and data->>'reportId' = report.id::text
            and state in ('created', 'retry', 'active')) as "waitingJobs"
      from report order by source`)
    return rows
  })
}

/** Rows that belong to a report, of which there is none: the halves that a crash must not leave. */
export function countOrphans(installation: Installation): Promise<number> {
  return asOwner(installation, async (owner) => {
    const { rows } = await owner.query<{ count: number }>(`
      select (select count(*) from intake_receipt
          where not exists (select from report where report.submission_id = intake_receipt.submission_id))
        + (select count(*) from audit_entry
          where verb = 'collect' and not exists (select from report where report.id = audit_entry.record_id))
        + (select count(*) from ${installation.schema}_jobs.job
          where name = 'report.filed'
            and not exists (select from report where report.id::text = data->>'reportId')) as count`)
    return Number(rows[0]?.count)
  })
}

/** A report with all that belongs to it, routed once or with the job that will route it. */
export function isWhole(kept: Kept): boolean {
  const isFiledOnce = [kept.filedEntries, kept.collected, kept.answers, kept.contacts, kept.receipts].every(
    (count) => count === 1,
  )
  // The link that the sender was answered with, and the one of the acknowledgement once that is on its way.
  const isLinked = kept.statusLinks === 1 || kept.statusLinks === 2
  const isOnItsWay = kept.status === 'filed' && kept.routedEntries === 0 && kept.waitingJobs === 1
  return isFiledOnce && isLinked && (isOnItsWay || isRouted(kept))
}

export function isRouted({ status, routedEntries }: Kept): boolean {
  return status === 'awaiting_triage' && routedEntries === 1
}
