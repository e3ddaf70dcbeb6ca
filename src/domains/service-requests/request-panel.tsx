import { type Actor, organisationsWith } from '#platform/actor'
import { formatDateTime } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { Button, Details, type Html, TextInput } from '#platform/govuk'
import { readServiceRequests, requestStates, type ServiceRequest } from './service-request.ts'

/** Who sends a report on: whoever deals with it where it is held. */
export const senders = ['triage_officer', 'case_officer', 'supervisor'] as const

type ReportToSend = {
  id: string
  reference: string
  status: string
  restriction: string | null
  holder: { organisationId: number } | null
  hasServiceRequests: boolean
  maySendOn: boolean
}

/** On the page of a report: what was sent of it to other systems, what came of it, and the way to send it on. */
export async function serviceRequestPanel(
  { db, actor }: { db: Transaction; actor: Actor },
  report: ReportToSend,
): Promise<() => Html | null> {
  const sending = organisationsWith(actor, ...senders)
  const holder = report.holder?.organisationId
  const maySend =
    report.maySendOn &&
    report.restriction === null &&
    report.status !== 'closed' &&
    holder !== undefined &&
    sending.includes(holder)
  const requests = report.hasServiceRequests ? await readServiceRequests(db, { reportId: report.id }) : []
  if (requests.length === 0 && !maySend) return () => null
  return () => (
    <section aria-labelledby="service-requests">
      <h2 class="govuk-heading-m" id="service-requests">
        Sent to another system
      </h2>
      {requests.map((request) => (
        <Sent
          request={request}
          reference={report.reference}
          maySettle={sending.includes(request.organisationId)}
        />
      ))}
      {maySend && (
        <p class="govuk-body">
          <a class="govuk-link" href={`/reports/${report.reference}/service-requests`}>
            Send it to another system
          </a>
        </p>
      )}
    </section>
  )
}

type SentProps = { request: ServiceRequest; reference: string; maySettle: boolean }

function Sent({ request, reference, maySettle }: SentProps): Html {
  const { endpointName, serviceName, description, madeByName, madeAt } = request
  const settles = maySettle && (request.state === 'unclear' || request.state === 'failed')
  const address = `/reports/${reference}/service-requests/${request.id}`
  return (
    <div class="govuk-!-margin-bottom-4">
      <p class="govuk-body govuk-!-margin-bottom-1">
        <strong>{`${endpointName}: ${serviceName}`}</strong>
        {`. ${standing(request)}`}
      </p>
      {request.remoteNotes !== '' && <p class="govuk-body app-typed">{`They say: ${request.remoteNotes}`}</p>}
      <Details summaryText={`What was sent, by ${madeByName}, ${formatDateTime(madeAt)}`}>
        <p class="govuk-body app-typed">{description}</p>
      </Details>
      {settles && (
        <>
          <form method="post" action={address} class="govuk-!-margin-bottom-2">
            <Button
              text={`Send it again to ${endpointName}`}
              name="act"
              value="again"
              classes="govuk-button--secondary app-button--small"
              preventDoubleClick={true}
            />
          </form>
          <Details summaryText="It arrived: enter its number there">
            <form method="post" action={address} novalidate>
              <TextInput
                id={`remote-id-${request.id}`}
                name="remote_id"
                classes="govuk-input--width-10"
                label={{ text: 'Number they gave it' }}
              />
              <Button
                text="Keep the number"
                name="act"
                value="number"
                classes="govuk-button--secondary app-button--small"
                preventDoubleClick={true}
              />
            </form>
          </Details>
        </>
      )}
    </div>
  )
}

/** How it stands, in a sentence or two. */
function standing({ state, remoteId, remoteStatus, outcome, askedAt, dueAt }: ServiceRequest): string {
  const number = remoteId === null ? '' : `, their number ${remoteId}`
  const asked =
    remoteStatus === null || askedAt === null || state === 'closed'
      ? ''
      : `. ${remoteStatus === 'open' ? 'Open' : remoteStatus} there, asked ${formatDateTime(askedAt)}`
  const because = outcome === '' ? '' : `. ${outcome}`
  const next =
    dueAt === null || (state !== 'waiting' && state !== 'unclear')
      ? ''
      : `. ${state === 'waiting' ? 'Sent' : 'Looked for'} next ${formatDateTime(dueAt)}`
  return `${requestStates[state]}${number}${asked}${because}${next}.`
}
