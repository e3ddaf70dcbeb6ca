import { formatDate, formatTime } from '#platform/clock'

/** The ways the Ministry of Justice components write a date. */
export type MojDateType = 'datetime' | 'date' | 'time'

/**
 * Writes an instant in UK time after the GOV.UK style guide ("1 January 1970 at 1:32pm"). It stands in for the
 * `mojDate` filter that the official templates expect.
 * @throws RangeError when the timestamp is not a date.
 */
export function formatMojDate(timestamp: string, type: MojDateType): string {
  const instant = new Date(timestamp)
  if (type === 'time') return formatTime(instant)
  return type === 'date' ? formatDate(instant) : `${formatDate(instant)} at ${formatTime(instant)}`
}
