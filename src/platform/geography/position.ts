import proj4 from 'proj4'

/** A point on the British National Grid (EPSG:27700), in metres. */
export type GridPoint = { easting: number; northing: number }

/** A point in WGS84 (EPSG:4326), in degrees. */
export type GlobePoint = { longitude: number; latitude: number }

/**
 * How far a converted point may lie from the one that Ordnance Survey's OSTN15 transformation gives, in metres.
 * The 7-parameter shift is a fit to the whole of Great Britain (OS, "A guide to coordinate systems in Great Britain",
 * §6.6: about 3.5 m on average, 5 m for 95 % of points).
 */
export const CONVERSION_TOLERANCE_M = 5

const NATIONAL_GRID =
  '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy ' +
  '+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs'

const fromGlobe = proj4('EPSG:4326', NATIONAL_GRID)
const fromWebMercator = proj4('EPSG:3857', NATIONAL_GRID)

/** WGS84 degrees to National Grid metres, within `CONVERSION_TOLERANCE_M`. */
export function toGrid({ longitude, latitude }: GlobePoint): GridPoint {
  const [easting, northing] = fromGlobe.forward([longitude, latitude])
  return { easting: easting ?? Number.NaN, northing: northing ?? Number.NaN }
}

/** National Grid metres to WGS84 degrees, within `CONVERSION_TOLERANCE_M`. */
export function toGlobe({ easting, northing }: GridPoint): GlobePoint {
  const [longitude, latitude] = fromGlobe.inverse([easting, northing])
  return { longitude: longitude ?? Number.NaN, latitude: latitude ?? Number.NaN }
}

/** Web Mercator metres (EPSG:3857), which web maps export, to National Grid metres. */
export function webMercatorToGrid(x: number, y: number): GridPoint {
  const [easting, northing] = fromWebMercator.forward([x, y])
  return { easting: easting ?? Number.NaN, northing: northing ?? Number.NaN }
}

/** Whether the point is inside the 700 km × 1,300 km of the National Grid. */
export function isOnGrid({ easting, northing }: GridPoint): boolean {
  return easting >= 0 && easting <= 700_000 && northing >= 0 && northing <= 1_300_000
}

/** Whether the point lies in the rectangle of longitude and latitude around Great Britain. */
export function isNearGreatBritain({ longitude, latitude }: GlobePoint): boolean {
  return longitude >= -9.5 && longitude <= 2.5 && latitude >= 49 && latitude <= 61.5
}
