import type { Html } from '#platform/govuk'

export type StripCell = { label: string; state: 'well' | 'failed' | 'unknown'; says: string }

export interface StateStripProps {
  /** What is shown, and of when: "Sign-in page, last 28 days". */
  caption: string
  cells: readonly StripCell[]
}

const cellWidth = 10
const height = 24
/** A failed cell is taller as well, so that colour is never the only sign. */
const tall = { well: 14, failed: height, unknown: 4 } as const

/** States side by side, the oldest first. The same stand in a table beside it, which whoever shows it gives. */
export function StateStrip({ caption, cells }: StateStripProps): Html {
  const failed = cells.filter(({ state }) => state === 'failed')
  return (
    <svg
      class="app-strip"
      viewBox={`0 0 ${Math.max(1, cells.length) * cellWidth} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${caption}: ${failed.length === 0 ? 'none failed' : `failed ${failed.map(({ label }) => label).join(', ')}`}`}
    >
      {cells.map(({ label, state, says }, at) => (
        <rect
          class={`app-strip__${state}`}
          x={at * cellWidth + 1}
          y={height - tall[state]}
          width={cellWidth - 2}
          height={tall[state]}
        >
          <title>{`${label}: ${says}`}</title>
        </rect>
      ))}
    </svg>
  )
}
