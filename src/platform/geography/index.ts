export { type AreaIndex, covers, type IndexedArea, indexAreas } from './area-index.ts'
export { dissolvePolygons } from './dissolve-polygons.ts'
export {
  areaOf,
  type Bounds,
  boundsOf,
  type MultiPolygon,
  type Polygon,
  type Position,
  type Ring,
} from './geometry.ts'
export { formatGridReference, type GridSquare, parseGridReference } from './grid-reference.ts'
export { labelPoint } from './label-point.ts'
export { findFaults, type PolygonFault } from './polygon-faults.ts'
export {
  CONVERSION_TOLERANCE_M,
  type GlobePoint,
  type GridPoint,
  isNearGreatBritain,
  isOnGrid,
  toGlobe,
  toGrid,
} from './position.ts'
export { type GeoJsonReport, type ReadArea, readGeoJson } from './read-geojson.ts'
export { type Repair, repairPolygons } from './repair-polygons.ts'
export { circleAround, type Middle, middleOfArea, middleOfWay, outlineAround } from './shape.ts'
export { simplifyTogether } from './simplify.ts'
