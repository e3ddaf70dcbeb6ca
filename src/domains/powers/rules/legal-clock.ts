import {
  addDays,
  addMonths,
  type LocalDate,
  lastDayOfMonths,
  londonDateOf,
  londonInstant,
} from '#platform/clock'
import type { Length, PowerClock } from '../powers.ts'

const HOUR = 3_600_000

/** The moment at which a legal period that begins then has run out; hours are hours that pass, summer time or not. */
export function endOfPeriod(
  begun: Date,
  period: Length & Pick<PowerClock, 'firstDayCounts' | 'skipChristmasDay'>,
): Date {
  if (period.unit === 'hours') {
    const end = new Date(begun.getTime() + period.amount * HOUR)
    return period.skipChristmasDay ? withoutChristmas(begun, end) : end
  }
  // Days are whole days in England: the period ends when its last day does.
  return londonInstant(addDays(lastDayOf(londonDateOf(begun), period), 1), '00:00')
}

/** The last day on which something may still be done. */
export function lastDayOf(
  begun: LocalDate,
  period: Length & { firstDayCounts?: true | undefined },
): LocalDate {
  if (period.unit === 'days') return addDays(begun, period.firstDayCounts ? period.amount - 1 : period.amount)
  const months = period.unit === 'years' ? 12 * period.amount : period.amount
  return period.firstDayCounts ? lastDayOfMonths(begun, months) : addMonths(begun, months)
}

/** The last day an order may last that begins on this day: three months from 5 January end with 4 April. */
export function lastDayInForce(begun: LocalDate, period: Length): LocalDate {
  return lastDayOf(begun, { ...period, firstDayCounts: true })
}

/**
 * When something is next due that comes round again from a day on, such as the yearly review of a youth's order
 * (2014 Act, section 28): the first after `after`.
 */
export function nextRound(begun: LocalDate, period: Length, after: LocalDate): LocalDate {
  for (let round = 1; ; round++) {
    // From the beginning each time: 29 February comes back in a leap year.
    const due = lastDayOf(begun, { unit: period.unit, amount: period.amount * round })
    if (due > after) return due
  }
}

/** Full years on a day; somebody born on 29 February is a year older on 1 March in other years. */
export function ageOn(bornOn: LocalDate, day: LocalDate): number {
  const years = Number(day.slice(0, 4)) - Number(bornOn.slice(0, 4))
  return day.slice(5) < bornOn.slice(5) ? years - 1 : years
}

/** Christmas Day is left out of the 48 hours in which a court hears of a closure (2014 Act, section 80(4)). */
function withoutChristmas(begun: Date, end: Date): Date {
  for (const year of new Set([begun, end].map((moment) => londonDateOf(moment).slice(0, 4)))) {
    const from = londonInstant(`${year}-12-25`, '00:00').getTime()
    const to = londonInstant(`${year}-12-26`, '00:00').getTime()
    if (begun.getTime() < to && end.getTime() > from)
      return new Date(end.getTime() + (to - Math.max(from, begun.getTime())))
  }
  return end
}
