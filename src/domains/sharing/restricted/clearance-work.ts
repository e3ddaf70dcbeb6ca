import type { WorkItem, WorkSource } from '#domains/work'
import type { Transaction } from '#platform/database'
import { findOpenGaps } from './clearances.ts'

/** Somebody who may clear people has a day from the first report that passed them by. */
const hoursToClear = 24

/** Restricted reports that passed an organisation by, for those who clear people there: never which reports. */
export const clearanceWork: WorkSource = {
  kind: 'clearance',
  name: 'Clearance to give',
  async find(db, { organisations, now, limit }) {
    const gaps = await findOpenGaps(db, now, organisations)
    return gaps.slice(0, limit).map(
      ({ organisationId, partitionLabel, since, reports }): WorkItem => ({
        kind: 'clearance',
        record: 'clearance',
        reference: '',
        href: '/clearances',
        title: `Nobody is cleared: ${partitionLabel}`,
        what: `Clear somebody who works on reports: ${reportsCame(reports)} in 30 days`,
        dueAt: new Date(since.getTime() + hoursToClear * 3_600_000),
        ownerMemberId: null,
        ownerOrganisationId: organisationId,
      }),
    )
  },
}

/** The same for the first page of whoever has no list of work: information governance. */
export async function clearanceNotices(
  db: Transaction,
  now: Date,
): Promise<{ text: string; href: string }[]> {
  const gaps = await findOpenGaps(db, now)
  return gaps.map(({ organisationName, partitionLabel, reports }) => ({
    text: `${organisationName}: nobody who works on reports is cleared for ${partitionLabel}, and ${reportsCame(reports)} in 30 days`,
    href: '/clearances',
  }))
}

const reportsCame = (reports: number) => (reports === 1 ? '1 report came' : `${reports} reports came`)
