import { z } from 'zod'
import { readAsbTypes } from '#domains/reports'
import { asMember } from '#platform/actor'
import { today } from '#platform/clock'
import { readForm, type Typed, typedSchema, typedValues } from '#platform/forms'
import { toGlobe } from '#platform/geography'
import {
  type Answer,
  type Context,
  forRoles,
  page,
  pageWithErrors,
  type Route,
  redirect,
  route,
  text,
} from '#platform/http'
import { referenceSchema } from '#platform/ids'
import { addAction, finishAction } from './action-plan.ts'
import { closeForm, finishActionForm, newActionForm, reasonField, shareForm } from './case.ts'
import { CasePage, type CasePageProps } from './case-page.tsx'
import { CasesPage } from './cases-page.tsx'
import {
  closeCase,
  countOpenActions,
  getCaseToChange,
  isCaseworker,
  leads,
  linkToCase,
  reopenCase,
  shareCase,
  unlinkFromCase,
} from './change-case.ts'
import { caseFilterSchema, findCases } from './find-cases.ts'
import { openCase } from './open-case.ts'
import type { FormState } from './plan-section.tsx'
import { getCase } from './read-case.ts'

const caseParams = z.object({ reference: referenceSchema('CASE') })
/** Not the co-ordinator: configuring the partnership shows no case. */
const readers = forRoles('triage_officer', 'case_officer', 'supervisor', 'analyst')
const caseworkers = forRoles('triage_officer', 'case_officer', 'supervisor')

/** Everything shown of a case, and what the reader may do with it. */
async function showCase(
  context: Context<unknown, unknown, unknown>,
  reference: string,
  state?: FormState,
): Promise<Answer> {
  const { db, actor, clock } = context
  const record = await getCase(db, reference)
  context.audit({ kind: 'case', id: record.id, summary: `${record.reports.length} reports shown` })
  const isOpen = record.status === 'open'
  const mine = asMember(actor).organisations
  const props: Omit<CasePageProps, 'frame'> = {
    record,
    state,
    today: today(clock),
    abilities: {
      mayAddAction: isOpen && isCaseworker(actor),
      mayFinish: (action) =>
        isOpen &&
        action.status === 'open' &&
        isCaseworker(actor) &&
        (mine.includes(action.ownerOrganisationId) || leads(actor, record)),
      mayChange: isOpen && isCaseworker(actor) && leads(actor, record),
      mayReopen: !isOpen && isCaseworker(actor) && leads(actor, record),
    },
  }
  return state === undefined
    ? page((frame) => CasePage({ frame, ...props }))
    : pageWithErrors((frame) => CasePage({ frame, ...props }))
}

const seenVersion = z.coerce.number().int().catch(0)

function versionOf(typed: Typed): number {
  return seenVersion.parse(typed.version)
}

