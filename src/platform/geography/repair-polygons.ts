import { dissolvePolygons } from './dissolve-polygons.ts'
import {
  areaOf,
  isWound,
  type MultiPolygon,
  type Position,
  type Ring,
  rewound,
  signedArea,
} from './geometry.ts'
import { findFaults } from './polygon-faults.ts'

export type Repair = {
  polygons: MultiPolygon
  /** What was wrong, in words for the import's report; empty when nothing was. */
  repairs: string[]
  /** Whether rings ran the wrong way round, which harms nothing and most exports do. */
  wasRewound: boolean
  /** Square units before (as the rings stand, crossing or not) and after. */
  areaBefore: number
  areaAfter: number
}

/**
 * Polygons made valid. Rings are closed, repeated positions dropped and winding put right. Where a boundary crosses,
 * touches or runs over itself, or a hole lies outside its shell, the ground inside an odd number of rings of a polygon is
 * kept (a ring that crosses itself encloses what it goes round at all), and polygons that overlap are joined. When that
 * fails the rings are kept as they came, which still find points, and the report says so. Nothing left: no polygons.
 * Coordinates are metres; corners of mended areas lie on whole millimetres, on coarser grains (10 cm at most) only where that is not clean.
 */
export function repairPolygons(raw: MultiPolygon): Repair {
  const repairs = new Set<string>()
  const tidied = raw
    .map((polygon) => polygon.map((ring) => tidy(ring, repairs)).filter((ring) => ring.length >= 4))
    .filter((polygon) => polygon.length > 0)
  if (tidied.length < raw.length) repairs.add('part without area dropped')
  const areaBefore = areaOf(tidied)
  const polygons = mend(rewound(tidied), repairs).filter((polygon) => areaOf([polygon]) > 0)
  return {
    polygons,
    repairs: [...repairs],
    wasRewound: !isWound(tidied),
    areaBefore,
    areaAfter: areaOf(polygons),
  }
}

/** Closed, without positions repeated one after another. */
function tidy(ring: Ring, repairs: Set<string>): Ring {
  const tidied: Ring = []
  for (const position of ring) if (!isSame(position, tidied.at(-1))) tidied.push(position)
  if (tidied.length < ring.length) repairs.add('repeated point dropped')
  const first = tidied[0]
  if (first && !isSame(first, tidied.at(-1))) {
    tidied.push(first)
    repairs.add('ring closed')
  }
  return signedArea(tidied) === 0 && tidied.length < 5 ? [] : tidied
}

function isSame(a: Position, b: Position | undefined): boolean {
  return b !== undefined && a[0] === b[0] && a[1] === b[1]
}

function mend(polygons: MultiPolygon, repairs: Set<string>): MultiPolygon {
  const faults = findFaults(polygons)
  if (faults.size === 0) return polygons
  for (const fault of faults) repairs.add(fault)
  try {
    let mended = polygons
    for (const grain of GRAINS)
      if (findFaults(mended).size > 0) mended = dissolvePolygons(mended, grain) ?? mended
    if (findFaults(mended).size > 0) repairs.add('boundary still not quite clean')
    return mended
  } catch {
    repairs.add('could not be mended, kept as it came')
    return polygons
  }
}

/**
 * Metres. Rounding the corner where two lines cross can push it across a third by a hair; where three lines all but
 * meet, only a coarser grain brings them together.
 */
const GRAINS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1]
