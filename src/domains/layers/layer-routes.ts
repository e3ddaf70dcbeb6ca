import { z } from 'zod'
import { type AreaKind, readBoundaries } from '#domains/places'
import { asMember, organisationsWith } from '#platform/actor'
import { today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type FormError, readForm, type Typed, typedSchema, typedValue } from '#platform/forms'
import { parseGridReference, toGlobe } from '#platform/geography'
import {
  type Answer,
  type Context,
  forRoles,
  notFound,
  page,
  pageWithErrors,
  Refusal,
  type Route,
  redirect,
  route,
  text,
} from '#platform/http'
import { addLayer, discard, handIn, placeColumns, publish, withdraw } from './change-layers.ts'
import {
  type AreaNames,
  type ColumnTarget,
  findPersonalData,
  largestSheet,
  lookAtSheet,
  readSheet,
  type Sheet,
} from './check-sheet.ts'
import { DraftPage } from './draft-page.tsx'
import { layerForm, layerHanders, layerReaders, shadeOf, withdrawForm } from './layer.ts'
import { LayerPage } from './layer-page.tsx'
import { LayersPage } from './layers-page.tsx'
import { NewLayerPage } from './new-layer-page.tsx'
import {
  type Draft,
  findDraft,
  findLayer,
  findLayers,
  isTarget,
  type Layer,
  layerFilterSchema,
  readAgreements,
  readAreaNames,
  readFigures,
  readVersions,
} from './read-layers.ts'

const readers = forRoles(...layerReaders)
const writers = forRoles(...layerHanders)
const byId = z.object({ id: z.uuid() })
const byVersion = byId.extend({ version: z.uuid() })
const asked = z.object({
  measure: z.string().max(100).optional().catch(undefined),
  period: z.string().max(40).optional().catch(undefined),
})
const seenVersion = z.coerce.number().int().catch(0)

type Any = Context<unknown, unknown, unknown>
type FormState = { form: string; typed: Typed; errors: readonly FormError[]; conflict?: string }

async function getLayer(db: Transaction, id: string): Promise<Layer> {
  const layer = await findLayer(db, id)
  if (layer === undefined) throw notFound('layer')
  return layer
}

const mayHandIn = ({ actor }: Pick<Any, 'actor'>, layer: Layer) =>
  layer.withdrawnAt === null && organisationsWith(actor, ...layerHanders).includes(layer.organisationId)

async function getOwn(context: Pick<Any, 'db' | 'actor'>, id: string): Promise<Layer> {
  const layer = await getLayer(context.db, id)
  if (!mayHandIn(context, layer)) throw notFound('layer')
  return layer
}

async function getDraft({ db }: Pick<Any, 'db'>, layer: Layer, id: string): Promise<Draft> {
  const draft = await findDraft(db, layer.id, id)
  if (draft === undefined) throw notFound('draft')
  return draft
}

async function showLayer(
  context: Pick<Any, 'db' | 'actor' | 'clock' | 'audit'>,
  id: string,
  query: z.output<typeof asked>,
  state?: FormState,
): Promise<Answer> {
  const { db, clock, audit } = context
  const layer = await getLayer(db, id)
  const [shown, versions, organisations] = await Promise.all([
    readFigures(db, layer, query),
    readVersions(db, id),
    db.selectFrom('organisation').select(['id', 'short_name as name']).orderBy('name').execute(),
  ])
  audit({ kind: 'context_layer', id, summary: `${shown.figures.length} figures` })
  return page(
    (frame) =>
      LayerPage({
        frame,
        layer,
        shown,
        versions,
        seenBy: organisations.filter((each) => layer.seenBy.includes(each.id)).map(({ name }) => name),
        today: today(clock),
        mayHandIn: mayHandIn(context, layer),
        state,
      }),
    { status: state === undefined ? 200 : state.conflict === undefined ? 422 : 409 },
  )
}

async function showNew(context: Any, typed: Typed = {}, errors: readonly FormError[] = []): Promise<Answer> {
  const { db, actor } = context
  const [agreements, organisations] = await Promise.all([
    readAgreements(db, organisationsWith(actor, ...layerHanders)),
    db
      .selectFrom('organisation')
      .select(['id', 'name'])
      .where('valid_to', 'is', null)
      .orderBy('name')
      .execute(),
  ])
  return page((frame) => NewLayerPage({ frame, agreements, organisations, typed, errors }), {
    status: errors.length > 0 ? 422 : 200,
  })
}

