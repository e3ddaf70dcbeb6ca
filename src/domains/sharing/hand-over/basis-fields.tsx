import { dateParts, errorOf, type FormError, hasErrorAt, type Typed, typedValue } from '#platform/forms'
import { DateInput, Details, type Html, Radios, Select, Textarea } from '#platform/govuk'
import { consentGivers } from './hand-over-form.ts'
import type { LawfulBasis } from './read-choices.ts'

type FieldsProps = { typed: Typed; errors: readonly FormError[]; bases: readonly LawfulBasis[] }

/** Consent of the person it is about, or the ground in law: one of the two must be known. */
export function BasisFields({ typed, errors, bases }: FieldsProps): Html {
  const basis = typedValue(typed, 'basis')
  return (
    <>
      <Radios
        name="basis"
        idPrefix="basis"
        classes="govuk-radios--small"
        fieldset={{
          legend: { text: 'On what basis?', classes: 'govuk-fieldset__legend--s' },
        }}
        errorMessage={errorOf(errors, 'basis')}
        value={basis}
        items={[
          { value: 'consent', text: 'Consent' },
          { value: 'lawful_basis', text: 'Another lawful basis' },
        ]}
      />
      {/* Not inside the radios: those that open something carry aria-expanded, which ARIA gives to no radio. */}
      <Details summaryText="By consent: whose and when" open={basis === 'consent'}>
        <Consent typed={typed} errors={errors} />
      </Details>
      <LawfulBasisField typed={typed} errors={errors} bases={bases} />
      <Textarea
        name="words"
        rows={2}
        label={{ text: 'What is known of it (optional)' }}
        value={typedValue(typed, 'words')}
        errorMessage={errorOf(errors, 'words')}
      />
    </>
  )
}

/** The ground in law, from those in force today. */
export function LawfulBasisField({ typed, errors, bases }: FieldsProps): Html {
  return (
    <Select
      name="lawfulBasis"
      label={{ text: 'Lawful basis' }}
      hint={{ text: 'Needed without consent, and where no agreement covers it' }}
      items={[
        { value: '', text: 'Choose' },
        ...bases.map(({ code, label, citation }) => ({ value: code, text: `${label} (${citation})` })),
      ]}
      value={typedValue(typed, 'lawfulBasis')}
      errorMessage={errorOf(errors, 'lawfulBasis')}
    />
  )
}

function Consent({ typed, errors }: Omit<FieldsProps, 'bases'>): Html {
  const on = dateParts(typed, 'consentOn')
  const boxes = [
    { name: 'day', width: 2, value: on.day },
    { name: 'month', width: 2, value: on.month },
    { name: 'year', width: 4, value: on.year },
  ]
  return (
    <>
      <Radios
        name="consentBy"
        idPrefix="consentBy"
        classes="govuk-radios--small"
        fieldset={{ legend: { text: 'Who gave consent?', classes: 'govuk-fieldset__legend--s' } }}
        items={Object.entries(consentGivers).map(([value, text]) => ({ value, text }))}
        value={typedValue(typed, 'consentBy')}
        errorMessage={errorOf(errors, 'consentBy')}
      />
      <DateInput
        id="consentOn"
        namePrefix="consentOn"
        fieldset={{ legend: { text: 'When?', classes: 'govuk-fieldset__legend--s' } }}
        items={boxes.map(({ name, width, value }) => ({
          name,
          value,
          classes: `govuk-input--width-${width}${hasErrorAt(errors, `consentOn-${name}`) ? ' govuk-input--error' : ''}`,
        }))}
        errorMessage={errorOf(errors, 'consentOn')}
      />
    </>
  )
}
