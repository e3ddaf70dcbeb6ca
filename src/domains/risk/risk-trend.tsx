import { formatDate } from '#platform/clock'
import type { Html } from '#platform/govuk'
import { bandNames, bands } from './instrument.ts'
import type { Assessment } from './read-assessments.ts'

const barWidth = 24
const height = 60

/** The bands of the last assessments from left to right, where there is more than one; the same stands in the table below. */
export function RiskTrend({ assessments }: { assessments: readonly Assessment[] }): Html | null {
  const shown = assessments.slice(0, 12).toReversed()
  const [first] = shown
  const last = shown.at(-1)
  if (first === undefined || last === undefined || shown.length < 2) return null
  const said = shown.map(({ band }) => bandNames[band].toLowerCase()).join(', ')
  return (
    <figure class="app-bars app-bars--small">
      <figcaption class="govuk-heading-s">How it went</figcaption>
      <svg
        class="app-bars__chart"
        viewBox={`0 0 ${shown.length * barWidth} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Bands from ${formatDate(first.assessedAt)} to ${formatDate(last.assessedAt)}: ${said}`}
      >
        {shown.map(({ band }, at) => {
          const tall = ((bands.indexOf(band) + 1) / bands.length) * height
          return (
            <rect
              class="app-bars__bar"
              x={at * barWidth + 2}
              y={height - tall}
              width={barWidth - 4}
              height={tall}
            />
          )
        })}
      </svg>
      <p class="app-bars__ends">
        <span>{`${formatDate(first.assessedAt)}, ${bandNames[first.band].toLowerCase()}`}</span>
        <span>{`${formatDate(last.assessedAt)}, ${bandNames[last.band].toLowerCase()}`}</span>
      </p>
    </figure>
  )
}
