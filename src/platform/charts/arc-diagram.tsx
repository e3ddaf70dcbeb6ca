import type { Html } from '#platform/govuk'
import { type Arc, arrangeArcs } from './arrange-arcs.ts'

export interface ArcDiagramProps {
  /** What screen readers call the list of what is drawn. */
  label: string
  nodes: readonly {
    key: string
    name: string
    /** A short line below the name: what it is, and how often it comes up. */
    says: string
    mark: 'round' | 'square'
    /** Where it says more, such as its row in a table. */
    href: string
  }[]
  /** `says` is shown over the arc by the mouse. Every arc stands in a table beside the picture as well. */
  arcs: readonly (Arc & { says: string })[]
  /** What arcs and marks mean. */
  legend: string
  /** Said where not all are drawn: of how many more. */
  more: (leftOut: number) => string
}

/** As many rules in _charts.scss bring out the arcs of what is pointed at. */
const mostDrawn = 12
const rowHeight = 44
const width = 100

/** Things below each other, each a link, and arcs between those that belong together; thicker where they do so more. */
export function ArcDiagram({ label, nodes, arcs, legend, more }: ArcDiagramProps): Html | null {
  const arranged = arrangeArcs(arcs, mostDrawn)
  if (arranged.arcs.length === 0) return null
  const heaviest = Math.max(...arranged.arcs.map(({ weight }) => weight))
  const places = new Map(arranged.order.map((key, place) => [key, place]))
  return (
    <figure class="app-arcs">
      <div class="app-arcs__picture">
        <svg
          class="app-arcs__lines"
          viewBox={`0 0 ${width} ${arranged.order.length * rowHeight}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {arranged.arcs.map(({ one, other, weight, says }) => {
            const ends = [places.get(one) ?? 0, places.get(other) ?? 0]
            return (
              <path
                class={`app-arcs__arc ${ends.map((end) => `app-arcs__arc--${end + 1}`).join(' ')}`}
                d={arcBetween(Math.min(...ends), Math.max(...ends), arranged.order.length)}
                stroke-width={1 + Math.round((weight / heaviest) * 6)}
              >
                <title>{says}</title>
              </path>
            )
          })}
        </svg>
        <ul class="app-arcs__nodes" aria-label={label}>
          {arranged.order.flatMap((key) =>
            nodes
              .filter((node) => node.key === key)
              .map(({ name, says, mark, href }) => (
                <li class={`app-arcs__node app-arcs__node--${mark}`}>
                  <a class="govuk-link" href={href}>
                    {name}
                  </a>
                  <span class="app-arcs__says">{says}</span>
                </li>
              )),
          )}
        </ul>
      </div>
      <figcaption class="govuk-body-s">
        {legend}
        {arranged.leftOut > 0 && ` ${more(arranged.leftOut)}`}
      </figcaption>
    </figure>
  )
}

/** From the middle of one row to that of another, out to the left the further the longer. */
function arcBetween(from: number, to: number, rows: number): string {
  const out = 15 + 80 * ((to - from) / Math.max(1, rows - 1))
  // A cubic curve reaches three quarters of the way to its control points.
  const control = Math.round(width - out / 0.75)
  const middle = (row: number) => (row + 0.5) * rowHeight
  return `M ${width} ${middle(from)} C ${control} ${middle(from)} ${control} ${middle(to)} ${width} ${middle(to)}`
}
