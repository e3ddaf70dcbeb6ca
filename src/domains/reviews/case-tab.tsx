import { z } from 'zod'
import { CaseLayout, type CaseTab, caseReaders, openCaseTab } from '#domains/cases'
import { hasRole } from '#platform/actor'
import { formatDate, today } from '#platform/clock'
import { type Html, Tag } from '#platform/govuk'
import { forRoles, page, type Route, route } from '#platform/http'
import { type Ledger, readCaseLedger } from './ledger/read-ledger.ts'
import { reviewers, reviewLifecycle } from './lifecycle.ts'
import { procedureFrom, procedureOfTheAct } from './procedure.ts'
import type { ReviewStatus } from './review.ts'
import { LedgerTable } from './staff/ledger-table.tsx'

/** The page of a case that shows what an application would rest on, and the reviews there are. */
export const reviewTab: CaseTab = {
  text: 'Case Review',
  path: 'review',
  async count(db, caseId) {
    const { count } = await db
      .selectFrom('asb_review')
      .select((is) => is.fn.countAll<string>().as('count'))
      .where('case_id', '=', caseId)
      .executeTakeFirstOrThrow()
    return Number(count)
  },
}

type ReviewOfCase = { reference: string; status: ReviewStatus; appliedOn: string }

/** @param tabs those of all domains, as src/app.ts passes them */
export function caseReviewRoutes(tabs: readonly CaseTab[]): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/cases/:reference/review',
      permission: forRoles(...caseReaders),
      audit: 'consult',
      params: z.object({ reference: z.string().max(40) }),
      async handler(context) {
        const { db, actor, params, clock } = context
        const opened = await openCaseTab(context, { reference: params.reference, tabs, path: reviewTab.path })
        if ('answer' in opened) return opened.answer
        const day = today(clock)
        const [row, found] = await Promise.all([
          db
            .selectFrom('review_procedure')
            .innerJoin('area', 'area.code', 'review_procedure.district_code')
            .innerJoin('asb_case', 'asb_case.district_id', 'area.id')
            .selectAll('review_procedure')
            .where('asb_case.id', '=', opened.head.id)
            .where('review_procedure.valid_from', '<=', day)
            .where((is) =>
              is.or([is('review_procedure.valid_to', 'is', null), is('review_procedure.valid_to', '>', day)]),
            )
            .orderBy('review_procedure.valid_from', 'desc')
            .limit(1)
            .executeTakeFirst(),
          db
            .selectFrom('asb_review')
            .select(['reference', 'status', 'applied_on as appliedOn'])
            .where('case_id', '=', opened.head.id)
            .orderBy('applied_at', 'desc')
            .execute(),
        ])
        const ledger = await readCaseLedger(db, {
          id: opened.head.id,
          procedure: row === undefined ? procedureOfTheAct(day) : procedureFrom(row),
          appliedOn: day,
          family: null,
        })
        return page((frame) => (
          <CaseLayout frame={frame} {...opened}>
            <CaseReviews reviews={found} ledger={ledger} mayEnter={hasRole(actor, ...reviewers)} />
          </CaseLayout>
        ))
      },
    }),
  ]
}

function CaseReviews({
  reviews,
  ledger,
  mayEnter,
}: {
  reviews: readonly ReviewOfCase[]
  ledger: Ledger
  mayEnter: boolean
}): Html {
  return (
    <>
      <h2 class="govuk-heading-m">ASB Case Reviews of this case</h2>
      {reviews.length === 0 ? (
        <p class="govuk-body">
          Nobody has asked for one.{' '}
          {mayEnter && (
            <a class="govuk-link" href="/reviews/new">
              Enter an application
            </a>
          )}
        </p>
      ) : (
        <ul class="govuk-list">
          {reviews.map(({ reference, status, appliedOn }) => (
            <li>
              <a class="govuk-link" href={`/reviews/${reference}`}>
                {reference}
              </a>{' '}
              {formatDate(appliedOn)} <Tag text={reviewLifecycle.statuses[status]} />
            </li>
          ))}
        </ul>
      )}
      <h2 class="govuk-heading-m">If somebody applied today</h2>
      <LedgerTable ledger={ledger} caption="Complaints of this case" />
    </>
  )
}
