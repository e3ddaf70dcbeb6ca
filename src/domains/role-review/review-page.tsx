import { dutyWords, roleNames } from '#domains/organisations'
import { addDays, formatDate, type LocalDate } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue, typedValues } from '#platform/forms'
import {
  BackLink,
  Button,
  type Child,
  ErrorMessage,
  type Html,
  Layout,
  NotificationBanner,
  Radios,
  Tag,
  Textarea,
  TextInput,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable, FilterChoice, FilteredList, FilterForm, PageLinks, RowsTable } from '#platform/lists'
import type { DutyToReview, Outcome, ReviewFilter, ReviewStanding } from './find-reviews.ts'
import type { ReviewRule } from './review-rule.ts'
import { reviewUrl } from './review-url.ts'

const outcomeNames: Readonly<Record<Outcome, string>> = {
  kept: 'Still needed',
  end_asked: 'No longer needed: the co-ordinator is asked to end it',
}
const stateNames: Readonly<Record<ReviewFilter['state'], string>> = {
  due: 'Due now',
  missed: 'Not looked at in time',
  end_asked: 'Asked to be ended',
  any: 'Every duty',
}

type ReviewPageProps = {
  frame: Frame
  filter: ReviewFilter
  duties: readonly DutyToReview[]
  hasNext: boolean
  standings: readonly ReviewStanding[]
  today: LocalDate
  rule: ReviewRule
  mayReview: (duty: DutyToReview) => boolean
  mayEnd: boolean
  done: number | undefined
  typed: Typed
  errors: readonly FormError[]
}

/** Who may do what, looked through: each duty is said to be still needed, or its end is asked for. */
export function ReviewPage(props: ReviewPageProps): Html {
  const { frame, filter, duties, hasNext, standings, rule, mayReview, done, typed, errors } = props
  return (
    <Layout
      {...frame}
      wide
      title="Review of duties"
      hasErrors={errors.length > 0}
      beforeContent={<BackLink href="/people" text="People" />}
    >
      <ErrorsAtTop errors={errors} />
      {done !== undefined && (
        <NotificationBanner
          type="success"
          text={
            done === 1 ? 'What you found of 1 duty is kept.' : `What you found of ${done} duties is kept.`
          }
        />
      )}
      <h1 class="govuk-heading-l">Review of duties</h1>
      <p class="govuk-body">
        {`Somebody says of every duty, every ${rule.everyDays} days and within ${rule.withinDays} more, whether it is still needed. Light accounts and covers end by themselves.`}
        {!rule.verified && ' These days are the default, to be checked locally.'}
      </p>
      <RowsTable
        caption="By organisation"
        captionSize="s"
        head={[
          'Organisation',
          { numeric: 'Duties' },
          { numeric: 'Due' },
          { numeric: 'Not in time' },
          { numeric: 'To be ended' },
        ]}
        rows={standings.map((one) => [
          <a class="govuk-link" href={reviewUrl({ ...filter, organisation: one.organisationId, page: 1 })}>
            {one.organisationName}
          </a>,
          one.duties,
          one.due,
          one.missed,
          one.endAsked,
        ])}
        none="You see nobody’s duties."
      />
      <FilteredList filters={<Filters {...props} />}>
        {duties.length === 0 ? (
          <p class="govuk-body">
            Nothing here.{' '}
            <a class="govuk-link" href={reviewUrl({ ...filter, state: 'any', page: 1 })}>
              Show every duty
            </a>
          </p>
        ) : (
          <form method="post" action={reviewUrl(filter)} novalidate>
            {errorOf(errors, 'membership') && (
              <ErrorMessage id="membership-error" text={errorOf(errors, 'membership')?.text ?? ''} />
            )}
            <DenseTable
              caption="Duties"
              head={[{ hidden: 'Choose' }, 'Name', 'Duty', 'Since', 'Last review', 'Due']}
            >
              {duties.map((duty) => (
                <DutyRow {...props} duty={duty} isFirst={duty === duties.find(mayReview)} />
              ))}
            </DenseTable>
            {duties.some(mayReview) && (
              <>
                <Radios
                  name="outcome"
                  fieldset={{ legend: { text: 'What you found', classes: 'govuk-fieldset__legend--s' } }}
                  value={typedValue(typed, 'outcome')}
                  errorMessage={errorOf(errors, 'outcome')}
                  items={Object.entries(outcomeNames).map(([value, text]) => ({ value, text }))}
                />
                <Textarea
                  name="because"
                  id="because"
                  rows={2}
                  label={{ text: 'How you know', classes: 'govuk-label--s' }}
                  hint={{ text: 'For example: I lead this team, and all of them work in it' }}
                  value={typedValue(typed, 'because')}
                  errorMessage={errorOf(errors, 'because')}
                />
                <Button text="Keep what I found" preventDoubleClick={true} />
              </>
            )}
          </form>
        )}
        <PageLinks
          previous={filter.page > 1 ? reviewUrl(filter, { page: filter.page - 1 }) : undefined}
          next={hasNext ? reviewUrl(filter, { page: filter.page + 1 }) : undefined}
        />
      </FilteredList>
    </Layout>
  )
}

