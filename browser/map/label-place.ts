import type { Position } from 'geojson'

/** In degrees. */
export type View = { west: number; south: number; east: number; north: number }

/** Where a name stands, and how much room the area leaves it there, in degrees of longitude. */
export type LabelPlace = { longitude: number; latitude: number; width: number }

const heights = 9

/**
 * The middle of the widest line from west to east through what can be seen of an area: a name is a line too. Nothing
 * when the area is out of sight. The rings are outer borders and holes alike: every border crossed goes in or out.
 */
export function findLabelPlace(rings: readonly Position[][], view: View): LabelPlace | undefined {
  const latitudes = rings.flat().map(([, latitude = 0]) => latitude)
  const south = Math.max(
    view.south,
    latitudes.reduce((one, other) => Math.min(one, other), 90),
  )
  const north = Math.min(
    view.north,
    latitudes.reduce((one, other) => Math.max(one, other), -90),
  )
  let best: LabelPlace | undefined
  for (let index = 0; index < heights && south < north; index += 1) {
    const latitude = south + ((index + 0.5) / heights) * (north - south)
    const crossed = crossings(rings, latitude)
    for (let way = 0; way + 1 < crossed.length; way += 2) {
      const from = Math.max(view.west, crossed[way] ?? 180)
      const to = Math.min(view.east, crossed[way + 1] ?? -180)
      if (to - from > (best?.width ?? 0)) best = { longitude: (from + to) / 2, latitude, width: to - from }
    }
  }
  return best
}

/** The longitudes at which a parallel crosses the borders, from west to east. */
function crossings(rings: readonly Position[][], latitude: number): number[] {
  const found: number[] = []
  for (const ring of rings)
    for (let index = 1; index < ring.length; index += 1) {
      const [x1 = 0, y1 = 0] = ring[index - 1] ?? []
      const [x2 = 0, y2 = 0] = ring[index] ?? []
      if (y1 > latitude !== y2 > latitude) found.push(x1 + ((latitude - y1) / (y2 - y1)) * (x2 - x1))
    }
  return found.sort((one, other) => one - other)
}
