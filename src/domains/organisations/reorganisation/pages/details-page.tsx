import {
  dateParts,
  ErrorsAtTop,
  errorOf,
  type FormError,
  hasErrorAt,
  type Typed,
  typedValue,
} from '#platform/forms'
import {
  BackLink,
  Button,
  DateInput,
  type Html,
  Layout,
  Radios,
  Select,
  Textarea,
  TextInput,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { dividingKinds, type Plan, planKindNames, planKinds, planUrl } from '../plan.ts'

export type DetailsPageProps = {
  frame: Frame
  /** None when a plan is begun. */
  plan: Plan | undefined
  areaKinds: readonly { kind: string; label: string }[]
  typed: Typed
  errors: readonly FormError[]
}

/** What happens, by which order, on which day; for a plan that is begun and for one that is changed. */
export function DetailsPage({ frame, plan, areaKinds, typed, errors }: DetailsPageProps): Html {
  const title = plan === undefined ? 'Draw up a plan' : 'What and when'
  const value = (name: string) => typedValue(typed, name)
  const on = dateParts(typed, 'on')
  return (
    <Layout
      {...frame}
      title={title}
      beforeContent={
        <BackLink
          text="Back"
          href={plan === undefined ? '/organisations/reorganisations' : planUrl(plan.id)}
        />
      }
    >
      <ErrorsAtTop errors={errors} />
      <h1 class="govuk-heading-l">{title}</h1>
      <form
        method="post"
        action={plan === undefined ? '/organisations/reorganisations' : planUrl(plan.id, 'details')}
        novalidate
      >
        {plan === undefined ? (
          <Radios
            name="kind"
            fieldset={{ legend: { text: 'What happens?', classes: 'govuk-fieldset__legend--s' } }}
            items={planKinds.map((kind) => ({ value: kind, text: planKindNames[kind] }))}
            value={value('kind')}
            errorMessage={errorOf(errors, 'kind')}
          />
        ) : (
          <input type="hidden" name="version" value={plan.version} />
        )}
        <TextInput
          name="title"
          label={{ text: 'Title' }}
          hint={{ text: 'It stands on the timeline of every record that is passed on' }}
          value={value('title')}
          errorMessage={errorOf(errors, 'title')}
        />
        <Textarea
          name="grounds"
          rows={3}
          label={{ text: 'The order, Act or decision by which it happens' }}
          value={value('grounds')}
          errorMessage={errorOf(errors, 'grounds')}
        />
        <DateInput
          id="on"
          namePrefix="on"
          fieldset={{ legend: { text: 'From which day?', classes: 'govuk-fieldset__legend--s' } }}
          hint={{ text: 'The change comes just after midnight' }}
          items={(['day', 'month', 'year'] as const).map((part) => ({
            name: part,
            id: `on-${part}`,
            classes: `govuk-input--width-${part === 'year' ? 4 : 2}${hasErrorAt(errors, `on-${part}`) ? ' govuk-input--error' : ''}`,
            value: on[part],
          }))}
          errorMessage={errorOf(errors, 'on')}
        />
        {plan && <MoreDetails plan={plan} areaKinds={areaKinds} value={value} errors={errors} />}
        <Button text={plan === undefined ? 'Begin the plan' : 'Save'} preventDoubleClick={true} />
      </form>
    </Layout>
  )
}

function MoreDetails({
  plan,
  areaKinds,
  value,
  errors,
}: {
  plan: Plan
  areaKinds: DetailsPageProps['areaKinds']
  value: (name: string) => string
  errors: readonly FormError[]
}): Html {
  const kindItems = (kinds: DetailsPageProps['areaKinds']) =>
    kinds.map(({ kind, label }) => ({ value: kind, text: label }))
  if (plan.kind === 'redraw_areas')
    return (
      <>
        <Select
          name="areaKind"
          label={{ text: 'Which kind of area is drawn anew?' }}
          items={kindItems(areaKinds)}
          value={value('areaKind')}
        />
        <Select
          name="blockKind"
          label={{ text: 'Out of which kind are the new ones put together?' }}
          hint={{ text: 'The same kind to merge, a smaller one to split' }}
          items={kindItems(areaKinds)}
          value={value('blockKind')}
        />
        <TextInput
          name="vintage"
          label={{ text: 'What is the new set of areas called?' }}
          hint={{ text: 'For example, May 2027' }}
          classes="govuk-input--width-20"
          value={value('vintage')}
          errorMessage={errorOf(errors, 'vintage')}
        />
      </>
    )
  return (
    <>
      <Radios
        name="sameNamedTeams"
        fieldset={{
          legend: { text: 'What becomes of teams with the same name?', classes: 'govuk-fieldset__legend--s' },
        }}
        items={[
          { value: 'apart', text: 'They stay apart, each with the name of where it came from' },
          { value: 'join', text: 'They become one team' },
        ]}
        value={value('sameNamedTeams')}
      />
      {plan.kind === 'split_organisation' && (
        <>
          <Select
            name="areaKind"
            label={{ text: 'By which kind of area is the work divided?' }}
            items={kindItems(areaKinds.filter(({ kind }) => dividingKinds.some((each) => each === kind)))}
            value={value('areaKind')}
          />
          <Select
            name="defaultPosition"
            label={{ text: 'Who takes whatever has no other place?' }}
            items={[
              { value: '', text: 'Not decided' },
              ...plan.successors.map(({ position, name }) => ({ value: String(position), text: name })),
            ]}
            value={value('defaultPosition')}
          />
        </>
      )}
    </>
  )
}
