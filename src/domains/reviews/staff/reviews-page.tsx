import { formatDate, type LocalDate } from '#platform/clock'
import { type Html, Layout, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable, FilterChoice, FilteredList, FilterForm } from '#platform/lists'
import { reviewLifecycle } from '../lifecycle.ts'
import type { ListedReview, ReviewFilter } from './find-reviews.ts'

export type ReviewsPageProps = {
  frame: Frame
  filter: ReviewFilter
  reviews: readonly ListedReview[]
  hasMore: boolean
  organisations: readonly { id: number; name: string }[]
  today: LocalDate
  mayEnter: boolean
}

/** The list of Case Reviews: where each is, what is due and late. Every filter is in the URL. */
export function ReviewsPage(props: ReviewsPageProps): Html {
  const { frame, filter, reviews, hasMore, today, mayEnter } = props
  const pageAt = (page: number) =>
    `/reviews?${new URLSearchParams(
      Object.entries({ ...filter, page }).flatMap(([name, value]): [string, string][] =>
        value === undefined || value === '' ? [] : [[name, String(value)]],
      ),
    )}`
  return (
    <Layout {...frame} wide title="Case Reviews">
      <h1 class="govuk-heading-l">ASB Case Reviews</h1>
      <p class="govuk-body">
        {mayEnter && (
          <>
            <a class="govuk-link" href="/reviews/new">
              Enter an application
            </a>
            {' · '}
          </>
        )}
        <a class="govuk-link" href="/reviews/figures">
          Yearly numbers
        </a>
        {' · '}
        <a class="govuk-link" href="/reviews/procedures">
          Procedures and relevant bodies
        </a>
        {' · '}
        <a class="govuk-link" href="/case-review">
          The public’s page
        </a>
      </p>
      <FilteredList filters={<Filters {...props} />}>
        {reviews.length === 0 ? (
          <p class="govuk-body">No review matches. Take a filter away to see more.</p>
        ) : (
          <DenseTable
            caption="Case Reviews"
            head={['Review', 'Where', 'Lead', 'About', 'Applied', 'Status', 'Next due', 'Open actions']}
            byKeyboard
          >
            {reviews.map((review) => (
              <ReviewRow review={review} today={today} />
            ))}
          </DenseTable>
        )}
        {(filter.page > 1 || hasMore) && (
          <p class="govuk-body">
            {filter.page > 1 && (
              <a class="govuk-link" href={pageAt(filter.page - 1)}>
                Previous page
              </a>
            )}{' '}
            {hasMore && (
              <a class="govuk-link" href={pageAt(filter.page + 1)}>
                Next page
              </a>
            )}
          </p>
        )}
      </FilteredList>
    </Layout>
  )
}

function ReviewRow({ review, today }: { review: ListedReview; today: LocalDate }): Html {
  return (
    <tr class="govuk-table__row">
      <th scope="row" class="govuk-table__header">
        <a class="govuk-link" href={`/reviews/${review.reference}`} data-queue-link>
          {review.reference}
        </a>
      </th>
      <td class="govuk-table__cell">{review.districtName}</td>
      <td class="govuk-table__cell">{review.leadName}</td>
      <td class="govuk-table__cell">{review.kind ?? ''}</td>
      <td class="govuk-table__cell">{formatDate(review.appliedOn)}</td>
      <td class="govuk-table__cell">
        {reviewLifecycle.statuses[review.status]}
        {review.openAppeals > 0 && ', appealed'}
      </td>
      <td class="govuk-table__cell">
        {review.dueOn !== null && formatDate(review.dueOn)}
        {review.dueOn !== null && review.dueOn < today && <strong class="app-late"> Late</strong>}
      </td>
      <td class="govuk-table__cell">
        {review.openActions > 0 && review.openActions}
        {review.lateActions > 0 && <strong class="app-late">{` ${review.lateActions} late`}</strong>}
      </td>
    </tr>
  )
}

function Filters({ filter, organisations }: ReviewsPageProps): Html {
  return (
    <FilterForm action="/reviews">
      <TextInput
        name="q"
        label={{ text: 'Reference, or name of the applicant or victim' }}
        value={filter.q}
        attributes={{ 'data-queue-search': true }}
      />
      <FilterChoice
        name="status"
        label="Status"
        choices={{ open: 'Open, or with open actions', ...reviewLifecycle.statuses, any: 'Any' }}
        value={filter.status}
      />
      <FilterChoice
        name="show"
        label="Show"
        choices={{
          all: 'All',
          late: 'Late',
          actions: 'With open actions',
          appeals: 'With an appeal that waits',
        }}
        value={filter.show}
      />
      <FilterChoice
        name="lead"
        label="Led by"
        all="Any organisation"
        choices={organisations}
        value={filter.lead}
      />
      <FilterChoice
        name="sort"
        label="Order"
        choices={{ due: 'Soonest due first', newest: 'Newest first' }}
        value={filter.sort}
      />
    </FilterForm>
  )
}
