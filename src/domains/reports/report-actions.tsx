import { Button, type Html, Select, Textarea } from '#platform/govuk'
import type { Transition } from '#platform/lifecycle'
import type { DecisionProblems } from './decide-report.ts'
import type { ReportAction, ReportStatus } from './lifecycle.ts'
import type { OpenQueue, ReportDetail } from './read-report.ts'

export type ActionRow = Transition<ReportStatus, ReportAction>

/** What somebody typed into one of the forms, kept when it comes back. */
export type TypedDecision = { action: ReportAction; comment: string; queueId: string }

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
export function fieldId(action: ReportAction, field: 'comment' | 'queue'): string {
  return `${action}-${field}`
}

/** One small form for each action that the lifecycle allows; those that ask for words open on demand. */
export function ReportActions(props: ReportActionsProps): Html {
  const { actions, report, isHeldByUs } = props
  if (!isHeldByUs && report.holder !== null)
    return (
      <p class="govuk-body">
        {`${report.holder.organisationName} holds this report and decides on it. You can see it because it is shared with your organisation.`}
      </p>
    )
  if (actions.length === 0) return <></>
  return (
    <section aria-labelledby="actions">
      <h2 class="govuk-heading-m" id="actions">
        What next
      </h2>
      <div class="govuk-button-group">
        {actions
          .filter(({ comment }) => comment.rule === 'none')
          .map((row) => (
            <form method="post" action={actionUrl(report, row)}>
              <Version report={report} />
              <Button
                text={buttonText(row, props)}
                classes={
                  row.action === 'claim' ? 'app-button--small' : 'govuk-button--secondary app-button--small'
                }
                preventDoubleClick={true}
              />
            </form>
          ))}
      </div>
      {actions
        .filter(({ comment }) => comment.rule !== 'none')
        .map((row) => (
          <ActionForm {...props} row={row} />
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

function ActionForm({
  row,
  report,
  queues,
  typed,
  problems = {},
}: ReportActionsProps & { row: ActionRow }): Html {
  const own = typed?.action === row.action ? typed : undefined
  const shown = own === undefined ? {} : problems
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
        {row.comment.rule !== 'none' && (
          <Textarea
            id={fieldId(row.action, 'comment')}
            name="comment"
            rows={3}
            label={{ text: row.comment.label }}
            value={own?.comment}
            errorMessage={shown.comment === undefined ? undefined : { text: shown.comment }}
          />
        )}
        <Button text={row.label} classes="app-button--small" preventDoubleClick={true} />
      </form>
    </details>
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
