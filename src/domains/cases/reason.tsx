import { errorOf, typedValue } from '#platform/forms'
import { type Html, Textarea } from '#platform/govuk'
import type { ShownForm } from './form-state.ts'

/** The words of one of several forms on a page; the field's id carries the form's name. */
export function Reason({ form, label, state }: { form: string; label: string; state: ShownForm }): Html {
  return (
    <Textarea
      name="why"
      id={`${form}-why`}
      rows={3}
      label={{ text: label }}
      value={typedValue(state.typed, 'why')}
      errorMessage={errorOf(state.errors, 'why')}
    />
  )
}
