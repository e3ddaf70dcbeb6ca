import { type GridPoint, middleOfArea, middleOfWay } from '#platform/geography'
import type { Location } from './report.ts'

/** A report's reach is at most this, in metres. */
const farthest = 50_000

/** An area by its corners; undefined where they enclose nothing. */
export function locationOfArea(corners: readonly GridPoint[]): Location | undefined {
  return shaped('area', corners, middleOfArea(corners))
}

/** A way by its points in order; undefined where it leads nowhere. */
export function locationOfWay(points: readonly GridPoint[]): Location | undefined {
  return shaped('moving', points, middleOfWay(points))
}

function shaped(
  kind: 'area' | 'moving',
  points: readonly GridPoint[],
  middle: (GridPoint & { reachM: number }) | undefined,
): Location | undefined {
  if (middle === undefined || middle.reachM > farthest) return undefined
  const shape = points.map(({ easting, northing }) => ({
    easting: Math.round(easting),
    northing: Math.round(northing),
  }))
  return { easting: middle.easting, northing: middle.northing, precisionM: middle.reachM, kind, shape }
}

/** A place that is somewhere within so many metres of a point, which may itself be less exact than that. */
export function locationAround(location: Location, radiusM: number): Location {
  const { easting, northing, precisionM } = location
  return { easting, northing, precisionM: Math.max(radiusM, precisionM), kind: 'around' }
}

/** The points of a shape as PostgreSQL writes a path, open or closed. */
export function shapeIn(path: string): GridPoint[] {
  return [...path.matchAll(/\(([\d.e+]+),([\d.e+]+)\)/g)].map(([, easting, northing]) => ({
    easting: Number(easting),
    northing: Number(northing),
  }))
}
