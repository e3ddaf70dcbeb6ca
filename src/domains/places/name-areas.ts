import { sql } from 'kysely'
import type { Transaction } from '#platform/database'

/** Names of areas by code, for the codes that are known; where sets differ, the name in the one that began last. */
export async function nameAreas(
  db: Transaction,
  areas: readonly { kind: string; code: string }[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ code: string; name: string }>`
    select distinct on (area.code) area.code, area.name
    from area join area_set on area_set.id = area.area_set_id
    join unnest(${areas.map(({ kind }) => kind)}::text[], ${areas.map(({ code }) => code)}::text[]) as asked (kind, code)
      on asked.kind = area_set.kind and asked.code = area.code
    order by area.code, area_set.valid_from desc`.execute(db)
  return new Map(rows.map(({ code, name }) => [code, name]))
}
