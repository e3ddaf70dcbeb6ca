import { sql } from 'kysely'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { GridPoint } from '#platform/geography'
import type { AreaKind, CodedArea } from './place.ts'

type Row = {
  kind: AreaKind
  area_id: string
  code: string
  name: string
  area_set_id: string
  vintage: string
}

/**
 * The area of each kind that a point is in on a day, at most one of a kind; kinds without an area there are left out.
 * The tie-breaks are those of the function areas_at in db/migrations.
 */
export async function areasAt(
  db: Transaction,
  { easting, northing }: GridPoint,
  onDate: LocalDate,
): Promise<CodedArea[]> {
  const { rows } = await sql<Row>`
    select kind, area_id, code, name, area_set_id, vintage
    from areas_at(${easting}::double precision, ${northing}::double precision, ${onDate}::date)`.execute(db)
  return rows.map((row) => ({
    kind: row.kind,
    areaId: row.area_id,
    code: row.code,
    name: row.name,
    areaSetId: row.area_set_id,
    vintage: row.vintage,
  }))
}
