import { Lines } from '#domains/public-pages'
import { formatDate, formatDateTime, type LocalDate } from '#platform/clock'
import { Details, type Html, SummaryList } from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { ReviewAction } from '../lifecycle.ts'
import type { Review, ReviewRecord } from '../read-review.ts'
import { channelNames, nextDue } from '../review.ts'
import { type FormState, fieldsOf, ReviewForm } from './form-parts.tsx'
import { type Givable, PeopleSection } from './people-section.tsx'
import { ReviewLayout } from './review-layout.tsx'

export type ReviewPageProps = {
  frame: Frame
  review: Review
  record: ReviewRecord
  may: ReadonlySet<ReviewAction>
  /** Organisations the reader acts for. */
  mine: readonly number[]
  today: LocalDate
  state: FormState | undefined
  isDone: boolean
}

const consentNames = {
  '': '',
  said: 'said so',
  written: 'in writing',
  unable: 'cannot agree themselves',
} as const

/** What the application says, who answers for it, what is due, and everything that happened. */
export function OverviewPage(props: ReviewPageProps & { givable: Givable }): Html {
  const { givable, frame, review, record, may, today, state, isDone } = props
  const { applicant } = review
  const next = nextDue(review)
  const address = `/reviews/${review.reference}`
  const { input } = fieldsOf('acknowledge', state)
  const tie = fieldsOf('case', state)
  const row = (key: string, value: string | null) =>
    value === null || value === '' ? [] : [{ key: { text: key }, value: { text: value } }]
  return (
    <ReviewLayout frame={frame} review={review} current="" errors={state?.errors ?? []} isDone={isDone}>
      {next && (
        <p class="govuk-body-l">
          {`Next: ${next.what.toLowerCase()}, by ${formatDate(next.dueOn)}`}
          {next.dueOn < today && <strong class="app-late"> Late</strong>}
        </p>
      )}
      {review.applicant.safeContact !== '' && (
        <p class="govuk-body">
          <strong>Safe contact:</strong> {review.applicant.safeContact}
        </p>
      )}
      {may.has('acknowledge') && (
        <section aria-labelledby="acknowledge-heading">
          <h2 class="govuk-heading-m" id="acknowledge-heading">
            Acknowledge and name the single point of contact
          </h2>
          <ReviewForm action={`${address}/acknowledge`} version={review.version} button="Acknowledge">
            {input('name', 'Name of the contact for the whole review')}
            {input('phone', 'Telephone')}
            {input('email', 'Email')}
          </ReviewForm>
        </section>
      )}
      <h2 class="govuk-heading-m">Application</h2>
      <SummaryList
        rows={[
          ...row('Applied', `${formatDate(review.appliedOn)}, ${channelNames[review.channel].toLowerCase()}`),
          ...row('Applicant', applicant.name),
          ...row(
            'On behalf of',
            applicant.victimName === ''
              ? ''
              : `${applicant.victimName} (${applicant.relation}; consent: ${consentNames[applicant.consent]})`,
          ),
          ...row(
            'Reached by',
            [applicant.email, applicant.phone, applicant.address].filter(Boolean).join(', '),
          ),
          ...row('Language', review.language === 'cy' ? 'Welsh' : ''),
          ...row('Helps to take part', applicant.needs),
          ...row('Kind', review.kind),
          ...row('Hate', review.isHate ? 'They think that it is because of who they are' : ''),
          ...row('At more risk', review.isVulnerable ? 'Somebody is vulnerable' : ''),
          { key: { text: 'What keeps happening' }, value: { html: <Lines text={review.behaviour} /> } },
          ...row(
            'Contact',
            [review.contactName, review.contactPhone, review.contactEmail].filter(Boolean).join(', '),
          ),
          ...row('Passed to', review.bodies.map(({ name }) => name).join(', ')),
          ...(review.caseReference === null
            ? []
            : [
                {
                  key: { text: 'Case' },
                  value: {
                    html: (
                      <a class="govuk-link" href={`/cases/${review.caseReference}/review`}>
                        {review.caseReference}
                      </a>
                    ),
                  },
                },
              ]),
          ...row(
            'Procedure',
            `${review.procedure.source}${review.procedure.verified ? '' : ' (default, to be checked locally)'}`,
          ),
        ]}
      />
      {may.has('tie_to_case') && review.caseReference === null && (
        <ReviewForm action={`${address}/case`} version={review.version} button="Tie to the case" isSecondary>
          {tie.input('case', 'Reference of the case that it is about')}
        </ReviewForm>
      )}
      <PeopleSection review={review} may={may} givable={givable} state={state} />
      {record.decisions.length > 0 && <h2 class="govuk-heading-m">Decisions</h2>}
      {record.decisions.map((decision) => (
        <section class="app-agenda" aria-label={decision.decision}>
          <h3 class="govuk-heading-s">
            {`${decisionNames[decision.decision]} · ${formatDateTime(decision.decided_at)} · ${decision.memberName}`}
          </h3>
          <p class="govuk-body">
            <Lines text={decision.reasons} />
          </p>
          {decision.complaints !== null && (
            <p class="govuk-body-s">{`Qualifying complaints at that moment: ${decision.complaints}${decision.is_must ? ' (must be met)' : ''}`}</p>
          )}
          {[
            ['Persistence', decision.persistence],
            ['Harm', decision.harm],
            ['Adequacy', decision.adequacy],
          ].map(([name, words]) => words && <p class="govuk-body-s">{`${name}: ${words}`}</p>)}
        </section>
      ))}
      <h2 class="govuk-heading-m">What happened</h2>
      <SummaryList
        rows={record.events.map((event) => ({
          key: { text: formatDateTime(event.at) },
          value: {
            html: (
              <>
                <strong>{eventNames[event.kind] ?? event.what}</strong> {event.actor_name}
                {event.is_told && (
                  <>
                    {` · told on the private page${event.channel === 'page' ? '' : ` and by ${event.channel}`}`}{' '}
                    <a class="govuk-link" href={`${address}/letters/${event.id}`}>
                      Letter
                    </a>
                  </>
                )}
                {event.words !== '' && (
                  <Details summaryText="Words">
                    <Lines text={event.words} />
                  </Details>
                )}
              </>
            ),
          },
        }))}
      />
    </ReviewLayout>
  )
}

/** What the applicant was told stands in their language; here it is named in English. */
const eventNames: Readonly<Partial<Record<string, string>>> = {
  received: 'Application received',
  acknowledged: 'Acknowledged, and the contact named',
  contact_changed: 'Another contact named',
  lead_changed: 'Told who leads it now',
  threshold: 'Threshold decided',
  trigger: 'Review triggered whatever the count',
  panel_arranged: 'Panel arranged',
  outcome_told: 'Outcome told',
  recommendation_done: 'Recommendation carried out',
  appeal_decided: 'Appeal decided',
  closed: 'Closed',
  withdrawn: 'Withdrawn by the applicant',
}

const decisionNames = {
  met: 'Threshold met',
  not_met: 'Threshold not met',
  told: 'Outcome told',
  closed: 'Closed',
  withdrawn: 'Withdrawn',
} as const
