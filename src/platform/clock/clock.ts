/** Where the present moment comes from. Passed in, so that tests can choose it. */
export type Clock = {
  now(): Date
}

/** A clock that stands still until it is told otherwise. */
export type SettableClock = Clock & {
  /** Set the moment, as a Date or ISO 8601 text with an offset. */
  set(moment: Date | string): void
  /** Move forward (or back, when negative). */
  advance(milliseconds: number): void
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() }

/** A clock for tests and demonstrations that starts at the given moment. */
export function fixedClock(moment: Date | string): SettableClock {
  let current = validMoment(moment)
  return {
    now: () => new Date(current),
    set: (next) => {
      current = validMoment(next)
    },
    advance: (milliseconds) => {
      current += milliseconds
    },
  }
}

function validMoment(moment: Date | string): number {
  const milliseconds = new Date(moment).getTime()
  if (Number.isNaN(milliseconds)) throw new RangeError(`Not a moment in time: ${String(moment)}`)
  return milliseconds
}
