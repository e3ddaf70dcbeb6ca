import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { Button, type Html, Layout, MojAlert, Radios, Textarea, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { type DisclosurePolicy, sensitivities } from './disclosure-policy.ts'

export type PolicyPageProps = {
  frame: Frame
  policies: readonly DisclosurePolicy[]
  /** The form that came back. */
  state: { form: string; typed: Typed; errors: readonly FormError[] } | undefined
  isSaved: boolean
}

export const formOf = ({
  organisationId,
  sensitivity,
}: Pick<DisclosurePolicy, 'organisationId' | 'sensitivity'>) => `${sensitivity}-${organisationId}`

/** When people of an organisation are asked why they open a record. */
export function PolicyPage({ frame, policies, state, isSaved }: PolicyPageProps): Html {
  return (
    <Layout {...frame} title="When a reason is asked">
      <ErrorsAtTop
        errors={(state?.errors ?? []).map((error) => ({
          ...error,
          anchor: `${state?.form}-${error.anchor}`,
        }))}
      />
      {isSaved && <MojAlert variant="success" title="Saved" text="The policy is saved." role="status" />}
      <h1 class="govuk-heading-l">When a reason is asked</h1>
      <p class="govuk-body">
        Before a record opens, people can be asked why. The reason stands in the record of disclosure. A
        record asks when the organisation of the reader asks, or the one that holds the record. Entering
        reports and working through the queue never ask.
      </p>
      {policies.map((policy) => (
        <PolicyForm policy={policy} state={state?.form === formOf(policy) ? state : undefined} />
      ))}
    </Layout>
  )
}

function PolicyForm({ policy, state }: { policy: DisclosurePolicy; state: PolicyPageProps['state'] }): Html {
  const form = formOf(policy)
  const errors = state?.errors ?? []
  const value = (name: string, saved: string) => (state === undefined ? saved : typedValue(state.typed, name))
  return (
    <section aria-labelledby={form}>
      <h2 class="govuk-heading-m" id={form}>
        {`${sensitivities[policy.sensitivity]}, ${policy.organisationName}`}
      </h2>
      <form method="post" action={`/governance/reasons/${policy.sensitivity}`} novalidate>
        <input type="hidden" name="organisation" value={policy.organisationId} />
        <input type="hidden" name="version" value={policy.version} />
        <Radios
          name="asks"
          idPrefix={`${form}-asks`}
          classes="govuk-radios--inline"
          fieldset={{ legend: { text: 'Ask why?', classes: 'govuk-fieldset__legend--s' } }}
          items={[
            { value: 'yes', text: 'Yes' },
            { value: 'no', text: 'No' },
          ]}
          value={value('asks', policy.asksReason ? 'yes' : 'no')}
          errorMessage={errorOf(errors, 'asks')}
        />
        <TextInput
          name="length"
          id={`${form}-length`}
          label={{ text: 'Least length of a reason in own words, in characters' }}
          classes="govuk-input--width-3"
          inputmode="numeric"
          value={value('length', String(policy.leastLength))}
          errorMessage={errorOf(errors, 'length')}
        />
        <Textarea
          name="reasons"
          id={`${form}-reasons`}
          rows={5}
          label={{ text: 'Reasons to pick from, one a line' }}
          hint={{ text: 'Leave it empty to have every reason typed.' }}
          value={value('reasons', policy.standardReasons.join('\n'))}
          errorMessage={errorOf(errors, 'reasons')}
        />
        <Button text="Save" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </section>
  )
}
