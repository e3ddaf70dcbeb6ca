import { Checkboxes, Details, type Html, Select, TextInput } from '#platform/govuk'
import type { FieldProblem } from '#platform/http'
import { FilterForm } from '#platform/lists'
import { isTime, type Subject, type SubjectName, subjectOf, timeUnits } from './catalogue/index.ts'
import type { FilterChoices } from './name-values.ts'
import { periodNames } from './period.ts'
import { filterField, noValue, orders, type Sent, timesOf } from './query.ts'
import { breakdownLabel } from './result-table.ts'

export type QueryFormProps = {
  subject: SubjectName
  /** As it was sent: what was refused comes back as it was. */
  sent: Sent
  choices: FilterChoices
  problems: readonly FieldProblem[]
  saved: string | undefined
  /** Whether what is counted is shown at once: of a standard report only when, whose and where is. */
  isOpen: boolean
}

const all = (sent: Sent, field: string): string[] =>
  [sent[field] ?? []]
    .flat()
    .map(String)
    .filter((value) => value !== '')
const first = (sent: Sent, field: string) => all(sent, field)[0] ?? ''

/** Asked for first on every page: when, whose and where. */
const usualFilters = ['organisation', 'from', 'to', 'district', 'ward', 'type']

/** Everything a query is made of. What is chosen is the address of its result, which can be kept and passed on. */
export function QueryForm({ subject: name, sent, choices, problems, saved, isOpen }: QueryFormProps): Html {
  const subject = subjectOf(name)
  const offered = Object.keys(subject.breakdowns).filter((each) => choices[each] !== undefined)
  const usual = offered.filter((each) => usualFilters.includes(each))
  const others = offered.filter((each) => !usual.includes(each))
  const kept = [...Object.keys(subject.breakdowns), ...timeUnits].filter(
    (each) => choices[each] === undefined,
  )
  const filter = (each: string) => (
    <FilterField subject={subject} breakdown={each} sent={sent} choices={choices} problems={problems} />
  )
  return (
    <FilterForm action="/analysis/query">
      <input type="hidden" name="subject" value={name} />
      {saved !== undefined && <input type="hidden" name="saved" value={saved} />}
      {kept.flatMap((each) =>
        all(sent, filterField(each)).map((value) => (
          <input type="hidden" name={filterField(each)} value={value} />
        )),
      )}
      <Choice
        name="period"
        label="Period"
        choices={Object.entries(periodNames)}
        value={first(sent, 'period') || (first(sent, 'from') || first(sent, 'to') ? 'dates' : 'year')}
        problems={problems}
      />
      <Day name="from" label="First day" sent={sent} problems={problems} />
      <Day name="to" label="Last day" sent={sent} problems={problems} />
      {usual.map(filter)}
      <Details summaryText="What is counted and how" open={isOpen}>
        <Checkboxes
          name="measure"
          idPrefix="measure"
          classes="govuk-checkboxes--small"
          fieldset={{ legend: { text: 'Measures', classes: 'govuk-fieldset__legend--s' } }}
          values={all(sent, 'measure').length === 0 ? ['count'] : all(sent, 'measure')}
          items={Object.entries(subject.measures).map(([value, { label }]) => ({ value, text: label }))}
          {...errorAt(problems, 'measure')}
        />
        <Choice
          name="rows"
          label="Rows"
          choices={[['', 'None: the total alone'], ...breakdownsOf(subject)]}
          value={first(sent, 'rows')}
          problems={problems}
        />
        <Choice
          name="columns"
          label="Columns"
          choices={[['', 'None'], ...breakdownsOf(subject)]}
          value={first(sent, 'columns')}
          problems={problems}
        />
        <Choice
          name="date"
          label="Date that counts"
          choices={Object.entries(subject.dates).map(([value, { label }]) => [value, label])}
          value={first(sent, 'date') || Object.keys(subject.dates)[0] || ''}
          problems={problems}
        />
        <TextInput
          name="least"
          id="least"
          label={{ text: 'Only rows with at least so many records' }}
          classes="govuk-input--width-4"
          inputmode="numeric"
          value={first(sent, 'least')}
          {...errorAt(problems, 'least')}
        />
        <Choice
          name="order"
          label="Order of rows"
          choices={Object.entries(orders)}
          value={first(sent, 'order') || 'given'}
          problems={problems}
        />
      </Details>
      {others.length > 0 && <Details summaryText="Narrow it further">{others.map(filter)}</Details>}
    </FilterForm>
  )
}

function breakdownsOf(subject: Subject): [string, string][] {
  return [...Object.keys(subject.breakdowns), ...Object.keys(timesOf(subject)).filter(isTime)].map((name) => [
    name,
    breakdownLabel(subject, name),
  ])
}

type FilterFieldProps = {
  subject: Subject
  breakdown: string
  sent: Sent
  choices: FilterChoices
  problems: readonly FieldProblem[]
}

/** One filter: a record counts where it has any of what is ticked. Closed it says what that is. */
function FilterField({ subject, breakdown, sent, choices, problems }: FilterFieldProps): Html {
  const field = filterField(breakdown)
  const label = breakdownLabel(subject, breakdown)
  const values = all(sent, field)
  const offered = [
    ...(choices[breakdown] ?? []).map(({ value, text }) => ({ value: value ?? noValue, text })),
    { value: noValue, text: 'Not known' },
  ]
  const isOffered = (value: string) => offered.some((each) => each.value === value)
  const ticked = [
    ...offered.filter(({ value }) => values.includes(value)).map(({ text }) => text),
    ...values.filter((value) => !isOffered(value)),
  ]
  const error = errorAt(problems, field)
  return (
    <>
      <Details
        classes="app-filter-values"
        summaryText={`${label}: ${inShort(ticked)}`}
        open={error.errorMessage !== undefined}
      >
        <Checkboxes
          name={field}
          idPrefix={field}
          classes="govuk-checkboxes--small"
          fieldset={{
            legend: { text: `${label}: any of these`, classes: 'govuk-visually-hidden' },
          }}
          values={values}
          items={offered}
          {...error}
        />
      </Details>
      {/* An address may hold what is not offered, an area of former boundaries for one: it stays until it is taken away. */}
      {values
        .filter((value) => !isOffered(value))
        .map((value) => (
          <input type="hidden" name={field} value={value} />
        ))}
    </>
  )
}

function inShort(ticked: readonly string[]): string {
  const [first, ...more] = ticked
  if (first === undefined) return 'any'
  return more.length === 0 ? first : `${first} and ${more.length} more`
}

type ChoiceProps = {
  name: string
  label: string
  choices: readonly (readonly [string, string])[]
  value: string
  problems: readonly FieldProblem[]
}

function Choice({ name, label, choices, value, problems }: ChoiceProps): Html {
  return (
    <Select
      name={name}
      id={name}
      label={{ text: label }}
      items={choices.map(([each, text]) => ({ value: each, text }))}
      value={value}
      {...errorAt(problems, name)}
    />
  )
}

function Day({
  name,
  label,
  sent,
  problems,
}: {
  name: string
  label: string
  sent: Sent
  problems: readonly FieldProblem[]
}): Html {
  return (
    <TextInput
      name={name}
      id={name}
      type="date"
      label={{ text: label }}
      value={first(sent, name)}
      {...errorAt(problems, name)}
    />
  )
}

function errorAt(problems: readonly FieldProblem[], field: string): { errorMessage?: { text: string } } {
  const found = problems.find((each) => each.field === field)
  return found === undefined ? {} : { errorMessage: { text: found.message } }
}
