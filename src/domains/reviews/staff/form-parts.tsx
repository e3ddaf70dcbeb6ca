import { dateParts, errorOf, type FormError, hasErrorAt, type Typed, typedValue } from '#platform/forms'
import {
  Button,
  type Child,
  DateInput,
  type Html,
  Radios,
  Select,
  Textarea,
  TextInput,
} from '#platform/govuk'

/** A form that came back: what was typed into it and what is wrong. */
export type FormState = { form: string; typed: Typed; errors: readonly FormError[] }

/** The fields of one form of a page on which several stand; only the form that came back has what was typed. */
export function fieldsOf(form: string, state: FormState | undefined) {
  const typed = state?.form === form ? state.typed : {}
  const errors = state?.form === form ? state.errors : []
  const id = (name: string) => (state?.form === form ? name : `${form}-${name}`)
  const common = (name: string) => ({
    name,
    id: id(name),
    value: typedValue(typed, name),
    errorMessage: errorOf(errors, name),
  })
  const hinted = (hint: string | undefined) => (hint === undefined ? undefined : { text: hint })
  return {
    input: (name: string, label: string, hint?: string, initial = '') => (
      <TextInput
        {...common(name)}
        value={typedValue(typed, name) || initial}
        label={{ text: label, classes: 'govuk-label--s' }}
        hint={hinted(hint)}
      />
    ),
    area: (name: string, label: string, hint?: string, rows = 4) => (
      <Textarea
        {...common(name)}
        label={{ text: label, classes: 'govuk-label--s' }}
        hint={hinted(hint)}
        rows={rows}
      />
    ),
    select: (name: string, label: string, items: readonly { value: string; text: string }[]) => (
      <Select
        {...common(name)}
        label={{ text: label, classes: 'govuk-label--s' }}
        items={[{ value: '', text: '' }, ...items]}
      />
    ),
    radios: (name: string, label: string, items: readonly { value: string; text: string }[]) => (
      <Radios
        name={name}
        idPrefix={id(name)}
        fieldset={{ legend: { text: label, classes: 'govuk-fieldset__legend--s' } }}
        value={typedValue(typed, name)}
        errorMessage={errorOf(errors, name)}
        items={[...items]}
      />
    ),
    day: (name: string, label: string) => {
      const parts = dateParts(typed, name)
      return (
        <DateInput
          id={id(name)}
          namePrefix={name}
          fieldset={{ legend: { text: label, classes: 'govuk-fieldset__legend--s' } }}
          items={(['day', 'month', 'year'] as const).map((part) => ({
            name: part,
            id: `${id(name)}-${part}`,
            value: parts[part],
            classes: part === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2',
            error: hasErrorAt(errors, `${name}-${part}`),
          }))}
          errorMessage={errorOf(errors, name)}
        />
      )
    },
  }
}

type ReviewFormProps = {
  action: string
  version: number
  button: string
  isSecondary?: boolean
  children?: Child
}

/** A form that changes a review at the version that is shown. */
export function ReviewForm({
  action,
  version,
  button,
  isSecondary = false,
  children,
}: ReviewFormProps): Html {
  return (
    <form method="post" action={action} novalidate>
      <input type="hidden" name="version" value={String(version)} />
      {children}
      <Button
        text={button}
        preventDoubleClick={true}
        classes={isSecondary ? 'govuk-button--secondary' : ''}
      />
    </form>
  )
}

export const codesOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, text]) => ({ value, text }))
