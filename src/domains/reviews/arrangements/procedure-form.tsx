import { errorOf, typedValue, typedValues } from '#platform/forms'
import { Button, Checkboxes, type Html, Radios, Textarea, TextInput } from '#platform/govuk'
import { procedureOfTheAct } from '../procedure.ts'
import { codesOf, type FormState, fieldsOf } from '../staff/form-parts.tsx'
import { appealTos, clockFields, typedFrom } from './arrangement-forms.ts'
import type { DistrictPageProps } from './district-page.tsx'
import { standsOn } from './read-arrangements.ts'

/** A procedure from a later day on; it begins with what holds now, so that only what changes is typed. */
export function ProcedureForm({ district, today, state }: DistrictPageProps): Html {
  const noContact = { name: '', phone: '', email: '', address: '' }
  const now = district.procedures.find((each) => standsOn(today, each) === 'now') ?? {
    procedure: procedureOfTheAct(today),
    contact: noContact,
  }
  const shown: FormState =
    state?.form === 'procedure' ? state : { form: 'procedure', typed: typedFrom(now), errors: [] }
  const { typed, errors } = shown
  const { day } = fieldsOf('procedure', shown)
  const input = (name: string, label: string, hint?: string, isNumber = false) => (
    <TextInput
      name={name}
      id={name}
      label={{ text: label, classes: 'govuk-label--s' }}
      hint={hint === undefined ? undefined : { text: hint }}
      value={typedValue(typed, name)}
      errorMessage={errorOf(errors, name)}
      {...(isNumber ? { inputmode: 'numeric' as const, classes: 'govuk-input--width-4' } : {})}
    />
  )
  const number = (name: string, label: string, hint?: string) => input(name, label, hint, true)
  return (
    <form method="post" action={`/reviews/procedures/${district.code}`} novalidate>
      {day('from', 'First day on which it holds')}
      <h3 class="govuk-heading-m">Threshold</h3>
      {number('complaints', 'Complaints', 'The Act: 3. An area may ask for fewer.')}
      {number(
        'complaintMonths',
        'Each made within so many months of its incident',
        'The Act: 1, or more here.',
      )}
      {number('applicationMonths', 'Each made in the last so many months', 'The Act: 6, or more here.')}
      {number('hate', 'So many are enough where motivated by hate (optional)')}
      {number('metres', 'Complaints of one person are about the same behaviour within so many metres')}
      <Radios
        name="beyond"
        idPrefix="beyond"
        fieldset={{
          legend: { text: 'Conditions beyond the Act', classes: 'govuk-fieldset__legend--s' },
        }}
        hint={{
          text: 'They never stand against the number in the Act: such a review must be done. Ministers ask areas to think again about them.',
        }}
        value={typedValue(typed, 'beyond')}
        errorMessage={errorOf(errors, 'beyond')}
        items={[
          { value: 'none', text: 'None: statutory only' },
          {
            value: 'some',
            text: 'Some',
          },
        ]}
      />
      {number('latest', 'If some: the latest complaint is no older than so many months (optional)')}
      <Checkboxes
        name="conditions"
        classes="govuk-checkboxes--small"
        values={[...typedValues(typed, 'conditions')]}
        errorMessage={errorOf(errors, 'conditions')}
        items={[{ value: 'noAction', text: 'If some: nothing was done about the complaints' }]}
      />
      <h3 class="govuk-heading-m">Working days</h3>
      {clockFields.map(([name, label]) => number(name, label))}
      <Radios
        name="appealTo"
        idPrefix="appealTo"
        classes="govuk-radios--small"
        fieldset={{ legend: { text: 'Who decides appeals', classes: 'govuk-fieldset__legend--s' } }}
        value={typedValue(typed, 'appealTo')}
        errorMessage={errorOf(errors, 'appealTo')}
        items={codesOf(appealTos)}
      />
      <h3 class="govuk-heading-m">Whom the public asks</h3>
      {input('contactName', 'Name, or team')}
      {input('contactPhone', 'Telephone')}
      {input('contactEmail', 'Email')}
      <Textarea
        name="contactAddress"
        id="contactAddress"
        label={{ text: 'Address', classes: 'govuk-label--s' }}
        rows={2}
        value={typedValue(typed, 'contactAddress')}
        errorMessage={errorOf(errors, 'contactAddress')}
      />
      {input('source', 'Where it was decided', 'For example: community safety partnership, 3 March 2026')}
      <Checkboxes
        name="checked"
        classes="govuk-checkboxes--small"
        values={[...typedValues(typed, 'checked')]}
        errorMessage={errorOf(errors, 'checked')}
        items={[{ value: 'yes', text: 'The times were checked locally, and are not defaults' }]}
      />
      <Button text="Set it from that day" preventDoubleClick={true} />
    </form>
  )
}
