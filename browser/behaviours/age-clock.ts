const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/**
 * Keeps the ages inside an element up to date: `<time data-age datetime="2026-07-01T12:00:00Z">3 hours</time>`.
 * The server writes the first text; a page left open on a wall goes on telling the truth.
 */
export function keepAgesTicking(element: HTMLElement): void {
  const tick = () => {
    for (const time of element.querySelectorAll<HTMLTimeElement>('time[data-age]')) {
      const since = Date.parse(time.dateTime)
      if (!Number.isNaN(since)) time.textContent = describeAge(Date.now() - since)
    }
  }
  tick()
  setInterval(tick, minute / 2)
}

/**
 * A length of time (milliseconds) in the words the server uses. It is written again here because the server's
 * own function brings a validation library with it; a test holds the two together.
 */
export function describeAge(elapsed: number): string {
  const days = Math.floor(elapsed / day)
  if (elapsed < minute) return 'less than a minute'
  if (elapsed < hour) return count(elapsed / minute, 'minute')
  if (elapsed < day) return count(elapsed / hour, 'hour')
  if (days < 14) return count(days, 'day')
  if (days < 63) return count(days / 7, 'week')
  if (days < 366) return count(Math.min(days / 30.436875, 11), 'month')
  return count(days / 365.2425, 'year')
}

function count(amount: number, unit: string): string {
  const whole = Math.floor(amount)
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`
}
