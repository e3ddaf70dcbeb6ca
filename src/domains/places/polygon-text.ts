import type { Position, Ring } from '#platform/geography'

/** A closed ring as PostgreSQL writes a polygon: `((x,y),(x,y),…)`, without the repeated last position. */
export function polygonText(ring: Ring): string {
  return `(${ring
    .slice(0, -1)
    .map(([x, y]) => `(${x},${y})`)
    .join(',')})`
}

/** Several polygons as PostgreSQL writes an array of them. */
export function polygonsText(rings: readonly Ring[]): string {
  return `{${rings.map((ring) => `"${polygonText(ring)}"`).join(',')}}`
}

/** A point as PostgreSQL writes it. */
export function pointText(easting: number, northing: number): string {
  return `(${easting},${northing})`
}

/** Reads one polygon as a closed ring. */
export function parsePolygon(text: string): Ring {
  const numbers = text.replaceAll(/[()"]/g, '').split(',').map(Number)
  const ring: Ring = []
  for (let place = 0; place + 1 < numbers.length; place += 2) {
    ring.push([numbers[place] ?? Number.NaN, numbers[place + 1] ?? Number.NaN])
  }
  const first: Position | undefined = ring[0]
  return first ? [...ring, first] : ring
}

/** Reads an array of polygons. */
export function parsePolygons(text: string): Ring[] {
  return [...text.matchAll(/"([^"]*)"/g)].map((match) => parsePolygon(match[1] ?? ''))
}
