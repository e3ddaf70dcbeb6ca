import { isLocalDate, type LocalDate, localTimeOf, londonDateOf } from './local-date.ts'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** `3 March 2026`, by the GOV.UK style guide. A Date is shown as the date in England at that moment. */
export function formatDate(date: Date | LocalDate): string {
  if (typeof date === 'string' && !isLocalDate(date)) throw new RangeError(`Not a date: ${date}`)
  const text = typeof date === 'string' ? date : londonDateOf(date)
  return `${Number(text.slice(8))} ${MONTHS[Number(text.slice(5, 7)) - 1]} ${text.slice(0, 4)}`
}

/** `9:30am`, `9am`, `midday`, `midnight`, by the GOV.UK style guide, in England's time. */
export function formatTime(moment: Date): string {
  const [hours = 0, minutes = 0] = localTimeOf(moment).split(':').map(Number)
  if (minutes === 0 && hours === 0) return 'midnight'
  if (minutes === 0 && hours === 12) return 'midday'
  const shown = minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`
  return `${hours % 12 || 12}${shown}${hours < 12 ? 'am' : 'pm'}`
}

/** `9:30am on 3 March 2026`. */
export function formatDateTime(moment: Date): string {
  return `${formatTime(moment)} on ${formatDate(moment)}`
}

/** A moment by which something is due: the end of a day is shown as that day, and not as the midnight after it. */
export function formatDue(moment: Date): string {
  return formatTime(moment) === 'midnight'
    ? formatDate(new Date(moment.getTime() - 1))
    : formatDateTime(moment)
}

/**
 * How long ago in one whole unit, rounded down: `less than a minute`, `3 hours`, `12 days`, `5 weeks`, `4 months`,
 * `2 years`. Days run to 13, weeks to 8. A moment in the future counts as just now.
 */
export function formatAge(since: Date, now: Date): string {
  const elapsed = Math.max(0, now.getTime() - since.getTime())
  const days = Math.floor(elapsed / DAY)
  if (elapsed < MINUTE) return 'less than a minute'
  if (elapsed < HOUR) return count(elapsed / MINUTE, 'minute')
  if (elapsed < DAY) return count(elapsed / HOUR, 'hour')
  if (days < 14) return count(days, 'day')
  if (days < 63) return count(days / 7, 'week')
  // 365.2425 days is the mean Gregorian year.
  if (days < 366) return count(Math.min(days / 30.436875, 11), 'month')
  return count(days / 365.2425, 'year')
}

function count(amount: number, unit: string): string {
  const whole = Math.floor(amount)
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`
}
