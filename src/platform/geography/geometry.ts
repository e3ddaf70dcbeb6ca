/** An x and a y, in whatever unit the shape is in. */
export type Position = [number, number]

/** A closed line: the first position is repeated at the end. */
export type Ring = Position[]

/** A shell and the holes in it. */
export type Polygon = Ring[]

/** Separate polygons that are one area. */
export type MultiPolygon = Polygon[]

export type Bounds = { minX: number; minY: number; maxX: number; maxY: number }

/** The area of a ring, positive when it runs anticlockwise, in square units. */
export function signedArea(ring: Ring): number {
  const [originX, originY] = ring[0] ?? [0, 0]
  let sum = 0
  let [previousX, previousY] = [0, 0]
  // Measured from the first position, so that large coordinates do not eat the digits.
  for (const [x, y] of ring) {
    const [dx, dy] = [x - originX, y - originY]
    sum += previousX * dy - dx * previousY
    previousX = dx
    previousY = dy
  }
  return sum / 2
}

/** The area of the polygons, holes taken off, in square units. */
export function areaOf(polygons: MultiPolygon): number {
  let total = 0
  for (const [shell, ...holes] of polygons) {
    if (shell) total += Math.abs(signedArea(shell))
    for (const hole of holes) total -= Math.abs(signedArea(hole))
  }
  return total
}

/** The smallest upright box around a ring. */
export function boundsOf(ring: Ring): Bounds {
  const bounds = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity }
  for (const [x, y] of ring) {
    if (x < bounds.minX) bounds.minX = x
    if (x > bounds.maxX) bounds.maxX = x
    if (y < bounds.minY) bounds.minY = y
    if (y > bounds.maxY) bounds.maxY = y
  }
  return bounds
}

/** The same polygons wound as RFC 7946 §3.1.6 asks: shells anticlockwise, holes clockwise. */
export function rewound(polygons: MultiPolygon): MultiPolygon {
  return polygons.map((polygon) =>
    polygon.map((ring, index) => (isWoundRight(ring, index) ? ring : ring.toReversed())),
  )
}

/** Whether every ring runs as RFC 7946 asks. */
export function isWound(polygons: MultiPolygon): boolean {
  return polygons.every((polygon) => polygon.every(isWoundRight))
}

function isWoundRight(ring: Ring, index: number): boolean {
  return signedArea(ring) > 0 === (index === 0)
}

/** The position rounded to the millimetre, when coordinates are metres. */
export function toMillimetre([x, y]: Position): Position {
  return [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000]
}
