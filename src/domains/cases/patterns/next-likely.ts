import { addDays, londonDateOf, londonInstant, weekdayOf } from '#platform/clock'

/** Hours of the stretch that is looked for. */
export const stretchHours = 3
/** With fewer reports that say when, nothing is said. */
export const fewestReports = 5
/** How unlikely it must be that the fullest stretch came about by chance. */
const clear = 0.05
const strong = 0.005
/** Silence longer than so many times the longest gap so far, and at least 28 days, may mean that it has stopped. */
const silence = { gaps: 2, days: 28 }

/** What can be said of when it happens next, and how sure that is. */
export type NextLikely =
  | { kind: 'too_few'; reports: number }
  | { kind: 'no_pattern'; reports: number }
  | {
      kind: 'stretch'
      /** The same day of the week (1 is Monday), or any day where it is the time of day alone. */
      weekday: number | null
      fromHour: number
      toHour: number
      /** How many reports' weight lies in it, rounded down, of how many. */
      inside: number
      reports: number
      /** How likely a stretch as full is by chance alone, if every hour were as likely: an upper bound. */
      chance: number
      strength: 'clear' | 'strong'
      next: { from: Date; to: Date }
      /** It has been quiet for much longer than it ever was between two reports. */
      mayHaveStopped: boolean
    }

/**
 * The three hours of the week into which most of the reports' weight falls, and when they come next; failing that, the
 * three hours of the day. Said only where so full a stretch would rarely come about by chance (a binomial tail for
 * each possible stretch, added up: Bonferroni's bound, which is on the careful side). It assumes that reports come
 * independently and that things go on as before.
 * @param spreads the share of each report in the hours of the week, as `spreadOverWeek` gives them
 * @param moments when each of them began
 */
export function findNextLikely(
  spreads: readonly ReadonlyMap<number, number>[],
  moments: readonly Date[],
  now: Date,
): NextLikely {
  const reports = spreads.length
  if (reports < fewestReports) return { kind: 'too_few', reports }
  const found = fullest(spreads, 168) ?? fullest(spreads, 24)
  if (found === undefined) return { kind: 'no_pattern', reports }
  const weekday = found.cycle === 168 ? Math.floor(found.start / 24) + 1 : null
  const fromHour = found.start % 24
  return {
    kind: 'stretch',
    weekday,
    fromHour,
    toHour: (fromHour + stretchHours) % 24,
    inside: found.inside,
    reports,
    chance: found.chance,
    strength: found.chance <= strong ? 'strong' : 'clear',
    next: nextStretch(weekday, fromHour, now),
    mayHaveStopped: isQuiet(moments, now),
  }
}

function fullest(spreads: readonly ReadonlyMap<number, number>[], cycle: 168 | 24) {
  const weights = Array.from({ length: cycle }, () => 0)
  for (const spread of spreads)
    for (const [at, weight] of spread) weights[at % cycle] = (weights[at % cycle] ?? 0) + weight
  let best = { start: 0, weight: -1 }
  for (let start = 0; start < cycle; start += 1) {
    let weight = 0
    for (let step = 0; step < stretchHours; step += 1) weight += weights[(start + step) % cycle] ?? 0
    // Sums of the same weights in another order differ in the last digits.
    if (weight > best.weight + 1e-9) best = { start, weight }
  }
  const inside = Math.floor(best.weight + 1e-9)
  const chance = Math.min(1, cycle * tail(spreads.length, stretchHours / cycle, inside))
  return inside >= 3 && chance <= clear ? { cycle, start: best.start, inside, chance } : undefined
}

/** The probability of `least` or more successes in `tries`. */
export function tail(tries: number, probability: number, least: number): number {
  let sum = 0
  let term = (1 - probability) ** tries
  for (let successes = 0; successes <= tries; successes += 1) {
    if (successes >= least) sum += term
    term *= ((tries - successes) / (successes + 1)) * (probability / (1 - probability))
  }
  return sum
}

/** The stretch that is under way or comes next, by the clock on the wall. */
function nextStretch(weekday: number | null, fromHour: number, now: Date): { from: Date; to: Date } {
  const today = londonDateOf(now)
  // A stretch over midnight may have begun yesterday.
  for (let ahead = -1; ; ahead += 1) {
    const day = addDays(today, ahead)
    if (weekday !== null && weekdayOf(day) !== weekday) continue
    const end = fromHour + stretchHours
    const from = londonInstant(day, timeOf(fromHour))
    const to = londonInstant(end < 24 ? day : addDays(day, 1), timeOf(end % 24))
    if (to > now) return { from, to }
  }
}

const timeOf = (hour: number) => `${String(hour).padStart(2, '0')}:00`

function isQuiet(moments: readonly Date[], now: Date): boolean {
  const times = moments.map((moment) => moment.getTime()).sort((one, other) => one - other)
  const last = times.at(-1)
  if (last === undefined) return false
  const longest = times.reduce((most, time, at) => Math.max(most, time - (times[at - 1] ?? time)), 0)
  return now.getTime() - last > Math.max(silence.gaps * longest, silence.days * 86_400_000)
}
