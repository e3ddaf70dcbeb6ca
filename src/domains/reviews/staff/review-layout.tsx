import { ErrorsAtTop, type FormError } from '#platform/forms'
import { type Child, type Html, Layout, MojAlert, Tag } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { reviewLifecycle } from '../lifecycle.ts'
import type { Review } from '../read-review.ts'

export const reviewPages = {
  '': 'Overview',
  threshold: 'Threshold',
  panel: 'Panel',
  appeal: 'Appeal and close',
} as const
export type ReviewPageName = keyof typeof reviewPages

type ReviewLayoutProps = {
  frame: Frame
  review: Review
  current: ReviewPageName
  errors: readonly FormError[]
  isDone: boolean
  children?: Child
}

/** Every page of a review: where it is, its parts, and what came back of a form. */
export function ReviewLayout({ frame, review, current, errors, isDone, children }: ReviewLayoutProps): Html {
  const address = `/reviews/${review.reference}`
  return (
    <Layout
      {...frame}
      hasErrors={errors.length > 0}
      wide
      title={`${reviewPages[current]}: Case Review ${review.reference}`}
    >
      <ErrorsAtTop errors={errors} />
      {isDone && <MojAlert variant="success" title="Done" text="Saved" role="status" />}
      <span class="govuk-caption-l">{`ASB Case Review in ${review.districtName}, led by ${review.leadName}`}</span>
      <h1 class="govuk-heading-l">
        {review.reference}{' '}
        <Tag text={reviewLifecycle.statuses[review.status]} classes={colours[review.status]} />
      </h1>
      <nav class="app-tabs" aria-label="Parts of this review">
        <ul class="app-tabs__list">
          {Object.entries(reviewPages).map(([path, text]) => (
            <li class="app-tabs__item">
              <a
                class="app-tabs__link"
                href={path === '' ? address : `${address}/${path}`}
                aria-current={path === current ? 'page' : undefined}
              >
                {text}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </Layout>
  )
}

const colours = {
  received: 'govuk-tag--yellow',
  acknowledged: 'govuk-tag--yellow',
  threshold_met: 'govuk-tag--blue',
  threshold_not_met: 'govuk-tag--orange',
  panel_arranged: 'govuk-tag--blue',
  outcome_told: 'govuk-tag--green',
  closed: 'govuk-tag--grey',
  withdrawn: 'govuk-tag--grey',
} as const
