import { type Address, areasAt, type CodedArea, findAddress } from '#domains/places'
import { type AsbType, factsOfAddress, findAsbType, type Location, type NewReport } from '#domains/reports'
import { findMatchingRule, readRouting } from '#domains/triage'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'

/** Something that follows from what was typed, with what it follows from. */
export type DerivedFact = { name: string; value: string; origin: string }

export type Derived = {
  facts: readonly DerivedFact[]
  /** What is kept with the report of an address. */
  kept: NonNullable<NewReport['derived']>
  areas: readonly CodedArea[]
}

const areaNames = {
  beat: 'Beat',
  neighbourhood: 'Neighbourhood',
  ward: 'Ward',
  district: 'District',
  lsoa: 'LSOA',
} as const

const qualifierNames = { personal: 'Personal', nuisance: 'Nuisance', environmental: 'Environmental' } as const

type Typed = {
  location: Location
  asbType: string
  day: LocalDate
  /** As routing asks for them, as far as they are typed. */
  values: Readonly<Record<string, string>>
}

/** What follows from a place and a type: the address, its landlord and areas, the category, and where it would go. */
export async function deriveFacts(
  db: Transaction,
  { location, asbType, day, values }: Typed,
): Promise<Derived> {
  const [areas, routing, address, type] = await Promise.all([
    areasAt(db, location, day),
    readRouting(db),
    location.uprn === undefined ? undefined : findAddress(db, location.uprn),
    findAsbType(db, asbType),
  ])
  const kept = address === undefined ? [] : factsOfAddress(address)
  const landlord = kept.find(({ fact }) => fact === 'landlord')?.derived
  const rule = findMatchingRule(routing.rules, {
    asbType,
    filedOn: day,
    areas: Object.fromEntries(areas.map(({ kind, code }) => [kind, code])),
    values: { ...(landlord === undefined ? {} : { 'answer:landlord': landlord }), ...values },
  })
  const { queueName, organisationName } = rule?.destination ?? routing.fallback
  const goesTo = {
    name: 'Goes to',
    value: `${queueName}, ${organisationName}`,
    origin:
      rule === undefined ? 'no rule matches: the fallback queue' : `rule ${rule.position}, ${rule.name}`,
  }
  return {
    facts: [...ofAddress(kept, address), ...ofAreas(areas), ...ofType(type), goesTo],
    kept,
    areas,
  }
}

function ofAddress(kept: Derived['kept'], address: Address | undefined): DerivedFact[] {
  if (address === undefined) return []
  const known = kept.map(({ fact, derived = '', origin = '' }) => ({
    name: fact === 'uprn' ? 'UPRN' : 'Landlord',
    value: derived,
    origin,
  }))
  return kept.some(({ fact }) => fact === 'landlord')
    ? known
    : [...known, { name: 'Landlord', value: 'None known', origin: `the address, by ${address.source}` }]
}

function ofAreas(areas: readonly CodedArea[]): DerivedFact[] {
  return Object.entries(areaNames).flatMap(([kind, name]) => {
    const area = areas.find((each) => each.kind === kind)
    return area === undefined
      ? []
      : [{ name, value: areaInWords(area), origin: `the place, boundaries of ${area.vintage}` }]
  })
}

/** An area by name and code, as it is kept when it is chosen instead. */
export function areaInWords({ name, code }: Pick<CodedArea, 'name' | 'code'>): string {
  return `${name} (${code})`
}

function ofType(type: AsbType | undefined): DerivedFact[] {
  if (type === undefined) return []
  const origin = `the type, ${type.label}`
  return [
    { name: 'Category', value: qualifierNames[type.qualifier], origin },
    { name: 'Usual priority', value: `${type.priority} of 4`, origin },
  ]
}
