import { ErrorSummary, type Html } from '#platform/govuk'

/** What is wrong with a form, by the name of the field. */
export type Problems<Field extends string> = Partial<Record<Field, string>>

/** The list at the head of the page; each line leads to its field, whose id is its name. */
export function ProblemSummary({ problems }: { problems: Problems<string> }): Html | null {
  const list = Object.entries(problems).flatMap(([field, text]) =>
    text === undefined ? [] : [{ text, href: `#${field}` }],
  )
  return list.length === 0 ? null : <ErrorSummary titleText="There is a problem" errorList={list} />
}

/** The message beside the field itself. */
export function problemOf(text: string | undefined): { errorMessage?: { text: string } } {
  return text === undefined ? {} : { errorMessage: { text } }
}

/** For refusals that the person can only wait out. */
export function waitMessage(seconds: number): string {
  const minutes = Math.ceil(seconds / 60)
  return `There were too many attempts. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`
}
