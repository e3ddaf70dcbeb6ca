import { ErrorSummary, type Html } from '#platform/govuk'
import { englishFormWords } from './form-words.ts'
import type { FormError } from './read-form.ts'

/** The summary above a form that came back: each link puts the focus on its field. */
export function ErrorsAtTop({
  errors,
  title = englishFormWords.problem,
}: {
  errors: readonly FormError[]
  title?: string
}): Html | null {
  if (errors.length === 0) return null
  return (
    <ErrorSummary
      titleText={title}
      errorList={errors.map(({ anchor, message }) => ({ href: `#${anchor}`, text: message }))}
    />
  )
}

/** A field's message in the shape the components take. */
export function errorOf(errors: readonly FormError[], field: string): { text: string } | undefined {
  const error = errors.find((each) => each.field === field)
  return error && { text: error.message }
}

/** Whether this very element is at fault: one box of a date, say. */
export function hasErrorAt(errors: readonly FormError[], anchor: string): boolean {
  return errors.some((each) => each.anchor === anchor)
}
