import type { LocalDate } from '#platform/clock'
import { dateParts, errorOf, type FormError, hasErrorAt, type Typed } from '#platform/forms'
import { DateInput, type Html } from '#platform/govuk'

/** A date as three boxes; `usual` stands there until something is typed. */
export function DateBoxes({
  name,
  legend,
  hint,
  typed,
  errors,
  usual,
}: {
  name: string
  legend: string
  hint?: string
  typed: Typed
  errors: readonly FormError[]
  usual?: LocalDate | undefined
}): Html {
  const parts = dateParts(typed, name)
  const isTyped = parts.day !== '' || parts.month !== '' || parts.year !== ''
  const [year = '', month = '', day = ''] = usual?.split('-').map((part) => String(Number(part))) ?? []
  const shown = isTyped || errors.length > 0 ? parts : { day, month, year }
  const boxes = [
    { name: 'day', width: 2, value: shown.day },
    { name: 'month', width: 2, value: shown.month },
    { name: 'year', width: 4, value: shown.year },
  ]
  return (
    <DateInput
      id={name}
      namePrefix={name}
      fieldset={{ legend: { text: legend, classes: 'govuk-fieldset__legend--s' } }}
      hint={hint === undefined ? undefined : { text: hint }}
      items={boxes.map((box) => ({
        name: box.name,
        value: box.value,
        classes: `govuk-input--width-${box.width}${hasErrorAt(errors, `${name}-${box.name}`) ? ' govuk-input--error' : ''}`,
      }))}
      errorMessage={errorOf(errors, name)}
    />
  )
}
