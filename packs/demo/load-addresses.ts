import type pg from 'pg'
import { type NewAddress, saveAddresses } from '#domains/places'
import type { DemoCounty } from './generate-demo.ts'
import { LANDLORDS } from './organisation-facts.ts'
import { SOURCE } from './rows.ts'
import { landlordName } from './rules.ts'

/** Numbers that no real property has. */
const uprnFrom = 999_900_000_000
const housesPerStreet = 6
const streetsWithHouses = 250
const placedReports = 60

/** A gazetteer of some streets, a third of it let, and reports that were taken at addresses. */
export async function loadAddresses(owner: pg.ClientBase, { streets, options }: DemoCounty): Promise<void> {
  const houses = streets.slice(0, streetsWithHouses).flatMap((street, at) =>
    Array.from({ length: housesPerStreet }, (_, house): NewAddress => {
      const landlord = LANDLORDS[(at + house) % 6]
      return {
        uprn: String(uprnFrom + 10_000 + at * housesPerStreet + house),
        line: `${2 * house + 1} ${street.name}, ${street.ward.name}`,
        postcode: street.postcodes[0]?.postcode ?? '',
        landlord: landlord === undefined ? '' : landlordName(landlord),
        easting: street.at[0] + house * 12,
        northing: street.at[1],
      }
    }),
  )
  await saveAddresses(owner, houses, SOURCE, options.today)
  await placeReports(owner, options.today)
}

/** The latest reports of a spot stand at an address with a landlord; of one the landlord was put right. */
async function placeReports(owner: pg.ClientBase, day: string): Promise<void> {
  const { rows } = await owner.query<{
    id: string
    x: number
    y: number
    street: string
    landlord: number | null
  }>(
    `select report.id, report.location[0] as x, report.location[1] as y, concat_ws(', ', near.name, near.locality) as street,
       (array[${LANDLORDS.join()}, null])[1 + (row_number() over (order by report.filed_at desc)) % 3] as landlord
     from report cross join lateral (select name, locality from street order by location <-> report.location limit 1) as near
     where report.place_kind = 'point' and report.location_precision_m <= 10
     order by report.filed_at desc limit $1`,
    [placedReports],
  )
  const uprnOf = (at: number) => String(uprnFrom + at + 1)
  await saveAddresses(
    owner,
    rows.map(({ x, y, street, landlord }, at) => ({
      uprn: uprnOf(at),
      line: `${100 + at} ${street}`,
      postcode: '',
      landlord: landlord === null ? '' : landlordName(landlord),
      easting: x,
      northing: y,
    })),
    SOURCE,
    day,
  )
  await owner.query(
    `update report set place_kind = 'address', uprn = given.uprn
     from unnest($1::uuid[], $2::text[]) as given (id, uprn) where report.id = given.id`,
    [rows.map(({ id }) => id), rows.map((_, at) => uprnOf(at))],
  )
  await owner.query(
    `insert into report_derived (report_id, fact, derived, origin)
     select report.id, fact, case fact when 'uprn' then report.uprn else address.landlord end, 'the address, by ${SOURCE}'
     from report join address on address.uprn = report.uprn cross join unnest(array['uprn', 'landlord']) as each (fact)
     where report.id = any ($1) and (fact = 'uprn' or address.landlord <> '')`,
    [rows.map(({ id }) => id)],
  )
  await owner.query(
    `update report_derived set chosen = '', because = 'Sold to its tenant in the spring', chosen_by = worker.member_id
     from report join lateral (select member_id from membership where membership.organisation_id = report.organisation_id
       order by member_id limit 1) as worker on true
     where report.id = report_derived.report_id and fact = 'landlord'
       and report.id = (select max(report_id::text)::uuid from report_derived where fact = 'landlord')`,
  )
}
