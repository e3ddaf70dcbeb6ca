import { addDays, formatDate, type LocalDate } from '#platform/clock'
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
  Details,
  type Html,
  Layout,
  MojAlert,
  Select,
  Textarea,
  TextInput,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { kindNames } from '../evidence.ts'

export type RetentionRule = {
  from: LocalDate
  kind: string
  outcome: string
  keepMonths: number | null
  source: string
  setBy: string | null
}

export type RetentionPageProps = {
  frame: Frame
  /** The latest first. */
  rules: readonly RetentionRule[]
  /** What can become of a record, in words. */
  outcomes: Readonly<Record<string, string>>
  today: LocalDate
  maySet: boolean
  typed: Typed
  errors: readonly FormError[]
  isDone: boolean
}

const kindWords: Readonly<Record<string, string>> = { any: 'Any kind', ...kindNames }

/** How long evidence is kept after its record has ended; another rule is set for days to come. */
export function RetentionPage(props: RetentionPageProps): Html {
  const { frame, rules, outcomes, today, maySet, errors, isDone } = props
  return (
    <Layout
      {...frame}
      hasErrors={errors.length > 0}
      wide
      title="How long evidence is kept"
      beforeContent={<BackLink text="The partnership" href="/partnership" />}
    >
      <ErrorsAtTop errors={errors} />
      {isDone && <MojAlert variant="success" title="Done" text="Saved" role="status" />}
      <h1 class="govuk-heading-l">How long evidence is kept</h1>
      <p class="govuk-body">
        Counted from the day on which its record ended: the last case it belongs to was closed, or its report
        where that is in no case; later still where an order ran on. Nothing is deleted while a record is
        open, an order or notice is in force, a Case Review goes on, or somebody holds it. Then it is deleted
        by itself, and its chain of custody says by which rule. Where several rules fit, the one that says
        most about it counts, and of these the latest.
      </p>
      <RowsTable
        caption="Rules"
        head={['From', 'Kind', 'Outcome', 'Kept for', 'Where it was decided']}
        none="There is no rule: nothing is deleted."
        rows={rules.map((rule) => [
          `${formatDate(rule.from)}${rule.from > today ? ' (to come)' : ''}`,
          kindWords[rule.kind] ?? rule.kind,
          outcomes[rule.outcome] ?? rule.outcome,
          timeInWords(rule.keepMonths),
          `${rule.source}${rule.setBy === null ? '' : ` Entered by ${rule.setBy}.`}`,
        ])}
      />
      {maySet &&
        rules
          .filter(({ from }) => from > today)
          .map(({ from, kind, outcome }) => (
            <form method="post" action={`/evidence-retention/${from}/${kind}/${outcome}/take-back`}>
              <Button
                text={`Take back the rule from ${formatDate(from)}: ${kindWords[kind] ?? kind}, ${outcomes[outcome] ?? outcome}`}
                classes="govuk-button--secondary app-button--small"
                preventDoubleClick={true}
              />
            </form>
          ))}
      {maySet && (
        <Details summaryText="Set another rule from a later day" open={errors.length > 0}>
          <RuleForm {...props} />
        </Details>
      )}
    </Layout>
  )
}

function timeInWords(months: number | null): string {
  if (months === null) return 'Never deleted by the product'
  if (months % 12 !== 0) return months === 1 ? '1 month' : `${months} months`
  return months === 12 ? '1 year' : `${months / 12} years`
}

function RuleForm({ today, outcomes, typed, errors }: RetentionPageProps): Html {
  const { day, month, year } = dateParts(typed, 'from')
  const [hintYear = '', hintMonth = '', hintDay = ''] = addDays(today, 1).split('-')
  const choice = (name: string, label: string, words: Readonly<Record<string, string>>) => (
    <Select
      name={name}
      id={name}
      label={{ text: label, classes: 'govuk-label--s' }}
      items={Object.entries(words).map(([value, text]) => ({ value, text }))}
      value={typedValue(typed, name) || 'any'}
      errorMessage={errorOf(errors, name)}
    />
  )
  return (
    <form method="post" action="/evidence-retention" novalidate>
      <DateInput
        id="from"
        namePrefix="from"
        fieldset={{ legend: { text: 'From which day', classes: 'govuk-fieldset__legend--s' } }}
        hint={{ text: `For example, ${Number(hintDay)} ${Number(hintMonth)} ${hintYear}` }}
        items={(
          [
            ['day', 2, day],
            ['month', 2, month],
            ['year', 4, year],
          ] as const
        ).map(([name, width, value]) => ({
          name,
          value,
          classes: `govuk-input--width-${width}${hasErrorAt(errors, `from-${name}`) ? ' govuk-input--error' : ''}`,
        }))}
        errorMessage={errorOf(errors, 'from')}
      />
      {choice('kind', 'Kind', kindWords)}
      {choice('outcome', 'Outcome', outcomes)}
      <TextInput
        name="months"
        id="months"
        inputmode="numeric"
        classes="govuk-input--width-4"
        label={{ text: 'Months after the record ended (optional)', classes: 'govuk-label--s' }}
        hint={{ text: 'Leave it empty so that it is never deleted by the product.' }}
        value={typedValue(typed, 'months')}
        errorMessage={errorOf(errors, 'months')}
      />
      <Textarea
        name="source"
        id="source"
        rows={2}
        label={{ text: 'Where it was decided', classes: 'govuk-label--s' }}
        value={typedValue(typed, 'source')}
        errorMessage={errorOf(errors, 'source')}
      />
      <Button text="Set" preventDoubleClick={true} />
    </form>
  )
}
