import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue, typedValues } from '#platform/forms'
import { Button, Checkboxes, type Html, Layout, Radios, Select, Textarea, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { layerAreas, openData } from './layer.ts'

/** Describes a layer: whose figures, of what, under which agreement and licence, for whom and until when. */
export function NewLayerPage({
  frame,
  agreements,
  organisations,
  typed,
  errors,
}: {
  frame: Frame
  agreements: readonly { id: string; title: string }[]
  organisations: readonly { id: number; name: string }[]
  typed: Typed
  errors: readonly FormError[]
}): Html {
  const own = (name: string) => ({
    name,
    value: typedValue(typed, name),
    errorMessage: errorOf(errors, name),
  })
  return (
    <Layout {...frame} hasErrors={errors.length > 0} title="Add a layer">
      <ErrorsAtTop errors={errors} />
      <p class="govuk-body">
        <a class="govuk-link" href="/layers">
          All layers
        </a>
      </p>
      <h1 class="govuk-heading-l">Add a layer</h1>
      <p class="govuk-body">Say first what the figures are. You hand them in on the next page.</p>
      <form method="post" action="/layers" novalidate>
        <TextInput {...own('name')} label={{ text: 'What is the layer called?' }} />
        <TextInput
          {...own('source')}
          label={{ text: 'Where do the figures come from?' }}
          hint={{ text: 'For example: ambulance service, dispatch system' }}
        />
        <TextInput
          {...own('licence')}
          label={{ text: 'Licence, or rule under which they may be used' }}
          hint={{ text: 'For example: Open Government Licence v3.0; official, for the partnership only' }}
        />
        <Textarea {...own('handling')} rows={2} label={{ text: 'How they are to be handled (optional)' }} />
        <Radios
          {...own('area')}
          classes="govuk-radios--small"
          fieldset={{ legend: { text: 'What are the figures of?', classes: 'govuk-fieldset__legend--s' } }}
          items={Object.entries(layerAreas).map(([value, text]) => ({ value, text }))}
        />
        <Select
          {...own('agreement')}
          label={{ text: 'Which agreement covers it?' }}
          items={[
            { value: '', text: 'Choose' },
            { value: openData, text: 'None is needed: it is open data' },
            ...agreements.map(({ id, title }) => ({ value: id, text: title })),
          ]}
        />
        <Checkboxes
          name="seenBy"
          classes="govuk-checkboxes--small"
          fieldset={{
            legend: { text: 'Who may see it under the agreement?', classes: 'govuk-fieldset__legend--s' },
          }}
          hint={{ text: 'Parties of the agreement only, while it holds. Open data is seen by everybody.' }}
          items={organisations.map(({ id, name }) => ({ value: String(id), text: name }))}
          values={[...typedValues(typed, 'seenBy')]}
          errorMessage={errorOf(errors, 'seenBy')}
        />
        <TextInput
          {...own('until')}
          type="date"
          classes="govuk-input--width-10"
          label={{ text: 'The last day on which it is shown' }}
        />
        <Button text="Go on to the figures" preventDoubleClick={true} />
      </form>
    </Layout>
  )
}
