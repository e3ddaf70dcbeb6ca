import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { LinkedReport } from '../read-case.ts'
import { compareAccounts, findEvents, type NamedInReport, type OneEvent } from './compare-accounts.ts'

const roleNames: Readonly<Record<string, string>> = {
  victim: 'Victim',
  witness: 'Witness',
  alleged_perpetrator: 'Alleged perpetrator',
}

/**
 * The events of which several reports of a case tell, with what each says. Of people only those of reports that the reader
 * may read them in; who reported it is no part of what happened. Asks nothing where each report tells of its own.
 */
export async function readEvents(db: Transaction, reports: readonly LinkedReport[]): Promise<OneEvent[]> {
  const ids = findEvents(reports, []).flatMap((event) => event.map(({ id }) => id))
  if (ids.length === 0) return []
  const [{ rows: saidAgain }, named] = await Promise.all([
    sql<{ one: string; other: string }>`select report_id as one, other_report_id as other from report_link
      where report_id = any (${ids}::uuid[]) and other_report_id = any (${ids}::uuid[]) and said_by_reporter`.execute(
      db,
    ),
    db
      .selectFrom('report_person')
      .select(['report_id as reportId', 'role', 'name'])
      .where('report_id', 'in', ids)
      .where('role', 'in', Object.keys(roleNames) as NamedRole[])
      .orderBy('role')
      .execute(),
  ])
  return findEvents(reports, saidAgain).map((event) =>
    compareAccounts(event, namedIn(named, event), (role) => roleNames[role] ?? role),
  )
}

type NamedRole = 'victim' | 'witness' | 'alleged_perpetrator'

const namedIn = (named: readonly NamedInReport[], event: readonly LinkedReport[]) =>
  named.filter(({ reportId }) => event.some(({ id }) => id === reportId))
