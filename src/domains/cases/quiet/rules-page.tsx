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
  Textarea,
  TextInput,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'

export type QuietRule = {
  from: LocalDate
  quietDays: number
  answerDays: number
  closesAfterDays: number | null
  source: string
  setBy: string | null
}

export type QuietRulesPageProps = {
  frame: Frame
  /** The latest first. */
  rules: readonly QuietRule[]
  today: LocalDate
  maySet: boolean
  typed: Typed
  errors: readonly FormError[]
  isDone: boolean
}

/** When a Monitored Case in which nothing happens is reviewed, by day; another rule is set for days to come. */
export function QuietRulesPage(props: QuietRulesPageProps): Html {
  const { frame, rules, today, maySet, errors, isDone } = props
  const holds = rules.find(({ from }) => from <= today)
  return (
    <Layout
      {...frame}
      hasErrors={errors.length > 0}
      wide
      title="Quiet Monitored Cases"
      beforeContent={<BackLink text="The partnership" href="/partnership" />}
    >
      <ErrorsAtTop errors={errors} />
      {isDone && <MojAlert variant="success" title="Done" text="Saved" role="status" />}
      <h1 class="govuk-heading-l">Quiet Monitored Cases</h1>
      <p class="govuk-body">
        When nobody has done anything in a Monitored Case or in its reports for some time, its review is
        suggested to whoever leads it, with what it goes by. They close it or keep it, each for a reason. The
        product does neither by itself unless a rule here says so, and then never with high risk, an open
        action, a promise not kept, a Case Review or a hand-over that waits.
      </p>
      <RowsTable
        caption="Rules"
        head={['From', 'Nothing happened for', 'A person decides within', 'Then', 'Where it was decided']}
        none="There is no rule: no review is suggested for quiet."
        rows={rules.map((rule) => [
          `${formatDate(rule.from)}${rule === holds ? ' (holds today)' : ''}`,
          countDays(rule.quietDays),
          countDays(rule.answerDays),
          closesInWords(rule),
          `${rule.source}${rule.setBy === null ? '' : ` Entered by ${rule.setBy}.`}`,
        ])}
      />
      {maySet &&
        rules
          .filter(({ from }) => from > today)
          .map(({ from }) => (
            <form method="post" action={`/quiet-rules/${from}/take-back`}>
              <Button
                text={`Take back the rule from ${formatDate(from)}`}
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

const countDays = (days: number) => (days === 1 ? '1 day' : `${days} days`)

function closesInWords({ closesAfterDays }: QuietRule): string {
  return closesAfterDays === null
    ? 'It waits for a person, as late work'
    : `It is closed after ${countDays(closesAfterDays)} more, and victims are told`
}

function RuleForm({ today, typed, errors }: QuietRulesPageProps): Html {
  const { day, month, year } = dateParts(typed, 'from')
  const [hintYear = '', hintMonth = '', hintDay = ''] = addDays(today, 1).split('-')
  const number = (name: string, label: string, hint?: string) => (
    <TextInput
      name={name}
      id={name}
      inputmode="numeric"
      classes="govuk-input--width-4"
      label={{ text: label, classes: 'govuk-label--s' }}
      hint={hint === undefined ? undefined : { text: hint }}
      value={typedValue(typed, name)}
      errorMessage={errorOf(errors, name)}
    />
  )
  return (
    <form method="post" action="/quiet-rules" novalidate>
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
      {number('quiet', 'Days in which nothing happened')}
      {number('answer', 'Days in which a person decides')}
      {number(
        'closes',
        'Days after that until it is closed (optional)',
        'Leave it empty so that a person always decides.',
      )}
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
