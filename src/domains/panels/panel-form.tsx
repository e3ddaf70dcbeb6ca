import { type FormError, type Typed, typedValue } from '#platform/forms'
import { type Html, Textarea, TextInput } from '#platform/govuk'

/** What came back of one of the forms of a page: which one, as it was typed, and what is wrong with it. */
export type PanelFormState = {
  form: string
  typed: Typed
  errors: readonly FormError[]
  conflict?: string
}

/** The part of what came back that belongs to a form; its fields' ids carry its name. */
export function stateFor(state: PanelFormState | undefined, form: string) {
  const own = state?.form === form ? state : undefined
  const idOf = (name: string) => `${form}-${name}`
  return {
    isOpen: own !== undefined,
    idOf,
    valueOf: (name: string) => typedValue(own?.typed ?? {}, name),
    errorOf: (name: string) => {
      const error = own?.errors.find(({ field }) => field === name)
      return error && { text: error.message }
    },
  }
}
export type OwnState = ReturnType<typeof stateFor>

/** The errors as the summary above the page lists them. */
export function errorsOf(state: PanelFormState | undefined): FormError[] {
  return (state?.errors ?? []).map((error) => ({ ...error, anchor: `${state?.form}-${error.field}` }))
}

export function Line(props: {
  own: OwnState
  name: string
  label: string
  type?: string
  usual?: string
}): Html {
  const { own, name, label, type = 'text', usual = '' } = props
  return (
    <TextInput
      id={own.idOf(name)}
      name={name}
      type={type}
      label={{ text: label }}
      value={own.isOpen ? own.valueOf(name) : usual}
      errorMessage={own.errorOf(name)}
      {...(type === 'text' ? {} : { classes: 'govuk-input--width-10' })}
    />
  )
}

export function Words(props: { own: OwnState; name: string; label: string; hint?: string }): Html {
  const { own, name, label, hint } = props
  return (
    <Textarea
      id={own.idOf(name)}
      name={name}
      rows={3}
      label={{ text: label }}
      {...(hint === undefined ? {} : { hint: { text: hint } })}
      value={own.valueOf(name)}
      errorMessage={own.errorOf(name)}
    />
  )
}
