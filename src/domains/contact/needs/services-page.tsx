import { formatDate } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue, typedValues } from '#platform/forms'
import {
  Button,
  Checkboxes,
  type Html,
  InsetText,
  Layout,
  Select,
  SummaryList,
  Tag,
  Textarea,
  TextInput,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { type NeedsInstrument, needLabel } from './instrument.ts'
import type { SupportService } from './referral.ts'

export type ServicesPageProps = {
  frame: Frame
  services: readonly SupportService[]
  /** The area of need that is filtered by; empty for all. */
  need: string
  areas: NeedsInstrument['areas']
  organisations: readonly { id: number; name: string }[]
  mayKeep: boolean
  edited: SupportService | undefined
  /** Where a form came back. */
  typed: Typed | undefined
  errors: readonly FormError[]
  isDone: boolean
}

/** Services that support victims: what for, where, and how to refer to them. */
export function ServicesPage(props: ServicesPageProps): Html {
  const { frame, services, need, areas, mayKeep, errors, isDone } = props
  return (
    <Layout {...frame} wide title="Support services">
      <ErrorsAtTop errors={errors} />
      {isDone && <InsetText text="It is saved." />}
      <h1 class="govuk-heading-l">Support services</h1>
      {!mayKeep && (
        <p class="govuk-body">
          <a class="govuk-link" href="/partner/referrals">
            Referrals to your own organisation
          </a>
        </p>
      )}
      <form method="get" action="/support-services">
        <Select
          name="need"
          id="need"
          label={{ text: 'For which need' }}
          items={[
            { value: '', text: 'Any' },
            ...areas.map(({ code, label }) => ({ value: code, text: label })),
          ]}
          value={need}
        />
        <Button text="Show" classes="govuk-button--secondary" />
      </form>
      {services.length === 0 && <p class="govuk-body">No service is listed.</p>}
      {services.map((service) => (
        <Service service={service} mayKeep={mayKeep} />
      ))}
      {mayKeep && <ServiceForm {...props} />}
    </Layout>
  )
}

function Service({ service, mayKeep }: { service: SupportService; mayKeep: boolean }): Html {
  return (
    <section>
      <h2 class="govuk-heading-s govuk-!-margin-bottom-1">
        {`${service.name} `}
        {service.endedOn !== null && (
          <Tag text={`Ended on ${formatDate(service.endedOn)}`} classes="govuk-tag--grey" />
        )}
      </h2>
      <SummaryList
        classes="app-dense-summary"
        rows={[
          { key: { text: 'What it does' }, value: { text: service.whatFor } },
          { key: { text: 'For' }, value: { text: service.needs.map(needLabel).join(', ') } },
          { key: { text: 'Where' }, value: { text: service.area === '' ? 'Everywhere' : service.area } },
          {
            key: { text: 'How to refer' },
            value: {
              text: [
                service.partnerName === null
                  ? service.email === ''
                    ? 'By hand'
                    : `By email to ${service.email}`
                  : `On its page here: ${service.partnerName}`,
                service.howToRefer,
              ]
                .filter((part) => part !== '')
                .join('. '),
            },
          },
          {
            key: { text: 'Consent' },
            value: { text: service.consentNeeded ? 'Needed' : 'Not always needed' },
          },
          {
            key: { text: 'Answers within' },
            value: { text: `${service.answerWorkingDays} working days. Kept by ${service.organisationName}` },
          },
        ]}
      />
      {mayKeep && (
        <p class="govuk-body">
          <a class="govuk-link" href={`/support-services?edit=${service.id}#service`}>
            Change<span class="govuk-visually-hidden">{` ${service.name}`}</span>
          </a>
        </p>
      )}
    </section>
  )
}

function ServiceForm({ edited, typed, errors, areas, organisations }: ServicesPageProps): Html {
  const held = (name: string, of: string | undefined) =>
    typed === undefined ? (of ?? '') : typedValue(typed, name)
  return (
    <form
      method="post"
      action={edited === undefined ? '/support-services' : `/support-services/${edited.id}`}
      id="service"
      novalidate
    >
      <h2 class="govuk-heading-m">{edited === undefined ? 'Add a service' : `Change ${edited.name}`}</h2>
      {edited !== undefined && <input type="hidden" name="version" value={String(edited.version)} />}
      <TextInput
        name="name"
        id="name"
        label={{ text: 'Name' }}
        value={held('name', edited?.name)}
        errorMessage={errorOf(errors, 'name')}
      />
      <Textarea
        name="whatFor"
        id="whatFor"
        rows={2}
        label={{ text: 'What it does' }}
        value={held('whatFor', edited?.whatFor)}
        errorMessage={errorOf(errors, 'whatFor')}
      />
      <Checkboxes
        name="needs"
        idPrefix="needs"
        classes="govuk-checkboxes--small"
        fieldset={{ legend: { text: 'For which needs', classes: 'govuk-fieldset__legend--s' } }}
        items={areas.map(({ code, label }) => ({ value: code, text: label }))}
        values={typed === undefined ? (edited?.needs ?? []) : typedValues(typed, 'needs')}
        errorMessage={errorOf(errors, 'needs')}
      />
      <TextInput
        name="area"
        id="area"
        label={{ text: 'Where (empty for everywhere)' }}
        value={held('area', edited?.area)}
      />
      <Select
        name="partner"
        id="partner"
        label={{ text: 'Organisation of the partnership, if it is one' }}
        items={[
          { value: '', text: 'None: a service outside' },
          ...organisations.map(({ id, name }) => ({ value: String(id), text: name })),
        ]}
        value={held('partner', edited?.partnerOrganisationId?.toString())}
      />
      <TextInput
        name="email"
        id="email"
        label={{ text: 'Email for referrals (empty where they are made by hand)' }}
        value={held('email', edited?.email)}
        errorMessage={errorOf(errors, 'email')}
      />
      <Textarea
        name="how"
        id="how"
        rows={2}
        label={{ text: 'How to refer' }}
        value={held('how', edited?.howToRefer)}
      />
      <Checkboxes
        name="consent"
        idPrefix="consent"
        items={[{ value: 'yes', text: 'It takes nobody without consent' }]}
        values={held('consent', edited?.consentNeeded === false ? '' : 'yes') === 'yes' ? ['yes'] : []}
      />
      <TextInput
        name="days"
        id="days"
        inputmode="numeric"
        classes="govuk-input--width-4"
        label={{ text: 'Working days within which it answers' }}
        value={held('days', edited?.answerWorkingDays.toString() ?? '5')}
        errorMessage={errorOf(errors, 'days')}
      />
      {edited !== undefined && (
        <Checkboxes
          name="ended"
          idPrefix="ended"
          items={[{ value: 'yes', text: 'It is there no more' }]}
          values={held('ended', edited.endedOn === null ? '' : 'yes') === 'yes' ? ['yes'] : []}
        />
      )}
      <Button text="Save" preventDoubleClick={true} />
    </form>
  )
}
