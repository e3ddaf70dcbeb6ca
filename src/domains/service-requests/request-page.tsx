import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { BackLink, Button, type Html, Layout, MojAlert, Radios, SummaryList, Textarea } from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { Service } from './geo-report.ts'

export type Offer = { endpoint: { id: string; name: string }; service: Service }

export type RequestPageProps = {
  frame: Frame
  report: { reference: string; title: string; typeLabel: string; placeWords: string; hasPoint: boolean }
  offers: readonly Offer[]
  typed: Typed
  errors: readonly FormError[]
  conflict?: string | undefined
}

export const mostDescribed = 2_000

/** A report on its way to another system of the organisation: where to, as what, in which words, and what leaves. */
export function RequestPage({ frame, report, offers, typed, errors, conflict }: RequestPageProps): Html {
  const address = `/reports/${report.reference}`
  const title = `Send ${report.reference} to another system`
  return (
    <Layout
      {...frame}
      hasErrors={errors.length > 0}
      wide
      title={title}
      beforeContent={<BackLink text={report.reference} href={address} />}
    >
      <ErrorsAtTop errors={errors} />
      {conflict && <MojAlert variant="warning" title="Not sent" text={conflict} role="alert" />}
      <h1 class="govuk-heading-l">{title}</h1>
      {offers.length === 0 ? (
        <p class="govuk-body">
          {`No system of your organisation takes ${report.typeLabel}. A co-ordinator or supervisor says which one does, under Incidents from other systems.`}
        </p>
      ) : (
        <form method="post" action={`${address}/service-requests`} novalidate>
          <Radios
            name="endpoint"
            classes="govuk-radios--small"
            fieldset={{ legend: { text: 'Where to', classes: 'govuk-fieldset__legend--s' } }}
            items={offers.map(({ endpoint, service }) => ({
              value: endpoint.id,
              text: `${endpoint.name}, as ${service.name}`,
            }))}
            value={
              typedValue(typed, 'endpoint') || (offers.length === 1 ? (offers[0]?.endpoint.id ?? '') : '')
            }
            errorMessage={errorOf(errors, 'endpoint')}
          />
          <Textarea
            name="description"
            rows={5}
            label={{ text: 'What they need to know', classes: 'govuk-label--s' }}
            hint={{
              text: 'Say what is to be done and where. Name nobody, and nothing by which somebody could be known',
            }}
            value={typed.description === undefined ? report.placeWords : typedValue(typed, 'description')}
            errorMessage={errorOf(errors, 'description')}
          />
          <h2 class="govuk-heading-s">What leaves</h2>
          <SummaryList
            rows={[
              {
                key: { text: 'Sent' },
                value: {
                  text: `${report.hasPoint ? 'The place on the map' : 'The place in words'}, your words above and the number ${report.reference}`,
                },
              },
              {
                key: { text: 'Not sent' },
                value: { text: 'Who reported, what they wrote, photographs, people, and notes' },
              },
            ]}
          />
          <Button text="Send it" preventDoubleClick={true} />
        </form>
      )}
    </Layout>
  )
}
