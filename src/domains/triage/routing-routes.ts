import { z } from 'zod'
import { fullRoles } from '#domains/organisations'
import { channels, readAsbTypes } from '#domains/reports'
import { hasRole } from '#platform/actor'
import { localDateSchema, today } from '#platform/clock'
import { forRoles, page, type Route, route } from '#platform/http'
import { readChangedRules } from './changes/change-routes.ts'
import { filterRules } from './filter-rules.ts'
import { readRouting, versionOn } from './read-rules.ts'
import { RulesPage } from './rules-page.tsx'
import { simulateRouting } from './simulate.ts'
import type { SimulatedReport } from './simulation.ts'
import { SimulatorPage } from './simulator-page.tsx'

const simulatorQuery = z
  .object({
    type: z.string().max(50).optional(),
    place: z.string().trim().max(200).catch('').default(''),
    label: z.string().trim().max(200).catch('').default(''),
    easting: z.preprocess(blankIsMissing, z.coerce.number().min(0).max(700_000).optional()).catch(undefined),
    northing: z
      .preprocess(blankIsMissing, z.coerce.number().min(0).max(1_300_000).optional())
      .catch(undefined),
    occurrence: z.enum(['once', 'pattern', 'now']).catch('once').default('once'),
    channel: z.enum(channels).catch('public_form').default('public_form'),
    qualifier: z.string().max(50).catch('').default(''),
    reported_before: z.enum(['unknown', 'yes', 'no']).catch('unknown').default('unknown'),
    on: localDateSchema.optional().catch(undefined),
    /** A draft or a proposal by whose rules it would go. */
    rules: z.uuid().optional().catch(undefined),
  })
  .catchall(z.unknown())

const rulesQuery = z.object({
  q: z.string().trim().max(200).catch('').default(''),
  type: z.preprocess(blankIsMissing, z.string().max(50).optional()).catch(undefined),
  organisation: z.preprocess(blankIsMissing, z.coerce.number().int().optional()).catch(undefined),
  when: z.enum(['today', 'ever']).catch('today').default('today'),
  on: z.preprocess(blankIsMissing, localDateSchema.optional()).catch(undefined),
})

function blankIsMissing(value: unknown): unknown {
  return value === '' ? undefined : value
}

export const routingRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/triage/simulator',
    permission: forRoles(...fullRoles),
    audit: 'nothing',
    query: simulatorQuery,
    async handler(context) {
      const { db, query, clock } = context
      const proposed = query.rules && (await readChangedRules(context, query.rules))
      const day = query.on ?? today(clock)
      const types = await readAsbTypes(db, day)
      const type = types.find(({ code }) => code === query.type)
      const given: SimulatedReport = {
        asbType: type?.code,
        place: query.place,
        point: pointOf(query),
        day,
        values: {
          channel: query.channel,
          occurrence: query.occurrence,
          ...(query.qualifier === '' ? {} : { qualifier: query.qualifier }),
          reported_before: query.reported_before,
          ...answersOf(query),
        },
      }
      const simulation = await simulateRouting(db, given, type?.qualifier, proposed || undefined)
      const urlAt = (place: { label: string; easting: number; northing: number }) =>
        `/triage/simulator?${new URLSearchParams({
          ...(given.asbType === undefined ? {} : { type: given.asbType }),
          ...given.values,
          on: day,
          ...(query.rules === undefined ? {} : { rules: query.rules }),
          place: place.label,
          label: place.label,
          easting: String(place.easting),
          northing: String(place.northing),
        })}`
      return page((frame) =>
        SimulatorPage({ frame, types, channels, given, simulation, urlAt, rules: query.rules }),
      )
    },
  }),
  route({
    method: 'GET',
    url: '/triage/rules',
    permission: forRoles(...fullRoles),
    audit: 'nothing',
    query: rulesQuery,
    async handler({ db, actor, query: filter, clock }) {
      const day = filter.on ?? today(clock)
      const [{ rules, every, versions }, types] = await Promise.all([readRouting(db), readAsbTypes(db, day)])
      const organisations = new Map(
        rules.map(({ destination }) => [destination.organisationId, destination.organisationName]),
      )
      return page((frame) =>
        RulesPage({
          frame,
          rules: filterRules(every, filter, day),
          total: every.length,
          filter,
          types,
          organisations: [...organisations]
            .map(([id, name]) => ({ id, name }))
            .sort((a, b) => a.name.localeCompare(b.name)),
          today: day,
          version: versionOn(versions, filter.on ?? today(clock)),
          mayChange: hasRole(actor, 'coordinator', 'information_governance'),
        }),
      )
    },
  }),
]

/** Only while the text still names the place that was chosen: without script the hidden fields outlive it. */
function pointOf({
  place,
  label,
  easting,
  northing,
}: z.output<typeof simulatorQuery>): SimulatedReport['point'] {
  if (easting === undefined || northing === undefined || place === '' || place !== label) return undefined
  return { easting, northing }
}

function answersOf(query: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) =>
      name.startsWith('answer:') && typeof value === 'string' && value !== '' ? [[name, value]] : [],
    ),
  )
}
