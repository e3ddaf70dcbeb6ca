import { z } from 'zod'
import type { Deciding } from '#domains/reports'
import { asMember } from '#platform/actor'
import type { AuditVerb } from '#platform/audit'
import { today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { readForm, type Typed, typedSchema, typedValues } from '#platform/forms'
import {
  type Answer,
  type Context,
  forRoles,
  notFound,
  type Permission,
  Refusal,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { referenceSchema } from '#platform/ids'
import { addAction, attachEvidence, finishAction, reassignAction } from './action-plan.ts'
import {
  closeForm,
  finishActionForm,
  newActionForm,
  noteForm,
  openInWords,
  reasonField,
  reassignForm,
} from './case.ts'
import {
  addNote,
  type CaseToChange,
  closeCase,
  countOpenActions,
  getCaseToChange,
  isSomebodyToTell,
  linkToCase,
  reopenCase,
  unlinkFromCase,
} from './change-case.ts'
import { type FormState, pageOf } from './form-state.ts'
import { casework } from './lifecycle.ts'
import {
  addCategory,
  categoryForm,
  endCategory,
  endCategoryForm,
  keepCase,
  keepForm,
  promoteCase,
  promoteForm,
} from './model/change-standing.ts'
import { isToReview, readStanding } from './model/standing.ts'

export const caseParams = z.object({ reference: referenceSchema('CASE') })
export const caseworkers = forRoles(...casework)

type Params = z.output<typeof caseParams>

type Change<Given extends Params, Value> = {
  /** Below the case's address. */
  path: string
  /** Caseworkers, unless others may too. */
  permission?: Permission
  audit: AuditVerb
  params: z.ZodType<Given>
  /** Which form of the page it is. */
  form: (params: Given) => string
  schema: (context: Context<Given, unknown, Typed>, found: CaseToChange) => Promise<z.ZodType<Value>>
  /** Carries it out on the case as it is now; `seenVersion` is the one that the form was shown for. */
  work: (
    context: Context<Given, unknown, Typed>,
    found: CaseToChange,
    value: Value,
    seenVersion: number,
  ) => Promise<void>
  /** Where on the page its result is seen. */
  anchor?: string
}

const seenVersion = z.coerce.number().int().catch(0)

/**
 * A change of a case by a form on its page. A form with errors comes back with them; one for a case that has moved on
 * comes back on the page as it is now. Either way nothing typed is lost.
 */
/**
 * What another domain still has open on a case, each in a few words: the case closes with it for a reason alone.
 * @example the recommendation of a review that nobody has carried out
 */
export type CaseHold = (db: Transaction, caseId: string) => Promise<readonly string[]>

/** What all of them have open. */
export async function readHolds(
  db: Transaction,
  holds: readonly CaseHold[],
  caseId: string,
): Promise<string[]> {
  return (await Promise.all(holds.map((hold) => hold(db, caseId)))).flat()
}

type Show = (
  context: Context<unknown, unknown, unknown>,
  reference: string,
  state?: FormState,
) => Promise<Answer>

function changeRoute<Given extends Params, Value>(show: Show, change: Change<Given, Value>): Route {
  return route({
    method: 'POST',
    url: `/cases/:reference/${change.path}`,
    permission: change.permission ?? caseworkers,
    audit: change.audit,
    params: change.params,
    body: typedSchema,
    handler: async (context) => {
      const { db, params, body: typed } = context
      const form = change.form(params)
      const found = await getCaseToChange(db, params.reference)
      const read = readForm(await change.schema(context, found), typed)
      if (!read.ok) return show(context, params.reference, { form, typed, errors: read.errors })
      try {
        await change.work(context, found, read.value, seenVersion.parse(typed.version))
      } catch (error) {
        // A refusal of this kind comes before anything is written.
        if (!(error instanceof Refusal) || error.status !== 409) throw error
        return show(context, params.reference, { form, typed, errors: [], conflict: error.message })
      }
      const page = pageOf(typed)
      return redirect(`/cases/${found.reference}${page === '' ? '' : `/${page}`}${change.anchor ?? ''}`)
    },
  })
}

/** The request, as a decision on a report takes it. */
export function decidingIn({ db, actor, clock, requestId }: Context<unknown, unknown, unknown>): Deciding {
  return { db, actor: asMember(actor), now: clock.now(), requestId }
}

/** Changes of a case by the forms on its pages; `show` is the page that such a form comes back on. */
export const changeRoutes = (show: Show, holds: readonly CaseHold[]): readonly Route[] => [
  changeRoute(show, {
    path: 'reports',
    audit: 'combine',
    params: caseParams,
    form: () => 'reports',
    schema: async () => z.object({}),
    work: async (context, found) => {
      const { body, audit } = context
      const chosen = [...new Set(typedValues(body, 'report'))]
      const linked =
        chosen.length === 0
          ? []
          : await linkToCase(decidingIn(context), found, chosen, 'Judged to be a repeat')
      audit({ kind: 'case', id: found.id, summary: `${linked.length} reports linked` })
      for (const { id } of linked) audit({ kind: 'report', id, summary: `linked to ${found.reference}` })
    },
    anchor: '#reports',
  }),
  changeRoute(show, {
    path: 'reports/:report/unlink',
    audit: 'alter',
    params: caseParams.extend({ report: referenceSchema('ASB') }),
    form: ({ report }) => `unlink-${report}`,
    schema: async () => z.object({ why: reasonField('unlink_report') }),
    work: async ({ db, actor, params, audit }, found, { why }) => {
      const report = await unlinkFromCase(db, actor, found, params.report, why)
      audit({ kind: 'case', id: found.id, summary: 'report unlinked' })
      audit({ kind: 'report', id: report.id, summary: `unlinked from ${found.reference}` })
    },
    anchor: '#reports',
  }),
  changeRoute(show, {
    path: 'actions',
    audit: 'alter',
    params: caseParams,
    form: () => 'action',
    schema: async () => newActionForm,
    work: async ({ db, actor, audit }, found, action) => {
      await addAction(db, actor, found, action)
      audit({ kind: 'case', id: found.id, summary: 'action added' })
    },
    anchor: '#plan',
  }),
  changeRoute(show, {
    path: 'actions/:action/finish',
    permission: forRoles(...casework, 'partner'),
    audit: 'alter',
    params: caseParams.extend({ action: z.uuid() }),
    form: ({ action }) => `finish-${action}`,
    schema: async () => finishActionForm,
    work: async ({ db, actor, params, audit, clock }, found, { ended, why, hours, pounds }, version) => {
      await finishAction(db, actor, found, {
        actionId: params.action,
        seenVersion: version,
        status: ended,
        outcome: why,
        minutesSpent: hours,
        costPence: pounds,
        now: clock.now(),
      })
      audit({ kind: 'case', id: found.id, summary: `action ${ended}` })
    },
    anchor: '#plan',
  }),
  changeRoute(show, {
    path: 'actions/:action/reassign',
    audit: 'alter',
    params: caseParams.extend({ action: z.uuid() }),
    form: ({ action }) => `reassign-${action}`,
    schema: async () => reassignForm,
    work: async ({ db, actor, params, audit }, found, { owner, why }, version) => {
      await reassignAction(db, actor, found, {
        actionId: params.action,
        seenVersion: version,
        owner,
        why,
      })
      audit({ kind: 'case', id: found.id, reason: why, summary: 'action given to somebody else' })
    },
    anchor: '#plan',
  }),
  changeRoute(show, {
    path: 'actions/:action/evidence',
    audit: 'alter',
    params: caseParams.extend({ action: z.uuid() }),
    form: ({ action }) => `evidence-${action}`,
    schema: async () => z.object({}),
    work: async ({ db, actor, params, body, audit }, found) => {
      await attachEvidence(db, actor, found, { actionId: params.action, items: typedValues(body, 'item') })
      audit({ kind: 'case', id: found.id, summary: 'evidence attached to an action' })
    },
    anchor: '#plan',
  }),
  changeRoute(show, {
    path: 'notes',
    permission: forRoles(...casework, 'partner'),
    audit: 'alter',
    params: caseParams,
    form: () => 'note',
    schema: async () => noteForm,
    work: async ({ db, actor, audit }, found, { why, form }) => {
      await addNote(db, actor, found, { words: why, form })
      audit({ kind: 'case', id: found.id, summary: 'note added' })
    },
    anchor: '#timeline',
  }),
  changeRoute(show, {
    path: 'promote',
    audit: 'alter',
    params: caseParams,
    form: () => 'promote',
    schema: async () => promoteForm,
    work: async ({ db, actor, audit }, found, { why }, version) => {
      await promoteCase(db, actor, found, version, why)
      audit({ kind: 'case', id: found.id, reason: why, summary: 'made an investigative case' })
    },
  }),
  changeRoute(show, {
    path: 'keep',
    audit: 'alter',
    params: caseParams,
    form: () => 'keep',
    schema: async ({ clock }) => keepForm(today(clock)),
    work: async ({ db, actor, audit }, found, kept, version) => {
      await keepCase(db, actor, found, version, kept)
      audit({ kind: 'case', id: found.id, reason: kept.why, summary: 'reviewed and kept' })
    },
  }),
  changeRoute(show, {
    path: 'categories',
    audit: 'alter',
    params: caseParams,
    form: () => 'category',
    schema: async ({ db }, found) =>
      categoryForm((await readStanding(db, found.id)).otherTypes.map(({ code }) => code)),
    work: async ({ db, actor, audit }, found, { type, why }) => {
      const { otherTypes } = await readStanding(db, found.id)
      const label = otherTypes.find(({ code }) => code === type)?.label ?? type
      await addCategory(db, actor, found, { type, label, why })
      audit({ kind: 'case', id: found.id, summary: `category added: ${type}` })
    },
  }),
  changeRoute(show, {
    path: 'categories/:category/end',
    audit: 'alter',
    params: caseParams.extend({ category: z.uuid() }),
    form: ({ category }) => `category-${category}`,
    schema: async () => endCategoryForm,
    work: async ({ db, actor, params, audit }, found, { why }) => {
      const { categories } = await readStanding(db, found.id)
      const category = categories.find(({ id }) => id === params.category)
      if (category === undefined) throw notFound('category')
      await endCategory(db, actor, found, { ...category, why })
      audit({ kind: 'case', id: found.id, summary: `category ended: ${category.code}` })
    },
  }),
  changeRoute(show, {
    path: 'close',
    audit: 'alter',
    params: caseParams,
    form: () => 'close',
    schema: async ({ db, clock }, found) =>
      closeForm({
        isReview: isToReview(found, await readStanding(db, found.id), today(clock)),
        stillOpen: openInWords(await countOpenActions(db, found.id), await readHolds(db, holds, found.id)),
        isSomebodyToTell: await isSomebodyToTell(db, found.id),
      }),
    work: async ({ db, actor, audit, clock }, found, { outcome, why, told }, version) => {
      await closeCase(db, actor, found, version, { outcome, reason: why, told, now: clock.now() })
      audit({ kind: 'case', id: found.id, summary: 'closed' })
    },
  }),
  changeRoute(show, {
    path: 'reopen',
    audit: 'alter',
    params: caseParams,
    form: () => 'reopen',
    schema: async () => z.object({ why: reasonField('reopen') }),
    work: async ({ db, actor, audit }, found, { why }, version) => {
      await reopenCase(db, actor, found, version, why)
      audit({ kind: 'case', id: found.id, summary: 'reopened' })
    },
  }),
]
