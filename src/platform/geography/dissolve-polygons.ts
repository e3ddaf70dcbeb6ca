import { isRingWithin } from './area-index.ts'
import { buildFaces, type Face, type HalfEdge, nextAlong } from './face-graph.ts'
import { areaOf, boundsOf, type MultiPolygon, type Position, type Ring, signedArea } from './geometry.ts'
import { type Line, nodeLines } from './node-lines.ts'

/**
 * Polygons with the same ground and clean boundaries: what a ring goes round at all, by parity over the rings of each
 * polygon, and all polygons together. Corners lie on a grid of the given grain in metres; every question of side is
 * answered by exact predicates on whole numbers. Undefined when the lines do not settle on this grain.
 */
export function dissolvePolygons(polygons: MultiPolygon, grain: number): MultiPolygon | undefined {
  const { minX, minY } = boundsOf(polygons.flat(2))
  // Whole grains from a corner of the shape: small numbers on the same grid whatever the shape.
  const [originX, originY] = [Math.floor(minX / grain), Math.floor(minY / grain)]
  const toWhole = ([x, y]: Position): Position => [
    Math.round(x / grain) - originX,
    Math.round(y / grain) - originY,
  ]
  const toMetres = ([x, y]: Position): Position => [
    toMillimetres((x + originX) * grain),
    toMillimetres((y + originY) * grain),
  ]
  const polygonOfRing: number[] = []
  const lines: Line[] = []
  for (const [polygon, rings] of polygons.entries()) {
    for (const ring of rings) {
      const positions = ring.map(toWhole)
      for (const [place, end] of positions.slice(1).entries()) {
        lines.push({ start: positions[place] ?? end, end, ring: polygonOfRing.length })
      }
      polygonOfRing.push(polygon)
    }
  }
  const noded = nodeLines(lines)
  if (!noded) return undefined
  const rings = traceRings(buildFaces(noded), (face) => isGround(face, polygonOfRing))
  return nest(rings.map((ring) => ring.map(toMetres)))
}

/** Takes off the last binary digits that multiplying by a grain leaves. */
const toMillimetres = (metres: number) => Math.round(metres * 1000) / 1000

/** Inside an odd number of rings of some polygon. */
function isGround(face: Face | undefined, polygonOfRing: readonly number[]): boolean {
  const isOdd = new Map<number, boolean>()
  for (const [ring, winding] of face?.windings ?? []) {
    const polygon = polygonOfRing[ring]
    if (winding !== 0 && polygon !== undefined) isOdd.set(polygon, !isOdd.get(polygon))
  }
  return [...isOdd.values()].includes(true)
}

/** The boundary between ground and not, ground on the left, in rings that pass through no corner twice. */
function traceRings(edges: HalfEdge[], isInside: (face: Face | undefined) => boolean): Ring[] {
  const boundary = new Set(edges.filter((edge) => isInside(edge.face) && !isInside(edge.twin.face)))
  const rings: Ring[] = []
  for (const first of boundary) {
    const ring: Ring = [first.from]
    let edge = first
    do {
      boundary.delete(edge)
      ring.push(edge.to)
      edge = nextAlong(edge, (candidate) => candidate === first || boundary.has(candidate))
    } while (edge !== first)
    rings.push(...divideWhereItMeetsItself(ring))
  }
  return rings
}

function divideWhereItMeetsItself(ring: Ring): Ring[] {
  const divided: Ring[] = []
  let walked: Ring = []
  const placeOf = new Map<string, number>()
  for (const position of ring) {
    const place = placeOf.get(position.join())
    if (place === undefined) {
      placeOf.set(position.join(), walked.length)
      walked.push(position)
      continue
    }
    const loop = walked.slice(place)
    for (const passed of loop.slice(1)) placeOf.delete(passed.join())
    walked = walked.slice(0, place + 1)
    divided.push([...loop, position])
  }
  return divided
}

/** Rings that do not cross, anticlockwise ones as shells, each clockwise one as a hole of the smallest around it. */
function nest(rings: Ring[]): MultiPolygon {
  const shells = rings.filter((ring) => signedArea(ring) > 0).map((ring) => [ring])
  shells.sort((a, b) => areaOf([a]) - areaOf([b]))
  const bySize = shells.map((polygon) => ({ polygon, shell: polygon[0] ?? [] }))
  for (const hole of rings.filter((ring) => signedArea(ring) < 0)) {
    bySize.find(({ shell }) => isRingWithin(hole, [shell]))?.polygon.push(hole)
  }
  return shells
}
