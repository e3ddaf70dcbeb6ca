import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { parse } from 'csv-parse'
import type pg from 'pg'
import type { LocalDate } from '#platform/clock'
import { type GridPoint, isNearGreatBritain, isOnGrid, toGrid } from '#platform/geography'
import { addressKey, streetKey } from './find-addresses.ts'
import type { Progress } from './import-areas.ts'
import { normalisePostcode } from './import-postcodes.ts'
import { pointText } from './polygon-text.ts'

export type NewAddress = GridPoint & { uprn: string; line: string; postcode: string; landlord: string }

export type AddressImport = {
  /** Path of a CSV file with a header, in the columns of OS AddressBase or a landlord's own. */
  file: string
  /** Whose addresses these are; importing the same source again replaces them. */
  source: string
  on: LocalDate
}

export type AddressImportReport = {
  rows: number
  imported: number
  /** Addresses of this source from before that the file no longer has. */
  removed: number
  /** Names of landlords that no organisation of the partnership goes by, with how many addresses. */
  unknownLandlords: { landlord: string; addresses: number }[]
  rejectedRows: number
  /** The first hundred of them, with why. */
  rejected: { line: number; because: string }[]
}

const headers = {
  uprn: ['uprn'],
  line: ['address', 'single_line_address', 'full_address', 'address_line', 'singlelineaddress'],
  postcode: ['postcode', 'postcode_locator', 'post_code'],
  easting: ['x_coordinate', 'easting', 'eastings', 'x'],
  northing: ['y_coordinate', 'northing', 'northings', 'y'],
  longitude: ['longitude', 'lon', 'lng'],
  latitude: ['latitude', 'lat'],
  landlord: ['landlord', 'landlord_organisation', 'owner', 'registered_provider'],
} as const
type Field = keyof typeof headers
type Columns = Readonly<Partial<Record<Field, string>>>

const batchSize = 5_000

/** Imports addresses as the owner in the caller's transaction, streaming. Throws RangeError when a column is missing. */
export async function importAddresses(
  owner: pg.ClientBase,
  { file, source, on }: AddressImport,
  progress: Progress = () => {},
): Promise<AddressImportReport> {
  const rejected: AddressImportReport['rejected'] = []
  const seen = new Set<string>()
  let [rows, rejectedRows, imported] = [0, 0, 0]
  let columns: Columns | undefined
  let batch: NewAddress[] = []
  const flush = async () => {
    await saveAddresses(owner, batch, source, on)
    imported += batch.length
    batch = []
    progress(`Imported ${imported.toLocaleString('en-GB')} addresses`)
  }
  // A failing source fails the loop below by way of the parser, so the callback has nothing to add.
  const records: AsyncIterable<Record<string, string>> = pipeline(
    createReadStream(file),
    parse({ bom: true, columns: true, relax_column_count: true, skip_empty_lines: true, trim: true }),
    () => {},
  )
  for await (const record of records) {
    columns ??= columnsOf(Object.keys(record), file)
    rows += 1
    const read = readAddress(record, columns)
    const because =
      typeof read === 'string' ? read : seen.has(read.uprn) ? 'its UPRN stands in the file twice' : ''
    if (typeof read === 'string' || because !== '') {
      rejectedRows += 1
      // The header is line 1.
      if (rejected.length < 100) rejected.push({ line: rows + 1, because })
      continue
    }
    seen.add(read.uprn)
    batch.push(read)
    if (batch.length >= batchSize) await flush()
  }
  if (batch.length > 0) await flush()
  const gone = await owner.query('delete from address where source = $1 and not (uprn = any ($2))', [
    source,
    [...seen],
  ])
  return {
    rows,
    imported,
    removed: gone.rowCount ?? 0,
    unknownLandlords: await findUnknownLandlords(owner, source),
    rejectedRows,
    rejected,
  }
}

