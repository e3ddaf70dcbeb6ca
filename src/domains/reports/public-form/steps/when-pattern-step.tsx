import { z } from 'zod'
import { errorOf, oneOf, readForm, severalOf, type Typed, typedValue, typedValues } from '#platform/forms'
import { Checkboxes, type Html, Radios, Select } from '#platform/govuk'
import { type FieldsProps, has, type Reading, type Step } from './step.ts'

const id = 'when_pattern'
const title = 'When does it usually happen?'
const dayMs = 86_400_000

/** In the order of ISO 8601: Monday is 1. */
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const noSetDays = 'varies'
const dayCodes = [...weekdays.map((_, index) => String(index + 1)), noSetDays]

const since = [
  { code: 'week', label: 'In the last week', days: 7 },
  { code: 'month', label: 'In the last month', days: 30 },
  { code: 'half_year', label: 'In the last 6 months', days: 182 },
  { code: 'longer', label: 'Longer ago', days: 365 },
] as const

const hours = Array.from({ length: 24 }, (_, hour) => hour)
const hourCodes = hours.map(String)

/** A pattern of days and hours. */
export const whenPatternStep: Step = {
  id,
  title,
  isAsked: (codes) => has(codes, 'when', 'pattern'),
  read: readPattern,
  Fields: PatternFields,
}

function readPattern(typed: Typed, now: Date): Reading {
  const from = typedValue(typed, 'from_hour')
  const to = typedValue(typed, 'to_hour')
  const result = readForm(
    z.object({
      days: severalOf(dayCodes, 'Select the days when it happens, or select ‘No set days’'),
      from_hour: oneOf(hourCodes, to === '' ? undefined : 'Select when it starts'),
      to_hour: oneOf(hourCodes, from === '' ? undefined : 'Select when it ends'),
      since: oneOf(
        since.map(({ code }) => code),
        'Select when it started',
      ),
    }),
    typed,
  )
  if (!result.ok) return result
  const { days, from_hour, to_hour } = result.value
  const began = since.find(({ code }) => code === result.value.since) ?? since[0]
  const isSet = !days.includes(noSetDays)
  if (!isSet && days.length > 1) return refuse('Select days, or select ‘No set days’')
  const times = from_hour === undefined ? undefined : { from: Number(from_hour), to: Number(to_hour) }
  const chosen = isSet ? days.map(Number) : []
  // Hours without set days hold on any day.
  const patternDays = chosen.length > 0 ? chosen : times ? weekdays.map((_, index) => index + 1) : []
  return {
    ok: true,
    codes: [],
    told: [{ question: id, wording: title, answer: inWords(chosen, times, began.label) }],
    adds: {
      pattern: patternDays.flatMap((day) => hoursOn(day, times ?? { from: 0, to: 24 })),
      occurredFrom: new Date(now.getTime() - began.days * dayMs),
      occurredTo: now,
    },
  }
}

function refuse(message: string): Reading {
  return { ok: false, errors: [{ field: 'days', anchor: 'days', message }] }
}

/** Hours that run over midnight belong to two days; the same hour twice is a whole day. */
export function hoursOn(weekday: number, { from, to }: { from: number; to: number }) {
  if (to > from) return [{ weekday, fromHour: from, toHour: to }]
  const evening = { weekday, fromHour: from, toHour: 24 }
  return to === 0 ? [evening] : [evening, { weekday: (weekday % 7) + 1, fromHour: 0, toHour: to }]
}

function inWords(
  days: readonly number[],
  times: { from: number; to: number } | undefined,
  began: string,
): string {
  const named = days.length === 7 ? 'Every day' : days.map((day) => weekdays[day - 1]).join(', ')
  return [
    named || 'No set days',
    times ? `${nameOfHour(times.from)} to ${nameOfHour(times.to)}` : 'No set times',
    `Started: ${began.toLowerCase()}`,
  ].join('\n')
}

function nameOfHour(hour: number): string {
  if (hour === 0) return 'midnight'
  if (hour === 12) return 'midday'
  return `${hour % 12}${hour < 12 ? 'am' : 'pm'}`
}

function PatternFields({ typed, errors }: FieldsProps): Html {
  const hourItems = [
    { value: '', text: 'No set time' },
    ...hours.map((hour) => ({ value: String(hour), text: nameOfHour(hour) })),
  ]
  const hourSelect = (name: string, label: string) => (
    <Select
      name={name}
      id={name}
      label={{ text: label }}
      items={hourItems}
      value={typedValue(typed, name)}
      errorMessage={errorOf(errors, name)}
    />
  )
  return (
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      <Checkboxes
        name="days"
        fieldset={{ legend: { text: 'Which days', classes: 'govuk-fieldset__legend--m' } }}
        hint={{ text: 'Select all that apply.' }}
        items={[
          ...weekdays.map((text, index) => ({ value: String(index + 1), text })),
          { divider: 'or' },
          { value: noSetDays, text: 'No set days', behaviour: 'exclusive' },
        ]}
        values={[...typedValues(typed, 'days')]}
        errorMessage={errorOf(errors, 'days')}
      />
      <h2 class="govuk-heading-m">About what time</h2>
      {hourSelect('from_hour', 'From about')}
      {hourSelect('to_hour', 'Until about')}
      <Radios
        name="since"
        fieldset={{ legend: { text: 'When did it start', classes: 'govuk-fieldset__legend--m' } }}
        items={since.map(({ code, label }) => ({ value: code, text: label }))}
        value={typedValue(typed, 'since')}
        errorMessage={errorOf(errors, 'since')}
      />
    </>
  )
}