async function showDraft(
  { db, clock, audit }: Pick<Any, 'db' | 'clock' | 'audit'>,
  layer: Layer,
  draft: Draft,
  errors: readonly FormError[] = [],
): Promise<Answer> {
  const areas = await readAreaNames(db, layer.areaKind, today(clock))
  const look = lookAtSheet(draft.sheet, draft.targets, areas)
  audit({
    kind: 'context_layer',
    id: layer.id,
    summary: `draft ${draft.number}: ${look.rows.length} figures`,
  })
  const render = errors.length > 0 ? pageWithErrors : page
  return render((frame) => DraftPage({ frame, layer, draft, look, errors }))
}

/** Names and codes of areas, and names of organisations: capital letters in them name no person. */
async function readKnown(db: Transaction, areas: AreaNames): Promise<ReadonlySet<string>> {
  const [names, organisations] = await Promise.all([
    db
      .selectFrom('area')
      .innerJoin('area_set', 'area_set.id', 'area.area_set_id')
      .select(['area.name', 'area.code'])
      .where('area_set.kind', '<>', 'lsoa')
      .execute(),
    db.selectFrom('organisation').select(['name', 'short_name']).execute(),
  ])
  return new Set([
    ...areas.codes.keys(),
    ...names.flatMap(({ name, code }) => [name.toLowerCase(), code.toLowerCase()]),
    ...organisations.flatMap(({ name, short_name }) => [name.toLowerCase(), short_name.toLowerCase()]),
  ])
}

