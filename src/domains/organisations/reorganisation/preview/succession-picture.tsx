import type { Html } from '#platform/govuk'

export type SuccessionPictureProps = {
  before: readonly { id: number; name: string }[]
  after: readonly { position: number; name: string }[]
  /** Records that pass from one to the other; also in the table below the picture. */
  flows: readonly { from: number; to: number; records: number }[]
}

const boxWidth = 220
const boxHeight = 34
const gap = 14
const between = 180

/** Who was there before on the left, who is there after on the right, and how much passes between them. */
export function SuccessionPicture({ before, after, flows }: SuccessionPictureProps): Html | null {
  if (before.length === 0 || after.length === 0) return null
  const rows = Math.max(before.length, after.length)
  const height = rows * (boxHeight + gap)
  const width = boxWidth * 2 + between
  const topOf = (index: number, count: number) =>
    (height - count * (boxHeight + gap)) / 2 + index * (boxHeight + gap)
  const most = Math.max(1, ...flows.map(({ records }) => records))
  return (
    <figure class="app-succession">
      <svg
        class="app-succession__picture"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${before.map(({ name }) => name).join(', ')} before; ${after.map(({ name }) => name).join(', ')} after`}
      >
        {flows.map(({ from, to, records }) => {
          const y1 =
            topOf(
              before.findIndex(({ id }) => id === from),
              before.length,
            ) +
            boxHeight / 2
          const y2 =
            topOf(
              after.findIndex(({ position }) => position === to),
              after.length,
            ) +
            boxHeight / 2
          return (
            <path
              class="app-succession__flow"
              d={`M ${boxWidth} ${y1} C ${boxWidth + between / 2} ${y1} ${boxWidth + between / 2} ${y2} ${boxWidth + between} ${y2}`}
              stroke-width={2 + Math.round((records / most) * 12)}
            />
          )
        })}
        {before.map(({ name }, index) => (
          <Box x={0} y={topOf(index, before.length)} name={name} />
        ))}
        {after.map(({ name }, index) => (
          <Box x={boxWidth + between} y={topOf(index, after.length)} name={name} />
        ))}
      </svg>
    </figure>
  )
}

/** Names too long for their box are cut; the whole name stands in the table. */
function Box({ x, y, name }: { x: number; y: number; name: string }): Html {
  const shown = name.length > 28 ? `${name.slice(0, 27)}…` : name
  return (
    <g>
      <rect class="app-succession__box" x={x} y={y} width={boxWidth} height={boxHeight} />
      <text class="app-succession__name" x={x + boxWidth / 2} y={y + boxHeight / 2 + 5} text-anchor="middle">
        {shown}
      </text>
    </g>
  )
}
