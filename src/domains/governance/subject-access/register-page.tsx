import { ErrorsAtTop, errorOf, typedValue } from '#platform/forms'
import { BackLink, Button, type Html, Layout, Radios, Select } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DateBoxes, TextField, WordsField } from './form-parts.tsx'
import { anchorsOf, type FormState, stateOf } from './form-state.ts'
import { regimes } from './subject-request.ts'

/** Registering a request: who asks, what for, and what was seen to prove it. */
export function RegisterPage({
  frame,
  organisations,
  state,
}: {
  frame: Frame
  organisations: readonly { id: number; name: string }[]
  state: FormState | undefined
}): Html {
  const shown = stateOf(state, 'register')
  const { typed, errors } = shown
  return (
    <Layout
      {...frame}
      title="Register a subject access request"
      beforeContent={<BackLink text="Subject access requests" href="/governance/subject-access" />}
    >
      <ErrorsAtTop errors={state ? anchorsOf(state) : []} />
      <h1 class="govuk-heading-l">Register a subject access request</h1>
      <form method="post" action="/governance/subject-access" novalidate>
        <Select
          name="organisation"
          id="register-organisation"
          label={{ text: 'Which organisation was asked?' }}
          items={organisations.map(({ id, name }) => ({ value: String(id), text: name }))}
          value={typedValue(typed, 'organisation')}
          errorMessage={errorOf(errors, 'organisation')}
        />
        <Choice
          name="regime"
          legend="Which law is it answered under?"
          items={regimes}
          state={shown}
          chosen="uk_gdpr"
        />
        <TextField name="person_name" label="Name of the person" state={shown} />
        <WordsField
          name="other_names"
          label="Other names (optional)"
          hint="Earlier names, nicknames, other spellings. One in a line."
          state={shown}
          rows={2}
        />
        <WordsField
          name="email"
          label="Email addresses (optional)"
          hint="One in a line."
          state={shown}
          rows={2}
        />
        <WordsField
          name="phone"
          label="Telephone numbers (optional)"
          hint="One in a line."
          state={shown}
          rows={2}
        />
        <WordsField
          name="address"
          label="Addresses (optional)"
          hint="Leave an empty line between two addresses."
          state={shown}
        />
        <Choice
          name="asked_by"
          legend="Who asked?"
          items={{ themselves: 'The person themselves', representative: 'Somebody for them' }}
          state={shown}
          chosen="themselves"
        />
        <TextField
          name="representative"
          label="If somebody asked for them: who, and how do you know that they may?"
          state={shown}
        />
        <WordsField name="wanted" label="What did they ask for? (optional)" state={shown} />
        <DateBoxes
          name="received"
          legend="When was it received?"
          hint="For example, 27 3 2026"
          state={shown}
        />
        <TextField
          name="identity_proof"
          label="What proof of identity have you seen? (optional)"
          hint="Such as a passport. If you have asked for proof, leave this empty: the clock starts when you record it."
          state={shown}
        />
        <DateBoxes name="from" legend="Look from this date (optional)" state={shown} />
        <DateBoxes name="to" legend="Look up to this date (optional)" state={shown} />
        <Choice
          name="staff"
          legend="Names of staff"
          items={{ withhold: 'Suggest to keep them back', give: 'Give them' }}
          state={shown}
          chosen="withhold"
        />
        <Button text="Register the request" preventDoubleClick={true} />
      </form>
    </Layout>
  )
}

function Choice({
  name,
  legend,
  items,
  state,
  chosen,
}: {
  name: string
  legend: string
  items: Readonly<Record<string, string>>
  state: ReturnType<typeof stateOf>
  chosen: string
}): Html {
  return (
    <Radios
      name={name}
      idPrefix={`register-${name}`}
      classes="govuk-radios--small"
      fieldset={{ legend: { text: legend, classes: 'govuk-fieldset__legend--s' } }}
      items={Object.entries(items).map(([value, text]) => ({ value, text }))}
      value={state.isOpen ? typedValue(state.typed, name) : chosen}
      errorMessage={errorOf(state.errors, name)}
    />
  )
}
