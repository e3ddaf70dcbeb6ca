import { sql } from 'kysely'
import { z } from 'zod'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type AreaNames, type ColumnTarget, columnTargets, type Sheet } from './check-sheet.ts'
import { areaWords, type LayerArea } from './layer.ts'

export type Layer = {
  id: string
  organisationId: number
  organisationName: string
  name: string
  source: string
  licence: string
  handling: string
  areaKind: LayerArea
  agreementId: string | null
  agreementTitle: string | null
  seenBy: readonly number[]
  validUntil: LocalDate
  currentVersionId: string | null
  addedBy: string
  addedAt: Date
  withdrawnAt: Date | null
  withdrawnBecause: string
  version: number
}

export const layerFilterSchema = z.object({
  q: z.string().trim().max(100).catch('').default(''),
  state: z.enum(['shown', 'draft', 'past', 'all']).catch('shown').default('shown'),
})
export type LayerFilter = z.output<typeof layerFilterSchema>

const layerColumns = sql`layer.id, layer.organisation_id as "organisationId", organisation.name as "organisationName",
  layer.name, layer.source, layer.licence, layer.handling, layer.area_kind as "areaKind",
  layer.agreement_id as "agreementId", agreement.title as "agreementTitle", layer.seen_by as "seenBy",
  layer.valid_until as "validUntil", layer.current_version_id as "currentVersionId", member.name as "addedBy",
  layer.added_at as "addedAt", layer.withdrawn_at as "withdrawnAt", layer.withdrawn_because as "withdrawnBecause",
  layer.version
  from context_layer as layer join organisation on organisation.id = layer.organisation_id
  join member on member.id = layer.added_by left join agreement on agreement.id = layer.agreement_id`

/** The layers that the reader may see, by name. */
export async function findLayers(db: Transaction, filter: LayerFilter, today: LocalDate): Promise<Layer[]> {
  const isPast = sql`(layer.withdrawn_at is not null or layer.valid_until < ${today}::date)`
  const state = {
    shown: sql`layer.current_version_id is not null and not ${isPast}`,
    draft: sql`layer.current_version_id is null and not ${isPast}`,
    past: isPast,
    all: sql`true`,
  }[filter.state]
  const { rows } = await sql<Layer>`select ${layerColumns}
    where ${state} and strpos(lower(layer.name || ' ' || organisation.name), lower(${filter.q})) > 0
    order by lower(layer.name), layer.id limit 200`.execute(db)
  return rows
}

export async function findLayer(db: Transaction, id: string): Promise<Layer | undefined> {
  const { rows } = await sql<Layer>`select ${layerColumns} where layer.id = ${id}`.execute(db)
  return rows[0]
}

export type LayerVersion = {
  id: string
  number: number
  fileName: string
  status: 'draft' | 'published'
  addedBy: string
  addedAt: Date
  publishedAt: Date | null
  figures: number
}

/** Every hand-in of a layer that the reader sees, the newest first. */
export async function readVersions(db: Transaction, layerId: string): Promise<LayerVersion[]> {
  const { rows } = await sql<LayerVersion>`
    select each.id, each.number, each.file_name as "fileName", each.status, member.name as "addedBy",
      each.added_at as "addedAt", each.published_at as "publishedAt",
      (select count(*) from context_layer_value where version_id = each.id)::integer as figures
    from context_layer_version as each join member on member.id = each.added_by
    where each.layer_id = ${layerId} order by each.number desc`.execute(db)
  return rows
}

export type Draft = { id: string; number: number; fileName: string; targets: ColumnTarget[]; sheet: Sheet }

const cells = z.array(z.array(z.string()))
export const isTarget = (text: string): text is ColumnTarget =>
  text === '' || Object.hasOwn(columnTargets, text)

/** A hand-in that is still looked at. */
export async function findDraft(db: Transaction, layerId: string, id: string): Promise<Draft | undefined> {
  const found = await db
    .selectFrom('context_layer_version')
    .select(['id', 'number', 'file_name as fileName', 'header', 'targets', 'sheet'])
    .where('id', '=', id)
    .where('layer_id', '=', layerId)
    .where('status', '=', 'draft')
    .executeTakeFirst()
  if (found === undefined) return undefined
  const { header, targets, sheet, ...draft } = found
  return {
    ...draft,
    targets: targets.map((target) => (isTarget(target) ? target : '')),
    sheet: { header, rows: cells.parse(sheet) },
  }
}

/** Areas of a kind that hold on a day, by code and by name where no other has it. */
export async function readAreaNames(db: Transaction, kind: LayerArea, onDate: LocalDate): Promise<AreaNames> {
  const words = areaWords[kind]
  if (kind === 'grid') return { kind: words, codes: new Map() }
  const { rows } = await sql<{ code: string; name: string }>`
    select area.code, area.name from area join area_set on area_set.id = area.area_set_id
    where area_set.kind = ${kind} and area_set.valid_from <= ${onDate}::date
      and (area_set.valid_to is null or area_set.valid_to > ${onDate}::date)`.execute(db)
  const named = Map.groupBy(rows, ({ name }) => name.toLowerCase())
  const unique = [...named].flatMap(([name, [first, ...others]]): [string, string][] =>
    first === undefined || others.length > 0 ? [] : [[name, first.code]],
  )
  return {
    kind: words,
    codes: new Map([...unique, ...rows.map(({ code }): [string, string] => [code.toLowerCase(), code])]),
  }
}

export type Figure = { code: string; name: string; value: number }
export type Shown = {
  measures: string[]
  periods: string[]
  measure: string
  period: string
  figures: Figure[]
}

/** The figures of one measure and time of a layer, by the names of their areas; the latest time unless one is asked. */
export async function readFigures(
  db: Transaction,
  layer: Layer,
  asked: { measure?: string | undefined; period?: string | undefined },
): Promise<Shown> {
  const { rows: said } = await sql<{ measure: string; period: string }>`
    select distinct measure, period from context_layer_value where version_id = ${layer.currentVersionId}
    order by measure, period desc`.execute(db)
  const measures = [...new Set(said.map(({ measure }) => measure))]
  const measure = measures.find((each) => each === asked.measure) ?? measures[0] ?? ''
  const periods = said.filter((each) => each.measure === measure).map(({ period }) => period)
  const period = periods.find((each) => each === asked.period) ?? periods[0] ?? ''
  const { rows: figures } = await sql<Figure>`
    select figure.area_code as code, figure.value, coalesce((select area.name from area
      join area_set on area_set.id = area.area_set_id
      where area.code = figure.area_code and area_set.kind = ${layer.areaKind} order by area_set.valid_from desc limit 1),
      figure.area_code) as name
    from context_layer_value as figure
    where version_id = ${layer.currentVersionId} and measure = ${measure} and period = ${period}
    order by name, code`.execute(db)
  return { measures, periods, measure, period, figures }
}

/** Agreements under which an organisation shares today, with the other parties. */
export async function readAgreements(
  db: Transaction,
  organisations: readonly number[],
): Promise<{ id: string; title: string }[]> {
  const { rows } = await sql<{ id: string; title: string }>`
    select agreement.id, agreement.title from agreement
    where exists (select from unnest(${[...organisations]}::integer[]) as mine (id)
      where agreement_holds(agreement.id, null, mine.id, current_date))
    order by agreement.title, agreement.id`.execute(db)
  return rows
}
