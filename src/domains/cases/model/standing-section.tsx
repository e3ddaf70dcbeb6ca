import { formatDate, formatDateTime, type LocalDate } from '#platform/clock'
import { errorOf, typedValue } from '#platform/forms'
import { Button, Details, type Html, Select, Tag } from '#platform/govuk'
import type { CaseKind } from '../case-kind.ts'
import { type FormState, type ShownForm, stateOf } from '../form-state.ts'
import { Reason } from '../reason.tsx'
import { bandColours, bandNames } from './bands.ts'
import { type CaseStanding, escalationWords, reviewWeeks } from './standing.ts'

export type StandingSectionProps = {
  record: { reference: string; version: number; kind: CaseKind; status: 'open' | 'closed' }
  standing: CaseStanding
  today: LocalDate
  mayChange: boolean
  /** Its review, and how to keep it, stand apart on the page. */
  isInReview: boolean
  state: FormState | undefined
}

/** How far a case has come, what it is about, and the forms that take it further. */
export function StandingSection(props: StandingSectionProps): Html {
  const { record, standing, today, mayChange, isInReview, state } = props
  const isDue = standing.reviewOn !== null && record.status === 'open' && standing.reviewOn <= today
  return (
    <section aria-labelledby="standing" class="app-standing">
      <h2 class="govuk-heading-m" id="standing">
        Standing
      </h2>
      <p class="govuk-body">
        <Tag text={`Priority ${standing.priority}`} classes="govuk-tag--grey" />{' '}
        {standing.riskBand && (
          <Tag text={bandNames[standing.riskBand]} classes={bandColours[standing.riskBand]} />
        )}{' '}
        {isDue && <Tag text="Review is due" classes="govuk-tag--orange" />}
      </p>
      <ul class="govuk-list">
        {standing.categories.map((category) => (
          <li>
            {category.label}
            {mayChange && standing.categories.length > 1 && (
              <Details
                summaryText={`Not about ${category.label.toLowerCase()} any more`}
                open={stateOf(state, `category-${category.id}`).isOpen}
              >
                <form
                  method="post"
                  action={`/cases/${record.reference}/categories/${category.id}/end`}
                  novalidate
                >
                  <Reason
                    form={`category-${category.id}`}
                    label="Why?"
                    state={stateOf(state, `category-${category.id}`)}
                  />
                  <Button text="Save" classes="govuk-button--secondary" preventDoubleClick={true} />
                </form>
              </Details>
            )}
          </li>
        ))}
      </ul>
      {record.kind === 'monitored' && record.status === 'open' && standing.reviewOn && (
        <p class="govuk-body-s">{`To be reviewed by ${formatDate(standing.reviewOn)}.`}</p>
      )}
      {mayChange && record.kind === 'monitored' && (
        <>
          <PromoteForm record={record} state={stateOf(state, 'promote')} />
          {!isInReview && <KeepForm record={record} state={stateOf(state, 'keep')} />}
        </>
      )}
      {mayChange && <CategoryForm record={record} standing={standing} state={stateOf(state, 'category')} />}
      <Details summaryText={`Escalation history: ${standing.history.length}`}>
        <ol class="govuk-list govuk-list--number">
          {standing.history.map((step) => (
            <li>
              {escalationWords(step)}
              <span class="govuk-body-s app-card__facts">
                {` ${formatDateTime(step.at)}${step.actorName ? `, ${step.actorName}` : ''}${
                  step.organisationName ? `, ${step.organisationName}` : ''
                }${step.because === '' ? '' : `. ${step.because}`}`}
              </span>
            </li>
          ))}
        </ol>
      </Details>
    </section>
  )
}

type FormProps = { record: StandingSectionProps['record']; state: ShownForm }

function PromoteForm({ record, state }: FormProps): Html {
  return (
    <Details summaryText="Make it an investigative case" open={state.isOpen}>
      <form method="post" action={`/cases/${record.reference}/promote`} novalidate>
        <input type="hidden" name="version" value={record.version} />
        <p class="govuk-body-s">
          Reports, people, plan and timeline stay as they are. It is not taken back: an investigative case is
          closed.
        </p>
        <Reason form="promote" label="Why is it investigated now?" state={state} />
        <Button text="Make it an investigative case" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

/** Keeps a Monitored Case at its review, with why and until when. */
export function KeepForm({ record, state }: FormProps): Html {
  return (
    <Details summaryText="Keep it after its review" open={state.isOpen}>
      <form method="post" action={`/cases/${record.reference}/keep`} novalidate>
        <input type="hidden" name="version" value={record.version} />
        <Select
          name="until"
          id="keep-until"
          label={{ text: 'Next review in' }}
          items={[
            { value: '', text: 'Choose' },
            ...reviewWeeks.map((weeks) => ({ value: weeks, text: `${weeks} weeks` })),
          ]}
          value={typedValue(state.typed, 'until')}
          errorMessage={errorOf(state.errors, 'until')}
        />
        <Reason form="keep" label="Why is it kept?" state={state} />
        <Button text="Keep the case" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

function CategoryForm({ record, standing, state }: FormProps & { standing: CaseStanding }): Html {
  return (
    <Details summaryText="It is about something else too" open={state.isOpen}>
      <form method="post" action={`/cases/${record.reference}/categories`} novalidate>
        <Select
          name="type"
          id="category-type"
          label={{ text: 'Type' }}
          items={[
            { value: '', text: 'Choose' },
            ...standing.otherTypes.map(({ code, label }) => ({ value: code, text: label })),
          ]}
          value={typedValue(state.typed, 'type')}
          errorMessage={errorOf(state.errors, 'type')}
        />
        <Reason form="category" label="Why?" state={state} />
        <Button text="Add the type" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </Details>
  )
}
