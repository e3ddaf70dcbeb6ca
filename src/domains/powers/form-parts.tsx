import { dateParts, errorOf, type FormError, hasErrorAt, type Typed, typedValue } from '#platform/forms'
import { DateInput, type Html, Textarea, TextInput } from '#platform/govuk'

export type Back = { typed: Typed; errors: readonly FormError[] }
export const fresh: Back = { typed: {}, errors: [] }

type FieldProps = { name: string; label: string; hint?: string | undefined; back: Back }

export function DateBoxes({ name, label, hint, back }: FieldProps): Html {
  const parts = dateParts(back.typed, name)
  const boxes = [
    { box: 'day', width: 2, value: parts.day },
    { box: 'month', width: 2, value: parts.month },
    { box: 'year', width: 4, value: parts.year },
  ]
  return (
    <DateInput
      id={name}
      namePrefix={name}
      fieldset={{ legend: { text: label, classes: 'govuk-fieldset__legend--s' } }}
      hint={hint === undefined ? undefined : { text: hint }}
      items={boxes.map(({ box, width, value }) => ({
        name: box,
        value,
        classes: `govuk-input--width-${width}${hasErrorAt(back.errors, `${name}-${box}`) ? ' govuk-input--error' : ''}`,
      }))}
      errorMessage={errorOf(back.errors, name)}
    />
  )
}

export function Words({ name, label, hint, back, rows = 3 }: FieldProps & { rows?: number }): Html {
  return (
    <Textarea
      name={name}
      rows={rows}
      label={{ text: label, classes: 'govuk-label--s' }}
      hint={hint === undefined ? undefined : { text: hint }}
      value={typedValue(back.typed, name)}
      errorMessage={errorOf(back.errors, name)}
    />
  )
}

export function Line({ name, label, hint, back }: FieldProps): Html {
  return (
    <TextInput
      name={name}
      label={{ text: label, classes: 'govuk-label--s' }}
      hint={hint === undefined ? undefined : { text: hint }}
      value={typedValue(back.typed, name)}
      errorMessage={errorOf(back.errors, name)}
    />
  )
}
