import type { AsbType } from '#domains/reports'
import { formatDate, type LocalDate } from '#platform/clock'
import { Button, type Html, Layout, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable, FilterChoice } from '#platform/lists'
import { nameFact, valueInWords } from './fact-words.ts'
import type { RuleFilter } from './filter-rules.ts'
import { isPrompt, type LocalRule } from './match-rule.ts'
import { TriageTabs } from './triage-tabs.tsx'

export type RulesPageProps = {
  frame: Frame
  rules: readonly LocalRule[]
  total: number
  filter: RuleFilter
  types: readonly AsbType[]
  organisations: readonly { id: number; name: string }[]
  /** The day of which the list is. */
  today: LocalDate
  version: LocalDate | undefined
  mayChange: boolean
}

export function RulesPage({
  frame,
  rules,
  total,
  filter,
  types,
  organisations,
  today,
  version,
  mayChange,
}: RulesPageProps): Html {
  return (
    <Layout {...frame} title="Routing rules" wide>
      <h1 class="govuk-heading-l">Routing rules</h1>
      <TriageTabs current="rules" />
      <p class="govuk-body">
        {version === undefined
          ? 'No rule was in force then.'
          : `${filter.on === undefined ? 'In force are' : `On ${formatDate(filter.on)} these were in force:`} the rules of ${formatDate(version)}.`}
        {mayChange && (
          <>
            {' '}
            <a class="govuk-link" href="/triage/rules/changes">
              Change the rules, or see what was proposed and decided
            </a>
          </>
        )}
      </p>
      <div class="app-list-with-filters">
        <form method="get" action="/triage/rules" class="app-filters">
          <TextInput name="q" type="search" label={{ text: 'Words' }} value={filter.q} />
          <FilterChoice name="type" label="Type" all="Any" choices={types} value={filter.type} />
          <FilterChoice
            name="organisation"
            label="Goes to"
            all="Any"
            choices={organisations}
            value={filter.organisation}
          />
          <FilterChoice
            name="when"
            label="In force"
            choices={{ today: 'On the day', ever: 'At any time' }}
            value={filter.when}
          />
          <TextInput name="on" type="date" label={{ text: 'As on' }} value={filter.on} />
          <Button text="Apply filters" classes="app-button--small" />{' '}
          <a class="govuk-link app-filters__clear" href="/triage/rules">
            Clear filters
          </a>
        </form>
        <section aria-labelledby="result">
          <h2 class="govuk-heading-s" id="result">
            {`${rules.length} of ${total} ${total === 1 ? 'rule' : 'rules'}. The first with a queue that matches decides; every prompt that matches is shown.`}
          </h2>
          <RuleTable rules={rules} today={today} />
        </section>
      </div>
    </Layout>
  )
}

function RuleTable({ rules, today }: { rules: readonly LocalRule[]; today: LocalDate }): Html {
  return (
    <DenseTable caption="Rules" head={['Rule', 'Name', 'Asks', 'What it does', 'In force']}>
      {rules.map((rule) => (
        <tr class="govuk-table__row">
          <td class="govuk-table__cell">{rule.position}</td>
          <td class="govuk-table__cell">{rule.name}</td>
          <td class="govuk-table__cell">{asked(rule)}</td>
          <td class="govuk-table__cell">{whatItDoes(rule)}</td>
          <td class="govuk-table__cell">{inForce(rule, today)}</td>
        </tr>
      ))}
    </DenseTable>
  )
}

/** What a rule asks of a report, in a line. */
export function asked({ asbType, area, conditions }: LocalRule): string {
  const parts = [
    ...(asbType === null ? [] : [asbType.label]),
    ...(area === null ? [] : [`${area.kind} ${area.name}`]),
    ...conditions.map(({ fact, expected }) => `${nameFact(fact)} ${valueInWords(fact, expected)}`),
  ]
  return parts.join(' · ') || 'Any report'
}

/** Where a rule sends a report, or the prompt that it raises. */
export function whatItDoes(rule: LocalRule): string {
  if (isPrompt(rule)) return `${rule.isUrgent ? 'Prompt, high impact' : 'Prompt'}: ${rule.prompt}`
  return `To ${rule.destination.queueName}, ${rule.destination.organisationName}`
}

function inForce({ validFrom, validTo }: LocalRule, today: LocalDate): string {
  if (validTo !== null && validTo <= today) return `Ended ${formatDate(validTo)}`
  if (validFrom > today) return `From ${formatDate(validFrom)}`
  return validTo === null ? 'Yes' : `Until ${formatDate(validTo)}`
}
