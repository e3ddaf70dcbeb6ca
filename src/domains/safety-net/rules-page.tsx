import { formatDate } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { Button, type Html, Layout, MojAlert, Select, Textarea, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable } from '#platform/lists'
import { pagedRoleNames, pagedRoles, type SafetyRule, type Step } from './rule.ts'

export type RulesPageProps = {
  frame: Frame
  rules: readonly SafetyRule[]
  /** The organisation whose rule the reader may set. */
  organisationName: string | undefined
  typed: Typed
  errors: readonly FormError[]
  isSaved: boolean
}

/** When somebody is called, by organisation and day, and the form of one that follows. */
export function RulesPage({ frame, rules, organisationName, typed, errors, isSaved }: RulesPageProps): Html {
  return (
    <Layout {...frame} wide title="When somebody is called">
      <ErrorsAtTop errors={errors} />
      {isSaved && (
        <MojAlert variant="success" title="Saved" text="The rule holds from its day on." role="status" />
      )}
      <a class="govuk-back-link" href="/safety-net">
        Safety net
      </a>
      <h1 class="govuk-heading-l">When somebody is called</h1>
      <DenseTable
        caption="Rules by organisation, the latest first"
        head={['Organisation', 'From', 'How many', 'Unseen for', 'Goes to', 'Source']}
      >
        {rules.map((rule) => (
          <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header">
              {rule.organisationName ?? 'Without one of their own'}
            </th>
            <td class="govuk-table__cell">{formatDate(rule.validFrom)}</td>
            <td class="govuk-table__cell">{`${rule.atLeast} reports in ${rule.windowDays} days, of one victim or within ${rule.withinM} metres`}</td>
            <td class="govuk-table__cell">{`${rule.unseenHours} hours; at high risk ${rule.highRiskHours} hours`}</td>
            <td class="govuk-table__cell">{stepsWords(rule.steps)}</td>
            <td class="govuk-table__cell">{rule.source}</td>
          </tr>
        ))}
      </DenseTable>
      {organisationName !== undefined && (
        <RuleForm organisationName={organisationName} typed={typed} errors={errors} />
      )}
    </Layout>
  )
}

function stepsWords(steps: readonly Step[]): string {
  return steps
    .map(({ role, afterHours }, at) =>
      at === 0 ? pagedRoleNames[role] : `after ${afterHours} hours ${pagedRoleNames[role].toLowerCase()}`,
    )
    .join(', ')
}

export const stepFields = [1, 2, 3] as const

type FormProps = { organisationName: string; typed: Typed; errors: readonly FormError[] }

const numbers = [
  ['atLeast', 'How many reports'],
  ['windowDays', 'Within how many days'],
  ['withinMetres', 'Within how many metres they are of one place'],
  ['unseenHours', 'Hours after which unseen repeats call somebody'],
  ['highRiskHours', 'Hours after which unseen high risk calls somebody'],
] as const

function RuleForm({ organisationName, typed, errors }: FormProps): Html {
  return (
    <form method="post" action="/safety-net/rules" novalidate>
      <h2 class="govuk-heading-m">{`Another rule for ${organisationName}`}</h2>
      <TextInput
        name="from"
        id="from"
        type="date"
        classes="govuk-input--width-10"
        label={{ text: 'From which day' }}
        hint={{ text: 'Tomorrow at the earliest: what was called is judged by the rule of its day.' }}
        value={typedValue(typed, 'from')}
        errorMessage={errorOf(errors, 'from')}
      />
      {numbers.map(([name, text]) => (
        <TextInput
          name={name}
          id={name}
          inputmode="numeric"
          classes="govuk-input--width-4"
          label={{ text }}
          value={typedValue(typed, name)}
          errorMessage={errorOf(errors, name)}
        />
      ))}
      {stepFields.map((step) => (
        <fieldset class="govuk-fieldset govuk-!-margin-bottom-4">
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{`Step ${step}`}</legend>
          <Select
            name={`role${step}`}
            id={`role${step}`}
            label={{ text: 'Goes to' }}
            items={[
              { value: '', text: step === 1 ? 'Choose' : 'No such step' },
              ...pagedRoles.map((role) => ({ value: role, text: pagedRoleNames[role] })),
            ]}
            value={typedValue(typed, `role${step}`)}
            errorMessage={errorOf(errors, `role${step}`)}
          />
          {step > 1 && (
            <TextInput
              name={`after${step}`}
              id={`after${step}`}
              inputmode="numeric"
              classes="govuk-input--width-4"
              label={{ text: 'Hours after the step before' }}
              value={typedValue(typed, `after${step}`)}
              errorMessage={errorOf(errors, `after${step}`)}
            />
          )}
        </fieldset>
      ))}
      <Textarea
        name="source"
        id="source"
        rows={2}
        label={{ text: 'Where it was decided' }}
        value={typedValue(typed, 'source')}
        errorMessage={errorOf(errors, 'source')}
      />
      <Button text="Save the rule" preventDoubleClick={true} />
    </form>
  )
}
