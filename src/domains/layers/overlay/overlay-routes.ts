import { z } from 'zod'
import { readBoundaries } from '#domains/places'
import { readAsbTypes } from '#domains/reports'
import { asMember, organisationsWith } from '#platform/actor'
import { addMonths, today } from '#platform/clock'
import { type FormError, readForm, type Typed, typedSchema } from '#platform/forms'
import { toGlobe } from '#platform/geography'
import {
  type Answer,
  type Context,
  forbidden,
  forRoles,
  notFound,
  page,
  Refusal,
  type Route,
  redirect,
  route,
  text,
} from '#platform/http'
import { shadeOf } from '../layer.ts'
import { CellPage, PersonPage } from './cell-page.tsx'
import { beginLook, findLooks, findOpenLook, type Look, lookForm, readDistricts } from './look.ts'
import { areaWords, LookPage } from './look-page.tsx'
import { OverlayPage } from './overlay-page.tsx'
import {
  findColleagues,
  findPermissions,
  givePermission,
  overlayRoles,
  permissionForm,
  permittedOrganisations,
  withdrawPermission,
} from './permissions.ts'
import { PermissionsPage } from './permissions-page.tsx'
import { purposeLabel } from './purposes.ts'
import {
  type Cell,
  cellM,
  cellName,
  findPersonAtPlace,
  readCell,
  readCellContents,
  readCells,
} from './read-overlay.ts'

const readers = forRoles('triage_officer', 'case_officer', 'supervisor', 'analyst', 'coordinator')
const lookers = forRoles(...overlayRoles)
const governors = forRoles('information_governance')
const byLook = z.object({ look: z.uuid() })
type Any = Context<unknown, unknown, unknown>

async function showStart(
  context: Any,
  {
    typed = {},
    errors = [],
    hasExpired = false,
  }: { typed?: Typed; errors?: readonly FormError[]; hasExpired?: boolean } = {},
): Promise<Answer> {
  const { db, actor, clock } = context
  const day = today(clock)
  const permitted = await permittedOrganisations(db, asMember(actor), day)
  const [districts, types] = await Promise.all([readDistricts(db, day), readAsbTypes(db, day)])
  return page(
    (frame) =>
      OverlayPage({
        frame,
        isPermitted: permitted.length > 0,
        districts,
        types,
        hasExpired,
        typed: Object.keys(typed).length > 0 ? typed : { from: addMonths(day, -3), to: day },
        errors,
      }),
    { status: errors.length > 0 ? 422 : 200 },
  )
}

/** The reader's own look, open and still permitted. */
async function getLook({ db, actor, clock }: Any, id: string): Promise<Look> {
  const member = asMember(actor)
  const look = await findOpenLook(db, member, id, clock.now())
  if (look === undefined) throw notFound('look')
  if (!(await permittedOrganisations(db, member, today(clock))).includes(look.organisationId))
    throw forbidden()
  return look
}

const reasonOf = ({ purpose, words }: Look) => `${purposeLabel(purpose)}: ${words}`

function squareOf({ east, north }: Cell): number[][] {
  return [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
    [0, 0],
  ].map(([right = 0, up = 0]) => {
    const at = toGlobe({ easting: (east + right) * cellM, northing: (north + up) * cellM })
    return [at.longitude, at.latitude]
  })
}

const outlinesSchema = z.object({
  features: z.array(z.looseObject({ properties: z.object({ name: z.string() }) })),
})

/** The edges of the district, so that the squares lie somewhere. */
async function outlineOf({ db, clock }: Pick<Any, 'db' | 'clock'>, look: Look): Promise<object[]> {
  const boundaries = await readBoundaries(db, 'district', today(clock))
  if (boundaries === undefined) return []
  const { features } = outlinesSchema.parse(JSON.parse(await boundaries.geoJson()))
  return features
    .filter(({ properties }) => properties.name === look.districtName)
    .map((feature) => ({ ...feature, properties: { name: look.districtName } }))
}

const geoJson = (features: readonly object[]) =>
  text(JSON.stringify({ type: 'FeatureCollection', features }), 'application/geo+json')

async function showPermissions(
  context: Any,
  state: { typed?: Typed; errors?: readonly FormError[]; conflict?: string } = {},
): Promise<Answer> {
  const { db, actor, clock } = context
  const day = today(clock)
  const [permissions, colleagues, looks] = await Promise.all([
    findPermissions(db, day),
    findColleagues(db, asMember(actor), day),
    findLooks(db, organisationsWith(actor, 'information_governance')),
  ])
  const status = state.conflict !== undefined ? 409 : (state.errors?.length ?? 0) > 0 ? 422 : 200
  return page((frame) => PermissionsPage({ frame, permissions, colleagues, looks, ...state }), { status })
}

/** What the map of a look draws: squares shaded by incidents, or a dot in each square with places. */
function mapRoute(what: 'incidents' | 'places'): Route {
  return route({
    method: 'GET',
    url: `/layers/overlay/looks/:look/${what}.geojson`,
    permission: lookers,
    audit: 'consult',
    params: byLook,
    async handler(context) {
      const { db, clock, params, audit } = context
      const look = await getLook(context, params.look)
      const cells = await readCells(db, look, today(clock))
      audit({ kind: 'overlay', id: look.id, reason: reasonOf(look), summary: `map of ${what}` })
      if (what === 'places')
        return geoJson(
          cells
            .filter(({ places }) => places > 0)
            .map(({ east, north, places }) => {
              const at = toGlobe({ easting: (east + 0.5) * cellM, northing: (north + 0.5) * cellM })
              return {
                type: 'Feature',
                properties: { count: places },
                geometry: { type: 'Point', coordinates: [at.longitude, at.latitude] },
              }
            }),
        )
      const most = cells.reduce((highest, { incidents }) => Math.max(highest, incidents), 0)
      return geoJson([
        ...(await outlineOf(context, look)),
        ...cells.map((cell) => ({
          type: 'Feature',
          properties: {
            name: cellName(cell),
            ...(cell.incidents > 0 && { level: shadeOf(cell.incidents, most) }),
          },
          geometry: { type: 'Polygon', coordinates: [squareOf(cell)] },
        })),
      ])
    },
  })
}

