import { z } from 'zod'
import { askReason } from '#domains/governance'
import { readAsbTypes } from '#domains/reports'
import { timelineFilterSchema } from '#domains/timeline'
import { asMember } from '#platform/actor'
import { today } from '#platform/clock'
import { typedSchema, typedValue, typedValues } from '#platform/forms'
import { toGlobe } from '#platform/geography'
import { forRoles, page, type Route, redirect, route, text } from '#platform/http'
import { actionRoutes } from './actions/action-routes.ts'
import { alikeRoutes } from './alike/alike-routes.ts'
import { CasesPage } from './cases-page.tsx'
import { getCaseToChange } from './change-case.ts'
import { caseParams, caseworkers, changeRoutes, decidingIn } from './change-routes.ts'
import { suggestionRoutes } from './criteria/suggestion-routes.ts'
import { caseFilterSchema, findCases } from './find-cases.ts'
import { handlingRoutes } from './handling-routes.ts'
import { caseReaders } from './lifecycle.ts'
import { openCase } from './open-case.ts'
import { partyRoutes } from './parties/party-routes.ts'
import { partnerRoutes } from './partner/partner-routes.ts'
import { patternRoutes } from './patterns/pattern-routes.ts'
import { quietRuleRoutes } from './quiet/rule-routes.ts'
import { type CaseParts, showCase, showPageOf, showPlan, showTimeline } from './show-case.ts'

const readers = forRoles(...caseReaders)
const readersAndPartners = forRoles(...caseReaders, 'partner')

/** The pages and forms of cases, with what other domains add to them. */
export const caseRoutes = (parts: CaseParts = {}): readonly Route[] => [
  ...alikeRoutes,
  route({
    method: 'GET',
    url: '/cases',
    permission: readers,
    audit: 'consult',
    query: caseFilterSchema,
    handler: async ({ db, actor, query: filter, clock, audit }) => {
      const reader = { memberId: asMember(actor).memberId, today: today(clock) }
      const [{ cases, next }, types, organisations] = await Promise.all([
        findCases(db, filter, reader),
        readAsbTypes(db, reader.today),
        db.selectFrom('organisation').select(['id', 'name']).orderBy('name').execute(),
      ])
      audit({
        kind: 'case',
        summary: `list of ${cases.length}: status ${filter.status}, type ${filter.type || 'any'}, due ${filter.due}`,
      })
      return page((frame) =>
        CasesPage({
          frame,
          actor: asMember(actor),
          filter,
          cases,
          next,
          types,
          organisations,
          today: reader.today,
        }),
      )
    },
  }),
  route({
    method: 'POST',
    url: '/cases',
    permission: caseworkers,
    audit: 'combine',
    body: typedSchema,
    handler: async (context) => {
      const { body, audit } = context
      const suggestion = z.uuid().safeParse(typedValue(body, 'suggestion')).data
      const opened = await openCase(
        decidingIn(context),
        [...new Set(typedValues(body, 'report'))],
        suggestion,
      )
      audit({ kind: 'case', id: opened.id, summary: 'opened' })
      for (const { id } of opened.reports)
        audit({ kind: 'report', id, summary: `linked to ${opened.reference}` })
      return redirect(`/cases/${opened.reference}`)
    },
  }),
  route({
    method: 'GET',
    url: '/cases/:reference',
    permission: readersAndPartners,
    audit: 'consult',
    params: caseParams,
    handler: (context) => showCase(parts, context, context.params.reference),
  }),
  route({
    method: 'GET',
    url: '/cases/:reference/timeline',
    permission: readersAndPartners,
    audit: 'consult',
    params: caseParams,
    query: timelineFilterSchema,
    handler: (context) => showTimeline(parts, context, context.params.reference, context.query),
  }),
  route({
    method: 'GET',
    url: '/cases/:reference/plan',
    permission: readersAndPartners,
    audit: 'consult',
    params: caseParams,
    handler: (context) => showPlan(parts, context, context.params.reference),
  }),
  route({
    method: 'GET',
    url: '/cases/:reference/points.geojson',
    permission: readersAndPartners,
    audit: 'consult',
    params: caseParams,
    handler: async (context) => {
      const { db, params, audit } = context
      const found = await getCaseToChange(db, params.reference)
      const asked = await askReason(context, { ...found, kind: 'case' })
      if ('answer' in asked) return asked.answer
      audit({ kind: 'case', id: found.id, reason: asked.reason, summary: 'map of linked reports' })
      const points = await db
        .selectFrom('case_report')
        .innerJoin('report', 'report.id', 'case_report.report_id')
        .select(['report.reference as name', 'report.location as location'])
        .where('case_report.case_id', '=', found.id)
        .execute()
      const features = points.flatMap(({ name, location }) => {
        if (location === null) return []
        const { longitude, latitude } = toGlobe({ easting: location.x, northing: location.y })
        return [
          {
            type: 'Feature',
            properties: { name, count: 1 },
            geometry: { type: 'Point', coordinates: [longitude, latitude] },
          },
        ]
      })
      return text(JSON.stringify({ type: 'FeatureCollection', features }), 'application/geo+json')
    },
  }),
  ...suggestionRoutes,
  ...quietRuleRoutes,
  ...actionRoutes,
  ...changeRoutes(
    (context, reference, state) => showPageOf(parts, context, reference, state),
    parts.holds ?? [],
  ),
  ...patternRoutes(parts.tabs ?? [], parts.figures),
  ...partyRoutes(parts.tabs ?? []),
  ...partnerRoutes,
  ...handlingRoutes,
]
