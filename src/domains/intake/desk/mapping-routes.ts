import { sql } from 'kysely'
import { z } from 'zod'
import { readAsbTypes } from '#domains/reports'
import { asMember, type MemberActor } from '#platform/actor'
import { today } from '#platform/clock'
import { breaksUnique, type Transaction } from '#platform/database'
import { type FormError, type Typed, typedSchema, typedValue } from '#platform/forms'
import {
  type Answer,
  type Context,
  conflict,
  forRoles,
  notFound,
  page,
  Refusal,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { newId } from '#platform/ids'
import { foldIncident } from '../incident/fold-incident.ts'
import { incidentMessageSchema, sourceSchema } from '../incident/incident.ts'
import { gradeOf, type Mapping, noMapping, placeFields, roleOf, typeOf } from '../incident/mapping.ts'
import { MappingPage, type MappingPreview } from './mapping-page.tsx'
import { readMappingText, writeMapping } from './mapping-text.ts'
import { countNotMapped, measureCoverage } from './measure-coverage.ts'
import { readMappingVersions, readSamples } from './read-sources.ts'

const lookers = forRoles('coordinator', 'supervisor')
const ofSource = z.object({ source: sourceSchema })

type Shown = {
  typed?: Typed
  errors?: readonly FormError[]
  conflict?: string
  tried?: Mapping
  sample?: unknown
}

async function show(
  context: Context<{ source: string }, unknown, unknown>,
  shown: Shown = {},
): Promise<Answer> {
  const { db, actor, params, clock } = context
  const { organisationId, memberId } = asMember(actor)
  const [versions, samples, types] = await Promise.all([
    readMappingVersions(db, organisationId, params.source),
    readSamples(db, organisationId, params.source),
    readAsbTypes(db, today(clock)),
  ])
  const codes = types.map(({ code }) => code)
  const known = new Set(codes)
  const holding = versions.find(({ decision }) => decision === 'approved')?.mapping ?? noMapping
  const measure = (mapping: Mapping, sample?: unknown): MappingPreview => ({
    coverage: measureCoverage(samples, mapping, known),
    notMapped: countNotMapped(samples, mapping, known),
    sample: sample === undefined ? undefined : describeSample(sample, mapping, known),
  })
  const typed = shown.typed ?? { entries: writeMapping(holding.entries), unknownTypes: holding.unknownTypes }
  const { errors = [] } = shown
  const status = shown.conflict !== undefined ? 409 : errors.length > 0 ? 422 : 200
  const preview = shown.tried && measure(shown.tried, shown.sample)
  return page(
    (frame) =>
      MappingPage({
        frame: { ...frame, hasErrors: status === 422 },
        source: params.source,
        typed,
        errors,
        conflict: shown.conflict,
        types: codes,
        versions,
        seen: versions[0]?.version ?? 0,
        now: measure(holding),
        preview,
        memberId,
      }),
    { status },
  )
}

/** What a message becomes under a mapping, or what is wrong with it. */
function describeSample(
  sample: unknown,
  mapping: Mapping,
  types: ReadonlySet<string>,
): NonNullable<MappingPreview['sample']> {
  const read = incidentMessageSchema.safeParse(sample)
  if (!read.success)
    return read.error.issues.map(({ path, message }) => [path.map(String).join('.'), message])
  const message = placeFields(read.data, mapping)
  const state = foldIncident([{ version: message.version, message }])
  const { address, postcode, uprn, beat, easting, northing } = state.location ?? {}
  const fields: [string, string][] = [
    ['Type', typeOf(state, mapping, types) ?? ''],
    ['Grade', gradeOf(state.grade, mapping) ?? ''],
    [
      'Place',
      [easting, northing, address, postcode, uprn, beat].filter((part) => part !== undefined).join(', '),
    ],
    ['What happened', state.narrative ?? ''],
    ['People', state.people.map(({ role, name }) => `${roleOf(role, mapping)}: ${name ?? ''}`).join('; ')],
    ['Flags', state.flags.join(', ')],
  ]
  return fields
}

function readSample(text: string): { sample?: unknown; fault?: string } {
  if (text.trim() === '') return {}
  try {
    return { sample: JSON.parse(text) }
  } catch {
    return { fault: 'The sample is not JSON' }
  }
}

async function proposeOrTry(context: Context<{ source: string }, unknown, Typed>): Promise<Answer> {
  const { db, actor, params, body: typed, clock, audit } = context
  const types = (await readAsbTypes(db, today(clock))).map(({ code }) => code)
  const { entries, faults } = readMappingText(typedValue(typed, 'entries'), types)
  const { sample, fault } = readSample(typedValue(typed, 'sample'))
  const changeReason = typedValue(typed, 'changeReason').trim()
  const isProposal = typedValue(typed, 'act') === 'propose'
  const unknownTypes = typedValue(typed, 'unknownTypes') === 'set_aside' ? 'set_aside' : 'accept'
  const errors: FormError[] = [
    ...faults.slice(0, 5).map((message) => ({ field: 'entries', anchor: 'entries', message })),
    ...(fault === undefined ? [] : [{ field: 'sample', anchor: 'sample', message: fault }]),
    ...(isProposal && changeReason === ''
      ? [{ field: 'changeReason', anchor: 'changeReason', message: 'Say why it is changed' }]
      : []),
  ]
  audit({ kind: 'source_mapping', summary: `${params.source}: ${isProposal ? 'proposed' : 'tried'}` })
  if (errors.length > 0) return show(context, { typed, errors })
  const mapping: Mapping = { unknownTypes, entries }
  if (!isProposal)
    return show(context, { typed, tried: mapping, ...(sample === undefined ? {} : { sample }) })
  try {
    const seen = z.coerce.number().int().catch(0).parse(typedValue(typed, 'seen'))
    await propose(db, asMember(actor), params.source, seen, mapping, changeReason.slice(0, 1_000))
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    return show(context, { typed, conflict: error.message })
  }
  return redirect(`/intake/mappings/${params.source}`)
}

async function propose(
  db: Transaction,
  { organisationId, memberId }: MemberActor,
  source: string,
  seen: number,
  { unknownTypes, entries }: Mapping,
  changeReason: string,
): Promise<void> {
  const [newest] = await readMappingVersions(db, organisationId, source)
  if ((newest?.version ?? 0) !== seen || newest?.decision === null)
    throw conflict('Another version of this mapping was proposed meanwhile. It has to be decided first.')
  try {
    await sql`insert into source_mapping (id, organisation_id, source, version, unknown_types, kinds, codes, targets,
        change_reason, proposed_by)
      values (${newId()}, ${organisationId}, ${source}, ${seen + 1}, ${unknownTypes},
        ${entries.map(({ kind }) => kind)}::text[], ${entries.map(({ code }) => code)}::text[],
        ${entries.map(({ target }) => target)}::text[], ${changeReason}, ${memberId})`.execute(db)
  } catch (error) {
    if (!breaksUnique(error, 'source_mapping_organisation_id_source_version_key')) throw error
    throw conflict('Somebody else was quicker. Open the page again.')
  }
}

/** What the codes of sources mean here. */
export const mappingRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/intake/mappings',
    permission: lookers,
    audit: 'nothing',
    query: z.object({ source: sourceSchema.optional().catch(undefined) }),
    handler: async ({ query }) =>
      redirect(query.source === undefined ? '/intake' : `/intake/mappings/${query.source}`),
  }),
  route({
    method: 'GET',
    url: '/intake/mappings/:source',
    permission: lookers,
    audit: 'nothing',
    params: ofSource,
    handler: (context) => show(context),
  }),
  route({
    method: 'POST',
    url: '/intake/mappings/:source',
    permission: lookers,
    audit: 'alter',
    params: ofSource,
    body: typedSchema,
    handler: proposeOrTry,
  }),
  route({
    method: 'POST',
    url: '/intake/mappings/:source/versions/:version',
    permission: lookers,
    audit: 'alter',
    params: ofSource.extend({ version: z.coerce.number().int().positive() }),
    body: typedSchema,
    handler: async ({ db, actor, params, body, audit }) => {
      const { organisationId, memberId } = asMember(actor)
      const versions = await readMappingVersions(db, organisationId, params.source)
      const version = versions.find((each) => each.version === params.version)
      if (version === undefined) throw notFound('mapping')
      if (version.decision !== null) throw conflict(`${version.decidedByName} decided this version.`)
      const decision = typedValue(body, 'decision') === 'approved' ? 'approved' : 'declined'
      if (decision === 'approved' && version.proposedBy === memberId)
        throw conflict('Who proposed a mapping does not approve it. Ask a colleague.')
      await sql`update source_mapping set decision = ${decision}, decided_by = ${memberId}, decided_at = now()
        where id = ${version.id}`.execute(db)
      audit({
        kind: 'source_mapping',
        id: version.id,
        summary: `${params.source} version ${params.version} ${decision}`,
      })
      return redirect(`/intake/mappings/${params.source}`)
    },
  }),
]
