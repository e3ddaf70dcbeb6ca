import { channelNames } from '#domains/reports'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue, typedValues } from '#platform/forms'
import {
  BackLink,
  Button,
  Checkboxes,
  Details,
  type Html,
  Layout,
  MojAlert,
  Radios,
  Select,
  Textarea,
  TextInput,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { asSentence, nameFact, valueInWords } from '../fact-words.ts'
import type { Names } from './proposed-rules.ts'
import { type AnswerChoice, answerValue, areaValue, askedFacts, factValues } from './rule-form.ts'

export type RulePageProps = {
  frame: Frame
  /** Nothing for a new rule. */
  name: string | undefined
  action: string
  back: string
  seen: number
  places: number
  names: Names
  answers: readonly AnswerChoice[]
  typed: Typed
  errors?: readonly FormError[]
  conflict?: string | undefined
}

/** One rule of a draft: what it asks of a report, where it sends it, and its place among the others. */
export function RulePage(props: RulePageProps): Html {
  const { frame, name, action, back, seen, places, names, answers, typed, errors = [], conflict } = props
  const title = name === undefined ? 'A new routing rule' : `Change the rule: ${name}`
  const value = (field: string) => typedValue(typed, field)
  return (
    <Layout {...frame} title={title} wide beforeContent={<BackLink href={back} text="The changed rules" />}>
      <ErrorsAtTop errors={errors} />
      {conflict && <MojAlert variant="warning" title="Not saved" text={conflict} role="alert" />}
      <h1 class="govuk-heading-l">{title}</h1>
      <form method="post" action={action} novalidate>
        <input type="hidden" name="seen" value={seen} />
        <TextInput
          name="name"
          label={{ text: 'Name' }}
          value={value('name')}
          errorMessage={errorOf(errors, 'name')}
        />
        <h2 class="govuk-heading-m">Which reports</h2>
        <Select
          name="type"
          label={{ text: 'Type' }}
          items={[
            { value: '', text: 'Any type' },
            ...names.types.map(({ code, label }) => ({ value: code, text: label })),
          ]}
          value={value('type')}
        />
        <Select
          name="area"
          label={{ text: 'Area' }}
          items={[
            { value: '', text: 'Anywhere' },
            ...names.areas.map((area) => ({
              value: areaValue(area),
              text: `${asSentence(area.kind.replaceAll('_', ' '))}: ${area.name}`,
            })),
          ]}
          value={value('area')}
        />
        {askedFacts.map((fact) => (
          <Select
            name={fact}
            label={{ text: asSentence(nameFact(fact)) }}
            items={[
              { value: '', text: 'Any' },
              ...factValues[fact].map((each) => ({
                value: each,
                text: fact === 'channel' ? channelName(each) : asSentence(valueInWords(fact, each)),
              })),
            ]}
            value={value(fact)}
          />
        ))}
        {answers.length > 0 && (
          <Details
            summaryText="Only with some answers"
            open={typedValues(typed, 'answers').length > 0 || errorOf(errors, 'answers') !== undefined}
          >
            <Checkboxes
              name="answers"
              classes="govuk-checkboxes--small"
              fieldset={{
                legend: { text: 'Only with these answers', classes: 'govuk-fieldset__legend--s' },
              }}
              hint={{
                text: 'One answer of a question, at most. For a type’s own questions, save the type first.',
              }}
              items={answers.map((answer) => ({
                value: answerValue(answer),
                text: `${answer.wording} ${answer.expected}`,
              }))}
              values={[...typedValues(typed, 'answers')]}
              errorMessage={errorOf(errors, 'answers')}
            />
          </Details>
        )}
        <h2 class="govuk-heading-m">What it does</h2>
        <Radios
          name="does"
          classes="govuk-radios--small"
          fieldset={{
            legend: { text: 'With reports that match', classes: 'govuk-fieldset__legend--s' },
          }}
          items={[
            {
              value: 'send',
              text: 'Send them to a queue',
              hint: { text: 'The first such rule that matches decides.' },
            },
            {
              value: 'prompt',
              text: 'Raise a prompt for whoever triages them',
              hint: { text: 'Every such rule that matches does, wherever the report goes.' },
            },
          ]}
          value={value('does') || 'send'}
        />
        <Select
          name="queue"
          label={{ text: 'Queue' }}
          hint={{ text: 'Where it sends them. A prompt has none.' }}
          items={[
            { value: '', text: 'Choose a queue' },
            ...names.queues.map(({ id, name: queue, organisationName }) => ({
              value: id,
              text: `${organisationName}: ${queue}`,
            })),
          ]}
          value={value('queue')}
          errorMessage={errorOf(errors, 'queue')}
        />
        <Textarea
          name="prompt"
          rows={2}
          label={{ text: 'Prompt' }}
          hint={{ text: 'What to ask or do before deciding. It is shown with the report.' }}
          value={value('prompt')}
          errorMessage={errorOf(errors, 'prompt')}
        />
        <Checkboxes
          name="urgent"
          classes="govuk-checkboxes--small"
          items={[{ value: 'yes', text: 'The prompt marks the report as high impact in the queue' }]}
          values={[...typedValues(typed, 'urgent')]}
        />
        <TextInput
          name="place"
          inputmode="numeric"
          classes="govuk-input--width-4"
          label={{ text: 'Place in the list' }}
          hint={{
            text: `From 1, which is asked first, to ${places}. The first with a queue that matches decides.`,
          }}
          value={value('place')}
          errorMessage={errorOf(errors, 'place')}
        />
        <div class="govuk-button-group">
          <Button text="Save the rule" name="do" value="save" preventDoubleClick={true} />
          {name !== undefined && (
            <Button text="Remove the rule" name="do" value="remove" classes="govuk-button--warning" />
          )}
        </div>
      </form>
    </Layout>
  )
}

const channelName = (code: string) => new Map(Object.entries(channelNames)).get(code) ?? code
