import { z } from 'zod'
import { type Actor, nameOf } from '#platform/actor'
import {
  type Answer,
  type Context,
  forAnybody,
  forbidden,
  forMachines,
  json,
  notFound,
  type Route,
  route,
} from '#platform/http'
import { incidentJsonSchema, numberSchema, sourceSchema } from './incident.ts'
import { acknowledge, acknowledgementSchema, tellOfLetter } from './incident-answer.ts'
import { type ChangePlace, findIncident, readChanges } from './read-incident.ts'
import { receiveIncident } from './receive-incident.ts'

const { $schema: _, ...messageSchema } = incidentJsonSchema()
/** Taken as it comes, so that what does not follow the schema is kept as well; described as what it should be. */
const anyMessage = z.unknown().meta(messageSchema)
const ofIncident = z.object({ source: sourceSchema, number: numberSchema })
const machines = forMachines('file_reports')
const limit = { requests: 3_000, seconds: 60 } as const

async function take(context: Context<unknown, unknown, unknown>, sent: unknown): Promise<Answer> {
  const { db, actor, emit, clock, origin, audit, requestId } = context
  const taken = await receiveIncident({ db, actor, emit, clock, door: 'command_and_control' }, sent)
  if (!taken.taken) {
    audit({ kind: 'incident_letter', id: taken.letterId, summary: `kept: ${taken.reason}` })
    return tellOfLetter(taken, requestId)
  }
  audit({ kind: 'incident', id: taken.id, summary: `version ${taken.version}: ${taken.outcome}` })
  return acknowledge(taken, origin)
}

function organisationOfMachine(actor: Actor): number {
  if (actor.kind !== 'machine') throw forbidden()
  return actor.organisationId
}

const changeSchema = z.object({
  id: z.uuid(),
  source: z.string(),
  number: z.string(),
  reference: z.string().nullable(),
  status: z.string(),
  at: z.iso.datetime(),
})

const notAPlace = 'Follow the next link as it was given'
const placeSchema = z.base64url(notAPlace).transform((token, context): ChangePlace => {
  const [at, id] = Buffer.from(token, 'base64url').toString().split('|')
  const place = z.object({ at: z.string().regex(/^[\d :.+-]{10,40}$/), id: z.uuid() }).safeParse({ at, id })
  if (place.success) return place.data
  context.addIssue({ code: 'custom', message: notAPlace })
  return z.NEVER
})
const tokenOf = ({ at, id }: ChangePlace) => Buffer.from(`${at}|${id}`).toString('base64url')

/** The way in for command and control and records systems, and the way back by polling. */
export const incidentRoutes: readonly Route[] = [
  route({
    method: 'POST',
    url: '/api/v1/incidents',
    permission: machines,
    audit: 'collect',
    body: anyMessage,
    machine: {
      summary:
        'One message about an incident: opened, updated, re-graded, linked or closed. The same source, number and version any number of times and in any order comes to the same; 201 when a report was filed',
      answer: acknowledgementSchema,
      answerStatus: 201,
    },
    repeatable: true,
    limit,
    handler: (context) => take(context, context.body),
  }),
  route({
    method: 'POST',
    url: '/api/v1/incidents/:source/:number/versions',
    permission: machines,
    audit: 'collect',
    params: ofIncident,
    body: anyMessage,
    machine: {
      summary: 'The same, with the source and number in the address',
      answer: acknowledgementSchema,
      answerStatus: 200,
    },
    repeatable: true,
    limit,
    handler: (context) => {
      const { body, params } = context
      const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
      return take(context, isObject ? { ...body, ...params } : body)
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/incidents/:source/:number',
    permission: machines,
    audit: 'disclose',
    params: ofIncident,
    machine: {
      summary: 'What became of an incident that this organisation sent',
      answer: z.object({
        id: z.uuid(),
        source: z.string(),
        number: z.string(),
        reference: z.string().nullable(),
        status: z.string().nullable(),
        organisation: z.string().nullable().describe('Who deals with it'),
        changed_at: z.iso.datetime().nullable(),
        versions: z.array(z.int()).describe('Versions received'),
        changes: z.array(z.object({ status: z.string(), at: z.iso.datetime() })),
      }),
    },
    limit,
    handler: async ({ db, actor, params, audit }) => {
      const found = await findIncident(db, organisationOfMachine(actor), params.source, params.number)
      if (found === undefined) throw notFound('incident')
      audit({ kind: 'incident', id: found.id, recipient: nameOf(actor), summary: 'status' })
      const { changedAt, changes, ...rest } = found
      return json({
        ...rest,
        changed_at: changedAt,
        changes: changes.map(({ status, at }) => ({ status, at: new Date(at).toISOString() })),
      })
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/incidents/changes',
    permission: machines,
    audit: 'disclose',
    query: z.strictObject({
      after: placeSchema.optional().describe('From the next link of the page before'),
      limit: z.coerce.number().int().min(1).max(1_000).default(200),
    }),
    machine: {
      summary:
        'What became of the organisation’s incidents, oldest first: follow next for ever to miss nothing',
      answer: z.object({
        value: z.array(changeSchema),
        next: z.url().describe('To be asked for later changes, also when there are none now'),
        has_more: z.boolean(),
      }),
    },
    limit,
    handler: async ({ db, actor, query, origin, audit }) => {
      const { changes, place, hasMore } = await readChanges(
        db,
        organisationOfMachine(actor),
        query.after,
        query.limit,
      )
      audit({ kind: 'incident', recipient: nameOf(actor), summary: `${changes.length} changes of status` })
      const parameters = new URLSearchParams({
        limit: String(query.limit),
        ...(place === undefined ? {} : { after: tokenOf(place) }),
      })
      return json({
        value: changes,
        next: `${origin}/api/v1/incidents/changes?${parameters}`,
        has_more: hasMore,
      })
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/incidents/schema.json',
    permission: forAnybody,
    audit: 'nothing',
    machine: {
      summary: 'JSON Schema of the incident message',
      answer: z.looseObject({}),
      answerType: 'application/schema+json',
    },
    handler: async ({ origin }) =>
      json(
        { $id: `${origin}/api/v1/incidents/schema.json`, title: 'Incident message', ...incidentJsonSchema() },
        { headers: { 'cache-control': 'public, max-age=300', 'content-type': 'application/schema+json' } },
      ),
  }),
]