/** Partners' aggregates as layers beside the records: described, handed in, looked at, published, withdrawn. */
export const layerRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/layers',
    permission: readers,
    audit: 'consult',
    query: layerFilterSchema,
    async handler({ db, actor, clock, query, audit }) {
      const layers = await findLayers(db, query, today(clock))
      audit({ kind: 'context_layer', summary: `list: ${layers.length} shown` })
      const mayAdd = organisationsWith(actor, ...layerHanders).length > 0
      return page((frame) => LayersPage({ frame, layers, filter: query, mayAdd }))
    },
  }),
  route({
    method: 'GET',
    url: '/layers/new',
    permission: writers,
    audit: 'nothing',
    handler: (context) => showNew(context),
  }),
  route({
    method: 'POST',
    url: '/layers',
    permission: writers,
    audit: 'collect',
    body: typedSchema,
    async handler(context) {
      const { db, actor, clock, body: typed, audit } = context
      const mine = organisationsWith(actor, ...layerHanders)
      const [agreements, organisations] = await Promise.all([
        readAgreements(db, mine),
        db.selectFrom('organisation').select('id').execute(),
      ])
      const read = readForm(layerForm(today(clock), agreements, organisations), typed)
      if (!read.ok) return showNew(context, typed, read.errors)
      const member = asMember(actor)
      const organisation = mine.includes(member.organisationId) ? member.organisationId : (mine[0] ?? 0)
      const id = await addLayer(db, member, organisation, read.value)
      audit({ kind: 'context_layer', id, summary: 'described' })
      return redirect(`/layers/${id}`)
    },
  }),
  route({
    method: 'GET',
    url: '/layers/:id',
    permission: readers,
    audit: 'consult',
    params: byId,
    query: asked,
    handler: (context) => showLayer(context, context.params.id, context.query),
  }),
  route({
    method: 'GET',
    url: '/layers/:id/figures.geojson',
    permission: readers,
    audit: 'consult',
    params: byId,
    query: asked,
    async handler({ db, params, query, clock, audit }) {
      const layer = await getLayer(db, params.id)
      const { figures } = await readFigures(db, layer, query)
      audit({ kind: 'context_layer', id: layer.id, summary: 'map' })
      const highest = figures.reduce((most, { value }) => Math.max(most, value), 0)
      const ofArea = new Map(figures.map((figure) => [figure.code, figure]))
      if (layer.areaKind === 'grid')
        return text(
          collection(figures.flatMap(({ code, value }) => squareOf(code, value, highest))),
          'application/geo+json',
        )
      const kind: AreaKind = layer.areaKind
      const boundaries = await readBoundaries(db, kind, today(clock))
      if (boundaries === undefined) return text(collection([]), 'application/geo+json')
      const { features } = boundariesSchema.parse(JSON.parse(await boundaries.geoJson()))
      return text(
        collection(
          features.map(({ properties, ...feature }) => {
            const figure = ofArea.get(properties.code)
            const { name } = properties
            return {
              ...feature,
              properties:
                figure === undefined
                  ? { name }
                  : { name: `${name}: ${figure.value}`, level: shadeOf(figure.value, highest) },
            }
          }),
        ),
        'application/geo+json',
      )
    },
  }),
  route({
    method: 'POST',
    url: '/layers/:id/versions',
    permission: writers,
    audit: 'collect',
    transaction: 'none',
    streamed: true,
    params: byId,
    limit: { requests: 60, seconds: 600 },
    async handler({ actor, clock, params, request, inTransaction }) {
      const { name, content, pasted } = await readHandedIn(request)
      const sheet = readSheet(content)
      return inTransaction(async ({ db, audit }) => {
        const context = { db, actor, clock, audit }
        const layer = await getOwn(context, params.id)
        const problems = 'problem' in sheet ? [sheet.problem] : await personalWords(context, layer, sheet)
        if (problems.length > 0 || 'problem' in sheet) {
          audit({ kind: 'context_layer', id: layer.id, summary: 'sheet refused: nothing of it was kept' })
          const errors = problems.map((message) => ({ field: 'file', anchor: 'file', message }))
          // What was refused for naming somebody is not put back on a page.
          const typed: Typed = 'problem' in sheet ? { rows: pasted } : {}
          return showLayer(context, layer.id, {}, { form: 'hand-in', typed, errors })
        }
        const id = await handIn(db, asMember(actor), layer, { ...sheet, name })
        audit({ kind: 'context_layer', id: layer.id, summary: `${sheet.rows.length} rows handed in` })
        return redirect(`/layers/${layer.id}/versions/${id}`)
      })
    },
  }),
  route({
    method: 'GET',
    url: '/layers/:id/versions/:version',
    permission: writers,
    audit: 'consult',
    params: byVersion,
    async handler(context) {
      const layer = await getOwn(context, context.params.id)
      return showDraft(context, layer, await getDraft(context, layer, context.params.version))
    },
  }),
  route({
    method: 'POST',
    url: '/layers/:id/versions/:version/columns',
    permission: writers,
    audit: 'alter',
    params: byVersion,
    body: typedSchema,
    repeatable: true,
    async handler(context) {
      const { db, params, body, audit } = context
      const layer = await getOwn(context, params.id)
      const draft = await getDraft(context, layer, params.version)
      const targets = draft.sheet.header.map((_, column): ColumnTarget => {
        const sent = typedValue(body, `column_${column}`)
        return isTarget(sent) ? sent : ''
      })
      const twice = targets.findIndex((target, at) => target !== '' && targets.indexOf(target) < at)
      if (twice >= 0)
        return showDraft(context, layer, { ...draft, targets }, [
          {
            field: `column_${twice}`,
            anchor: `column_${twice}`,
            message: 'Two columns say the same: choose another for one of them',
          },
        ])
      await placeColumns(db, draft.id, targets)
      audit({ kind: 'context_layer', id: layer.id, summary: 'columns placed' })
      return redirect(`/layers/${layer.id}/versions/${draft.id}#rows`)
    },
  }),
  route({
    method: 'POST',
    url: '/layers/:id/versions/:version/publish',
    permission: writers,
    audit: 'disclose',
    params: byVersion,
    body: typedSchema,
    async handler(context) {
      const { db, clock, params, body, audit } = context
      const layer = await getOwn(context, params.id)
      const draft = await getDraft(context, layer, params.version)
      const areas = await readAreaNames(db, layer.areaKind, today(clock))
      const { rows, problems, small } = lookAtSheet(draft.sheet, draft.targets, areas)
      const refuse = (message: string, anchor: string) =>
        showDraft(context, layer, draft, [{ field: anchor, anchor, message }])
      if (problems.length > 0)
        return refuse('Put right every row that has an error, and hand it in again', 'rows')
      if (rows.length === 0) return refuse('There is no figure to publish', 'rows')
      if (small > 0 && typedValue(body, 'small') !== 'yes')
        return refuse('Say that the small counts may be shown, or hand in rounded figures', 'small')
      const version = seenVersion.parse(typedValue(body, 'seen'))
      try {
        await publish(db, layer, draft.id, rows, { version, now: clock.now() })
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 409) throw error
        return showLayer(context, layer.id, {}, { form: '', typed: {}, errors: [], conflict: error.message })
      }
      audit({
        kind: 'context_layer',
        id: layer.id,
        recipient: layer.agreementTitle ?? 'everybody in the partnership',
        summary: `version ${draft.number} published: ${rows.length} figures`,
      })
      return redirect(`/layers/${layer.id}`)
    },
  }),
  route({
    method: 'POST',
    url: '/layers/:id/versions/:version/discard',
    permission: writers,
    audit: 'erase',
    params: byVersion,
    async handler(context) {
      const { db, params, audit } = context
      const layer = await getOwn(context, params.id)
      await discard(db, (await getDraft(context, layer, params.version)).id)
      audit({ kind: 'context_layer', id: layer.id, summary: 'draft given up' })
      return redirect(`/layers/${layer.id}`)
    },
  }),
  route({
    method: 'POST',
    url: '/layers/:id/withdraw',
    permission: writers,
    audit: 'alter',
    params: byId,
    body: typedSchema,
    async handler(context) {
      const { db, actor, clock, params, body: typed, audit } = context
      const layer = await getOwn(context, params.id)
      const read = readForm(withdrawForm, typed)
      if (!read.ok) return showLayer(context, layer.id, {}, { form: 'withdraw', typed, errors: read.errors })
      const version = seenVersion.parse(typedValue(typed, 'version'))
      try {
        await withdraw(db, asMember(actor), layer, { ...read.value, version, now: clock.now() })
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 409) throw error
        return showLayer(context, layer.id, {}, { form: '', typed, errors: [], conflict: error.message })
      }
      audit({ kind: 'context_layer', id: layer.id, reason: read.value.because, summary: 'withdrawn' })
      return redirect(`/layers/${layer.id}`)
    },
  }),
]

