import type { Html } from '#platform/govuk'

const width = 120
const height = 28
const margin = 3

export interface SparklineProps {
  /** What the line shows: "Reports a month". */
  label: string
  /** Oldest first. */
  points: readonly { label: string; value: number }[]
}

/** A line the size of a word, with the same numbers as a table that screen readers can walk through. */
export function Sparkline({ label, points }: SparklineProps): Html {
  const positions = linePositions(points.map(({ value }) => value))
  const last = positions.at(-1)
  return (
    <>
      <svg class="app-sparkline" viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
        <polyline class="app-sparkline__line" points={positions.map(({ x, y }) => `${x},${y}`).join(' ')} />
        {last && <circle class="app-sparkline__last" cx={last.x} cy={last.y} r={2} />}
      </svg>
      <table class="govuk-visually-hidden">
        <caption>{label}</caption>
        <tbody>
          {points.map((point) => (
            <tr>
              <th scope="row">{point.label}</th>
              <td>{point.value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** Where each value stands in the drawing; the axis begins at nought, so that small changes do not look large. */
function linePositions(values: readonly number[]): { x: number; y: number }[] {
  const largest = Math.max(1, ...values)
  const step = values.length > 1 ? (width - 2 * margin) / (values.length - 1) : 0
  return values.map((value, index) => ({
    x: round(margin + index * step),
    y: round(height - margin - (value / largest) * (height - 2 * margin)),
  }))
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}
