import type { z } from 'zod'
import { findOnePlace, type Place, placePrecision } from '#domains/places'
import { type LocalDate, londonDateOf } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { circleAround, outlineAround } from '#platform/geography'
import type { Location, newReportSchema } from './report.ts'
import { locationOfArea, locationOfWay } from './shape-location.ts'

type Report = z.output<typeof newReportSchema>

/** A report whose area or way was told by names alone, placed by those that are known; the words stay as they are. */
export async function withNamedPlace(db: Transaction, report: Report): Promise<Report> {
  const { placeNames, location, occurredFrom } = report
  if (placeNames === undefined || location !== undefined) return report
  const day = londonDateOf(occurredFrom)
  const named = await locationByNames(db, placeNames, day)
  return named === undefined ? report : { ...report, location: named }
}

/** Where an area or a way is that is told by names; undefined where none of them is known. */
export async function locationByNames(
  db: Transaction,
  { kind, names }: NonNullable<Report['placeNames']>,
  day: LocalDate,
): Promise<Location | undefined> {
  const found: Place[] = []
  for (const name of names) {
    const place = await findOnePlace(db, name, day)
    if (place !== undefined) found.push(place)
  }
  return kind === 'area' ? areaOfPlaces(found) : wayOfPlaces(found)
}

/** The outline around everything that the places may mean: a postcode is not its middle. */
function areaOfPlaces(places: readonly Place[]): Location | undefined {
  return locationOfArea(
    outlineAround(places.flatMap((place) => circleAround(place, placePrecision(place.kind), 16))),
  )
}

/** Through the places in the order in which they were named; where one alone is known, somewhere about it. */
function wayOfPlaces(places: readonly Place[]): Location | undefined {
  const [first] = places
  if (first === undefined) return undefined
  const { easting, northing, kind } = first
  return locationOfWay(places) ?? { easting, northing, precisionM: placePrecision(kind), kind: 'moving' }
}
