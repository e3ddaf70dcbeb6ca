import { sql } from 'kysely'
import type { CaseHold } from '#domains/cases'

/**
 * Reviews of a case that go on, and what their panels asked for that is not done: the Ombudsman's finding on Lambeth
 * was a case closed with the actions of its review not completed.
 */
export const reviewHold: CaseHold = async (db, caseId) => {
  const { rows } = await sql<{ reference: string; isOpen: boolean; asked: number }>`
    select reference, status not in ('closed', 'withdrawn') as "isOpen",
      (select count(*)::integer from review_recommendation
        where review_id = asb_review.id and review_recommendation.status in ('made', 'accepted')) as asked
    from asb_review where case_id = ${caseId} order by applied_at, id`.execute(db)
  return rows.flatMap(({ reference, isOpen, asked }) => [
    ...(isOpen ? [`Case Review ${reference}`] : []),
    ...(asked === 0
      ? []
      : [`${asked === 1 ? '1 recommendation' : `${asked} recommendations`} of Case Review ${reference}`]),
  ])
}
