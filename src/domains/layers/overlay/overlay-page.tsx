import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import {
  Button,
  type Html,
  InsetText,
  Layout,
  MojAlert,
  Radios,
  Select,
  Textarea,
  TextInput,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { overlayPurposes } from './purposes.ts'

export type OverlayPageProps = {
  frame: Frame
  isPermitted: boolean
  districts: readonly { id: string; name: string }[]
  types: readonly { code: string; label: string }[]
  /** They come from a look that has closed by itself. */
  hasExpired: boolean
  typed: Typed
  errors: readonly FormError[]
}

/** What the page does and never does; it stands on every page of the overlay. */
export function Statement(): Html {
  return (
    <InsetText text="It shows places, and nobody is ranked, scored or predicted. That somebody lives near says nothing of who did it. Each look and each person you open is written down with your purpose." />
  )
}

/** Says for which purpose, where and over which time, before anything is shown. */
export function OverlayPage(props: OverlayPageProps): Html {
  const { frame, isPermitted, hasExpired, errors } = props
  return (
    <Layout {...frame} hasErrors={errors.length > 0} title="People’s places over incidents">
      <ErrorsAtTop errors={errors} />
      {hasExpired && (
        <MojAlert
          variant="information"
          title="The look has closed"
          text={`A look lasts ${overlayPurposes.minutes} minutes. Say for which purpose you look again.`}
          role="status"
        />
      )}
      <span class="govuk-caption-l">
        <a class="govuk-link" href="/layers">
          Context layers
        </a>
      </span>
      <h1 class="govuk-heading-l">People’s places over incidents</h1>
      <p class="govuk-body">
        What was reported in a district, and over it where alleged perpetrators of open cases live and people
        about whom an order is in force, as far as you see these cases.
      </p>
      <Statement />
      {isPermitted ? (
        <StartForm {...props} />
      ) : (
        <p class="govuk-body">
          You have no permission for it. Who answers for information in your organisation gives it to analysts
          and supervisors by name, for half a year at most.
        </p>
      )}
    </Layout>
  )
}

function StartForm({ districts, types, typed, errors }: OverlayPageProps): Html {
  const own = (name: string) => ({
    name,
    value: typedValue(typed, name),
    errorMessage: errorOf(errors, name),
  })
  return (
    <form method="post" action="/layers/overlay" novalidate>
      <Radios
        {...own('purpose')}
        classes="govuk-radios--small"
        fieldset={{ legend: { text: 'For which purpose?', classes: 'govuk-fieldset__legend--s' } }}
        {...(!overlayPurposes.verified && {
          hint: { text: 'These are the usual purposes, to be checked by your partnership.' },
        })}
        items={overlayPurposes.purposes.map(({ code, label }) => ({ value: code, text: label }))}
      />
      <Textarea
        {...own('words')}
        rows={2}
        label={{ text: 'What do you look for, and in which plan or case?' }}
      />
      <Select
        {...own('district')}
        label={{ text: 'District' }}
        items={[
          { value: '', text: 'Choose' },
          ...districts.map(({ id, name }) => ({ value: id, text: name })),
        ]}
      />
      <Select
        {...own('type')}
        label={{ text: 'Type of what was reported' }}
        items={[
          { value: '', text: 'Every type' },
          ...types.map(({ code, label }) => ({ value: code, text: label })),
        ]}
      />
      <TextInput {...own('from')} type="date" classes="govuk-input--width-10" label={{ text: 'First day' }} />
      <TextInput {...own('to')} type="date" classes="govuk-input--width-10" label={{ text: 'Last day' }} />
      <Button text={`Look, for ${overlayPurposes.minutes} minutes`} preventDoubleClick={true} />
    </form>
  )
}
