import type { Words } from '#locales'
import { errorOf, type FormError, type Typed, typedValue, typedValues } from '#platform/forms'
import { Checkboxes, type Html, Radios, Select, Textarea, TextInput } from '#platform/govuk'
import { consents, otherKind, preferredChannels } from './read-application.ts'

export type ApplicationFieldsProps = {
  words: Words
  typed: Typed
  errors: readonly FormError[]
  districts: readonly { code: string; name: string }[]
  kinds: readonly { code: string; label: string }[]
}

/** Everything that is asked of who applies, the same by every route. */
export function ApplicationFields(props: ApplicationFieldsProps): Html {
  const { words, typed, errors, districts, kinds } = props
  const { apply } = words.reviews
  const value = (name: string) => typedValue(typed, name)
  const legend = (text: string) => ({ legend: { text, classes: 'govuk-fieldset__legend--m' } })
  const input = (
    name: string,
    label: string,
    more: { hint?: string; type?: string; autocomplete?: string } = {},
  ) => (
    <TextInput
      name={name}
      id={name}
      label={{ text: label, classes: 'govuk-label--s' }}
      hint={more.hint === undefined ? undefined : { text: more.hint }}
      type={more.type ?? 'text'}
      autocomplete={more.autocomplete}
      value={value(name)}
      errorMessage={errorOf(errors, name)}
    />
  )
  const area = (name: string, label: string, hint: string | undefined, rows: number) => (
    <Textarea
      name={name}
      id={name}
      label={{ text: label, classes: 'govuk-label--m' }}
      hint={hint === undefined ? undefined : { text: hint }}
      rows={rows}
      value={value(name)}
      errorMessage={errorOf(errors, name)}
    />
  )
  return (
    <>
      <Select
        name="district"
        id="district"
        label={{ text: apply.district, classes: 'govuk-label--m' }}
        items={[{ value: '', text: '' }, ...districts.map(({ code, name }) => ({ value: code, text: name }))]}
        value={value('district')}
        errorMessage={errorOf(errors, 'district')}
      />
      <Radios
        name="who"
        fieldset={legend(apply.who)}
        value={value('who')}
        errorMessage={errorOf(errors, 'who')}
        items={[
          { value: 'myself', text: apply.myself },
          { value: 'somebody', text: apply.somebody },
        ]}
      />
      <div class="govuk-inset-text">
        <h2 class="govuk-heading-s">{apply.ifSomebody}</h2>
        {input('victimName', apply.victimName)}
        {input('victimAddress', apply.victimAddress)}
        {input('relation', apply.relation, { hint: apply.relationHint })}
        <Radios
          name="consent"
          fieldset={{ legend: { text: apply.consent, classes: 'govuk-fieldset__legend--s' } }}
          value={value('consent')}
          errorMessage={errorOf(errors, 'consent')}
          items={consents.map((code) => ({
            value: code,
            text: {
              said: apply.consentSaid,
              written: apply.consentWritten,
              unable: apply.consentUnable,
            }[code],
          }))}
        />
      </div>
      <Select
        name="kind"
        id="kind"
        label={{ text: apply.kind, classes: 'govuk-label--m' }}
        items={[
          { value: '', text: '' },
          ...kinds.map(({ code, label }) => ({ value: code, text: label })),
          { value: otherKind, text: apply.kindUnsure },
        ]}
        value={value('kind')}
        errorMessage={errorOf(errors, 'kind')}
      />
      {area('behaviour', apply.behaviour, apply.behaviourHint, 6)}
      {area('references', apply.references, apply.referencesHint, 3)}
      <Checkboxes
        name="more"
        fieldset={legend(apply.more)}
        values={[...typedValues(typed, 'more')]}
        errorMessage={errorOf(errors, 'more')}
        items={[
          { value: 'hate', text: apply.isHate, hint: { text: apply.hateHint } },
          { value: 'vulnerable', text: apply.isVulnerable },
        ]}
      />
      <h2 class="govuk-heading-m">{apply.contactHeading}</h2>
      {input('name', apply.name, { autocomplete: 'name' })}
      {input('email', apply.email, { type: 'email', autocomplete: 'email' })}
      {input('phone', apply.phone, { type: 'tel', autocomplete: 'tel' })}
      {area('address', apply.address, apply.addressHint, 3)}
      <Radios
        name="preferred"
        fieldset={legend(apply.preferred)}
        value={value('preferred')}
        errorMessage={errorOf(errors, 'preferred')}
        items={preferredChannels.map((code) => ({
          value: code,
          text: {
            email: apply.byEmail,
            text: apply.byText,
            phone: apply.byPhone,
            letter: apply.byLetter,
            none: apply.byNone,
          }[code],
        }))}
      />
      {area('safe', apply.safe, apply.safeHint, 2)}
      {area('needs', apply.needs, apply.needsHint, 2)}
    </>
  )
}
