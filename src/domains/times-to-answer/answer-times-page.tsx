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
  Radios,
  Textarea,
  TextInput,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { answerTimeInWords, answerTimeOf, usualAnswerTime } from './answer-time.ts'
import type { AnsweringOrganisation, OwnAnswerTime } from './read-answer-times.ts'

export type AnswerTimesPageProps = {
  frame: Frame
  organisations: readonly AnsweringOrganisation[]
  /** The organisations whose times the reader sets. */
  setting: readonly number[]
  today: LocalDate
  form: { organisation: number | undefined; typed: Typed; errors: readonly FormError[] }
  isDone: boolean
}

/** By when every organisation decides on a report, why, and what changes; one's own can be set from a later day on. */
export function AnswerTimesPage(props: AnswerTimesPageProps): Html {
  const { frame, organisations, setting, today, form, isDone } = props
  return (
    <Layout
      {...frame}
      hasErrors={form.errors.length > 0}
      wide
      title="Times to answer"
      beforeContent={<BackLink text="The partnership" href="/partnership" />}
    >
      <ErrorsAtTop errors={form.errors} />
      {isDone && <MojAlert variant="success" title="Done" text="Saved" role="status" />}
      <h1 class="govuk-heading-l">Times to answer</h1>
      <p class="govuk-body">
        By when each organisation decides on a report, counted from when it was filed. Hours run day and
        night. Working days leave out weekends and bank holidays, and each lasts to midnight. The queue, the
        lists of work, the weekly board and the reporter’s own page all go by these times.
      </p>
      <RowsTable
        caption="Organisations"
        head={['Organisation', 'Time today', 'Where it comes from', 'To come']}
        rows={organisations.map((each) => [
          each.name,
          timeToday(each, today),
          sourceToday(each, today),
          toComeInWords(each, today),
        ])}
      />
      {organisations
        .filter(({ id }) => setting.includes(id))
        .map((each) => (
          <section aria-labelledby={`own-${each.id}`}>
            <h2 class="govuk-heading-m" id={`own-${each.id}`}>{`Times of ${each.name}`}</h2>
            {each.own
              .filter(({ from }) => from > today)
              .map((time) => (
                <form method="post" action={`/answer-times/${each.id}/take-back/${time.from}`}>
                  <p class="govuk-body">{`From ${formatDate(time.from)}: ${ownInWords(each, time)} (${time.source})`}</p>
                  <Button
                    text={`Take back what begins on ${formatDate(time.from)}`}
                    classes="govuk-button--secondary app-button--small"
                    preventDoubleClick={true}
                  />
                </form>
              ))}
            <Details summaryText="Set another time from a later day" open={form.organisation === each.id}>
              <TimeForm organisation={each} {...props} />
            </Details>
          </section>
        ))}
    </Layout>
  )
}

const ownToday = ({ own }: AnsweringOrganisation, today: LocalDate) => own.find(({ from }) => from <= today)

function timeToday(organisation: AnsweringOrganisation, today: LocalDate): string {
  const { hours = null, workingDays = null } = ownToday(organisation, today) ?? {}
  return answerTimeInWords(answerTimeOf({ kind: organisation.kind, hours, workingDays }, today))
}

function sourceToday(organisation: AnsweringOrganisation, today: LocalDate): string {
  const own = ownToday(organisation, today)
  if (own !== undefined && (own.hours !== null || own.workingDays !== null))
    return `${own.source}, from ${formatDate(own.from)}${own.setBy === null ? '' : `; entered by ${own.setBy}`}`
  const { source, from, verified } = usualAnswerTime(organisation.kind, today)
  return `${source}${verified ? `, from ${formatDate(from)}` : ' (default, to be checked locally)'}`
}

function ownInWords({ kind }: AnsweringOrganisation, { hours, workingDays, from }: OwnAnswerTime): string {
  const time = answerTimeInWords(answerTimeOf({ kind, hours, workingDays }, from))
  return hours === null && workingDays === null ? `the usual time, ${time}` : time
}

function toComeInWords(organisation: AnsweringOrganisation, today: LocalDate): string {
  return organisation.own
    .filter(({ from }) => from > today)
    .toReversed()
    .map((time) => `${ownInWords(organisation, time)} from ${formatDate(time.from)}`)
    .join('; ')
}

function TimeForm({
  organisation,
  form,
  today,
}: AnswerTimesPageProps & { organisation: AnsweringOrganisation }): Html {
  const isThis = form.organisation === organisation.id
  const [typed, errors] = isThis ? [form.typed, form.errors] : [{}, []]
  const id = (name: string) => (isThis ? name : `${name}-of-${organisation.id}`)
  const { day, month, year } = dateParts(typed, 'from')
  const [tomorrowYear = '', tomorrowMonth = '', tomorrowDay = ''] = addDays(today, 1).split('-')
  return (
    <form method="post" action={`/answer-times/${organisation.id}`} novalidate>
      <DateInput
        id={id('from')}
        namePrefix="from"
        fieldset={{ legend: { text: 'From which day', classes: 'govuk-fieldset__legend--s' } }}
        hint={{ text: `For example, ${Number(tomorrowDay)} ${Number(tomorrowMonth)} ${tomorrowYear}` }}
        items={(
          [
            ['day', 2, day],
            ['month', 2, month],
            ['year', 4, year],
          ] as const
        ).map(([name, width, value]) => ({
          name,
          value,
          id: `${id('from')}-${name}`,
          classes: `govuk-input--width-${width}${hasErrorAt(errors, `from-${name}`) ? ' govuk-input--error' : ''}`,
        }))}
        errorMessage={errorOf(errors, 'from')}
      />
      <Radios
        name="unit"
        idPrefix={id('unit')}
        classes="govuk-radios--small"
        fieldset={{ legend: { text: 'Counted in', classes: 'govuk-fieldset__legend--s' } }}
        items={[
          { value: 'hours', text: 'Hours' },
          { value: 'working_days', text: 'Working days' },
          { value: 'usual', text: 'Neither: keep to the usual time' },
        ]}
        value={typedValue(typed, 'unit')}
        errorMessage={errorOf(errors, 'unit')}
      />
      <TextInput
        name="number"
        id={id('number')}
        inputmode="numeric"
        classes="govuk-input--width-4"
        label={{ text: 'How many', classes: 'govuk-label--s' }}
        value={typedValue(typed, 'number')}
        errorMessage={errorOf(errors, 'number')}
      />
      <Textarea
        name="source"
        id={id('source')}
        rows={2}
        label={{ text: 'Where it was decided', classes: 'govuk-label--s' }}
        value={typedValue(typed, 'source')}
        errorMessage={errorOf(errors, 'source')}
      />
      <Button text="Set" preventDoubleClick={true} />
    </form>
  )
}
