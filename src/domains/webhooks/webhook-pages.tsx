import { IntakeTabs } from '#domains/intake'
import { formatDateTime } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue, typedValues } from '#platform/forms'
import {
  Button,
  Checkboxes,
  type Html,
  Layout,
  MojAlert,
  NotificationBanner,
  SummaryList,
  Tag,
  TextInput,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { type Delivery, type Endpoint, toldStatuses } from './endpoint.ts'

export type EndpointsPageProps = {
  frame: Frame
  endpoints: readonly Endpoint[]
  typed: Typed
  errors: readonly FormError[]
  /** Of the webhook that the form makes, so that it may be sent twice and makes one. */
  newId: string
}

function stateOf({ disabledAt, failingSince }: Endpoint): Html {
  if (disabledAt !== null) return <Tag text="Switched off" classes="govuk-tag--red" />
  return failingSince === null ? (
    <Tag text="On" classes="govuk-tag--green" />
  ) : (
    <Tag text="Failing" classes="govuk-tag--yellow" />
  )
}

/** Addresses that are told what becomes of the organisation's incidents. */
export function EndpointsPage({ frame, endpoints, typed, errors, newId }: EndpointsPageProps): Html {
  const off = endpoints.filter(({ disabledAt }) => disabledAt !== null)
  return (
    <Layout {...frame} wide title="Webhooks">
      <ErrorsAtTop errors={errors} />
      {off.length > 0 && (
        <MojAlert
          variant="warning"
          title="A webhook is switched off"
          text={`${off.map(({ url }) => new URL(url).host).join(', ')} is not told any more.`}
        />
      )}
      <h1 class="govuk-heading-l">Webhooks</h1>
      <IntakeTabs current="webhooks" />
      <RowsTable
        caption="Webhooks"
        head={['Address', 'State', 'Told of', 'Made']}
        none="Nobody is told yet. Another system can ask instead: GET /api/v1/incidents/changes."
        rows={endpoints.map((each) => [
          <a class="govuk-link" href={`/intake/webhooks/${each.id}`}>
            {each.url}
          </a>,
          stateOf(each),
          each.statuses.length,
          `${each.madeByName}, ${formatDateTime(each.madeAt)}`,
        ])}
      />
      <form method="post" action="/intake/webhooks" novalidate>
        <input type="hidden" name="id" value={newId} />
        <h2 class="govuk-heading-m">Add one</h2>
        <TextInput
          name="url"
          type="url"
          label={{ text: 'Address' }}
          hint={{ text: 'Begins with https:// and is reached over the internet' }}
          value={typedValue(typed, 'url')}
          errorMessage={errorOf(errors, 'url')}
        />
        <Checkboxes
          name="statuses"
          classes="govuk-checkboxes--small"
          fieldset={{ legend: { text: 'It is told when a report is', classes: 'govuk-fieldset__legend--s' } }}
          items={Object.entries(toldStatuses).map(([value, text]) => ({ value, text }))}
          values={typed.url === undefined ? Object.keys(toldStatuses) : [...typedValues(typed, 'statuses')]}
          errorMessage={errorOf(errors, 'statuses')}
        />
        <TextInput
          name="notifyEmail"
          type="email"
          label={{ text: 'Email address to be told when it is switched off (optional)' }}
          value={typedValue(typed, 'notifyEmail')}
          errorMessage={errorOf(errors, 'notifyEmail')}
        />
        <Button text="Add it" preventDoubleClick={true} />
      </form>
    </Layout>
  )
}

export type EndpointPageProps = {
  frame: Frame
  endpoint: Endpoint
  deliveries: readonly Delivery[]
  secret: string | undefined
}

const states = { waiting: 'Waiting', delivered: 'Delivered', failed: 'Failed' } as const

/** One webhook: its state, its key and what was sent. */
export function EndpointPage({ frame, endpoint, deliveries, secret }: EndpointPageProps): Html {
  const { id, url, disabledAt, disabledBecause, failingSince, formerUntil } = endpoint
  return (
    <Layout {...frame} wide title="Webhook">
      {secret !== undefined && (
        <NotificationBanner titleText="Important">
          <p class="govuk-notification-banner__heading">The secret, shown this once</p>
          <p class="govuk-body">
            <code class="app-typed">{secret}</code>
          </p>
        </NotificationBanner>
      )}
      <h1 class="govuk-heading-l govuk-!-text-break-word">{url}</h1>
      <IntakeTabs current="webhooks" />
      <SummaryList
        rows={[
          { key: { text: 'State' }, value: { html: stateOf(endpoint) } },
          ...(disabledAt === null
            ? []
            : [
                {
                  key: { text: 'Switched off' },
                  value: { text: `${formatDateTime(disabledAt)}: ${disabledBecause}` },
                },
              ]),
          ...(failingSince === null
            ? []
            : [{ key: { text: 'Failing since' }, value: { text: formatDateTime(failingSince) } }]),
          ...(formerUntil === null
            ? []
            : [
                {
                  key: { text: 'The former secret signs until' },
                  value: { text: formatDateTime(formerUntil) },
                },
              ]),
          { key: { text: 'Told of' }, value: { text: endpoint.statuses.join(', ') } },
          {
            key: { text: 'Told when it is switched off' },
            value: { text: endpoint.notifyEmail || 'Nobody' },
          },
        ]}
      />
      <form method="post" action={`/intake/webhooks/${id}`} class="govuk-button-group">
        <Button text="Make a new secret" name="act" value="rotate" classes="govuk-button--secondary" />
        {disabledAt === null ? (
          <Button text="Switch it off" name="act" value="disable" classes="govuk-button--secondary" />
        ) : (
          <Button text="Switch it on" name="act" value="enable" />
        )}
      </form>
      <h2 class="govuk-heading-m">The last messages</h2>
      <RowsTable
        caption="Messages"
        head={['Incident', 'Told', 'State', 'Attempts', 'Last answer', 'Made', 'Next', 'Again']}
        none="Nothing was sent yet."
        rows={deliveries.map((each) => [
          each.number,
          each.status,
          states[each.state],
          each.attempts,
          each.last ?? '',
          formatDateTime(each.createdAt),
          each.state === 'waiting' ? formatDateTime(each.dueAt) : '',
          <form method="post" action={`/intake/webhooks/${id}/deliveries/${each.id}`}>
            <button type="submit" class="app-link-button">
              Send again<span class="govuk-visually-hidden">{` ${each.number}, ${each.status}`}</span>
            </button>
          </form>,
        ])}
      />
    </Layout>
  )
}
