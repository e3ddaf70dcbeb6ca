import { sql } from 'kysely'
import type { MemberActor } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { conflict } from '#platform/http'
import { newId } from '#platform/ids'
import { type ColumnTarget, guessTargets, type LayerRow, type Sheet } from './check-sheet.ts'
import { type NewLayer, openData } from './layer.ts'
import type { Layer } from './read-layers.ts'

/** Describes a layer; it is shown to nobody else until figures are published. */
export async function addLayer(
  db: Transaction,
  actor: MemberActor,
  organisationId: number,
  { area, agreement, seenBy, until, ...words }: NewLayer,
): Promise<string> {
  const id = newId()
  const isOpen = agreement === openData
  await db
    .insertInto('context_layer')
    .values({
      id,
      organisation_id: organisationId,
      ...words,
      area_kind: area,
      agreement_id: isOpen ? null : agreement,
      seen_by: isOpen ? [] : seenBy,
      valid_until: until,
      added_by: actor.memberId,
    })
    .execute()
  return id
}

/** Keeps a sheet as a draft; columns are placed as in the hand-in before where the headings are the same. */
export async function handIn(
  db: Transaction,
  actor: MemberActor,
  layer: Layer,
  { header, rows, name }: Sheet & { name: string },
): Promise<string> {
  const before = await db
    .selectFrom('context_layer_version')
    .select(['number', 'targets', sql<boolean>`header = ${header}::text[]`.as('isSame')])
    .where('layer_id', '=', layer.id)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const id = newId()
  await db
    .insertInto('context_layer_version')
    .values({
      id,
      layer_id: layer.id,
      number: (before?.number ?? 0) + 1,
      file_name: name,
      header,
      targets: before?.isSame ? before.targets : guessTargets(header),
      sheet: JSON.stringify(rows),
      added_by: actor.memberId,
    })
    .execute()
  return id
}

export function placeColumns(
  db: Transaction,
  id: string,
  targets: readonly ColumnTarget[],
): Promise<unknown> {
  return db
    .updateTable('context_layer_version')
    .set({ targets: [...targets] })
    .where('id', '=', id)
    .execute()
}

/**
 * Publishes a draft: its figures take the place of those before, which are kept. What was handed in is forgotten.
 * @throws Refusal 409 where the layer changed in the meantime
 */
export async function publish(
  db: Transaction,
  layer: Layer,
  draftId: string,
  rows: readonly LayerRow[],
  { version, now }: { version: number; now: Date },
): Promise<void> {
  // First, as nothing must have been written where somebody was quicker.
  await change(db, layer, version, { current_version_id: draftId })
  await sql`
    insert into context_layer_value (version_id, line, area_code, period, measure, value)
    select ${draftId}, line, area, period, measure, value
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as each (line integer, area text, period text, measure text, value double precision)`.execute(db)
  await db
    .updateTable('context_layer_version')
    .set({ status: 'published', published_at: now, sheet: null })
    .where('id', '=', draftId)
    .execute()
}

/** Gives up a draft that nobody has seen. */
export async function discard(db: Transaction, draftId: string): Promise<void> {
  await db.deleteFrom('context_layer_version').where('id', '=', draftId).execute()
}

/** Shows the layer to nobody else any more. @throws Refusal 409 where it changed in the meantime */
export function withdraw(
  db: Transaction,
  actor: MemberActor,
  layer: Layer,
  { because, version, now }: { because: string; version: number; now: Date },
): Promise<void> {
  return change(db, layer, version, {
    withdrawn_at: now,
    withdrawn_by: actor.memberId,
    withdrawn_because: because,
  })
}

async function change(
  db: Transaction,
  layer: Layer,
  seenVersion: number,
  changes: {
    current_version_id?: string
    withdrawn_at?: Date
    withdrawn_by?: string
    withdrawn_because?: string
  },
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('context_layer')
    .set({ ...changes, version: seenVersion + 1 })
    .where('id', '=', layer.id)
    .where('version', '=', seenVersion)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n)
    throw conflict('Somebody has changed this layer since you opened the page. It is shown as it is now.')
}
