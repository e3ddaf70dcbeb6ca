import type { WorkItem, WorkSource } from '#domains/work'
import { londonDateOf, londonInstant } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { readStandings } from './find-reviews.ts'

const duties = (count: number) => (count === 1 ? '1 duty' : `${count} duties`)

/** What a supervisor has to look through in their organisation, as one thing to do. */
export const roleReviewWork: WorkSource = {
  kind: 'role_review',
  name: 'Review of duties',
  async find(db, { organisations, now, limit }) {
    const day = londonDateOf(now)
    const standings = await readStandings(db, 'supervised', day)
    return standings
      .filter(({ due, organisationId }) => due > 0 && organisations.includes(organisationId))
      .slice(0, limit)
      .map(
        ({ organisationId, due, firstMissedOn }): WorkItem => ({
          kind: 'role_review',
          record: 'membership',
          reference: '',
          href: `/people/review?organisation=${organisationId}`,
          title: 'Who may do what in your organisation',
          what: `Say of ${duties(due)} whether they are still needed`,
          dueAt: firstMissedOn === null ? null : londonInstant(firstMissedOn, '00:00'),
          ownerMemberId: null,
          ownerOrganisationId: organisationId,
        }),
      )
  },
}

/** Organisations that did not look through their people's duties in time, for information governance. */
export async function roleReviewNotices(
  db: Transaction,
  now: Date,
): Promise<{ text: string; href: string }[]> {
  const standings = await readStandings(db, 'all', londonDateOf(now))
  return standings
    .filter(({ missed }) => missed > 0)
    .map(({ organisationId, organisationName, missed }) => ({
      text: `${organisationName}: nobody has said in time of ${duties(missed)} whether they are still needed`,
      href: `/people/review?state=missed&organisation=${organisationId}`,
    }))
}