export const caseRoutes: readonly Route[] = [
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
        CasesPage({ frame, filter, cases, next, types, organisations, today: reader.today }),
      )
    },
  }),
  route({
    method: 'POST',
    url: '/cases',
    permission: caseworkers,
    audit: 'combine',
    body: typedSchema,
    handler: async ({ db, actor, body, audit }) => {
      const opened = await openCase(db, actor, [...new Set(typedValues(body, 'report'))])
      audit({ kind: 'case', id: opened.id, summary: 'opened' })
      for (const { id } of opened.reports)
        audit({ kind: 'report', id, summary: `linked to ${opened.reference}` })
      return redirect(`/cases/${opened.reference}`)
    },
  }),
  route({
    method: 'GET',
    url: '/cases/:reference',
    permission: readers,
    audit: 'consult',
    params: caseParams,
    handler: (context) => showCase(context, context.params.reference),
  }),
  route({
    method: 'GET',
    url: '/cases/:reference/points.geojson',
    permission: readers,
    audit: 'consult',
    params: caseParams,
    handler: async ({ db, params, audit }) => {
      const found = await getCaseToChange(db, params.reference)
      audit({ kind: 'case', id: found.id, summary: 'map of linked reports' })
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
  route({
    method: 'POST',
    url: '/cases/:reference/reports',
    permission: caseworkers,
    audit: 'combine',
    params: caseParams,
    body: typedSchema,
    handler: async ({ db, actor, params, body, audit }) => {
      const found = await getCaseToChange(db, params.reference)
      audit({ kind: 'case', id: found.id, summary: 'reports linked' })
      const chosen = [...new Set(typedValues(body, 'report'))]
      if (chosen.length > 0)
        for (const { id } of await linkToCase(db, actor, found, chosen, 'Judged to be a repeat'))
          audit({ kind: 'report', id, summary: `linked to ${found.reference}` })
      return redirect(`/cases/${found.reference}#reports`)
    },
  }),
  route({
    method: 'POST',
    url: '/cases/:reference/reports/:report/unlink',
    permission: caseworkers,
    audit: 'alter',
    params: caseParams.extend({ report: referenceSchema('ASB') }),
    body: typedSchema,
    handler: async (context) => {
      const { db, actor, params, body, audit } = context
      const read = readForm(z.object({ why: reasonField('unlink_report') }), body)
      if (!read.ok)
        return showCase(context, params.reference, {
          form: `unlink-${params.report}`,
          typed: body,
          errors: read.errors,
        })
      const found = await getCaseToChange(db, params.reference)
      const report = await unlinkFromCase(db, actor, found, params.report, read.value.why)
      audit({ kind: 'case', id: found.id, summary: 'report unlinked' })
      audit({ kind: 'report', id: report.id, summary: `unlinked from ${found.reference}` })
      return redirect(`/cases/${found.reference}#reports`)
    },
  }),
  route({
    method: 'POST',
    url: '/cases/:reference/share',
    permission: caseworkers,
    audit: 'disclose',
    params: caseParams,
    body: typedSchema,
    handler: async (context) => {
      const { db, actor, params, body, audit } = context
      const read = readForm(shareForm, body)
      if (!read.ok)
        return showCase(context, params.reference, { form: 'share', typed: body, errors: read.errors })
      const found = await getCaseToChange(db, params.reference)
      const { recipient, reportIds } = await shareCase(
        db,
        actor,
        found,
        versionOf(body),
        read.value.partner,
        read.value.why,
      )
      audit({ kind: 'case', id: found.id, recipient, reason: read.value.why })
      for (const id of reportIds) audit({ kind: 'report', id, recipient, reason: read.value.why })
      return redirect(`/cases/${found.reference}`)
    },
  }),
  route({
    method: 'POST',
    url: '/cases/:reference/actions',
    permission: caseworkers,
    audit: 'alter',
    params: caseParams,
    body: typedSchema,
    handler: async (context) => {
      const { db, actor, params, body, audit } = context
      const read = readForm(newActionForm, body)
      if (!read.ok)
        return showCase(context, params.reference, { form: 'action', typed: body, errors: read.errors })
      const found = await getCaseToChange(db, params.reference)
      await addAction(db, actor, found, read.value)
      audit({ kind: 'case', id: found.id, summary: 'action added' })
      return redirect(`/cases/${found.reference}#plan`)
    },
  }),
  route({
    method: 'POST',
    url: '/cases/:reference/actions/:action/finish',
    permission: caseworkers,
    audit: 'alter',
    params: caseParams.extend({ action: z.uuid() }),
    body: typedSchema,
    handler: async (context) => {
      const { db, actor, params, body, audit, clock } = context
      const read = readForm(finishActionForm, body)
      if (!read.ok)
        return showCase(context, params.reference, {
          form: `finish-${params.action}`,
          typed: body,
          errors: read.errors,
        })
      const found = await getCaseToChange(db, params.reference)
      await finishAction(db, actor, found, {
        actionId: params.action,
        seenVersion: versionOf(body),
        status: read.value.ended,
        outcome: read.value.why,
        now: clock.now(),
      })
      audit({ kind: 'case', id: found.id, summary: `action ${read.value.ended}` })
      return redirect(`/cases/${found.reference}#plan`)
    },
  }),
  route({
    method: 'POST',
    url: '/cases/:reference/close',
    permission: caseworkers,
    audit: 'alter',
    params: caseParams,
    body: typedSchema,
    handler: async (context) => {
      const { db, actor, params, body, audit, clock } = context
      const found = await getCaseToChange(db, params.reference)
      const read = readForm(closeForm(await countOpenActions(db, found.id)), body)
      if (!read.ok)
        return showCase(context, params.reference, { form: 'close', typed: body, errors: read.errors })
      await closeCase(db, actor, found, versionOf(body), {
        outcome: read.value.outcome,
        reason: read.value.why,
        now: clock.now(),
      })
      audit({ kind: 'case', id: found.id, summary: 'closed' })
      return redirect(`/cases/${found.reference}`)
    },
  }),
  route({
    method: 'POST',
    url: '/cases/:reference/reopen',
    permission: caseworkers,
    audit: 'alter',
    params: caseParams,
    body: typedSchema,
    handler: async (context) => {
      const { db, actor, params, body, audit } = context
      const read = readForm(z.object({ why: reasonField('reopen') }), body)
      if (!read.ok)
        return showCase(context, params.reference, { form: 'reopen', typed: body, errors: read.errors })
      const found = await getCaseToChange(db, params.reference)
      await reopenCase(db, actor, found, versionOf(body), read.value.why)
      audit({ kind: 'case', id: found.id, summary: 'reopened' })
      return redirect(`/cases/${found.reference}`)
    },
  }),
]
