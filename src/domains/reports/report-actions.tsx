import { reasonsOn } from '#domains/decisions'
import { londonDateOf } from '#platform/clock'
import { Button, Details, type Html, Select, Textarea } from '#platform/govuk'
import type { Transition } from '#platform/lifecycle'
import type { DecisionProblems } from './decide-report.ts'
import { gateOf, type ReportAction, type ReportStatus } from './lifecycle.ts'
import type { OpenQueue, ReportDetail } from './read-report.ts'

export type ActionRow = Transition<ReportStatus, ReportAction>

/** What somebody typed into one of the forms, kept when it comes back. */
export type TypedDecision = {
  action: ReportAction
  comment: string
  queueId: string
  reason: string
  note: string
}

export type ReportActionsProps = {
  report: ReportDetail
  actions: readonly ActionRow[]
  queues: readonly OpenQueue[]
  isHeldByUs: boolean
  memberId: string
  now: Date
  typed?: TypedDecision
  problems?: DecisionProblems
}

/** The id of a field, to which a line of the error summary leads. */
export function fieldId(action: ReportAction, field: 'comment' | 'queue' | 'reason' | 'note'): string {
  return `${action}-${field}`
}

/**
 * One small form for each action that the lifecycle allows. What needs no words is one press, first among them what may
 * carry a note; what asks for a reason opens on demand.
 */
export function ReportActions(props: ReportActionsProps): Html | null {
  const { actions, report, isHeldByUs } = props
  if (!isHeldByUs && report.holder !== null)
    return (
      <p class="govuk-body">
        {`${report.holder.organisationName} holds this report and decides on it. You can see it because it is shared with your organisation.`}
      </p>
    )
  if (actions.length === 0) return null
  const withRule = (rule: ActionRow['comment']['rule']) =>
    actions.filter(({ comment }) => comment.rule === rule)
  return (
    <section aria-labelledby="actions">
      <h2 class="govuk-heading-m" id="actions">
        What next
      </h2>
      {withRule('optional').map((row) => (
        <DecisionForm {...props} row={row} />
      ))}
      {withRule('none').length > 0 && (
        <div class="govuk-button-group">
          {withRule('none').map((row) => (
            <form method="post" action={actionUrl(report, row)}>
              <Version report={report} />
              <Button
                text={buttonText(row, props)}
                classes="govuk-button--secondary app-button--small"
                preventDoubleClick={true}
              />
            </form>
          ))}
        </div>
      )}
      {withRule('required').map((row) => (
        <ReasonForm {...props} row={row} />
      ))}
    </section>
  )
}

function buttonText({ action, label }: ActionRow, { report, memberId, now }: ReportActionsProps): string {
  const isMine = report.claim?.memberId === memberId && report.claim.until > now
  return action === 'claim' && isMine ? 'Claim for longer' : label
}

function actionUrl({ reference }: ReportDetail, { action }: ActionRow): string {
  return `/reports/${reference}/actions/${action}`
}

function Version({ report }: { report: ReportDetail }): Html {
  return <input type="hidden" name="version" value={report.version} />
}

type ActionFormProps = ReportActionsProps & { row: ActionRow }

const nothingWrong: DecisionProblems = {}

/** What was typed into this form before, with what was wrong with it. */
function broughtBack({ row, typed, problems = {} }: ActionFormProps) {
  return typed?.action === row.action
    ? { own: typed, shown: problems }
    : { own: undefined, shown: nothingWrong }
}

/** Done in one press, with its note folded below the button. */
function DecisionForm(props: ActionFormProps): Html {
  const { row, report } = props
  const { own } = broughtBack(props)
  return (
    <form method="post" action={actionUrl(report, row)} class="app-decision" novalidate>
      <Version report={report} />
      <Button text={row.label} preventDoubleClick={true} />
      <Details summaryText="Add a note" classes="app-action" open={(own?.comment ?? '') !== ''}>
        <Comment {...props} />
      </Details>
    </form>
  )
}

function ReasonForm(props: ActionFormProps): Html {
  const { row, report, queues } = props
  const { own, shown } = broughtBack(props)
  return (
    <details class="govuk-details app-action" open={own !== undefined}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{row.label}</span>
      </summary>
      <form method="post" action={actionUrl(report, row)} class="govuk-details__text" novalidate>
        <Version report={report} />
        {row.action === 'reroute' && (
          <Select
            id={fieldId(row.action, 'queue')}
            name="queue"
            label={{ text: 'Which queue?' }}
            items={[{ value: '', text: 'Choose a queue' }, ...queueItems(queues, report, own?.queueId)]}
            errorMessage={shown.queue === undefined ? undefined : { text: shown.queue }}
          />
        )}
        <ReasonChoice {...props} />
        <Comment {...props} />
        <NoteForColleagues {...props} />
        <Button text={row.label} classes="app-button--small" preventDoubleClick={true} />
      </form>
    </details>
  )
}

/** At a gate: the reason out of the list that holds today. */
function ReasonChoice(props: ActionFormProps): Html | null {
  const { row, now } = props
  const { own, shown } = broughtBack(props)
  const gate = gateOf(row.action)
  if (gate === undefined) return null
  return (
    <Select
      id={fieldId(row.action, 'reason')}
      name="reason"
      label={{ text: 'Reason' }}
      items={[
        { value: '', text: 'Choose the reason' },
        ...reasonsOn(gate, londonDateOf(now)).map(({ code, label }) => ({ value: code, text: label })),
      ]}
      value={own?.reason ?? ''}
      errorMessage={shown.reason === undefined ? undefined : { text: shown.reason }}
    />
  )
}

/** At a gate, beside what the reporter reads: what they are not to read. */
function NoteForColleagues(props: ActionFormProps): Html | null {
  const { row } = props
  const { own, shown } = broughtBack(props)
  if (gateOf(row.action) === undefined) return null
  return (
    <Textarea
      id={fieldId(row.action, 'note')}
      name="note"
      rows={2}
      label={{ text: 'Note for colleagues (optional). The reporter will not read this.' }}
      value={own?.note}
      errorMessage={shown.note === undefined ? undefined : { text: shown.note }}
    />
  )
}

function Comment(props: ActionFormProps): Html | null {
  const { row } = props
  const { own, shown } = broughtBack(props)
  if (row.comment.rule === 'none') return null
  return (
    <Textarea
      id={fieldId(row.action, 'comment')}
      name="comment"
      rows={3}
      label={{ text: row.comment.label }}
      value={own?.comment}
      errorMessage={shown.comment === undefined ? undefined : { text: shown.comment }}
    />
  )
}

function queueItems(queues: readonly OpenQueue[], { holder }: ReportDetail, chosen: string | undefined) {
  return queues
    .filter(
      ({ name, organisationId }) => !(name === holder?.queueName && organisationId === holder.organisationId),
    )
    .map(({ id, name, organisationName }) => ({
      value: id,
      text: `${organisationName}: ${name}`,
      selected: id === chosen,
    }))
}
