import type { z } from 'zod'
import { findPlace } from '#domains/places'
import { type Location, locationAround, locationOfArea, locationOfWay } from '#domains/reports'
import type { Transaction } from '#platform/database'
import { isOnGrid, toGrid } from '#platform/geography'
import { invalid } from '#platform/http'
import type { SentLocation, sentShapes } from './sent-report.ts'

/** How far off a place may be when the sender does not say, in metres. */
const precisionOfCoordinates = 20
const precisionOfPostcode = 100

/** Whatever way the place was given, as a point on the British National Grid; refuses one that cannot be found. */
export async function locate(db: Transaction, sent: SentLocation): Promise<Location> {
  if (sent.area !== undefined || sent.route !== undefined) {
    const location = locateShape(sent)
    if (location !== undefined) return location
    throw refused(
      sent.area === undefined ? 'route' : 'area',
      'These points enclose or lead nowhere in Great Britain',
    )
  }
  const location = await locatePoint(db, sent)
  return sent.radius_m === undefined ? location : locationAround(location, sent.radius_m)
}

type SentShape = { [Name in keyof typeof sentShapes]?: z.output<(typeof sentShapes)[Name]> }

/** An area or a way; undefined where neither was sent or its points are not in Great Britain. */
export function locateShape({ area, route }: SentShape): Location | undefined {
  const points = (area ?? route ?? []).map((point) => {
    const { easting, northing } = toGrid(point)
    return { easting, northing }
  })
  if (!points.every(isOnGrid)) return undefined
  return area === undefined ? locationOfWay(points) : locationOfArea(points)
}

async function locatePoint(db: Transaction, sent: SentLocation): Promise<Location> {
  const { longitude, latitude, easting, northing, postcode, precision_m: precision } = sent
  if (longitude !== undefined && latitude !== undefined) {
    const point = toGrid({ longitude, latitude })
    if (!isOnGrid(point)) throw refused('longitude', 'This is outside Great Britain')
    return {
      easting: point.easting,
      northing: point.northing,
      precisionM: precision ?? precisionOfCoordinates,
      kind: 'point',
    }
  }
  if (easting !== undefined && northing !== undefined)
    return { easting, northing, precisionM: precision ?? precisionOfCoordinates, kind: 'point' }
  const compact = (postcode ?? '').toUpperCase().replaceAll(/\s/g, '')
  const place = await findPlace(db, `postcode:${compact}`)
  if (place === undefined)
    throw refused(
      'postcode',
      'This postcode is not known here. Give coordinates, or the place as place_words',
    )
  return {
    easting: place.easting,
    northing: place.northing,
    precisionM: precision ?? precisionOfPostcode,
    kind: 'postcode',
  }
}

function refused(field: string, message: string) {
  return invalid('The place could not be found.', [{ field: `location.${field}`, message }])
}
