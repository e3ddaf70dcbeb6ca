import type { Html } from '#platform/govuk'

export interface SparklineProps {
  /** What it shows, in words that give every number: it is what a screen reader hears instead. */
  label: string
  /** From left to right; null leaves a gap. */
  points: readonly (number | null)[]
  /** Drawn across, where there is something to stay below or above; the label says it too. */
  line?: number
}

const barWidth = 10
const height = 100

/** A row of bars as high as a line of text. Its label says the same. */
export function Sparkline({ label, points, line }: SparklineProps): Html {
  const largest = Math.max(0, line ?? 0, ...points.map((point) => point ?? 0))
  const width = Math.max(1, points.length) * barWidth
  return (
    <svg
      class="app-spark"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {points.map((point, at) => {
        if (point === null || largest === 0) return null
        const tall = Math.max(3, Math.round((point / largest) * height))
        return (
          <rect
            class="app-spark__bar"
            x={at * barWidth + 1}
            y={height - tall}
            width={barWidth - 2}
            height={tall}
          />
        )
      })}
      {line !== undefined && largest > 0 && (
        <line
          class="app-spark__line"
          x1={0}
          x2={width}
          y1={height - (line / largest) * height}
          y2={height - (line / largest) * height}
        />
      )}
    </svg>
  )
}
