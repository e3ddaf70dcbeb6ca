import type { Location, NamedPerson } from '#domains/reports'
import { type FlagFinding, findFlagsWhileTyping, type TypedPerson } from '#domains/risk'
import { addDays, type LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type Typed, typedValue } from '#platform/forms'

/** A flag that would be raised, with what it is about and how long it would stand. */
export type FoundFlag = FlagFinding & { about: string; until: LocalDate | undefined }

const mostPeople = 10

/** The flags that would be raised for what is typed so far: of the reporter, of the people named, of the place. */
export async function findFlags(
  db: Transaction,
  typed: Typed,
  {
    people,
    place,
    asbType,
    today,
  }: { people: readonly NamedPerson[]; place: Location | undefined; asbType: string; today: LocalDate },
): Promise<FoundFlag[]> {
  const all: TypedPerson[] = [...reporterIn(typed), ...people].slice(0, mostPeople)
  const found = await findFlagsWhileTyping(db, { people: all, place, asbType })
  const terms = await findTerms(db, found)
  return found.map(({ person, ...flag }) => {
    const who = person === null ? undefined : all[person]
    const days = terms.get(`${flag.rule} ${flag.ruleVersion}`)
    return {
      ...flag,
      about: who === undefined ? 'This place' : who.name || 'Somebody named',
      until: days === undefined ? undefined : addDays(today, days),
    }
  })
}

/** Whoever reports for themselves is the victim; for whom else they speak is named on its own. */
function reporterIn(typed: Typed): TypedPerson[] {
  const text = (name: string) => typedValue(typed, name).trim()
  const named = { name: text('name'), phone: text('phone'), email: text('email'), address: text('address') }
  if (Object.values(named).every((value) => value === '')) return []
  return [{ role: text('for_whom') === 'victim' ? 'victim' : 'reporter', ...named }]
}

/** How many days each definition's flags stand. */
async function findTerms(db: Transaction, found: readonly FlagFinding[]): Promise<Map<string, number>> {
  if (found.length === 0) return new Map()
  const rules = await db
    .selectFrom('flag_rule')
    .select(['code', 'version', 'expires_after_days'])
    .where('code', 'in', [...new Set(found.map(({ rule }) => rule))])
    .execute()
  return new Map(
    rules.map(({ code, version, expires_after_days }) => [`${code} ${version}`, expires_after_days]),
  )
}
