import type { FormError, Typed } from '#platform/forms'

/** What came back of one of the forms of a page: with errors, or because the request had moved on. */
export type FormState = {
  form: string
  typed: Typed
  errors: readonly FormError[]
  /** What happened in the meantime, where that is why it came back. */
  conflict?: string
}

/** A form as it is shown: one that did not come back is closed and empty. */
export type ShownForm = FormState & { isOpen: boolean }

export function stateOf(state: FormState | undefined, form: string): ShownForm {
  return state?.form === form ? { ...state, isOpen: true } : { form, typed: {}, errors: [], isOpen: false }
}

/** A field's id carries the name of its form, because several forms of a page may have such a field. */
export function anchorsOf({ form, errors }: FormState): readonly FormError[] {
  return errors.map((error) => ({ ...error, anchor: `${form}-${error.anchor}` }))
}
