import type { Html } from '#platform/govuk'
import type { Ledger } from '../ledger/read-ledger.ts'
import { meetingReasons, refusalReasons, triggerReasons } from '../review.ts'
import { codesOf, fieldsOf, ReviewForm } from './form-parts.tsx'
import { LedgerTable } from './ledger-table.tsx'
import type { ReviewPageProps } from './overview-page.tsx'
import { ReviewLayout } from './review-layout.tsx'

/** The calculator: what counts and why, and the decision with its reasons. */
export function ThresholdPage(props: ReviewPageProps & { ledger: Ledger }): Html {
  const { frame, review, may, state, isDone, ledger } = props
  const address = `/reviews/${review.reference}`
  const met = fieldsOf('met', state)
  const refused = fieldsOf('refused', state)
  const trigger = fieldsOf('trigger', state)
  const complaint = fieldsOf('complaint', state)
  const told = 'What the applicant is told'
  const toldHint = `In plain words${review.language === 'cy' ? ', in Welsh' : ''}: it stands in their letter.`
  return (
    <ReviewLayout
      frame={frame}
      review={review}
      current="threshold"
      errors={state?.errors ?? []}
      isDone={isDone}
    >
      <LedgerTable ledger={ledger} caption="Complaints" />
      {may.has('add_complaint') && (
        <section aria-labelledby="complaint-heading">
          <h2 class="govuk-heading-m" id="complaint-heading">
            Add a complaint
          </h2>
          <p class="govuk-body">Give the reference of a report, or to whom it was made and when.</p>
          <ReviewForm action={`${address}/complaints`} version={review.version} button="Add" isSecondary>
            {complaint.input('reference', 'Reference of a report')}
            {complaint.input('toldTo', 'Or made to')}
            {complaint.day('complained', 'Made on')}
            {complaint.day('incident', 'Incident on')}
            {complaint.input('because', 'Why it is about the same behaviour')}
          </ReviewForm>
        </section>
      )}
      {may.has('meet_threshold') && (
        <section aria-labelledby="met-heading">
          <h2 class="govuk-heading-m" id="met-heading">
            The threshold is met
          </h2>
          <ReviewForm action={`${address}/met`} version={review.version} button="Decide: met">
            {met.select('code', 'Because of', codesOf(meetingReasons))}
            {met.area('reasons', 'Reasons')}
            {met.area('told', told, toldHint)}
          </ReviewForm>
        </section>
      )}
      {may.has('refuse_threshold') &&
        (ledger.threshold.isMust ? (
          <p class="govuk-body">
            The threshold cannot be refused: so many complaints qualify that the law says it is met.
          </p>
        ) : (
          <section aria-labelledby="refused-heading">
            <h2 class="govuk-heading-m" id="refused-heading">
              The threshold is not met
            </h2>
            <p class="govuk-body">
              A number alone is no reason. Say what you found on each of the three things that the Act asks.
            </p>
            <ReviewForm
              action={`${address}/refused`}
              version={review.version}
              button="Decide: not met"
              isSecondary
            >
              {refused.select('code', 'Reason', codesOf(refusalReasons))}
              {refused.area('persistence', 'How persistent it is', undefined, 2)}
              {refused.area('harm', 'The harm, or the risk of it', undefined, 2)}
              {refused.area('adequacy', 'Whether what was done was adequate', undefined, 2)}
              {refused.area('reasons', 'Reasons')}
              {refused.area('told', told, toldHint)}
            </ReviewForm>
          </section>
        ))}
      {may.has('trigger') && (
        <section aria-labelledby="trigger-heading">
          <h2 class="govuk-heading-m" id="trigger-heading">
            Review whatever the count
          </h2>
          <p class="govuk-body">A senior person may trigger a review, for a vulnerable victim say.</p>
          <ReviewForm
            action={`${address}/trigger`}
            version={review.version}
            button="Trigger the review"
            isSecondary
          >
            {trigger.select('code', 'Because of', codesOf(triggerReasons))}
            {trigger.area('reasons', 'Reasons')}
            {trigger.area('told', told, toldHint)}
          </ReviewForm>
        </section>
      )}
    </ReviewLayout>
  )
}
