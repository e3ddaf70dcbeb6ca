import { dateParts, errorOf, hasErrorAt, typedValue } from '#platform/forms'
import { DateInput, type Html, MojAlert, Textarea, TextInput } from '#platform/govuk'
import type { ShownForm } from './form-state.ts'

/** A day, month and year of one of several forms on a page. */
export function DateBoxes({
  name,
  legend,
  hint,
  state,
}: {
  name: string
  legend: string
  hint?: string
  state: ShownForm
}): Html {
  const id = `${state.form}-${name}`
  const typed = dateParts(state.typed, name)
  return (
    <DateInput
      id={id}
      fieldset={{ legend: { text: legend, classes: 'govuk-fieldset__legend--s' } }}
      hint={hint ? { text: hint } : undefined}
      items={(['day', 'month', 'year'] as const).map((part) => ({
        id: `${id}-${part}`,
        name: `${name}-${part}`,
        label: part.charAt(0).toUpperCase() + part.slice(1),
        value: typed[part],
        classes: `govuk-input--width-${part === 'year' ? 4 : 2}${
          hasErrorAt(state.errors, `${name}-${part}`) ? ' govuk-input--error' : ''
        }`,
      }))}
      errorMessage={errorOf(state.errors, name)}
    />
  )
}

export function TextField({
  name,
  label,
  hint,
  state,
  value,
}: {
  name: string
  label: string
  hint?: string
  state: ShownForm
  value?: string
}): Html {
  return (
    <TextInput
      name={name}
      id={`${state.form}-${name}`}
      label={{ text: label }}
      hint={hint ? { text: hint } : undefined}
      value={state.isOpen ? typedValue(state.typed, name) : (value ?? '')}
      errorMessage={errorOf(state.errors, name)}
    />
  )
}

export function WordsField({
  name,
  label,
  hint,
  state,
  value,
  rows = 3,
}: {
  name: string
  label: string
  hint?: string
  state: ShownForm
  value?: string
  rows?: number
}): Html {
  return (
    <Textarea
      name={name}
      id={`${state.form}-${name}`}
      rows={rows}
      label={{ text: label }}
      hint={hint ? { text: hint } : undefined}
      value={state.isOpen ? typedValue(state.typed, name) : (value ?? '')}
      errorMessage={errorOf(state.errors, name)}
    />
  )
}

export function ConflictAlert({ conflict }: { conflict: string }): Html {
  return (
    <MojAlert
      variant="warning"
      title="This cannot be done now"
      showTitleAsHeading={true}
      role="alert"
      html={
        <>
          <p>{conflict}</p>
          <p>Nothing you did was saved.</p>
        </>
      }
    />
  )
}
