import type pg from 'pg'
import type { LocalDate } from '#platform/clock'
import { labelPoint, type MultiPolygon } from '#platform/geography'
import { newId } from '#platform/ids'
import { type AreaKind, isAreaKind } from './place.ts'
import { pointText, polygonsText, polygonText } from './polygon-text.ts'

/** A set of areas of one kind as they were drawn at one time. */
export type AreaSet = {
  kind: AreaKind
  /** What the set is called among others of its kind, such as `2013` or `May 2023`. */
  vintage: string
  source: string
  attribution: string
  validFrom: LocalDate
  validTo?: LocalDate
  /** Ends earlier sets of the kind that are still open on the day this one begins. */
  endsEarlierSets?: boolean
}

export type NewArea = { code: string; name: string; polygons: MultiPolygon }

/**
 * Writes an area set as the owner, in the caller's transaction. A set of the same kind and vintage is brought up to date:
 * areas keep their ids by code, those that are gone are deleted. Polygons are valid and in National Grid metres.
 * Returns the id of the set. Throws RangeError on an unknown kind or no areas.
 */
export async function saveAreas(
  owner: pg.ClientBase,
  set: AreaSet,
  areas: readonly NewArea[],
): Promise<string> {
  if (!isAreaKind(set.kind)) throw new RangeError(`There is no kind of area called ${String(set.kind)}`)
  if (areas.length === 0) throw new RangeError('A set of areas needs at least one area')
  const setId = await saveSet(owner, set)
  const known = await owner.query<{ id: string; code: string }>(
    'select id, code from area where area_set_id = $1',
    [setId],
  )
  const idOfCode = new Map(known.rows.map(({ id, code }) => [code, id]))
  const rows = areas.map((area) => ({ ...area, id: idOfCode.get(area.code) ?? newId() }))
  await owner.query('delete from area where area_set_id = $1 and not (code = any ($2))', [
    setId,
    rows.map(({ code }) => code),
  ])
  await owner.query(
    `insert into area (id, area_set_id, code, name, label_point)
     select id, $1, code, name, label_point::point
     from unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) as given (id, code, name, label_point)
     on conflict (area_set_id, code) do update set name = excluded.name, label_point = excluded.label_point`,
    [
      setId,
      rows.map(({ id }) => id),
      rows.map(({ code }) => code),
      rows.map(({ name }) => name),
      rows.map(({ polygons }) => pointText(...labelPoint(polygons))),
    ],
  )
  await saveParts(owner, rows)
  return setId
}

async function saveSet(owner: pg.ClientBase, set: AreaSet): Promise<string> {
  if (set.endsEarlierSets) {
    await owner.query(
      'update area_set set valid_to = $3 where kind = $1 and vintage <> $2 and valid_to is null and valid_from < $3',
      [set.kind, set.vintage, set.validFrom],
    )
  }
  const { rows } = await owner.query<{ id: string }>(
    `insert into area_set (id, kind, vintage, source, attribution, valid_from, valid_to)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (kind, vintage) do update set source = excluded.source, attribution = excluded.attribution,
       valid_from = excluded.valid_from, valid_to = excluded.valid_to, imported_at = now()
     returning id`,
    [newId(), set.kind, set.vintage, set.source, set.attribution, set.validFrom, set.validTo ?? null],
  )
  const id = rows[0]?.id
  if (id === undefined) throw new Error('The area set was not written')
  return id
}

async function saveParts(
  owner: pg.ClientBase,
  areas: readonly { id: string; polygons: MultiPolygon }[],
): Promise<void> {
  await owner.query('delete from area_part where area_id = any ($1)', [areas.map(({ id }) => id)])
  const parts = areas.flatMap(({ id, polygons }) =>
    polygons.map(([shell = [], ...holes], part) => ({ id, part, shell, holes })),
  )
  await owner.query(
    `insert into area_part (area_id, part, shell, holes)
     select area_id, part, shell::polygon, holes::polygon[]
     from unnest($1::uuid[], $2::integer[], $3::text[], $4::text[]) as given (area_id, part, shell, holes)`,
    [
      parts.map(({ id }) => id),
      parts.map(({ part }) => part),
      parts.map(({ shell }) => polygonText(shell)),
      parts.map(({ holes }) => polygonsText(holes)),
    ],
  )
}