/** Places of people over incidents: by permission, for a purpose, in squares, and each person who is opened written down. */
export const overlayRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/layers/overlay',
    permission: readers,
    audit: 'nothing',
    query: z.object({ expired: z.literal('yes').optional().catch(undefined) }),
    handler: (context) => showStart(context, { hasExpired: context.query.expired === 'yes' }),
  }),
  route({
    method: 'POST',
    url: '/layers/overlay',
    permission: lookers,
    audit: 'disclose',
    stepUp: true,
    body: typedSchema,
    async handler(context) {
      const { db, actor, clock, body: typed, audit } = context
      const member = asMember(actor)
      const day = today(clock)
      const permitted = await permittedOrganisations(db, member, day)
      const organisation = permitted.includes(member.organisationId) ? member.organisationId : permitted[0]
      if (organisation === undefined) throw forbidden()
      const [districts, types] = await Promise.all([readDistricts(db, day), readAsbTypes(db, day)])
      const read = readForm(lookForm(day, districts, types), typed)
      if (!read.ok) return showStart(context, { typed, errors: read.errors })
      const id = await beginLook(db, member, organisation, read.value, clock.now())
      const look = await getLook(context, id)
      audit({ kind: 'overlay', id, reason: reasonOf(look), summary: areaWords(look) })
      return redirect(`/layers/overlay/looks/${id}`)
    },
  }),
  route({
    method: 'GET',
    url: '/layers/overlay/looks/:look',
    permission: lookers,
    audit: 'consult',
    params: byLook,
    async handler(context) {
      const { db, actor, clock, params, audit } = context
      // One that is over leads back to where the next begins.
      if ((await findOpenLook(db, asMember(actor), params.look, clock.now())) === undefined) {
        audit({ kind: 'overlay', summary: 'a look that is over, or another’s: nothing shown' })
        return redirect('/layers/overlay?expired=yes')
      }
      const look = await getLook(context, params.look)
      const cells = await readCells(db, look, today(clock))
      audit({ kind: 'overlay', id: look.id, reason: reasonOf(look), summary: `${cells.length} squares` })
      return page((frame) => LookPage({ frame, look, cells }))
    },
  }),
  mapRoute('incidents'),
  mapRoute('places'),
  route({
    method: 'GET',
    url: '/layers/overlay/looks/:look/squares/:cell',
    permission: lookers,
    audit: 'disclose',
    params: byLook.extend({ cell: z.string().max(20) }),
    async handler(context) {
      const { db, clock, params, audit } = context
      const look = await getLook(context, params.look)
      const cell = readCell(params.cell)
      if (cell === undefined) throw notFound('square')
      const contents = await readCellContents(db, look, cell, today(clock))
      audit({
        kind: 'overlay',
        id: look.id,
        reason: reasonOf(look),
        summary: `square ${cellName(cell)}: ${contents.places.length} places, no names`,
      })
      return page((frame) => CellPage({ frame, look, cell, ...contents }))
    },
  }),
  route({
    method: 'GET',
    url: '/layers/overlay/looks/:look/people/:party',
    permission: lookers,
    audit: 'disclose',
    params: byLook.extend({ party: z.uuid() }),
    async handler(context) {
      const { db, actor, clock, params, audit } = context
      const look = await getLook(context, params.look)
      const person = await findPersonAtPlace(db, look, params.party, today(clock))
      if (person === undefined) throw notFound('place')
      audit({
        kind: 'case',
        id: person.caseId,
        recipient: asMember(actor).name,
        reason: reasonOf(look),
        summary: 'a person of the case opened on the overlay',
      })
      return page((frame) => PersonPage({ frame, look, person }))
    },
  }),
  route({
    method: 'GET',
    url: '/layers/overlay/permissions',
    permission: governors,
    audit: 'consult',
    handler: async (context) => {
      context.audit({ kind: 'overlay', summary: 'who has the permission, and who looked' })
      return showPermissions(context)
    },
  }),
  route({
    method: 'POST',
    url: '/layers/overlay/permissions',
    permission: governors,
    audit: 'alter',
    stepUp: true,
    body: typedSchema,
    async handler(context) {
      const { db, actor, clock, body: typed, audit } = context
      const read = readForm(permissionForm, typed)
      if (!read.ok) return showPermissions(context, { typed, errors: read.errors })
      try {
        const id = await givePermission(db, asMember(actor), read.value, today(clock))
        audit({ kind: 'overlay', id, reason: read.value.why, summary: 'permission given' })
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 409) throw error
        return showPermissions(context, { typed, conflict: error.message })
      }
      return redirect('/layers/overlay/permissions')
    },
  }),
  route({
    method: 'POST',
    url: '/layers/overlay/permissions/:id/withdraw',
    permission: governors,
    audit: 'alter',
    stepUp: true,
    params: z.object({ id: z.uuid() }),
    async handler({ db, actor, clock, params, audit }) {
      await withdrawPermission(db, asMember(actor), params.id, clock.now())
      audit({ kind: 'overlay', id: params.id, summary: 'permission withdrawn' })
      return redirect('/layers/overlay/permissions')
    },
  }),
]
