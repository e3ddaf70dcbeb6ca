import { sql } from 'kysely'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'

export type NamedArea = { kind: string; code: string; name: string; kindLabel: string }

/** Beats, wards and districts of today with this code, or this name in any case: none, one, or several of one name. */
export async function findArea(db: Transaction, typed: string, day: LocalDate): Promise<NamedArea[]> {
  const { rows } = await sql<NamedArea>`
    select area_set.kind, area.code, area.name, area_kind.label as "kindLabel"
    from area join area_set on area_set.id = area.area_set_id join area_kind on area_kind.kind = area_set.kind
    where area_set.kind in ('beat', 'ward', 'district') and area_set.valid_from <= ${day}
      and (area_set.valid_to is null or area_set.valid_to > ${day})
      and (area.code = ${typed} or lower(area.name) = ${typed.toLowerCase()})
    order by area_kind.position, area.code limit 10`.execute(db)
  return rows
}
