import { ErrorsAtTop, errorOf, typedValue } from '#platform/forms'
import { type Html, Layout, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { AskFields, type AskForm, Conflict } from './ask-page.tsx'

/** Asks to see a report or case that somebody only knows by its reference. */
export function RequestPage({
  frame,
  form,
  conflict,
}: {
  frame: Frame
  form: AskForm
  conflict?: string
}): Html {
  return (
    <Layout {...frame} wide title="Ask to see a report or case">
      <ErrorsAtTop errors={form.errors} />
      {conflict !== undefined && <Conflict words={conflict} />}
      <h1 class="govuk-heading-l">Ask to see a report or case</h1>
      <p class="govuk-body">
        Whoever holds it reads your request and answers. Until then you are not told whether it exists.
      </p>
      <form method="post" action="/hand-overs/request" novalidate>
        <TextInput
          name="reference"
          classes="govuk-input--width-20"
          label={{ text: 'Reference' }}
          hint={{ text: 'Such as ASB-7K3M-92XD or CASE-7K3M-92XD' }}
          value={typedValue(form.typed, 'reference')}
          errorMessage={errorOf(form.errors, 'reference')}
        />
        <AskFields form={form} />
      </form>
    </Layout>
  )
}
