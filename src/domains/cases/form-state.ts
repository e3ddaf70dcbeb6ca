import { type FormError, type Typed, typedValue } from '#platform/forms'

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

/**
 * What the head of a page says of the form that came back. A field's id carries the name of its form where several forms
 * of the page have such a field.
 */
export function returned(state: FormState | undefined): {
  errors: FormError[]
  conflict: string | undefined
} {
  const form = state?.form ?? ''
  return {
    errors: (state?.errors ?? []).map((error) =>
      form === 'action' ? error : { ...error, anchor: `${form}-${error.anchor}` },
    ),
    conflict: state?.conflict,
  }
}

/** The tab that a form stands on: it comes back there, and its result is seen there. */
export function pageOf(typed: Typed): 'plan' | 'timeline' | '' {
  const page = typedValue(typed, 'page')
  return page === 'plan' || page === 'timeline' ? page : ''
}
