import { sql } from 'kysely'
import { parsePolygon, parsePolygons, pointText, polygonsText, polygonText } from '#domains/places'
import type { Transaction } from '#platform/database'
import { dissolvePolygons, labelPoint, type MultiPolygon } from '#platform/geography'

/** Metres: finer than any boundary is surveyed, coarse enough that borders drawn twice meet. */
const grains = [0.01, 0.1, 1]

/** The outlines of a new area's blocks do not make one that can be drawn; the message names it. */
export class OutlineNotDrawn extends Error {}

type Block = { position: number; name: string; shells: string[]; holes: string[] }

/**
 * Draws the outline of each new area of a draft from those of its blocks, in the place of what was drawn before. The
 * draft is the actor's to change (row-level security says so).
 * @throws OutlineNotDrawn
 */
export async function drawAreas(db: Transaction, planId: string): Promise<void> {
  const { rows } = await sql<Block>`
    select new_area.position, new_area.name, array_agg(shell::text) as shells, array_agg(holes::text) as holes
    from reorganisation as plan
    join reorganisation_area as new_area on new_area.reorganisation_id = plan.id
    join reorganisation_allocation as allocation on allocation.reorganisation_id = plan.id and subject = 'block'
      and allocation.position = new_area.position
    join area_set on area_set.kind = plan.block_kind and area_set.valid_from <= effective_on
      and (area_set.valid_to is null or area_set.valid_to > effective_on)
    join area on area.area_set_id = area_set.id and area.code = allocation.item
    join area_part on area_part.area_id = area.id
    where plan.id = ${planId}
    group by new_area.position, new_area.name order by new_area.position`.execute(db)
  await db.deleteFrom('reorganisation_area_part').where('reorganisation_id', '=', planId).execute()
  for (const block of rows) {
    const outline = dissolve(block)
    const [easting, northing] = labelPoint(outline)
    await sql`update reorganisation_area set label_point = ${pointText(easting, northing)}::point
      where reorganisation_id = ${planId} and position = ${block.position}`.execute(db)
    for (const [part, [shell = [], ...holes]] of outline.entries())
      await sql`insert into reorganisation_area_part (reorganisation_id, position, part, shell, holes)
        values (${planId}, ${block.position}, ${part}, ${polygonText(shell)}::polygon, ${polygonsText(holes)}::polygon[])`.execute(
        db,
      )
  }
}

function dissolve({ name, shells, holes }: Block): MultiPolygon {
  const polygons = shells.map((shell, part) => [parsePolygon(shell), ...parsePolygons(holes[part] ?? '')])
  for (const grain of grains) {
    const outline = dissolvePolygons(polygons, grain)
    if (outline !== undefined && outline.length > 0) return outline
  }
  throw new OutlineNotDrawn(`The outlines of the parts of ${name} do not make one`)
}
