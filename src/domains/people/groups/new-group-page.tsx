import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { Button, type Html, Layout, Radios, Select, Textarea, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { groupKinds, reviewMonths } from './group.ts'

export type NewGroupPageProps = {
  frame: Frame
  organisations: readonly { id: number; name: string }[]
  partitions: readonly { code: string; label: string }[]
  typed: Typed
  errors: readonly FormError[]
}

/** Records a group: what it is, why that is necessary, what it rests on and until when. */
export function NewGroupPage({ frame, organisations, partitions, typed, errors }: NewGroupPageProps): Html {
  const own = (name: string) => ({
    name,
    value: typedValue(typed, name),
    errorMessage: errorOf(errors, name),
  })
  return (
    <Layout {...frame} hasErrors={errors.length > 0} title="Record a group">
      <ErrorsAtTop errors={errors} />
      <p class="govuk-body">
        <a class="govuk-link" href="/groups">
          All groups
        </a>
      </p>
      <h1 class="govuk-heading-l">Record a group</h1>
      <p class="govuk-body">
        To be called a gang or a family that causes trouble follows a person. Record a group only where the
        work needs it, and say what it rests on. It is looked at again by a day that you set.
      </p>
      <form method="post" action="/groups" novalidate>
        {organisations.length > 1 && (
          <Select
            {...own('organisation')}
            label={{ text: 'Which organisation keeps it?' }}
            items={organisations.map(({ id, name }) => ({ value: String(id), text: name }))}
          />
        )}
        <Radios
          {...own('kind')}
          classes="govuk-radios--small"
          fieldset={{ legend: { text: 'What kind of group is it?', classes: 'govuk-fieldset__legend--s' } }}
          items={Object.entries(groupKinds).map(([value, text]) => ({ value, text }))}
        />
        <TextInput
          {...own('name')}
          label={{ text: 'What is it called?' }}
          hint={{ text: 'It is shown to people who see the group, never in the title of a case.' }}
        />
        <Textarea
          {...own('reason')}
          rows={3}
          label={{ text: 'Why must these people be recorded as a group?' }}
        />
        <Textarea {...own('source')} rows={2} label={{ text: 'What does this rest on?' }} />
        {partitions.length > 0 && (
          <Select
            {...own('partition')}
            label={{ text: 'Is it restricted?' }}
            hint={{ text: 'Only people who are cleared then see it. This cannot be changed.' }}
            items={[
              { value: '', text: 'No: for your organisation' },
              ...partitions.map(({ code, label }) => ({ value: code, text: label })),
            ]}
          />
        )}
        <Radios
          {...own('review')}
          classes="govuk-radios--small govuk-radios--inline"
          fieldset={{ legend: { text: 'Look again within', classes: 'govuk-fieldset__legend--s' } }}
          items={Object.entries(reviewMonths).map(([value, text]) => ({ value, text }))}
        />
        <Button text="Record the group" preventDoubleClick={true} />
      </form>
    </Layout>
  )
}
