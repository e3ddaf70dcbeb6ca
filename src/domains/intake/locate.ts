import { findPlace } from '#domains/places'
import type { Location } from '#domains/reports'
import type { Transaction } from '#platform/database'
import { isOnGrid, toGrid } from '#platform/geography'
import { invalid } from '#platform/http'
import type { SentLocation } from './sent-report.ts'

/** How far off a place may be when the sender does not say, in metres. */
const precisionOfCoordinates = 20
const precisionOfPostcode = 100

/** Whatever way the place was given, as a point on the British National Grid; refuses one that cannot be found. */
export async function locate(db: Transaction, sent: SentLocation): Promise<Location> {
  const { longitude, latitude, easting, northing, postcode, precision_m: precision } = sent
  if (longitude !== undefined && latitude !== undefined) {
    const point = toGrid({ longitude, latitude })
    if (!isOnGrid(point)) throw refused('longitude', 'This is outside Great Britain')
    return { ...point, precisionM: precision ?? precisionOfCoordinates }
  }
  if (easting !== undefined && northing !== undefined)
    return { easting, northing, precisionM: precision ?? precisionOfCoordinates }
  const compact = (postcode ?? '').toUpperCase().replaceAll(/\s/g, '')
  const place = await findPlace(db, `postcode:${compact}`)
  if (place === undefined)
    throw refused(
      'postcode',
      'This postcode is not known here. Give coordinates, or the place as place_words',
    )
  return { easting: place.easting, northing: place.northing, precisionM: precision ?? precisionOfPostcode }
}

function refused(field: string, message: string) {
  return invalid('The place could not be found.', [{ field: `location.${field}`, message }])
}
