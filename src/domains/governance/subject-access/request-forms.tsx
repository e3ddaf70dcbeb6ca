import { formatDate } from '#platform/clock'
import { errorOf, typedValue } from '#platform/forms'
import { Button, type Child, Details, type Html, Radios, Select } from '#platform/govuk'
import { DateBoxes, TextField, WordsField } from './form-parts.tsx'
import { type ShownForm, stateOf } from './form-state.ts'
import type { Contribution, ContributionStatus } from './read-request.ts'
import type { RequestPageProps } from './request-page.tsx'

type Props = RequestPageProps & { address: string }

const statuses: Readonly<Record<ContributionStatus, string>> = {
  asked: 'asked, no answer yet',
  accepted: 'accepted',
  refused: 'refused',
  answered: 'answered',
  withdrawn: 'not asked any more',
}

/** Other organisations that may hold something: each is asked, decides for itself and answers by a day. */
export function ContributionsSection({ contributions, request, address, today }: Props): Html {
  return (
    <section aria-labelledby="contributions">
      <h2 class="govuk-heading-m" id="contributions">
        Other organisations
      </h2>
      {contributions.length === 0 && <p class="govuk-body">No other organisation has been asked.</p>}
      <ul class="govuk-list govuk-list--spaced">
        {contributions.map((each) => {
          const isPending = each.status === 'asked' || each.status === 'accepted'
          return (
            <li>
              {each.organisationName}: {statuses[each.status]}
              {each.reason !== '' && `, because: ${each.reason}`}
              {isPending && `, due ${formatDate(each.dueOn)}`}
              {isPending && each.dueOn < today && <strong class="app-late"> Overdue</strong>}
              {isPending && request.status === 'open' && (
                <form method="post" action={`${address}/contributions/${each.id}/withdraw`}>
                  <button type="submit" class="app-link-button">
                    Ask no longer
                    <span class="govuk-visually-hidden">: {each.organisationName}</span>
                  </button>
                </form>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** What the controller may do next with the whole request. */
export function ControllerForms(props: Props): Html {
  const { request, address, obstacles, isMine } = props
  const version = <input type="hidden" name="version" value={request.version} />
  return (
    <>
      {request.status === 'open' && obstacles.length === 0 && (
        <form method="post" action={`${address}/submit`}>
          {version}
          <Button text="Hand in for approval" preventDoubleClick={true} />
        </form>
      )}
      {request.status === 'awaiting_approval' &&
        (isMine ? (
          <p class="govuk-body">A colleague must approve it: you handed it in.</p>
        ) : (
          <form method="post" action={`${address}/approve`}>
            {version}
            <Button text="Approve" preventDoubleClick={true} />
          </form>
        ))}
      {(request.status === 'awaiting_approval' || request.status === 'approved') && (
        <ReasonForm props={props} form="send-back" summary="Send back" label="What must change?" />
      )}
      {request.status === 'approved' && <ReleaseForm {...props} />}
    </>
  )
}

function ReleaseForm({ request, address, state }: Props): Html {
  const shown = stateOf(state, 'release')
  return (
    <Details summaryText="Record that it was handed over" open={shown.isOpen}>
      <form method="post" action={`${address}/release`} novalidate>
        <input type="hidden" name="version" value={request.version} />
        <TextField name="to" label="Who received it?" state={shown} value={request.personName} />
        <TextField name="how" label="How?" hint="Such as encrypted email, or in person" state={shown} />
        <DateBoxes name="on" legend="When?" state={shown} />
        <Button text="Record it" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

/** Clock, other organisations and closing, beside the facts. */
export function ContributionForms(props: Props): Html {
  const { request, address, state, partners } = props
  const isUnfinished = request.status === 'open' || request.status === 'awaiting_approval'
  const version = <input type="hidden" name="version" value={request.version} />
  const ask = stateOf(state, 'ask')
  const identity = stateOf(state, 'identity')
  const extend = stateOf(state, 'extend')
  return (
    <>
      {isUnfinished && (
        <Details
          summaryText={
            request.identitySeenOn === null ? 'Record proof of identity' : 'Correct the proof of identity'
          }
          open={identity.isOpen}
        >
          <form method="post" action={`${address}/identity`} novalidate>
            {version}
            <TextField
              name="proof"
              label="What did you see?"
              state={identity}
              value={request.identityProof}
            />
            <DateBoxes name="seen" legend="When?" state={identity} />
            <Button text="Save" classes="govuk-button--secondary" />
          </form>
        </Details>
      )}
      {isUnfinished && request.pausedOn === null && (
        <ReasonForm
          props={props}
          form="pause"
          summary="Stop the clock"
          label="What have you asked them to make clear?"
        />
      )}
      {request.pausedOn !== null && (
        <form method="post" action={`${address}/resume`}>
          {version}
          <Button text="They have answered: start the clock" classes="govuk-button--secondary" />
        </form>
      )}
      {isUnfinished && (
        <Details summaryText="Extend the time" open={extend.isOpen}>
          <form method="post" action={`${address}/extend`} novalidate>
            {version}
            <Radios
              name="months"
              idPrefix="extend-months"
              classes="govuk-radios--small govuk-radios--inline"
              fieldset={{ legend: { text: 'By how much?', classes: 'govuk-fieldset__legend--s' } }}
              items={[
                { value: '1', text: '1 month' },
                { value: '2', text: '2 months' },
              ]}
              value={typedValue(extend.typed, 'months')}
              errorMessage={errorOf(extend.errors, 'months')}
            />
            <WordsField
              name="why"
              label="Why?"
              hint="Only for complex or many requests. Tell the person within the first month."
              state={extend}
            />
            <Button text="Extend the time" classes="govuk-button--secondary" />
          </form>
        </Details>
      )}
      {request.status === 'open' && partners.length > 0 && (
        <Details summaryText="Ask another organisation" open={ask.isOpen}>
          <form method="post" action={`${address}/contributions`} novalidate>
            <p class="govuk-body-s">They are told who the person is and what was asked.</p>
            <Select
              name="partner"
              id="ask-partner"
              label={{ text: 'Organisation' }}
              items={[
                { value: '', text: 'Choose' },
                ...partners.map(({ id, name }) => ({ value: String(id), text: name })),
              ]}
              value={typedValue(ask.typed, 'partner')}
              errorMessage={errorOf(ask.errors, 'partner')}
            />
            <WordsField name="message" label="Message (optional)" state={ask} />
            <Button text="Ask them" classes="govuk-button--secondary" preventDoubleClick={true} />
          </form>
        </Details>
      )}
      {request.status !== 'closed' && (
        <ReasonForm props={props} form="close" summary="Close the request" label="Why is it closed?" />
      )}
    </>
  )
}

/** What the organisation that was asked may do. */
export function AnswerForms(props: Props & { contribution: Contribution }): Html {
  const { contribution, address, obstacles } = props
  return (
    <section aria-labelledby="asked">
      <h2 class="govuk-heading-m" id="asked">
        You are asked to contribute
      </h2>
      {contribution.message !== '' && <p class="govuk-body app-typed">{contribution.message}</p>}
      {contribution.status === 'asked' && (
        <form method="post" action={`${address}/accept`}>
          <Button text="Accept" preventDoubleClick={true} />
        </form>
      )}
      {contribution.status === 'accepted' && obstacles.length === 0 && (
        <form method="post" action={`${address}/answer`}>
          <p class="govuk-body">
            What you included goes to the organisation that asked, without the words that you keep back.
          </p>
          <Button text="Answer" preventDoubleClick={true} />
        </form>
      )}
      {contribution.status === 'answered' && <p class="govuk-body">You have answered.</p>}
      {(contribution.status === 'asked' || contribution.status === 'accepted') && (
        <ReasonForm props={props} form="refuse" summary="Refuse" label="Why do you refuse?" />
      )}
    </section>
  )
}

function ReasonForm({
  props,
  form,
  summary,
  label,
}: {
  props: Props
  form: string
  summary: string
  label: string
}): Html {
  const shown: ShownForm = stateOf(props.state, form)
  const children: Child = (
    <form method="post" action={`${props.address}/${form}`} novalidate>
      <input type="hidden" name="version" value={props.request.version} />
      <WordsField name="why" label={label} state={shown} />
      <Button text={summary} classes="govuk-button--secondary" preventDoubleClick={true} />
    </form>
  )
  return (
    <Details summaryText={summary} open={shown.isOpen}>
      {children}
    </Details>
  )
}
