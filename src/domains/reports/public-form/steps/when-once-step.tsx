import { z } from 'zod'
import type { Words } from '#locales'
import { addDays, type LocalDate, londonDateOf, londonInstant } from '#platform/clock'
import {
  dateField,
  dateParts,
  hasErrorAt,
  oneOf,
  readForm,
  type Typed,
  timeField,
  typedValue,
} from '#platform/forms'
import { DateInput, type Html, Radios, TextInput } from '#platform/govuk'
import { type FieldsProps, fieldError, has, type Reading, type Step } from './step.ts'

const id = 'when_once'

/** Longer ago it is a slip of the fingers, and no longer anything that a patrol or a letter could change. */
const mostYears = 10

/** Parts of a day, in hours of local time. */
const roughly = [
  { code: 'morning', word: 'morning', from: 6, to: 12 },
  { code: 'afternoon', word: 'afternoon', from: 12, to: 18 },
  { code: 'evening', word: 'evening', from: 18, to: 24 },
  { code: 'night', word: 'night', from: 0, to: 6 },
  { code: 'not_sure', word: 'notSure', from: 0, to: 24 },
] as const
const codes = roughly.map(({ code }) => code)

/** The day, and the time as well as it is known. */
export function whenOnceStep(words: Words): Step {
  return {
    id,
    title: words.form.whenOnce.title,
    isAsked: (asked) => has(asked, 'when', 'once'),
    read: (typed, now) => readOnce(words, typed, now),
    Fields: (props) => OnceFields({ words, ...props }),
  }
}

function readOnce(words: Words, typed: Typed, now: Date): Reading {
  const { form, forms, dates } = words
  const { title, dateName, timeName, missingTime, tooLongAgo, inFuture } = form.whenOnce
  const isExact = typedValue(typed, 'at').trim() !== ''
  const result = readForm(
    z.object({
      on: dateField({ name: dateName, latest: londonDateOf(now), words: forms }),
      at: isExact ? timeField({ name: timeName, words: forms }) : z.undefined().catch(undefined),
      time: oneOf(codes, isExact ? undefined : missingTime),
    }),
    typed,
  )
  if (!result.ok) return result
  const { on, at, time } = result.value
  if (on < yearsBefore(londonDateOf(now), mostYears)) {
    return { ok: false, errors: [{ field: 'on', anchor: 'on-year', message: tooLongAgo(mostYears) }] }
  }
  const rough = at === undefined ? roughly.find(({ code }) => code === time) : undefined
  const { from, to } = rough
    ? { from: hourOf(on, rough.from), to: hourOf(on, rough.to) }
    : exactly(londonInstant(on, at ?? '00:00'))
  if (from > now) {
    const anchor = rough ? 'time' : 'at'
    return {
      ok: false,
      errors: [{ field: anchor, anchor, message: inFuture }],
    }
  }
  return {
    ok: true,
    codes: [],
    told: [
      {
        question: id,
        wording: title,
        answer: rough ? `${dates.date(on)}\n${form.whenOnce[rough.word]}` : dates.dateTime(from),
      },
    ],
    adds: { occurredFrom: from, occurredTo: to > now ? now : to },
  }
}

/** The same day of an earlier year; in a year without 29 February it sorts before 1 March, as it should. */
function yearsBefore(day: LocalDate, years: number): LocalDate {
  return `${Number(day.slice(0, 4)) - years}${day.slice(4)}`
}

function exactly(moment: Date) {
  return { from: moment, to: moment }
}

function hourOf(day: LocalDate, hour: number): Date {
  return hour === 24 ? londonInstant(addDays(day, 1), '00:00') : londonInstant(day, `${hour}:00`)
}

function OnceFields({ words, typed, errors }: FieldsProps & { words: Words }): Html {
  const { title, day: dayLegend, dayParts, dayHint, time, timeHint, about } = words.form.whenOnce
  const { day, month, year } = dateParts(typed, 'on')
  const wholeDate =
    fieldError(words, errors, 'on') && !hasErrorAt(errors, 'on-month') && !hasErrorAt(errors, 'on-year')
  const box = (part: 'day' | 'month' | 'year', value: string, width: number) => ({
    name: part,
    label: dayParts[part],
    value,
    classes: `govuk-input--width-${width}`,
    error: Boolean(wholeDate) || hasErrorAt(errors, `on-${part}`),
  })
  return (
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      <DateInput
        id="on"
        namePrefix="on"
        fieldset={{ legend: { text: dayLegend, classes: 'govuk-fieldset__legend--m' } }}
        hint={{ text: dayHint }}
        items={[box('day', day, 2), box('month', month, 2), box('year', year, 4)]}
        errorMessage={fieldError(words, errors, 'on')}
      />
      <TextInput
        name="at"
        id="at"
        label={{ text: time, classes: 'govuk-label--m' }}
        hint={{ text: timeHint }}
        classes="govuk-input--width-5"
        value={typedValue(typed, 'at')}
        errorMessage={fieldError(words, errors, 'at')}
      />
      <Radios
        name="time"
        fieldset={{
          legend: {
            text: about,
            classes: 'govuk-fieldset__legend--m',
          },
        }}
        items={roughly.map(({ code, word }) => ({ value: code, text: words.form.whenOnce[word] }))}
        value={typedValue(typed, 'time')}
        errorMessage={fieldError(words, errors, 'time')}
      />
    </>
  )
}
