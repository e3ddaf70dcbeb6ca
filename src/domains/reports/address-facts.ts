import type { Address } from '#domains/places'
import { formatDate } from '#platform/clock'
import type { Location, NewReport } from './report.ts'

/** How far off an address of the gazetteer may be, in metres: its point stands on the building. */
const precisionM = 10

/** An address as the place of a report. */
export function locationOfAddress({ easting, northing, uprn }: Address): Location {
  return { easting, northing, precisionM, kind: 'address', uprn }
}

/** What follows from an address: its number and who lets it. */
export function factsOfAddress(address: Address): NonNullable<NewReport['derived']> {
  const { uprn, landlord, landlordOrganisation, source, importedOn } = address
  const origin = `the address, by ${source} of ${formatDate(new Date(importedOn))}`
  const name = landlordOrganisation ?? landlord
  return [
    { fact: 'uprn', derived: uprn, origin },
    ...(name === '' ? [] : [{ fact: 'landlord' as const, derived: name, origin }]),
  ]
}
