import { formatDate, formatDateTime, type LocalDate } from '#platform/clock'
import { dateParts, errorOf, hasErrorAt, typedValue } from '#platform/forms'
import {
  Button,
  Checkboxes,
  type Child,
  DateInput,
  Details,
  type Html,
  Radios,
  Select,
  Tag,
  Textarea,
  TextInput,
} from '#platform/govuk'
import { type CaseEvidence, ownerWords, type PlannedAction } from './action-plan.ts'
import { type FormState, type ShownForm, stateOf } from './form-state.ts'
import type { PossibleOwner } from './read-case.ts'
import { Reason } from './reason.tsx'

/** What of a case its plan needs. */
export type PlannedCase = {
  reference: string
  plan: readonly PlannedAction[]
  possibleOwners: readonly PossibleOwner[]
  /** What may be attached to an action; nothing where it is not looked for. */
  evidence?: readonly CaseEvidence[]
}

/** The one plan of a case: who does what by when, with a way to end each action and to add another. */
export function PlanSection({
  record,
  today,
  state,
  mayAdd,
  mayFinish,
  mayReassign = never,
  mayAttach = never,
  page = '',
}: {
  record: PlannedCase
  today: LocalDate
  state: FormState | undefined
  mayAdd: boolean
  mayFinish: (action: PlannedAction) => boolean
  /** Only where there is room for it: on the page of the plan. */
  mayReassign?: (action: PlannedAction) => boolean
  mayAttach?: (action: PlannedAction) => boolean
  /** The tab that it stands on, to which its forms come back. */
  page?: string
}): Html {
  return (
    <section aria-labelledby="plan">
      <h2 class="govuk-heading-m" id="plan">
        Action plan
      </h2>
      {record.plan.length === 0 ? (
        <p class="govuk-body">No action has been agreed yet.</p>
      ) : (
        <ul class="app-plan">
          {record.plan.map((action) => (
            <li class="app-plan__action" id={action.id}>
              <ActionLine action={action} today={today} />
              {mayReassign(action) && (
                <ReassignForm
                  record={record}
                  page={page}
                  action={action}
                  state={stateOf(state, `reassign-${action.id}`)}
                />
              )}
              {mayAttach(action) && <EvidenceForm record={record} page={page} action={action} />}
              {mayFinish(action) && (
                <FinishForm
                  record={record}
                  page={page}
                  action={action}
                  state={stateOf(state, `finish-${action.id}`)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {mayAdd && <AddActionForm record={record} page={page} state={stateOf(state, 'action')} />}
    </section>
  )
}

const never = () => false

function ActionLine({ action, today }: { action: PlannedAction; today: LocalDate }): Html {
  const isOverdue = action.status === 'open' && action.dueOn < today
  return (
    <>
      <p class="govuk-body-s app-plan__what">
        <strong>{action.what}</strong> {isOverdue && <Tag text="Overdue" classes="govuk-tag--red" />}
        {action.status === 'done' && <Tag text="Done" classes="govuk-tag--green" />}
        {action.status === 'cancelled' && <Tag text="Cancelled" classes="govuk-tag--grey" />}
      </p>
      <p class="govuk-body-s app-plan__who">
        {ownerWords(action)}
        {', due '}
        <time datetime={action.dueOn}>{formatDate(action.dueOn)}</time>
        {action.outcome && `. ${action.outcome}`}
        {spentOn(action).map((part, at) => (
          <>
            {at === 0 && /[.!?]$/.test(action.outcome) ? ' ' : '. '}
            {part}
          </>
        ))}
      </p>
    </>
  )
}

/** What it took, and what evidence came of it. */
function spentOn({ minutesSpent, costPence, evidence }: PlannedAction): Child[] {
  return [
    ...(minutesSpent === null ? [] : [minutesSpent === 60 ? '1 hour' : `${minutesSpent / 60} hours`]),
    ...(costPence === null ? [] : [`£${(costPence / 100).toFixed(2)}`]),
    ...evidence.map(({ id, kind, receivedAt }) => (
      <a class="govuk-link" href={`/evidence/${id}`}>
        {`${kind} of ${formatDate(new Date(receivedAt))}`}
      </a>
    )),
  ]
}

function FinishForm({
  record,
  page,
  action,
  state,
}: {
  record: PlannedCase
  page: string
  action: PlannedAction
  state: ShownForm
}): Html {
  const { typed, errors } = state
  const field = `finish-${action.id}`
  return (
    <Details summaryText={`End this action: ${action.what}`} open={state.isOpen}>
      <form method="post" action={`/cases/${record.reference}/actions/${action.id}/finish`} novalidate>
        <input type="hidden" name="version" value={action.version} />
        <input type="hidden" name="page" value={page} />
        <Radios
          name="ended"
          idPrefix={`${field}-ended`}
          classes="govuk-radios--small govuk-radios--inline"
          fieldset={{ legend: { text: 'How did it end?', classes: 'govuk-fieldset__legend--s' } }}
          items={[
            { value: 'done', text: 'Done' },
            { value: 'cancelled', text: 'Cancelled' },
          ]}
          value={typedValue(typed, 'ended')}
          errorMessage={errorOf(errors, 'ended')}
        />
        <Textarea
          name="why"
          id={`${field}-why`}
          rows={2}
          label={{ text: 'What came of it?' }}
          value={typedValue(typed, 'why')}
          errorMessage={errorOf(errors, 'why')}
        />
        {(
          [
            ['hours', 'How many hours did it take? (optional)'],
            ['pounds', 'What did it cost, in pounds? (optional)'],
          ] as const
        ).map(([name, text]) => (
          <TextInput
            name={name}
            id={`${field}-${name}`}
            classes="govuk-input--width-5"
            inputmode="decimal"
            label={{ text }}
            value={typedValue(typed, name)}
            errorMessage={errorOf(errors, name)}
          />
        ))}
        <Button text="End the action" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

function ownerItems({ possibleOwners }: PlannedCase) {
  return [
    { value: '', text: 'Choose' },
    ...possibleOwners.flatMap(({ organisationId, organisationName, members, teams }) => [
      { value: String(organisationId), text: organisationName },
      ...teams.map(({ id, name }) => ({
        value: `${organisationId}:team:${id}`,
        text: `${organisationName}: ${name} (team)`,
      })),
      ...members.map(({ id, name }) => ({
        value: `${organisationId}:${id}`,
        text: `${organisationName}: ${name}`,
      })),
    ]),
  ]
}

type ActionFormProps = { record: PlannedCase; page: string; action: PlannedAction; state: ShownForm }

function ReassignForm({ record, page, action, state }: ActionFormProps): Html {
  const field = `reassign-${action.id}`
  return (
    <Details summaryText={`Give this action to somebody else: ${action.what}`} open={state.isOpen}>
      <form method="post" action={`/cases/${record.reference}/actions/${action.id}/reassign`} novalidate>
        <input type="hidden" name="version" value={action.version} />
        <input type="hidden" name="page" value={page} />
        <Select
          name="owner"
          id={`${field}-owner`}
          label={{ text: 'Who does it from now on?' }}
          items={ownerItems(record)}
          value={typedValue(state.typed, 'owner')}
          errorMessage={errorOf(state.errors, 'owner')}
        />
        <Reason form={field} label="Why does it change hands?" state={state} />
        <Button text="Give the action" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

function EvidenceForm({ record, page, action }: Omit<ActionFormProps, 'state'>): Html | null {
  const free = (record.evidence ?? []).filter(({ id }) => action.evidence.every((one) => one.id !== id))
  if (free.length === 0) return null
  return (
    <Details summaryText={`Attach evidence to this action: ${action.what}`}>
      <form method="post" action={`/cases/${record.reference}/actions/${action.id}/evidence`} novalidate>
        <input type="hidden" name="page" value={page} />
        <Checkboxes
          name="item"
          idPrefix={`item-${action.id}`}
          classes="govuk-checkboxes--small"
          fieldset={{ legend: { text: 'Evidence of the case', classes: 'govuk-fieldset__legend--s' } }}
          items={free.map(({ id, kind, receivedAt }) => ({
            value: id,
            text: `${kind} received ${formatDateTime(receivedAt)}`,
          }))}
        />
        <Button text="Attach" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

function AddActionForm({
  record,
  page,
  state,
}: {
  record: PlannedCase
  page: string
  state: ShownForm
}): Html {
  const { typed, errors } = state
  const due = dateParts(typed, 'due')
  const boxes = [
    { name: 'day', width: 2, value: due.day },
    { name: 'month', width: 2, value: due.month },
    { name: 'year', width: 4, value: due.year },
  ]
  return (
    <Details summaryText="Add an action" open={state.isOpen}>
      <form method="post" action={`/cases/${record.reference}/actions`} novalidate>
        <input type="hidden" name="page" value={page} />
        <TextInput
          name="what"
          label={{ text: 'What is to be done?' }}
          value={typedValue(typed, 'what')}
          errorMessage={errorOf(errors, 'what')}
        />
        <Select
          name="owner"
          label={{ text: 'Who will do it?' }}
          items={ownerItems(record)}
          value={typedValue(typed, 'owner')}
          errorMessage={errorOf(errors, 'owner')}
        />
        <DateInput
          id="due"
          namePrefix="due"
          fieldset={{ legend: { text: 'When is it due?', classes: 'govuk-fieldset__legend--s' } }}
          items={boxes.map(({ name, width, value }) => ({
            name,
            value,
            classes: `govuk-input--width-${width}${hasErrorAt(errors, `due-${name}`) ? ' govuk-input--error' : ''}`,
          }))}
          errorMessage={errorOf(errors, 'due')}
        />
        <Button text="Add the action" preventDoubleClick={true} />
      </form>
    </Details>
  )
}
