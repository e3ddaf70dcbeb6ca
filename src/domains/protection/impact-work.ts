import { sql } from 'kysely'
import type { WorkItem, WorkSource } from '#domains/work'
import { londonDateOf, londonInstant } from '#platform/clock'
import type { Transaction } from '#platform/database'

/** How long before its day a review is somebody's work, in days. */
const noticeDays = 30

type Due = {
  id: string
  agreementId: string | null
  title: string
  number: number
  reviewOn: string
  ownerId: string
}

/** Signed assessments whose review is near: the newest signed version of each subject. */
async function findDue(
  db: Transaction,
  now: Date,
  owners: readonly string[] | undefined,
  limit: number,
): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select id, agreement_id as "agreementId", title, number, review_on as "reviewOn", owner_id as "ownerId"
    from impact_assessment
    where decision = 'approved' and review_on <= ${londonDateOf(now)}::date + ${noticeDays}::integer
      and (${owners === undefined} or owner_id = any (${[...(owners ?? [])]}::uuid[]))
      and not exists (select from impact_assessment as later where later.decision = 'approved'
        and later.agreement_id is not distinct from impact_assessment.agreement_id
        and later.number > impact_assessment.number)
    order by review_on, id limit ${limit}`.execute(db)
  return rows
}

/** Reviews of impact assessments that fall due, for whoever owns them. */
export const impactWork: WorkSource = {
  kind: 'impact_review',
  name: 'Impact assessment to review',
  async find(db, { members, now, limit, organisations }) {
    const due = await findDue(db, now, members, limit)
    return due.map(
      ({ id, title, number, reviewOn, ownerId }): WorkItem => ({
        kind: 'impact_review',
        record: 'assessment',
        reference: '',
        href: `/impact/versions/${id}`,
        title: `Impact assessment: ${title}`,
        what: `Review version ${number}`,
        dueAt: londonInstant(reviewOn, '23:59'),
        ownerMemberId: ownerId,
        ownerOrganisationId: organisations[0] ?? 0,
      }),
    )
  },
}

/** The same for the first page of whoever has no list of work, with what waits to be signed. */
export async function impactNotices(db: Transaction, now: Date): Promise<{ text: string; href: string }[]> {
  const [due, waiting] = await Promise.all([
    findDue(db, now, undefined, 20),
    db
      .selectFrom('impact_assessment')
      .select(['id', 'title', 'number'])
      .where('decision', 'is', null)
      .orderBy('proposed_at')
      .limit(20)
      .execute(),
  ])
  return [
    ...waiting.map(({ id, title, number }) => ({
      text: `Impact assessment waits to be signed: ${title}, version ${number}`,
      href: `/impact/versions/${id}`,
    })),
    ...due.map(({ id, title, number, reviewOn }) => ({
      text: `Impact assessment ${reviewOn < londonDateOf(now) ? 'is overdue for its review' : 'is due for its review'}: ${title}, version ${number}`,
      href: `/impact/versions/${id}`,
    })),
  ]
}
