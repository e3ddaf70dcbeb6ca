import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { Button, type Html, Layout, Radios, Select, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { levelNames, sharingLevels } from '../level.ts'
import { SharingTabs } from '../sharing-tabs.tsx'
import { organisationKinds, recordKinds, riskBands, riskWords } from './rule.ts'

export type RuleChoices = {
  agreements: readonly { id: string; title: string }[]
  organisations: readonly { id: number; name: string }[]
  panels: readonly { id: string; name: string }[]
  types: readonly { code: string; label: string }[]
  areas: readonly { kind: string; code: string; name: string }[]
}

export type RuleFormPageProps = {
  frame: Frame
  choices: RuleChoices
  typed: Typed
  errors: readonly FormError[]
}

/** Makes a rule: whose records are shared with whom, how much, for how long. */
export function RuleFormPage({ frame, choices, typed, errors }: RuleFormPageProps): Html {
  const field = (name: string) => ({
    name,
    value: typedValue(typed, name),
    errorMessage: errorOf(errors, name),
  })
  return (
    <Layout {...frame} title="Make a sharing rule">
      <ErrorsAtTop errors={errors} />
      <h1 class="govuk-heading-l">Make a sharing rule</h1>
      <SharingTabs current="rules" />
      <form method="post" action="/sharing/rules" novalidate>
        <TextInput {...field('name')} label={{ text: 'Name' }} />
        <Select
          {...field('agreement')}
          label={{ text: 'Under which agreement' }}
          items={[
            { value: '', text: 'Choose' },
            ...choices.agreements.map(({ id, title }) => ({ value: id, text: title })),
          ]}
        />
        <Radios
          {...field('kind')}
          classes="govuk-radios--small govuk-radios--inline"
          fieldset={{ legend: { text: 'What it shares', classes: 'govuk-fieldset__legend--s' } }}
          items={Object.entries(recordKinds).map(([value, text]) => ({ value, text }))}
        />
        <Select
          {...field('giver')}
          label={{ text: 'Held by' }}
          items={[{ value: '', text: 'Every party' }, ...organisationItems(choices)]}
        />
        <Select
          {...field('receiver')}
          label={{ text: 'Shared with' }}
          hint={{ text: 'A kind of organisation stands for those of it that cover the place.' }}
          items={[
            { value: '', text: 'Choose' },
            ...organisationItems(choices),
            ...choices.panels.map(({ id, name }) => ({ value: `panel:${id}`, text: `Panel: ${name}` })),
          ]}
        />
        <Radios
          {...field('level')}
          classes="govuk-radios--small"
          fieldset={{ legend: { text: 'How much', classes: 'govuk-fieldset__legend--s' } }}
          items={sharingLevels.map((level) => ({ value: level, text: levelNames[level] }))}
        />
        <Asks choices={choices} field={field} />
        <TextInput
          {...field('expires')}
          classes="govuk-input--width-4"
          inputmode="numeric"
          label={{ text: 'For how many days each (optional)' }}
        />
        <Button text="Make the rule" preventDoubleClick={true} />
      </form>
    </Layout>
  )
}

type Field = (name: string) => { name: string; value: string; errorMessage: { text: string } | undefined }

function Asks({ choices, field }: { choices: RuleChoices; field: Field }): Html {
  return (
    <>
      <Select
        {...field('type')}
        label={{ text: 'Of type (optional)' }}
        items={[
          { value: '', text: 'Any' },
          ...choices.types.map(({ code, label }) => ({ value: code, text: label })),
        ]}
      />
      <Select
        {...field('area')}
        label={{ text: 'In (optional)' }}
        items={[
          { value: '', text: 'Anywhere' },
          ...choices.areas.map(({ kind, code, name }) => ({
            value: `${kind}:${code}`,
            text: `${kind} ${name}`,
          })),
        ]}
      />
      <Select
        {...field('leastUrgent')}
        label={{ text: 'Priority of the type (optional)' }}
        items={[
          { value: '', text: 'Any' },
          { value: '1', text: 'Priority 1 alone, the most urgent' },
          ...['2', '3', '4'].map((value) => ({ value, text: `Priority ${value} or more urgent` })),
        ]}
      />
      <Select
        {...field('leastBand')}
        label={{ text: 'Risk of the record (optional)' }}
        hint={{
          text: 'By its latest assessment: shared once it rises so far, and taken back when it is judged lower.',
        }}
        items={[
          { value: '', text: 'Any, assessed or not' },
          ...riskBands.map((band) => ({ value: band, text: `Only if ${riskWords[band]}` })),
        ]}
      />
    </>
  )
}

function organisationItems({ organisations }: RuleChoices) {
  return [
    ...organisations.map(({ id, name }) => ({ value: `organisation:${id}`, text: name })),
    ...Object.entries(organisationKinds).map(([kind, text]) => ({ value: `kind:${kind}`, text })),
  ]
}