function DutyRow(props: ReviewPageProps & { duty: DutyToReview; isFirst: boolean }): Html {
  const { duty, isFirst, today, mayReview, mayEnd, typed } = props
  const id = isFirst ? 'membership' : `membership-${duty.membershipId}`
  const words = dutyWords(duty)
  return (
    <tr class="govuk-table__row">
      <td class="govuk-table__cell">
        {mayReview(duty) && (
          <div class="govuk-checkboxes govuk-checkboxes--small">
            <div class="govuk-checkboxes__item">
              <input
                class="govuk-checkboxes__input"
                type="checkbox"
                name="membership"
                id={id}
                value={duty.membershipId}
                checked={typedValues(typed, 'membership').includes(duty.membershipId)}
              />
              <label class="govuk-label govuk-checkboxes__label" for={id}>
                <span class="govuk-visually-hidden">{`Choose ${duty.memberName}: ${words}`}</span>
              </label>
            </div>
          </div>
        )}
      </td>
      <th scope="row" class="govuk-table__header">
        {mayEnd ? (
          <a class="govuk-link" href={`/people/${duty.memberId}`}>
            {duty.memberName}
          </a>
        ) : (
          duty.memberName
        )}
      </th>
      <td class="govuk-table__cell">{`${duty.organisationName}: ${words}`}</td>
      <td class="govuk-table__cell">
        {duty.validFrom <= '2000-01-01' ? 'Not recorded' : formatDate(duty.validFrom)}
      </td>
      <td class="govuk-table__cell">{lastReview(duty)}</td>
      <td class="govuk-table__cell">{dueWords(duty, today)}</td>
    </tr>
  )
}

function lastReview({ outcome, because, reviewedByName, reviewedOn }: DutyToReview): Child {
  if (outcome === null || reviewedOn === null) return 'Never'
  return `${outcomeNames[outcome]}. ${reviewedByName}, ${formatDate(reviewedOn)}: ${because}`
}

function dueWords({ outcome, dueOn, missedOn }: DutyToReview, today: LocalDate): Child {
  if (outcome === 'end_asked') return <Tag text="To be ended" classes="govuk-tag--yellow" />
  if (missedOn <= today) return <Tag text="Not in time" classes="govuk-tag--red" />
  return dueOn <= today ? `By ${formatDate(addDays(missedOn, -1))}` : formatDate(dueOn)
}

function Filters({ filter, standings }: ReviewPageProps): Html {
  return (
    <FilterForm action="/people/review">
      <TextInput name="q" label={{ text: 'Name' }} value={filter.q} />
      <FilterChoice name="state" label="Which" choices={stateNames} value={filter.state} />
      <FilterChoice
        name="organisation"
        label="Organisation"
        all="Any organisation"
        choices={standings.map(({ organisationId, organisationName }) => ({
          id: organisationId,
          name: organisationName,
        }))}
        value={filter.organisation}
      />
      <FilterChoice name="role" label="Role" all="Any role" choices={roleNames} value={filter.role} />
    </FilterForm>
  )
}
