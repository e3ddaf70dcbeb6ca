import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { type GridPoint, toGlobe } from '#platform/geography'
import type { Place } from './place.ts'

/** An address of the gazetteer. */
export type Address = GridPoint & {
  uprn: string
  line: string
  postcode: string
  /** As the file names it. */
  landlord: string
  /** Its organisation in the partnership, by name; where there is none the file's own word stands. */
  landlordOrganisation: string | null
  source: string
  importedOn: string
}

type Row = Omit<Address, keyof GridPoint> & { location: { x: number; y: number } }

const columns = sql`uprn, line, postcode, location, landlord, source, imported_on::text as "importedOn",
  (select name from organisation where organisation.id = landlord_id) as "landlordOrganisation"`

/** Letters and digits as the keys of addresses hold them. */
export function addressKey(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()
}

/** The same without what stands before the name of the street. */
export function streetKey(line: string): string {
  return addressKey(line).replace(/^.*?\b\d+[a-z]? (?=[a-z])/, '')
}

/** The first key that does not begin as this one does, in the order of bytes. */
const after = (key: string) => `${key}\u007f`

/**
 * Addresses that begin as what was typed: by number and street, by street, or by postcode with or without the number of
 * the house ("LE2 1AB 12"). In the order of their keys; nothing for fewer than three letters.
 */
export async function findAddresses(db: Transaction, typed: string, limit = 10): Promise<Address[]> {
  const key = addressKey(typed.slice(0, 100))
  if (key.length < 3) return []
  const [, outward, inward, house = ''] = /^([a-z]{1,2}\d[a-z\d]?) ?(\d[a-z]{2})(?: (\d.*))?$/.exec(key) ?? []
  if (outward !== undefined && inward !== undefined) {
    const { rows } = await sql<Row>`
      select ${columns} from address
      where postcode_key = ${outward + inward} and line_key >= ${house} and line_key < ${after(house)}
      order by line_key limit ${limit}`.execute(db)
    return rows.map(addressOf)
  }
  const { rows } = await sql<Row>`
    select ${columns} from address where uprn in (
      (select uprn from address where line_key >= ${key} and line_key < ${after(key)} order by line_key limit ${limit})
      union
      (select uprn from address where street_key >= ${key} and street_key < ${after(key)} order by street_key limit ${limit})
    )
    order by street_key, length(line_key), line_key limit ${limit}`.execute(db)
  return rows.map(addressOf)
}

/** The address with this number, or undefined where the gazetteer does not hold it. */
export async function findAddress(db: Transaction, uprn: string): Promise<Address | undefined> {
  const { rows } = await sql<Row>`select ${columns} from address where uprn = ${uprn}`.execute(db)
  return rows[0] && addressOf(rows[0])
}

/** As the search of places answers it, so that it is chosen in the same box. */
export function placeOfAddress(address: Address): Place & { uprn: string } {
  const { uprn, line, postcode, easting, northing } = address
  const label = postcode === '' || line.toUpperCase().includes(postcode) ? line : `${line}, ${postcode}`
  return {
    id: `address:${uprn}`,
    kind: 'address',
    label,
    uprn,
    easting,
    northing,
    ...toGlobe({ easting, northing }),
  }
}

function addressOf({ location, ...row }: Row): Address {
  return { ...row, easting: location.x, northing: location.y }
}
