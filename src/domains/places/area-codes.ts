import { type RawBuilder, sql } from 'kysely'

/** Kind and code of each area that a report or case lies in, as one column of a query on its table. */
export function areaCodesOf(table: 'report' | 'asb_case'): RawBuilder<{ kind: string; code: string }[]> {
  const column = (name: string) => sql.ref(`${table}.${name}`)
  return sql`(select coalesce(json_agg(json_build_object('kind', area_set.kind, 'code', area.code)), '[]')
    from area join area_set on area_set.id = area.area_set_id
    where area.id in (${column('beat_id')}, ${column('ward_id')}, ${column('lsoa_id')}, ${column('district_id')}))`
}
