import { Button, type Child, type Html, Select, TextInput } from '#platform/govuk'
import { type Verb, verbCodes, verbs } from './filter.ts'

type Choice = { value: string; text: string }

/** Filters of a list, sent as the query of its own address. */
export function FilterForm({ action, children }: { action: string; children: Child }): Html {
  return (
    <search class="app-filters" id="filters">
      <form method="get" action={action}>
        <div class="app-filters__fields">{children}</div>
        <Button text="Show" classes="govuk-button--secondary" />
      </form>
    </search>
  )
}

export function VerbField({ value }: { value: Verb | undefined }): Html {
  return (
    <Select
      name="verb"
      label={{ text: 'What was done' }}
      items={[
        { value: '', text: 'Anything' },
        ...verbCodes.map((code) => ({ value: code, text: verbs[code] })),
      ]}
      value={value ?? ''}
    />
  )
}

export function ChoiceField(props: {
  name: string
  label: string
  any: string
  choices: readonly Choice[]
  value: string | number | undefined
}): Html {
  return (
    <Select
      name={props.name}
      label={{ text: props.label }}
      items={[{ value: '', text: props.any }, ...props.choices]}
      value={props.value === undefined ? '' : String(props.value)}
    />
  )
}

export function DayFields({ from, to }: { from: string | undefined; to: string | undefined }): Html {
  return (
    <>
      <TextInput
        name="from"
        type="date"
        label={{ text: 'From' }}
        value={from ?? ''}
        classes="govuk-input--width-10"
      />
      <TextInput
        name="to"
        type="date"
        label={{ text: 'To' }}
        value={to ?? ''}
        classes="govuk-input--width-10"
      />
    </>
  )
}
