import type { wordsIn } from '#locales'
import { dateParts, errorOf, type FormError, hasErrorAt, type Typed } from '#platform/forms'
import { DateInput, type Html } from '#platform/govuk'

export type DayInputProps = {
  name: string
  label: string
  typed: Typed
  errors: readonly FormError[]
  words: ReturnType<typeof wordsIn>
}

/** The three boxes of a day. */
export function DayInput({ name, label, typed, errors, words }: DayInputProps): Html {
  const parts = dateParts(typed, name)
  const error = errorOf(errors, name)
  const whole = error && !hasErrorAt(errors, `${name}-month`) && !hasErrorAt(errors, `${name}-year`)
  return (
    <DateInput
      id={name}
      namePrefix={name}
      fieldset={{ legend: { text: label, classes: 'govuk-fieldset__legend--s' } }}
      items={(['day', 'month', 'year'] as const).map((part) => ({
        name: part,
        label: words.status.dateParts[part],
        value: parts[part],
        classes: part === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2',
        error: Boolean(whole) || hasErrorAt(errors, `${name}-${part}`),
      }))}
      errorMessage={error}
    />
  )
}
