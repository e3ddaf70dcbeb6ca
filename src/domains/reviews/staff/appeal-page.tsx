import { Lines } from '#domains/public-pages'
import { formatDate } from '#platform/clock'
import { type Html, SummaryList } from '#platform/govuk'
import { newId } from '#platform/ids'
import { appealDecisions, closingReasons, heardByNames } from '../review.ts'
import { codesOf, fieldsOf, ReviewForm } from './form-parts.tsx'
import type { ReviewPageProps } from './overview-page.tsx'
import { ReviewLayout } from './review-layout.tsx'

const againstNames = {
  threshold: 'That there was no review',
  outcome: 'The outcome',
  conduct: 'How the review was done',
} as const

/** Appeals with their own clock and decision, and how the review ends. */
export function AppealPage(props: ReviewPageProps): Html {
  const { frame, review, record, may, today, state, isDone } = props
  const address = `/reviews/${review.reference}`
  const enter = fieldsOf('appeal', state)
  const close = fieldsOf('close', state)
  const withdraw = fieldsOf('withdraw', state)
  return (
    <ReviewLayout frame={frame} review={review} current="appeal" errors={state?.errors ?? []} isDone={isDone}>
      <p class="govuk-body">
        {`Appeals are heard by: ${heardByNames[review.procedure.appealTo].toLowerCase()}.`}
        {review.appealUntil !== null && ` The applicant may appeal until ${formatDate(review.appealUntil)}.`}
      </p>
      {record.appeals.map((appeal) => {
        const decide = fieldsOf(`decide-${appeal.id}`, state)
        return (
          <section class="app-agenda" aria-label={againstNames[appeal.against]}>
            <h2 class="govuk-heading-m">{`Appeal of ${formatDate(appeal.made_at)}`}</h2>
            <SummaryList
              rows={[
                { key: { text: 'Against' }, value: { text: againstNames[appeal.against] } },
                { key: { text: 'Why' }, value: { html: <Lines text={appeal.grounds} /> } },
                { key: { text: 'Heard by' }, value: { text: heardByNames[appeal.heard_by] } },
                {
                  key: { text: 'Due' },
                  value: {
                    html: (
                      <>
                        {formatDate(appeal.due_on)}
                        {appeal.decision === null && appeal.due_on < today && (
                          <strong class="app-late"> Late</strong>
                        )}
                      </>
                    ),
                  },
                },
                ...(appeal.decision === null
                  ? []
                  : [
                      {
                        key: { text: appealDecisions[appeal.decision] },
                        value: { text: `${appeal.decided_by_name}: ${appeal.reasons}` },
                      },
                    ]),
              ]}
            />
            {appeal.decision === null && may.has('decide_appeal') && (
              <ReviewForm
                action={`${address}/appeals/${appeal.id}`}
                version={review.version}
                button="Record the decision"
              >
                {decide.select('decision', 'Decision', codesOf(appealDecisions))}
                {decide.input('by', 'Decided by', 'Somebody who took no part in the review')}
                {decide.area('reasons', 'Reasons')}
                {decide.area('told', 'What the applicant is told')}
              </ReviewForm>
            )}
          </section>
        )
      })}
      {may.has('enter_appeal') && (
        <section aria-labelledby="appeal-heading">
          <h2 class="govuk-heading-m" id="appeal-heading">
            Enter an appeal made by phone or on paper
          </h2>
          <ReviewForm
            action={`${address}/appeals`}
            version={review.version}
            button="Enter the appeal"
            isSecondary
          >
            <input type="hidden" name="submission" value={newId()} />
            {enter.select('against', 'Against', codesOf(againstNames))}
            {enter.area('grounds', 'Why')}
          </ReviewForm>
        </section>
      )}
      {may.has('close') && (
        <section aria-labelledby="close-heading">
          <h2 class="govuk-heading-m" id="close-heading">
            Close the review
          </h2>
          <ReviewForm action={`${address}/close`} version={review.version} button="Close and tell">
            {close.select('code', 'Reason', codesOf(closingReasons))}
            {close.area('reasons', 'Reasons', 'Where actions are open: who follows them')}
            {close.area('told', 'What the applicant is told')}
          </ReviewForm>
        </section>
      )}
      {may.has('withdraw') && (
        <section aria-labelledby="withdraw-heading">
          <h2 class="govuk-heading-m" id="withdraw-heading">
            The applicant withdraws
          </h2>
          <ReviewForm action={`${address}/withdraw`} version={review.version} button="Withdraw" isSecondary>
            {withdraw.area('reasons', 'What they said')}
            {withdraw.area('told', 'What the applicant is told')}
          </ReviewForm>
        </section>
      )}
    </ReviewLayout>
  )
}
