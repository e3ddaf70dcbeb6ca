/** The ways the Ministry of Justice components write a date. */
export type MojDateType = 'datetime' | 'shortdatetime' | 'date' | 'shortdate' | 'time'

const part = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', ...options })
const longDate = part({ day: 'numeric', month: 'long', year: 'numeric' })
const shortDate = part({ day: 'numeric', month: 'short', year: 'numeric' })
const clock = part({ hour: 'numeric', minute: '2-digit', hourCycle: 'h23' })

/**
 * Writes an instant in UK time after the GOV.UK style guide ("1 January 1970 at 1:32pm", midday, midnight).
 * It stands in for the `mojDate` filter that the official templates expect.
 * @throws RangeError when the timestamp is not a date.
 */
export function formatMojDate(timestamp: string | Date, type: MojDateType): string {
  const instant = new Date(timestamp)
  if (type === 'time') return timeOfDay(instant)
  const date = (type.startsWith('short') ? shortDate : longDate).format(instant)
  return type.endsWith('datetime') ? `${date} at ${timeOfDay(instant)}` : date
}

function timeOfDay(instant: Date): string {
  const [hour = 0, minute = 0] = clock.format(instant).split(':').map(Number)
  if (minute === 0 && hour === 0) return 'midnight'
  if (minute === 0 && hour === 12) return 'midday'
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`
  return `${hour % 12 || 12}${minutes}${hour < 12 ? 'am' : 'pm'}`
}
