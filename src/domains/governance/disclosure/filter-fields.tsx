import { type Html, TextInput } from '#platform/govuk'
import { FilterChoice } from '#platform/lists'
import { type Verb, verbs } from './filter.ts'

export function VerbField({ value }: { value: Verb | undefined }): Html {
  return <FilterChoice name="verb" label="What was done" all="Anything" choices={verbs} value={value} />
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
