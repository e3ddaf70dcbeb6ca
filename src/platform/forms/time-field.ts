import { z } from 'zod'
import { englishFormWords, type FormWords } from './form-words.ts'

const clockTime = /^(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.|yb|yh|y\.b\.|y\.h\.)?$/

/** The time of day (`21:30`) that somebody means by '9:30pm', '21.30', '9 pm', 'midday' or 'midnight'; in Welsh too. */
export function readTimeOfDay(typed: string): string | undefined {
  const text = typed.trim().toLowerCase()
  if (text === 'midnight' || text === 'hanner nos') return '00:00'
  if (text === 'midday' || text === 'noon' || text === 'hanner dydd') return '12:00'
  const [, hourText, minuteText, half] = clockTime.exec(text) ?? []
  if (hourText === undefined) return undefined
  const [hour, minutes] = [Number(hourText), Number(minuteText ?? 0)]
  // A bare '9' could be morning or evening.
  if (half === undefined && minuteText === undefined) return undefined
  if (minutes > 59 || hour > (half === undefined ? 23 : 12) || (half !== undefined && hour === 0))
    return undefined
  const hours = half === undefined ? hour : (hour % 12) + (/^(p|y\.?h)/.test(half) ? 12 : 0)
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}

/** A time of day in the 24-hour clock. `name` stands within a sentence: 'the time it happened'. */
export function timeField({ name, words = englishFormWords }: { name: string; words?: FormWords }) {
  return z
    .string()
    .optional()
    .transform((typed, context): string => {
      const time = readTimeOfDay(typed ?? '')
      if (time !== undefined) return time
      const message = typed?.trim() ? words.timeUnclear(name) : words.timeMissing(name)
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    })
}