function columnsOf(names: readonly string[], file: string): Columns {
  const found = Object.fromEntries(
    Object.entries(headers).flatMap(([field, known]) => {
      const name = names.find((each) =>
        known.some((one) => one === each.trim().toLowerCase().replaceAll(' ', '_')),
      )
      return name === undefined ? [] : [[field, name]]
    }),
  )
  const isPlaced =
    ('easting' in found && 'northing' in found) || ('longitude' in found && 'latitude' in found)
  const missing = [
    ...(['uprn', 'line'] as const).filter((field) => !(field in found)).map((field) => headers[field][0]),
    ...(isPlaced ? [] : ['x_coordinate and y_coordinate, or longitude and latitude']),
  ]
  if (missing.length > 0)
    throw new RangeError(`${file} has no column ${missing.join(', ')}; it has ${names.join(', ')}`)
  return found
}

/** An address, or why the row is none. */
function readAddress(record: Readonly<Record<string, string>>, columns: Columns): NewAddress | string {
  const field = (name: Field) => (columns[name] === undefined ? '' : (record[columns[name]] ?? '')).trim()
  const uprn = field('uprn').replace(/^0+/, '')
  if (!/^\d{1,12}$/.test(uprn)) return 'its UPRN is not a number of up to 12 digits'
  const line = field('line').replaceAll(/\s+/g, ' ').slice(0, 300)
  if (line === '') return 'it has no address'
  const typed = field('postcode')
  const postcode = normalisePostcode(typed)
  if (typed !== '' && postcode === undefined) return `${typed.slice(0, 20)} is not a postcode`
  const point = pointOf(field)
  if (point === undefined) return 'it has no place in Great Britain'
  return { uprn, line, postcode: postcode ?? '', landlord: field('landlord').slice(0, 200), ...point }
}

function pointOf(field: (name: Field) => string): GridPoint | undefined {
  const numbers = (names: readonly Field[]) =>
    names.map((name) => (field(name) === '' ? Number.NaN : Number(field(name))))
  const [easting = Number.NaN, northing = Number.NaN] = numbers(['easting', 'northing'])
  if (easting > 0 && northing > 0 && isOnGrid({ easting, northing })) return { easting, northing }
  const [longitude = Number.NaN, latitude = Number.NaN] = numbers(['longitude', 'latitude'])
  return isNearGreatBritain({ longitude, latitude }) ? toGrid({ longitude, latitude }) : undefined
}

/** Writes addresses as the owner; one that another source has goes over to this one. */
export async function saveAddresses(
  owner: pg.ClientBase,
  addresses: readonly NewAddress[],
  source: string,
  on: LocalDate,
): Promise<void> {
  await owner.query(
    `insert into address (uprn, line, postcode, line_key, street_key, postcode_key, location, landlord, landlord_id,
       source, imported_on)
     select uprn, line, postcode, line_key, street_key, postcode_key, location::point, landlord,
       (select organisation.id from organisation
        where landlord <> '' and lower(landlord) in (lower(name), lower(short_name)) order by organisation.id limit 1), $9, $10
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
       as given (uprn, line, postcode, line_key, street_key, postcode_key, location, landlord)
     on conflict (uprn) do update set line = excluded.line, postcode = excluded.postcode, line_key = excluded.line_key,
       street_key = excluded.street_key, postcode_key = excluded.postcode_key, location = excluded.location,
       landlord = excluded.landlord, landlord_id = excluded.landlord_id, source = excluded.source,
       imported_on = excluded.imported_on`,
    [
      addresses.map(({ uprn }) => uprn),
      addresses.map(({ line }) => line),
      addresses.map(({ postcode }) => postcode),
      addresses.map(({ line }) => addressKey(line)),
      addresses.map(({ line }) => streetKey(line)),
      addresses.map(({ postcode }) => postcode.toLowerCase().replaceAll(' ', '')),
      addresses.map(({ easting, northing }) => pointText(easting, northing)),
      addresses.map(({ landlord }) => landlord),
      source,
      on,
    ],
  )
}

async function findUnknownLandlords(owner: pg.ClientBase, source: string) {
  const { rows } = await owner.query<{ landlord: string; addresses: number }>(
    `select landlord, count(*)::integer as addresses from address
     where source = $1 and landlord <> '' and landlord_id is null group by landlord order by 2 desc, 1 limit 50`,
    [source],
  )
  return rows
}