/** Why a sheet is sent back as a whole: the first things in it that may be of one person. */
async function personalWords(
  { db, clock }: Pick<Any, 'db' | 'clock'>,
  layer: Layer,
  sheet: Sheet,
): Promise<string[]> {
  const known = await readKnown(db, await readAreaNames(db, layer.areaKind, today(clock)))
  return findPersonalData(sheet, known).map(
    ({ row, column, why }) =>
      `${row === 0 ? '' : `Row ${row}, column “${column}”: `}${why}. A layer holds figures of areas and nothing of a person. Nothing of the sheet was kept`,
  )
}

const boundariesSchema = z.object({
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      id: z.string(),
      properties: z.object({ code: z.string(), name: z.string() }),
      geometry: z.unknown(),
    }),
  ),
})

const collection = (features: readonly object[]) => JSON.stringify({ type: 'FeatureCollection', features })

function squareOf(code: string, value: number, highest: number): object[] {
  const square = parseGridReference(code)
  if (square === undefined) return []
  const corners = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
    [0, 0],
  ].map(([east = 0, north = 0]) => {
    const at = toGlobe({
      easting: square.easting + east * square.size,
      northing: square.northing + north * square.size,
    })
    return [at.longitude, at.latitude]
  })
  return [
    {
      type: 'Feature',
      properties: { name: `${code}: ${value}`, level: shadeOf(value, highest) },
      geometry: { type: 'Polygon', coordinates: [corners] },
    },
  ]
}

/** The file or the pasted rows, and what the sheet is called. */
async function readHandedIn(
  request: Any['request'],
): Promise<{ name: string; content: string; pasted: string }> {
  if (!request.isMultipart())
    throw new Refusal(415, 'This address takes a form with a file', 'Go back and use the form.')
  let file: { name: string; content: string } | undefined
  let pasted = ''
  const limits = { fileSize: largestSheet + 1, fieldSize: largestSheet + 1, files: 1, fields: 5 }
  for await (const part of request.parts({ limits })) {
    if (part.type === 'field') {
      if (part.fieldname === 'rows') pasted = String(part.value)
      continue
    }
    const bytes = await part.toBuffer()
    if (bytes.length > 0)
      file = { name: (part.filename ?? '').slice(0, 200), content: new TextDecoder('utf-8').decode(bytes) }
  }
  return { name: file?.name || 'Pasted rows', content: file?.content ?? pasted, pasted }
}
