import { daysBetween, formatDate, type LocalDate } from '#platform/clock'
import { type Html, SummaryList } from '#platform/govuk'
import { CloseForm } from '../close-form.tsx'
import { type FormState, stateOf } from '../form-state.ts'
import { bandNames } from '../model/bands.ts'
import type { CaseStanding } from '../model/standing.ts'
import { KeepForm } from '../model/standing-section.tsx'
import type { CaseRecord } from '../read-case.ts'
import type { ReviewEvidence } from './read-review.ts'

export type ReviewSectionProps = {
  record: CaseRecord
  standing: CaseStanding
  review: ReviewEvidence
  held: readonly string[]
  tellsSomebody: boolean
  mayReview: boolean
  today: LocalDate
  state: FormState | undefined
}

/** The review of a Monitored Case: why now, what it goes by, and the two ways out of it. */
export function ReviewSection(props: ReviewSectionProps): Html {
  const { record, standing, review, held, tellsSomebody, mayReview, today, state } = props
  return (
    <section aria-labelledby="review" class="app-review">
      <h2 class="govuk-heading-m" id="review">
        Close it or keep it
      </h2>
      <p class="govuk-body">{reasonWords(standing, review, today)}</p>
      <SummaryList
        classes="app-dense-summary"
        rows={evidenceOf(standing, review).map(([key, value]) => ({
          key: { text: key },
          value: { text: value },
        }))}
      />
      {mayReview && (
        <>
          <CloseForm
            record={record}
            held={held}
            tellsSomebody={tellsSomebody}
            today={today}
            state={stateOf(state, 'close')}
            atReview
          />
          <KeepForm record={record} state={stateOf(state, 'keep')} />
        </>
      )}
    </section>
  )
}

function reasonWords({ reviewOn }: CaseStanding, { quietSince, rule }: ReviewEvidence, today: LocalDate) {
  const by =
    reviewOn === null
      ? ''
      : reviewOn < today
        ? ` It was to be decided by ${formatDate(reviewOn)}.`
        : ` A person decides by ${formatDate(reviewOn)}.`
  if (quietSince === null) return `Its day of review has come.${by}`
  const days = daysBetween(quietSince, today)
  const closes =
    rule === null || rule.closesAfterDays === null
      ? ''
      : ` Otherwise the partnership’s rule closes it ${rule.closesAfterDays} days later, unless something stands against it.`
  const source =
    rule === null
      ? ''
      : ` The rule of ${formatDate(rule.from)} suggests a review after ${rule.quietDays} days.`
  return `Nothing has happened in it or in its reports for ${days} days.${source}${by}${closes}`
}

function evidenceOf({ riskBand }: CaseStanding, review: ReviewEvidence): [string, string][] {
  const { lastReport, lastEntry, openActions, victims, lastContactOn, nextContactOn, openPromises } = review
  const contact =
    victims === 0
      ? 'No victim is kept in touch with'
      : `${lastContactOn === null ? 'None yet' : formatDate(lastContactOn)}${nextContactOn === null ? '' : `; next by ${formatDate(nextContactOn)}`}`
  return [
    [
      'Last report',
      lastReport === null
        ? 'None that you see'
        : `${lastReport.reference}, ${formatDate(new Date(lastReport.filedAt))}`,
    ],
    [
      'Last thing done in it',
      lastEntry === null ? 'Nothing' : `${lastEntry.what}, ${formatDate(new Date(lastEntry.at))}`,
    ],
    ['Open actions', String(openActions)],
    ['Risk', riskBand === null ? 'Not assessed' : bandNames[riskBand]],
    ['Contact with victims', contact],
    ...(openPromises === 0 ? [] : [['Promises not kept yet', String(openPromises)] as [string, string]]),
  ]
}
