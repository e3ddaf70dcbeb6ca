import type { Html } from '#platform/govuk'
import { heatLevel } from './heat-level.ts'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const hours = Array.from({ length: 24 }, (_, hour) => hour)

export interface HeatGridProps {
  /** What is counted, and of when: "Reports by hour and weekday, July 2026". */
  caption: string
  /** Seven rows, Monday first, of 24 counts by hour of the day in UK time. */
  counts: readonly (readonly number[])[]
}

/** Counts by weekday and hour. It is a table in itself: the numbers are printed, the shades only help. */
export function HeatGrid({ caption, counts }: HeatGridProps): Html {
  const largest = Math.max(0, ...counts.flat())
  return (
    <section class="app-scroll" aria-label={caption} tabindex={0}>
      <table class="app-heat-grid">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <td />
            {hours.map((hour) => (
              <th scope="col">
                <span aria-hidden="true">{hour}</span>
                <span class="govuk-visually-hidden">{`${String(hour).padStart(2, '0')}:00`}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weekdays.map((weekday, row) => (
            <tr>
              <th scope="row">{weekday}</th>
              {hours.map((hour) => {
                const count = counts[row]?.[hour] ?? 0
                return <td class={`heat-${heatLevel(count, largest)}`}>{count}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
