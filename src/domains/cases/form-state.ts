import type { FormError, Typed } from '#platform/forms'

/** What came back of one of the forms on a case's page: with errors, or because the case had moved on. */
export type FormState = {
  form: string
  typed: Typed
  errors: readonly FormError[]
  /** What happened in the meantime, where that is why it came back. */
  conflict?: string
}

/** A form as it is shown: one that did not come back is closed and empty. */
export type ShownForm = FormState & { isOpen: boolean }

/** What of the state belongs to this form. */
export function stateOf(state: FormState | undefined, form: string): ShownForm {
  return state?.form === form ? { ...state, isOpen: true } : { form, typed: {}, errors: [], isOpen: false }
}
