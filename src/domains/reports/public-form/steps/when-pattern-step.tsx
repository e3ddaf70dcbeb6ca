import { z } from 'zod'
import type { Words } from '#locales'
import { oneOf, readForm, severalOf, type Typed, typedValue, typedValues } from '#platform/forms'
import { Checkboxes, type Html, Radios, Select } from '#platform/govuk'
import { type FieldsProps, fieldError, has, type Reading, type Step } from './step.ts'

const id = 'when_pattern'
const dayMs = 86_400_000

/** ISO 8601: Monday is 1. */
const weekdays = [1, 2, 3, 4, 5, 6, 7]
const noSetDays = 'varies'
const dayCodes = [...weekdays.map(String), noSetDays]

const since = [
  { code: 'week', word: 'week', days: 7 },
  { code: 'month', word: 'month', days: 30 },
  { code: 'half_year', word: 'halfYear', days: 182 },
  { code: 'longer', word: 'longer', days: 365 },
] as const

const hours = Array.from({ length: 24 }, (_, hour) => hour)
const hourCodes = hours.map(String)

/** A pattern of days and hours. */
export function whenPatternStep(words: Words): Step {
  return {
    id,
    title: words.form.whenPattern.title,
    isAsked: (codes) => has(codes, 'when', 'pattern'),
    read: (typed, now) => readPattern(words, typed, now),
    Fields: (props) => PatternFields({ words, ...props }),
  }
}

function readPattern(words: Words, typed: Typed, now: Date): Reading {
  const texts = words.form.whenPattern
  const from = typedValue(typed, 'from_hour')
  const to = typedValue(typed, 'to_hour')
  const result = readForm(
    z.object({
      days: severalOf(dayCodes, texts.missingDays),
      from_hour: oneOf(hourCodes, to === '' ? undefined : texts.missingFrom),
      to_hour: oneOf(hourCodes, from === '' ? undefined : texts.missingTo),
      since: oneOf(
        since.map(({ code }) => code),
        texts.missingSince,
      ),
    }),
    typed,
  )
  if (!result.ok) return result
  const { days, from_hour, to_hour } = result.value
  const began = since.find(({ code }) => code === result.value.since) ?? since[0]
  const isSet = !days.includes(noSetDays)
  if (!isSet && days.length > 1) return refuse(texts.daysOrNone)
  const times = from_hour === undefined ? undefined : { from: Number(from_hour), to: Number(to_hour) }
  const chosen = isSet ? days.map(Number) : []
  // Hours without set days hold on any day.
  const patternDays = chosen.length > 0 ? chosen : times ? weekdays : []
  return {
    ok: true,
    codes: [],
    told: [{ question: id, wording: texts.title, answer: inWords(words, chosen, times, texts[began.word]) }],
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
  { form: { whenPattern: texts }, dates }: Words,
  days: readonly number[],
  times: { from: number; to: number } | undefined,
  began: string,
): string {
  const named = days.length === 7 ? texts.everyDay : days.map((day) => dates.weekdays[day - 1]).join(', ')
  return [
    named || texts.noSetDays,
    times ? texts.fromTo(dates.hour(times.from), dates.hour(times.to)) : texts.noSetTimes,
    texts.started(began),
  ].join('\n')
}

function PatternFields({ words, typed, errors }: FieldsProps & { words: Words }): Html {
  const { dates, site } = words
  const texts = words.form.whenPattern
  const hourItems = [
    { value: '', text: texts.noSetTime },
    ...hours.map((hour) => ({ value: String(hour), text: dates.hour(hour) })),
  ]
  const hourSelect = (name: string, label: string) => (
    <Select
      name={name}
      id={name}
      label={{ text: label }}
      items={hourItems}
      value={typedValue(typed, name)}
      errorMessage={fieldError(words, errors, name)}
    />
  )
  return (
    <>
      <h1 class="govuk-heading-l">{texts.title}</h1>
      <Checkboxes
        name="days"
        fieldset={{ legend: { text: texts.days, classes: 'govuk-fieldset__legend--m' } }}
        hint={{ text: site.selectAll }}
        items={[
          ...dates.weekdays.map((text, index) => ({ value: String(index + 1), text })),
          { divider: site.or },
          { value: noSetDays, text: texts.noSetDays, behaviour: 'exclusive' },
        ]}
        values={[...typedValues(typed, 'days')]}
        errorMessage={fieldError(words, errors, 'days')}
      />
      <h2 class="govuk-heading-m">{texts.hours}</h2>
      {hourSelect('from_hour', texts.from)}
      {hourSelect('to_hour', texts.until)}
      <Radios
        name="since"
        fieldset={{ legend: { text: texts.since, classes: 'govuk-fieldset__legend--m' } }}
        items={since.map(({ code, word }) => ({ value: code, text: texts[word] }))}
        value={typedValue(typed, 'since')}
        errorMessage={fieldError(words, errors, 'since')}
      />
    </>
  )
}
