import { sql } from 'kysely'
import { findAddress, findPlace, findPlaces } from '#domains/places'
import {
  factsOfAddress,
  type Location,
  locationAround,
  locationOfAddress,
  type NewReport,
} from '#domains/reports'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { isOnGrid, toGrid } from '#platform/geography'
import { locateShape } from '../locate.ts'
import type { IncidentMessage } from './incident.ts'

type SentLocation = NonNullable<IncidentMessage['location']>

export type FoundPlace = {
  location?: Location
  words: string
  warnings: string[]
  /** What follows from an address that is known. */
  derived?: NewReport['derived']
}

/** How far off a place may be, in metres, by what it was found. */
const precision = { coordinates: 20, postcode: 100, street: 300, beat: 2_500 } as const
const postcodeInText = /\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b/i

/**
 * Where an incident was, by the most exact of the ways it was given that leads to a place we know. What is not found is
 * said and kept in words: a message is never refused for its place.
 */
export async function locateIncident(
  db: Transaction,
  sent: SentLocation | undefined,
  day: LocalDate,
): Promise<FoundPlace> {
  if (sent === undefined) return { words: '', warnings: ['The message names no place'] }
  const shape = locateShape(sent)
  if (shape !== undefined) return { location: shape, words: wordsOf(sent), warnings: [] }
  const found = await locateSpot(db, sent, day)
  const { location, warnings } = found
  return {
    ...found,
    ...(location === undefined || sent.radius_m === undefined
      ? {}
      : { location: locationAround(location, sent.radius_m) }),
    warnings:
      sent.area === undefined && sent.route === undefined
        ? warnings
        : ['The area or route encloses or leads nowhere in Great Britain', ...warnings],
  }
}

async function locateSpot(db: Transaction, sent: SentLocation, day: LocalDate): Promise<FoundPlace> {
  const words = wordsOf(sent)
  const warnings: string[] = []
  const address = sent.uprn === undefined ? undefined : await findAddress(db, sent.uprn.replace(/^0+/, ''))
  if (address !== undefined)
    return { location: locationOfAddress(address), words, warnings, derived: factsOfAddress(address) }
  const point = pointOf(sent)
  if (point === 'outside') warnings.push('The coordinates are outside Great Britain')
  else if (point !== undefined)
    return {
      location: { ...point, precisionM: sent.precision_m ?? precision.coordinates, kind: 'point' },
      words,
      warnings,
    }
  const typed = sent.postcode ?? postcodeInText.exec(sent.address ?? '')?.[0]
  if (typed !== undefined) {
    const place = await findPlace(db, `postcode:${typed.toUpperCase().replaceAll(/\s/g, '')}`)
    if (place !== undefined) return { location: at(place, precision.postcode, 'postcode'), words, warnings }
    warnings.push(`The postcode ${typed} is not known here`)
  }
  if (sent.address !== undefined) {
    const street = await findStreet(db, sent.address, day)
    if (street !== undefined) return { location: at(street, precision.street, 'street'), words, warnings }
    warnings.push('The address was not found by its street')
  }
  if (sent.beat !== undefined) {
    const beat = await findBeat(db, sent.beat, day)
    if (beat !== undefined) return { location: at(beat, precision.beat, 'named_area'), words, warnings }
    warnings.push(`The beat ${sent.beat} is not known here`)
  }
  return { words, warnings }
}

type Point = { easting: number; northing: number }
const at = (
  { easting, northing }: Point,
  precisionM: number,
  kind: NonNullable<Location['kind']>,
): Location => ({ easting, northing, precisionM, kind })

function pointOf({ easting, northing, longitude, latitude }: SentLocation): Point | 'outside' | undefined {
  if (easting !== undefined && northing !== undefined) return { easting, northing }
  if (longitude === undefined || latitude === undefined) return undefined
  const point = toGrid({ longitude, latitude })
  return isOnGrid(point) ? { easting: point.easting, northing: point.northing } : 'outside'
}

/** What the report keeps of the place in words; the property's number leads whoever has its list to the door. */
function wordsOf({ address, postcode, uprn, beat }: SentLocation): string {
  const parts = [
    address,
    postcode !== undefined && !(address ?? '').toUpperCase().includes(postcode.toUpperCase())
      ? postcode
      : undefined,
    uprn === undefined ? undefined : `UPRN ${uprn}`,
    beat === undefined ? undefined : `beat ${beat}`,
  ]
  return parts
    .filter((part) => part !== undefined)
    .join(', ')
    .slice(0, 1_000)
}

/** The one street that the address names in full; where two go by its name nothing is guessed. */
async function findStreet(db: Transaction, address: string, day: LocalDate): Promise<Point | undefined> {
  const plain = (text: string) =>
    ` ${text
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, ' ')
      .trim()} `
  const wanted = plain(address)
  const parts = address.split(',').map((part) => part.replace(/^[\s\d/-]+[a-z]?\s+/i, '').trim())
  for (const part of parts.filter((each) => each.length > 3)) {
    const found = (await findPlaces(db, part, day, 10)).filter(
      ({ kind, label }) => kind === 'street' && wanted.includes(plain(label.split(',')[0] ?? label)),
    )
    const exact = found.filter(({ label }) => wanted.includes(plain(label)))
    const [only] = exact.length === 1 ? exact : found
    if (only !== undefined && (exact.length === 1 || found.length === 1)) return only
  }
  return undefined
}

async function findBeat(db: Transaction, beat: string, day: LocalDate): Promise<Point | undefined> {
  const { rows } = await sql<{ easting: number; northing: number }>`
    select area.label_point[0] as easting, area.label_point[1] as northing
    from area join area_set on area_set.id = area.area_set_id
    where area_set.kind = 'beat' and area_set.valid_from <= ${day}
      and (area_set.valid_to is null or area_set.valid_to > ${day})
      and (lower(area.code) = lower(${beat}) or lower(area.name) = lower(${beat}))
    limit 2`.execute(db)
  return rows.length === 1 ? rows[0] : undefined
}
