import { z } from 'zod'
import { isLocalDate, type LocalDate } from '#platform/clock'
import { englishFormWords, type FormWords } from './form-words.ts'
import { type Typed, typedValue } from './typed.ts'

export type DateParts = { day: string; month: string; year: string }

/** The three boxes of a date as they were typed. */
export function dateParts(typed: Typed, name: string): DateParts {
  return {
    day: typedValue(typed, `${name}-day`),
    month: typedValue(typed, `${name}-month`),
    year: typedValue(typed, `${name}-year`),
  }
}

const part = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (typeof value === 'string' ? value : '').trim())

const partNames = ['day', 'month', 'year'] as const

/**
 * A day, month and year as one date, with the messages of the GOV.UK date input.
 * `name` stands within a sentence: 'the date it happened'. `latest` is the last day allowed.
 */
export function dateField({
  name,
  latest,
  words = englishFormWords,
}: {
  name: string
  latest?: LocalDate
  words?: FormWords
}) {
  return z
    .object({ day: part, month: part, year: part })
    .optional()
    .transform((parts, context): LocalDate => {
      const refuse = (message: string, path: (typeof partNames)[number] = 'day') => {
        context.addIssue({ code: 'custom', message, path: [path] })
        return z.NEVER
      }
      const typed = parts ?? { day: '', month: '', year: '' }
      const missing = partNames.filter((each) => typed[each] === '')
      if (missing.length === 3) return refuse(words.dateMissing(name))
      if (missing[0] !== undefined) return refuse(words.datePartsMissing(name, missing), missing[0])
      if (!/^\d{4}$/.test(typed.year)) return refuse(words.yearShape, 'year')
      const date = `${typed.year}-${monthNumber(typed.month, words)}-${typed.day.padStart(2, '0')}`
      if (!isLocalDate(date)) return refuse(words.dateNotReal(name))
      if (latest !== undefined && date > latest) return refuse(words.dateInFuture(name))
      return date
    })
}

/** '3', '03', 'Mar' and 'march' are all '03'; English is understood in a form of any language. */
function monthNumber(typed: string, { shortMonths }: FormWords): string {
  const short = typed.slice(0, 3).toLowerCase()
  const named = Math.max(shortMonths.indexOf(short), englishFormWords.shortMonths.indexOf(short))
  return (named >= 0 ? String(named + 1) : typed).padStart(2, '0')
}
