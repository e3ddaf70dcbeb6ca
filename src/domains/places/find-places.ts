import { sql } from 'kysely'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import {
  formatGridReference,
  type GridPoint,
  isOnGrid,
  parseGridReference,
  toGlobe,
} from '#platform/geography'
import { findAddress, placeOfAddress } from './find-addresses.ts'
import type { Place, PlaceKind } from './place.ts'

type Row = { id: string; kind: PlaceKind; label: string; location: { x: number; y: number } }

const LONGEST_QUERY = 100

/**
 * Places that go by what was typed, the likeliest first: a grid reference, a whole or partial postcode, the name of an
 * area that holds on the day, or a street. Misspelt names are found when nothing else is. Nothing typed finds nothing.
 */
export async function findPlaces(
  db: Transaction,
  typed: string,
  onDate: LocalDate,
  limit = 10,
): Promise<Place[]> {
  const query = typed.trim().slice(0, LONGEST_QUERY)
  const square = findGridSquare(query)
  if (square) return [square]
  // One letter would list whatever begins with it.
  if (query.length < 2) return []
  const { rows } = await sql<Row>`
    select id, kind, label, location from search_places(${query}, ${limit}::integer, ${onDate}::date)`.execute(
    db,
  )
  return rows.map(placeOf)
}

/** The one place that words can only mean: the only one found, or the likeliest where the words are its whole name. */
export async function findOnePlace(
  db: Transaction,
  typed: string,
  onDate: LocalDate,
): Promise<Place | undefined> {
  const [first, second] = await findPlaces(db, typed, onDate, 2)
  if (first === undefined || second === undefined) return first
  const plain = (text: string) => text.toLowerCase().replaceAll(/\s+/g, ' ').trim()
  const isNamed = [first.label, first.label.replace(/ \([^()]*\)$/, '')].some(
    (name) => plain(name) === plain(typed),
  )
  return isNamed ? first : undefined
}

/** The place with an id that `findPlaces` gave, or undefined when there is none (any more). */
export async function findPlace(db: Transaction, id: string): Promise<Place | undefined> {
  const [scheme = '', rest = ''] = id.split(':')
  if (scheme === 'grid') return findGridSquare(rest)
  if (scheme === 'address') {
    const address = await findAddress(db, rest)
    return address && placeOfAddress(address)
  }
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(rest)
  if ((scheme === 'area' || scheme === 'street') && !isUuid) return undefined
  const { rows } = await lookUp(db, scheme, rest)
  return rows[0] && placeOf(rows[0])
}

async function lookUp(db: Transaction, scheme: string, key: string): Promise<{ rows: Row[] }> {
  if (scheme === 'postcode') {
    return sql<Row>`select 'postcode:' || compact as id, 'postcode' as kind, postcode as label, location
      from postcode where compact = ${key}`.execute(db)
  }
  if (scheme === 'postcodes') {
    return sql<Row>`select 'postcodes:' || replace(label, ' ', '-') as id, 'postcode_group' as kind,
      title as label, location
      from postcode_group where label = ${key.replace('-', ' ')}`.execute(db)
  }
  if (scheme === 'street') {
    return sql<Row>`select 'street:' || id as id, 'street' as kind, concat_ws(', ', name, nullif(locality, '')) as label,
      location from street where id = ${key}`.execute(db)
  }
  if (scheme === 'area') {
    return sql<Row>`select 'area:' || area.id as id, area_set.kind, area.name || ' (' || lower(area_kind.label) || ')' as label,
      area.label_point as location
      from area join area_set on area_set.id = area.area_set_id join area_kind on area_kind.kind = area_set.kind
      where area.id = ${key}`.execute(db)
  }
  return { rows: [] }
}

/** The middle of the square of a grid reference of two figures or more, or of a pair of easting and northing. */
function findGridSquare(typed: string): Place | undefined {
  const pair = /^(\d{5,6})\s*[, ]\s*(\d{5,7})$/.exec(typed)
  const square = pair
    ? { easting: Number(pair[1]), northing: Number(pair[2]), size: 1 }
    : parseGridReference(typed)
  if (!square || square.size > 10_000 || !isOnGrid(square)) return undefined
  const figures = (2 * (5 - Math.log10(square.size))) as 2 | 4 | 6 | 8 | 10
  const label = formatGridReference(square, figures)
  const middle = { easting: square.easting + square.size / 2, northing: square.northing + square.size / 2 }
  return withDegrees(
    { id: `grid:${label.replaceAll(' ', '')}`, label, kind: 'grid_reference' },
    square.size > 1 ? middle : square,
  )
}

function placeOf({ id, kind, label, location }: Row): Place {
  return withDegrees({ id, kind, label }, { easting: location.x, northing: location.y })
}

function withDegrees(place: Pick<Place, 'id' | 'label' | 'kind'>, { easting, northing }: GridPoint): Place {
  const { longitude, latitude } = toGlobe({ easting, northing })
  // Six decimals are a tenth of a metre, finer than the conversion is true.
  return { ...place, easting, northing, longitude: rounded(longitude), latitude: rounded(latitude) }
}

const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6
