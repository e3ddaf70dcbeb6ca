import { covers } from './area-index.ts'
import { areaOf, boundsOf, type MultiPolygon, type Position, type Ring, signedArea } from './geometry.ts'

/**
 * A point to stand for an area on a map or in a list: the centroid of its largest part when that is inside it,
 * otherwise the middle of the widest stretch on the level of the centroid. Always inside. Throws RangeError when empty.
 */
export function labelPoint(polygons: MultiPolygon): Position {
  const largest = polygons.toSorted((a, b) => areaOf([b]) - areaOf([a]))[0]
  const shell = largest?.[0]
  if (!largest || !shell || signedArea(shell) === 0) throw new RangeError('The area is empty')
  const centre = centroid(shell)
  if (covers(largest, centre[0], centre[1])) return centre
  const { minY, maxY } = boundsOf(shell)
  return (
    middleOfWidest(largest, centre[1]) ?? middleOfWidest(largest, (minY + maxY) / 2) ?? (shell[0] as Position)
  )
}

function centroid(ring: Ring): Position {
  const [originX, originY] = ring[0] ?? [0, 0]
  let [sumX, sumY, sum] = [0, 0, 0]
  let [previousX, previousY] = [0, 0]
  for (const [x, y] of ring) {
    const [dx, dy] = [x - originX, y - originY]
    const cross = previousX * dy - dx * previousY
    sum += cross
    sumX += (previousX + dx) * cross
    sumY += (previousY + dy) * cross
    previousX = dx
    previousY = dy
  }
  return [originX + sumX / (3 * sum), originY + sumY / (3 * sum)]
}

function middleOfWidest(polygon: Ring[], level: number): Position | undefined {
  const crossings: number[] = []
  for (const ring of polygon) {
    for (const [index, [x, y]] of ring.entries()) {
      const [nextX, nextY] = ring[index + 1] ?? [x, y]
      if (y > level !== nextY > level) crossings.push(x + ((level - y) / (nextY - y)) * (nextX - x))
    }
  }
  crossings.sort((a, b) => a - b)
  let widest: Position | undefined
  let width = 0
  for (let index = 0; index + 1 < crossings.length; index += 2) {
    const [left = 0, right = 0] = crossings.slice(index, index + 2)
    if (right - left > width) {
      width = right - left
      widest = [(left + right) / 2, level]
    }
  }
  return widest
}
