import { z } from 'zod'
import { asMember, hasRole } from '#platform/actor'
import { type LocalDate, today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type FormError, readForm, type Typed, typedSchema } from '#platform/forms'
import {
  type Answer,
  type Context,
  forMembers,
  page,
  Refusal,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { arrangers } from '../agreements/agreement-routes.ts'
import { endForm } from '../agreements/change-agreement.ts'
import { ruleApplicationAsked, sharingEnded } from '../jobs/events.ts'
import {
  askApplication,
  endRule,
  findSharingRules,
  findUncovered,
  getSharingRule,
  makeRule,
  readApplications,
  readReach,
  ruleFilterSchema,
  ruleForm,
} from './rule.ts'
import { type RuleChoices, RuleFormPage } from './rule-form-page.tsx'
import { SharingRulePage } from './rule-page.tsx'
import { SharingRulesPage } from './rules-page.tsx'

const byId = z.object({ id: z.uuid() })
type Any = Context<unknown, unknown, unknown>

const readAgreements = (db: Transaction) =>
  db.selectFrom('agreement').select(['id', 'title']).where('ended_at', 'is', null).orderBy('title').execute()

const readOrganisations = (db: Transaction) =>
  db.selectFrom('organisation').select(['id', 'name']).where('valid_to', 'is', null).orderBy('name').execute()

async function readChoices(db: Transaction, day: LocalDate): Promise<RuleChoices> {
  const [agreements, organisations, panels, types, areas] = await Promise.all([
    readAgreements(db),
    readOrganisations(db),
    db.selectFrom('panel').select(['id', 'name']).orderBy('name').execute(),
    db.selectFrom('asb_type').select(['code', 'label']).orderBy('label').execute(),
    db
      .selectFrom('area')
      .innerJoin('area_set', 'area_set.id', 'area.area_set_id')
      .select(['area_set.kind as kind', 'area.code as code', 'area.name as name'])
      .where('area_set.kind', 'in', ['beat', 'ward', 'district'])
      .where('area_set.valid_from', '<=', day)
      .where((is) => is.or([is('area_set.valid_to', 'is', null), is('area_set.valid_to', '>', day)]))
      .orderBy('area_set.kind')
      .orderBy('area.name')
      .execute(),
  ])
  return { agreements, organisations, panels, types, areas }
}

async function showForm(
  { db, clock }: Any,
  typed: Typed,
  errors: readonly FormError[] = [],
): Promise<Answer> {
  const choices = await readChoices(db, today(clock))
  return page(
    (frame) => RuleFormPage({ frame: { ...frame, hasErrors: errors.length > 0 }, choices, typed, errors }),
    { status: errors.length > 0 ? 422 : 200 },
  )
}

async function showRule(
  { db, actor, clock }: Any,
  id: string,
  again: { typed?: Typed; errors?: readonly FormError[]; conflict?: string } = {},
): Promise<Answer> {
  const { typed = {}, errors = [], conflict } = again
  const rule = await getSharingRule(db, id, today(clock))
  const [reach, applications] = await Promise.all([readReach(db, id), readApplications(db, id)])
  const mayChange = arrangers.allows(actor)
  const status = conflict !== undefined ? 409 : errors.length > 0 ? 422 : 200
  return page(
    (frame) =>
      SharingRulePage({
        frame: { ...frame, hasErrors: status === 422 },
        ...{ rule, reach, applications, mayChange, typed, errors, conflict },
      }),
    { status },
  )
}

/** Nothing was written when a refusal of this kind comes: the page says what happened in the meantime. */
async function orShowConflict(context: Any, id: string, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    return showRule(context, id, { conflict: error.message })
  }
}

export const sharingRuleRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/sharing/rules',
    permission: forMembers,
    audit: 'nothing',
    query: ruleFilterSchema,
    handler: async ({ db, actor, query: filter, clock }) => {
      const [rules, agreements, organisations] = await Promise.all([
        findSharingRules(db, filter, today(clock)),
        readAgreements(db),
        readOrganisations(db),
      ])
      const mayMake = hasRole(actor, 'coordinator', 'supervisor', 'information_governance')
      return page((frame) => SharingRulesPage({ frame, filter, rules, agreements, organisations, mayMake }))
    },
  }),
  route({
    method: 'GET',
    url: '/sharing/rules/new',
    permission: arrangers,
    audit: 'nothing',
    handler: (context) => showForm(context, {}),
  }),
  route({
    method: 'POST',
    url: '/sharing/rules',
    permission: arrangers,
    audit: 'alter',
    stepUp: true,
    body: typedSchema,
    handler: async (context) => {
      const { db, actor, clock, body: typed, audit } = context
      const read = readForm(ruleForm, typed)
      if (!read.ok) return showForm(context, typed, read.errors)
      const uncovered = await findUncovered(db, read.value, today(clock))
      if (uncovered.length > 0)
        return showForm(
          context,
          typed,
          uncovered.map((problem) => ({ ...problem, anchor: problem.field })),
        )
      const id = await makeRule(db, asMember(actor), read.value, today(clock))
      audit({ kind: 'sharing_rule', id, summary: 'made' })
      return redirect(`/sharing/rules/${id}`)
    },
  }),
  route({
    method: 'GET',
    url: '/sharing/rules/:id',
    permission: forMembers,
    audit: 'nothing',
    params: byId,
    handler: (context) => showRule(context, context.params.id),
  }),
  route({
    method: 'POST',
    url: '/sharing/rules/:id/apply',
    permission: arrangers,
    audit: 'disclose',
    stepUp: true,
    params: byId,
    body: typedSchema,
    handler: (context) =>
      orShowConflict(context, context.params.id, async () => {
        const { db, actor, params, audit, emit } = context
        const asked = await askApplication(db, asMember(actor), params.id)
        audit({ kind: 'sharing_rule', id: params.id, summary: `to be applied to ${asked.total} records` })
        await emit(ruleApplicationAsked, { applicationId: asked.id })
        return redirect(`/sharing/rules/${params.id}#existing`)
      }),
  }),
  route({
    method: 'POST',
    url: '/sharing/rules/:id/end',
    permission: arrangers,
    audit: 'alter',
    stepUp: true,
    params: byId,
    body: typedSchema,
    handler: (context) =>
      orShowConflict(context, context.params.id, async () => {
        const { db, actor, params, body: typed, audit, emit } = context
        const read = readForm(endForm, typed)
        if (!read.ok) return showRule(context, params.id, { typed, errors: read.errors })
        await getSharingRule(db, params.id, today(context.clock))
        await endRule(db, asMember(actor), params.id, read.value.why)
        audit({ kind: 'sharing_rule', id: params.id, reason: read.value.why, summary: 'ended' })
        await emit(sharingEnded, {})
        return redirect(`/sharing/rules/${params.id}`)
      }),
  }),
]
