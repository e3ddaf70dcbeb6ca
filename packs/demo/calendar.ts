import { addDays, daysBetween, type LocalDate, londonInstant, weekdayOf } from '#platform/clock'
import { type Random, weightedPicker } from './random.ts'

/** When in the day a type of behaviour happens. */
export type DayShape = 'night' | 'evening' | 'daytime'

/** Relative weight of each hour. Reports peak between 22:00 and midnight (Islington, 2024). */
const hourWeights: Record<DayShape, readonly number[]> = {
  night: [
    7, 5, 3.4, 2, 1.2, 0.8, 0.8, 1, 1.2, 1.3, 1.4, 1.6, 1.8, 1.9, 2.1, 2.5, 3, 3.6, 4.4, 5.6, 7, 8.6, 11.5,
    11,
  ],
  evening: [
    3.2, 2, 1.2, 0.7, 0.4, 0.4, 0.6, 1, 1.4, 1.7, 2, 2.4, 2.8, 3, 3.6, 5, 6, 6.6, 7.4, 8.4, 9, 9.6, 10.6, 9,
  ],
  daytime: [
    0.8, 0.4, 0.3, 0.3, 0.4, 0.9, 2.4, 4.6, 7, 8, 8, 7.6, 7, 6.6, 6.4, 6.4, 6, 5.4, 4.6, 3.6, 2.8, 2.2, 1.8,
    1.2,
  ],
}

/** January to December. August and October are the busiest (Charnwood). */
const monthWeights = [0.76, 0.78, 0.88, 1, 1.09, 1.13, 1.2, 1.3, 1.05, 1.22, 0.92, 0.78]

/** Monday to Sunday. */
const weekdayWeights = [0.9, 0.87, 0.9, 0.95, 1.15, 1.32, 1.1]

/** No ordinary day weighs more than August on a Saturday in fine weather. */
const BUSIEST = 2.1

/** The days before the reference date, with how busy each is, and the moments in them. */
export type DemoCalendar = {
  days: readonly LocalDate[]
  /** A day at random, busy ones more often; 1 is the first day. */
  pickDay: (asbType: string, random: Random) => number
  /** The first day from this one that is as busy as chance asks, so that later reports of a series keep the rhythm. */
  nextBusyDay: (from: number, random: Random) => number
  pickHour: (shape: DayShape, random: Random) => number
  /** Milliseconds since 1970 of a minute of a local hour. */
  momentOf: (day: number, hour: number, minute: number) => number
  start: number
  /** Midnight at the start of the reference date: nothing happens later. */
  end: number
}

/** The three years that end as the reference date begins. */
export function makeCalendar(today: LocalDate, random: Random): DemoCalendar {
  const years = Number(today.slice(0, 4)) - 3
  const first = `${years}${today.slice(4) === '-02-29' ? '-02-28' : today.slice(4)}`
  const count = daysBetween(first, today)
  const days = Array.from({ length: count }, (_, day) => addDays(first, day))
  const weather = days.map(() => random.between(0.8, 1.2))
  const busy = days.map((date, day) => usual(date) * (weather[day] ?? 1) * (isHalloween(date) ? 1.6 : 1))
  const pickers = new Map([
    ['fireworks', weightedPicker(days.map(fireworkWeight))],
    ['usual', weightedPicker(busy)],
    ['rowdy', weightedPicker(busy.map((weight, day) => weight * (isHalloween(days[day] ?? '') ? 2.2 : 1)))],
  ])
  const hours = {
    night: weightedPicker(hourWeights.night),
    evening: weightedPicker(hourWeights.evening),
    daytime: weightedPicker(hourWeights.daytime),
  }
  const hourStarts = new Map<number, number>()
  const start = londonInstant(first, '00:00').getTime()
  const end = londonInstant(today, '00:00').getTime()
  return {
    days,
    start,
    end,
    pickDay: (asbType, draw) => {
      const kind = asbType === 'fireworks' ? 'fireworks' : rowdyTypes.has(asbType) ? 'rowdy' : 'usual'
      return pickers.get(kind)?.(draw) ?? 0
    },
    nextBusyDay: (from, draw) => {
      let day = Math.max(0, from)
      while (day < count && draw.unit() * BUSIEST > (busy[day] ?? 0)) day += 1
      return day
    },
    pickHour: (shape, draw) => hours[shape](draw),
    momentOf: (day, hour, minute) => {
      const key = day * 24 + hour
      let begins = hourStarts.get(key)
      if (begins === undefined) {
        begins = londonInstant(days[day] ?? today, `${String(hour).padStart(2, '0')}:00`).getTime()
        hourStarts.set(key, begins)
      }
      return begins + minute * 60_000
    },
  }
}

const rowdyTypes = new Set(['gatherings', 'damage'])

function usual(date: LocalDate): number {
  const month = monthWeights[Number(date.slice(5, 7)) - 1] ?? 1
  return month * (weekdayWeights[weekdayOf(date) - 1] ?? 1)
}

function isHalloween(date: LocalDate): boolean {
  return date.slice(5) === '10-31'
}

/** Fireworks are let off around Bonfire Night and New Year, and hardly at any other time. */
function fireworkWeight(date: LocalDate): number {
  const day = date.slice(5)
  if (day === '11-05') return 90
  if (day === '12-31') return 45
  if (day >= '11-01' && day <= '11-09') return 26
  if (day >= '10-24') return day <= '10-31' ? 12 : 0.5
  return 0.25
}
