import { sql } from 'kysely'
import type { WorkItem, WorkSource } from '#domains/work'
import type { Transaction } from '#platform/database'

type Alert = {
  organisationId: number
  organisationName: string
  runId: string
  at: Date
  readers: number
  drifted: number
}

/** Looks older than this are no news: the next one has found it again, or it is over. In hours. */
const newsHours = 36

/**
 * What the last look found that somebody has to look into today, an organisation at a time: people whose reading is out
 * of the ordinary, and records shown to the wrong people. Row-level security leaves what the reader oversees.
 */
async function findAlerts(
  db: Transaction,
  now: Date,
  organisations: readonly number[] | undefined,
): Promise<Alert[]> {
  const { rows } = await sql<Alert>`
    with last as (
      select id, finished_at from exposure_run where finished_at is not null
      order by started_at desc, id desc limit 1
    )
    select finding.organisation_id as "organisationId", organisation.short_name as "organisationName", last.id as "runId",
      last.finished_at as at,
      count(distinct finding.member_id) filter (where finding.kind like 'reads\\_%')::integer as readers,
      count(*) filter (where finding.kind = 'drift')::integer as drifted
    from last join exposure_finding as finding on finding.run_id = last.id
    join organisation on organisation.id = finding.organisation_id
    where last.finished_at > ${now}::timestamptz - make_interval(hours => ${newsHours})
      and (finding.kind like 'reads\\_%' or finding.kind = 'drift')
      and (${organisations === undefined} or finding.organisation_id = any (${[...(organisations ?? [])]}::integer[]))
    group by 1, 2, 3, 4 order by 2`.execute(db)
  return rows
}

function inWords({ readers, drifted }: Alert): string {
  const people = readers === 1 ? '1 person reads unusually' : `${readers} people read unusually`
  const records = drifted === 1 ? '1 record is' : `${drifted} records are`
  return [readers > 0 ? people : '', drifted > 0 ? `${records} shown to the wrong people` : '']
    .filter(Boolean)
    .join(', ')
}

/** Unusual reading and drift, for supervisors: due at once. */
export const exposureWork: WorkSource = {
  kind: 'exposure',
  name: 'Unusual reading',
  async find(db, { organisations, now, limit }) {
    const alerts = await findAlerts(db, now, organisations)
    return alerts.slice(0, limit).map(
      (alert): WorkItem => ({
        kind: 'exposure',
        record: 'exposure',
        reference: '',
        href: `/exposure?run=${alert.runId}`,
        title: `Exposure of ${alert.organisationName}`,
        what: `Look into it: ${inWords(alert)}`,
        dueAt: alert.at,
        ownerMemberId: null,
        ownerOrganisationId: alert.organisationId,
      }),
    )
  },
}

/** The same for the first page of whoever has no list of work: information governance. */
export async function exposureNotices(db: Transaction, now: Date): Promise<{ text: string; href: string }[]> {
  const alerts = await findAlerts(db, now, undefined)
  return alerts.map((alert) => ({
    text: `${alert.organisationName}: ${inWords(alert)}`,
    href: `/exposure?run=${alert.runId}`,
  }))
}
