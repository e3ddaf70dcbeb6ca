import { z } from 'zod'
import {
  addDays,
  formatDate,
  formatDateTime,
  type LocalDate,
  londonDateOf,
  londonInstant,
} from '#platform/clock'
import {
  dateField,
  dateParts,
  errorOf,
  hasErrorAt,
  oneOf,
  readForm,
  type Typed,
  timeField,
  typedValue,
} from '#platform/forms'
import { DateInput, type Html, Radios, TextInput } from '#platform/govuk'
import { type FieldsProps, has, type Reading, type Step } from './step.ts'

const id = 'when_once'
const title = 'When did it happen?'

/** Longer ago it is a slip of the fingers, and no longer anything that a patrol or a letter could change. */
const mostYears = 10

/** Parts of a day, in hours of local time. */
const roughly = [
  { code: 'morning', label: 'Morning (6am to midday)', from: 6, to: 12 },
  { code: 'afternoon', label: 'Afternoon (midday to 6pm)', from: 12, to: 18 },
  { code: 'evening', label: 'Evening (6pm to midnight)', from: 18, to: 24 },
  { code: 'night', label: 'Early hours (midnight to 6am)', from: 0, to: 6 },
  { code: 'not_sure', label: 'I am not sure', from: 0, to: 24 },
] as const
const codes = roughly.map(({ code }) => code)

/** The day, and the time as well as it is known. */
export const whenOnceStep: Step = {
  id,
  title,
  isAsked: (asked) => has(asked, 'when', 'once'),
  read: readOnce,
  Fields: OnceFields,
}

function readOnce(typed: Typed, now: Date): Reading {
  const isExact = typedValue(typed, 'at').trim() !== ''
  const result = readForm(
    z.object({
      on: dateField({ name: 'the date it happened', latest: londonDateOf(now) }),
      at: isExact ? timeField({ name: 'the time it happened' }) : z.undefined().catch(undefined),
      time: oneOf(codes, isExact ? undefined : 'Enter the time, or select about what time it happened'),
    }),
    typed,
  )
  if (!result.ok) return result
  const { on, at, time } = result.value
  if (on < yearsBefore(londonDateOf(now), mostYears)) {
    const message = `The date it happened must be in the last ${mostYears} years`
    return { ok: false, errors: [{ field: 'on', anchor: 'on-year', message }] }
  }
  const rough = at === undefined ? roughly.find(({ code }) => code === time) : undefined
  const { from, to } = rough
    ? { from: hourOf(on, rough.from), to: hourOf(on, rough.to) }
    : exactly(londonInstant(on, at ?? '00:00'))
  if (from > now) {
    const anchor = rough ? 'time' : 'at'
    return {
      ok: false,
      errors: [{ field: anchor, anchor, message: 'The time it happened must be in the past' }],
    }
  }
  return {
    ok: true,
    codes: [],
    told: [
      {
        question: id,
        wording: title,
        answer: rough ? `${formatDate(on)}\n${rough.label}` : formatDateTime(from),
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

function OnceFields({ typed, errors }: FieldsProps): Html {
  const { day, month, year } = dateParts(typed, 'on')
  const wholeDate = errorOf(errors, 'on') && !hasErrorAt(errors, 'on-month') && !hasErrorAt(errors, 'on-year')
  const box = (part: string, value: string, width: number) => ({
    name: part,
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
        fieldset={{ legend: { text: 'The day', classes: 'govuk-fieldset__legend--m' } }}
        hint={{ text: 'For example, 27 3 2026' }}
        items={[box('day', day, 2), box('month', month, 2), box('year', year, 4)]}
        errorMessage={errorOf(errors, 'on')}
      />
      <TextInput
        name="at"
        id="at"
        label={{ text: 'What time was it?', classes: 'govuk-label--m' }}
        hint={{ text: 'For example, 9:30pm. Leave this blank if you do not know.' }}
        classes="govuk-input--width-5"
        value={typedValue(typed, 'at')}
        errorMessage={errorOf(errors, 'at')}
      />
      <Radios
        name="time"
        fieldset={{
          legend: {
            text: 'If you do not know, about what time was it?',
            classes: 'govuk-fieldset__legend--m',
          },
        }}
        items={roughly.map(({ code, label }) => ({ value: code, text: label }))}
        value={typedValue(typed, 'time')}
        errorMessage={errorOf(errors, 'time')}
      />
    </>
  )
}
