import { sql } from 'kysely'
import type { NewReport } from '#domains/reports'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type FormError, type Typed, typedValue } from '#platform/forms'
import { areaInWords, type Derived } from '../quick-entry/derive-facts.ts'

/** What may be chosen instead of what follows from the place, each as it is kept. */
export type Corrections = Readonly<Record<'landlord' | 'beat' | 'ward', readonly string[]>>
export type CorrectedFact = keyof Corrections

/** Chosen instead of a landlord: nobody lets it. */
export const noLandlord = 'none'
export const correctedFacts = ['landlord', 'beat', 'ward'] as const
export const fieldOf = (fact: CorrectedFact) => `fix_${fact}`

/** The landlords of the partnership, and its beats and wards of the day. */
export async function readCorrections(db: Transaction, day: LocalDate): Promise<Corrections> {
  const { rows } = await sql<{ fact: CorrectedFact; name: string; code: string }>`
    select 'landlord' as fact, name, '' as code from organisation
    where kind in ('landlord', 'unitary_council', 'district_council') and (valid_to is null or valid_to > ${day}::date)
    union all
    select area_set.kind, area.name, area.code from area join area_set on area_set.id = area.area_set_id
    where area_set.kind in ('beat', 'ward') and area_set.valid_from <= ${day}::date
      and (area_set.valid_to is null or area_set.valid_to > ${day}::date)
    order by 1, 2, 3`.execute(db)
  const of = (wanted: CorrectedFact) => rows.filter(({ fact }) => fact === wanted)
  return {
    landlord: of('landlord').map(({ name }) => name),
    beat: of('beat').map(areaInWords),
    ward: of('ward').map(areaInWords),
  }
}

/** What was chosen instead, and why: without a reason nothing is put right. */
export function readCorrected(typed: Typed): {
  errors: readonly FormError[]
  chosen: readonly { fact: CorrectedFact; chosen: string }[]
  because: string
} {
  const chosen = correctedFacts.flatMap((fact) => {
    const value = typedValue(typed, fieldOf(fact)).trim().slice(0, 300)
    return value === '' ? [] : [{ fact, chosen: value === noLandlord ? '' : value }]
  })
  const because = typedValue(typed, 'fix_because').trim().slice(0, 500)
  const message = 'Say why what follows from the place is wrong'
  const isWhyMissing = chosen.length > 0 && because === ''
  return {
    chosen,
    because,
    errors: isWhyMissing ? [{ field: 'fix_because', anchor: 'fix_because', message }] : [],
  }
}

/** What is kept: what followed, from what, and what holds instead where that is one of those that may be chosen. */
export function correct(
  { kept, areas }: Pick<Derived, 'kept' | 'areas'>,
  { chosen, because }: ReturnType<typeof readCorrected>,
  may: Corrections,
): NonNullable<NewReport['derived']> {
  const instead = chosen.filter(({ fact, chosen: name }) => name === '' || may[fact].includes(name))
  const followed = (fact: CorrectedFact) => {
    const area = areas.find(({ kind }) => kind === fact)
    return (
      kept.find((each) => each.fact === fact) ??
      (area === undefined
        ? { fact, derived: '', origin: '' }
        : { fact, derived: areaInWords(area), origin: `the place, boundaries of ${area.vintage}` })
    )
  }
  return [
    ...kept.filter(({ fact }) => !instead.some((each) => each.fact === fact)),
    ...instead.map(({ fact, chosen: name }) => ({ ...followed(fact), chosen: name, because })),
  ]
}
