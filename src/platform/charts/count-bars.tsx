import { Details, type Html } from '#platform/govuk'

export interface CountBarsProps {
  /** What is counted, and of when: "Times opened by day". */
  caption: string
  /** Heading of the first column of its table: "Day". */
  unit: string
  /** In the order in which they are drawn. */
  bars: readonly { label: string; count: number }[]
}

const barWidth = 10
const height = 100

/** Counts side by side, from left to right. The same numbers stand in a table that opens below. */
export function CountBars({ caption, unit, bars }: CountBarsProps): Html | null {
  const largest = Math.max(0, ...bars.map(({ count }) => count))
  if (largest === 0) return null
  const [first, last] = [bars.at(0), bars.at(-1)]
  const width = bars.length * barWidth
  return (
    <figure class="app-bars">
      <figcaption class="govuk-heading-s">{caption}</figcaption>
      <svg
        class="app-bars__chart"
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${caption}: ${bars.length} bars from ${first?.label} to ${last?.label}, ${largest} at most`}
      >
        {bars.map(({ count }, at) => {
          const tall = count === 0 ? 0 : Math.max(2, Math.round((count / largest) * height))
          return (
            <rect
              class="app-bars__bar"
              x={at * barWidth + 1}
              y={height - tall}
              width={barWidth - 2}
              height={tall}
            />
          )
        })}
      </svg>
      <p class="app-bars__ends">
        <span>{first?.label}</span>
        <span>{last?.label}</span>
      </p>
      <Details summaryText="Show the numbers">
        <table class="govuk-table app-dense-table">
          <caption class="govuk-visually-hidden">{caption}</caption>
          <thead class="govuk-table__head">
            <tr class="govuk-table__row">
              <th scope="col" class="govuk-table__header">
                {unit}
              </th>
              <th scope="col" class="govuk-table__header govuk-table__header--numeric">
                Times
              </th>
            </tr>
          </thead>
          <tbody class="govuk-table__body">
            {bars
              .filter(({ count }) => count > 0)
              .map(({ label, count }) => (
                <tr class="govuk-table__row">
                  <th scope="row" class="govuk-table__header">
                    {label}
                  </th>
                  <td class="govuk-table__cell govuk-table__cell--numeric">{count}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </Details>
    </figure>
  )
}
