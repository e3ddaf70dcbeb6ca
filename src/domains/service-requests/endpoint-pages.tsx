import { IntakeTabs } from '#domains/intake'
import type { AsbType } from '#domains/reports'
import { formatDateTime } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import {
  BackLink,
  Button,
  Checkboxes,
  type Html,
  Layout,
  NotificationBanner,
  Select,
  SummaryList,
  Tag,
  TextInput,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { FilterChoice, FilteredList, FilterForm, RowsTable } from '#platform/lists'
import { type ServiceEndpoint, serviceFor } from './endpoint.ts'
import { mostListed, type RequestState, requestStates, type ServiceRequest } from './service-request.ts'

export const endpointsAddress = '/intake/service-endpoints'
export const endpointAddress = (id: string) => `${endpointsAddress}/${id}`

type EndpointsPageProps = {
  frame: Frame
  endpoints: readonly ServiceEndpoint[]
  typed: Typed
  errors: readonly FormError[]
}

const stateTag = ({ disabledAt }: ServiceEndpoint): Html =>
  disabledAt === null ? (
    <Tag text="On" classes="govuk-tag--green" />
  ) : (
    <Tag text="Switched off" classes="govuk-tag--red" />
  )

/** Systems to which the organisation sends reports on as service requests. */
export function EndpointsPage({ frame, endpoints, typed, errors }: EndpointsPageProps): Html {
  return (
    <Layout {...frame} wide title="Systems that take requests">
      <ErrorsAtTop errors={errors} />
      <h1 class="govuk-heading-l">Systems that take requests</h1>
      <IntakeTabs current="requests" />
      <p class="govuk-body">
        Part of what is reported is work for another system of your own organisation, such as street
        cleansing. Whoever deals with a report sends it there by Open311 (GeoReport v2), and its status there
        is followed. Nothing of who reported is sent.
      </p>
      <RowsTable
        caption="Systems"
        head={['System', 'State', 'Address', { numeric: 'Types it takes' }, 'Added']}
        none="No system was added yet."
        rows={endpoints.map((each) => [
          <a class="govuk-link" href={endpointAddress(each.id)}>
            {each.name}
          </a>,
          stateTag(each),
          <span class="app-typed">{each.url}</span>,
          Object.keys(each.mapping).filter((type) => serviceFor(each, type) !== undefined).length,
          `${each.madeByName}, ${formatDateTime(each.madeAt)}`,
        ])}
      />
      <form method="post" action={endpointsAddress} novalidate>
        <h2 class="govuk-heading-m">Add one</h2>
        <TextInput
          name="name"
          label={{ text: 'What your people call it' }}
          hint={{ text: 'For example, Street cleansing' }}
          value={typedValue(typed, 'name')}
          errorMessage={errorOf(errors, 'name')}
        />
        <TextInput
          name="url"
          type="url"
          label={{ text: 'Address' }}
          hint={{ text: 'Where its Open311 begins, without services.xml. It begins with https://' }}
          value={typedValue(typed, 'url')}
          errorMessage={errorOf(errors, 'url')}
        />
        <TextInput
          name="jurisdiction"
          classes="govuk-input--width-20"
          label={{ text: 'jurisdiction_id (only where it asks for one)' }}
          value={typedValue(typed, 'jurisdiction')}
          errorMessage={errorOf(errors, 'jurisdiction')}
        />
        <TextInput
          name="key"
          label={{ text: 'api_key (only where it asks for one)' }}
          hint={{ text: 'Kept encrypted; nobody can read it again' }}
          autocomplete="off"
          value={typedValue(typed, 'key')}
          errorMessage={errorOf(errors, 'key')}
        />
        <Checkboxes
          name="knows_repeats"
          classes="govuk-checkboxes--small"
          items={[
            {
              value: 'yes',
              text: 'It takes a request that comes twice as one, by attribute[external_id]',
              hint: {
                text: 'Ask whoever runs it. Then a request without an answer is sent again by itself; otherwise somebody is asked',
              },
            },
          ]}
          values={typedValue(typed, 'knows_repeats') === 'yes' ? ['yes'] : []}
        />
        <Button text="Add it" preventDoubleClick={true} />
      </form>
    </Layout>
  )
}

type EndpointPageProps = {
  frame: Frame
  endpoint: ServiceEndpoint
  types: readonly AsbType[]
  requests: readonly ServiceRequest[]
  filter: { q: string; state: RequestState | undefined }
  isDone: boolean
  typed: Typed
  errors: readonly FormError[]
}

/** One system: what it offers, for which types it is used, and what was sent there. */
export function EndpointPage(props: EndpointPageProps): Html {
  const { frame, endpoint, types, requests, filter, isDone, errors } = props
  const address = endpointAddress(endpoint.id)
  return (
    <Layout
      {...frame}
      wide
      title={endpoint.name}
      beforeContent={<BackLink href={endpointsAddress} text="Systems that take requests" />}
    >
      <ErrorsAtTop errors={errors} />
      {isDone && <NotificationBanner type="success" text="Saved." />}
      <h1 class="govuk-heading-l">{endpoint.name}</h1>
      <SummaryList
        rows={[
          { key: { text: 'State' }, value: { html: stateTag(endpoint) } },
          { key: { text: 'Address' }, value: { html: <span class="app-typed">{endpoint.url}</span> } },
          { key: { text: 'What it offers' }, value: { text: offerInWords(endpoint) } },
          {
            key: { text: 'A request that comes twice' },
            value: {
              text: endpoint.knowsRepeats
                ? 'is one there, so that it may be sent again'
                : 'may be two there, so that somebody is asked before it is sent again',
            },
          },
        ]}
      />
      <form method="post" action={address} class="govuk-button-group">
        <Button
          text="Ask again what it offers"
          name="act"
          value="services"
          classes="govuk-button--secondary"
          preventDoubleClick={true}
        />
        {endpoint.disabledAt === null ? (
          <Button
            text="Switch it off"
            name="act"
            value="disable"
            classes="govuk-button--secondary"
            preventDoubleClick={true}
          />
        ) : (
          <Button text="Switch it on" name="act" value="enable" preventDoubleClick={true} />
        )}
      </form>
      <Mapping {...props} types={types} />
      <form method="post" action={address} novalidate>
        <h2 class="govuk-heading-m">Another key</h2>
        <TextInput
          name="key"
          label={{ text: 'api_key' }}
          autocomplete="off"
          value=""
          errorMessage={errorOf(errors, 'key')}
        />
        <Button
          text="Use this key"
          name="act"
          value="key"
          classes="govuk-button--secondary"
          preventDoubleClick={true}
        />
      </form>
      <h2 class="govuk-heading-m">What was sent</h2>
      <FilteredList
        filters={
          <FilterForm action={address}>
            <TextInput name="q" label={{ text: 'Words or number' }} value={filter.q} />
            <FilterChoice
              name="state"
              label="State"
              all="Any state"
              choices={requestStates}
              value={filter.state}
            />
          </FilterForm>
        }
      >
        <RowsTable
          caption="Requests"
          head={['Report', 'As', 'Sent by', 'State', 'Their number', 'Last answer']}
          none="Nothing was sent, or nothing is like this."
          rows={requests.map((each) => [
            <a class="govuk-link" href={`/reports/${each.reportReference}#service-requests`}>
              {each.reportReference}
            </a>,
            each.serviceName,
            `${each.madeByName}, ${formatDateTime(each.madeAt)}`,
            requestStates[each.state],
            each.remoteId ?? '',
            each.outcome,
          ])}
        />
        {requests.length === mostListed && (
          <p class="govuk-body-s">{`The newest ${mostListed} are shown.`}</p>
        )}
      </FilteredList>
    </Layout>
  )
}

function offerInWords({
  services,
  servicesReadAt,
  servicesWantedAt,
  servicesOutcome,
}: ServiceEndpoint): string {
  if (servicesReadAt === null || servicesReadAt < servicesWantedAt)
    return `Being asked since ${formatDateTime(servicesWantedAt)}. Open this page again in a moment.`
  const asked = `asked ${formatDateTime(servicesReadAt)}`
  if (servicesOutcome !== '') return `Not known: ${servicesOutcome} (${asked})`
  return `${services.length} ${services.length === 1 ? 'service' : 'services'} (${asked})`
}

function Mapping({ endpoint, types }: EndpointPageProps): Html {
  const { services, mapping } = endpoint
  if (services.length === 0)
    return (
      <p class="govuk-body">
        Once it has told what it offers, you say here which type of report it takes as what.
      </p>
    )
  return (
    <form method="post" action={endpointAddress(endpoint.id)} novalidate>
      <h2 class="govuk-heading-m">Which types it takes, and as what</h2>
      <RowsTable
        caption="Types"
        head={['Type', 'Taken as']}
        rows={types.map(({ code, label }) => [
          label,
          <Select
            id={`service-${code}`}
            name={`service.${code}`}
            label={{ text: `${label} is taken as`, classes: 'govuk-visually-hidden' }}
            formGroup={{ classes: 'govuk-!-margin-bottom-1' }}
            items={[
              { value: '', text: 'Not sent there' },
              ...services.map((service) => ({ value: service.code, text: service.name })),
            ]}
            value={mapping[code] ?? ''}
          />,
        ])}
      />
      <Button text="Save" name="act" value="map" preventDoubleClick={true} />
    </form>
  )
}
