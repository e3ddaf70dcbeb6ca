import { sql } from 'kysely'
import { z } from 'zod'
import { askReason } from '#domains/governance'
import {
  clearedPartitions,
  mayChangeRestriction,
  type RecordToRestrict,
  readPartitions,
  restrictionForm,
  restrictRecord,
} from '#domains/sharing'
import { addTimelineEntries } from '#domains/timeline'
import { asMember } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { readForm, typedSchema, wordsField } from '#platform/forms'
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
import { caseTitle } from './case.ts'
import { checkCaseAction, getCaseToChange } from './change-case.ts'
import { caseParams, caseworkers } from './change-routes.ts'
import type { FormState } from './form-state.ts'
import { HandlingPage } from './handling-page.tsx'
import { readRegimes, recordRegime, regimeCodes, regimes } from './regime/regime.ts'
import { findInTitle, titleAdvice } from './title/check-title.ts'
import { readKnownWords } from './title/known-words.ts'

type HandledCase = RecordToRestrict & {
  title: string
  titleWords: string
  typeLabel: string
  areaName: string | null
}

async function getHandledCase(db: Transaction, reference: string): Promise<HandledCase> {
  const { rows } = await sql<HandledCase>`
    select 'case' as kind, asb_case.id, asb_case.reference, asb_case.version, asb_case.title,
      asb_case.title_words as "titleWords", asb_case.partition_code as partition,
      asb_case.organisation_id as "organisationId", organisation.name as "organisationName",
      asb_type.label as "typeLabel", coalesce(ward.name, district.name) as "areaName"
    from asb_case
    join organisation on organisation.id = asb_case.organisation_id
    join asb_type on asb_type.code = asb_case.asb_type
    left join area as ward on ward.id = asb_case.ward_id
    left join area as district on district.id = asb_case.district_id
    where asb_case.reference = ${reference}`.execute(db)
  const [found] = rows
  if (found === undefined) throw notFound('case')
  return found
}

async function show(
  context: Context<unknown, unknown, unknown>,
  reference: string,
  state?: FormState,
): Promise<Answer> {
  const { db } = context
  const actor = asMember(context.actor)
  const record = await getHandledCase(db, reference)
  const asked = await askReason(context, record)
  if ('answer' in asked) return asked.answer
  const [entries, partitions, clearedFor] = await Promise.all([
    readRegimes(db, record.id),
    readPartitions(db, record.organisationId),
    clearedPartitions(db, actor, record.organisationId),
  ])
  context.audit({ kind: 'case', id: record.id, reason: asked.reason, summary: 'how it is handled' })
  const status = state?.conflict !== undefined ? 409 : (state?.errors.length ?? 0) > 0 ? 422 : 200
  return page(
    (frame) =>
      HandlingPage({
        frame: { ...frame, hasErrors: status === 422 },
        record,
        regimes: entries,
        partitions,
        clearedFor,
        mayRestrict: mayChangeRestriction(actor, record),
        mayDecide: actor.organisations.includes(record.organisationId),
        state,
      }),
    { status },
  )
}

const seenVersion = z.coerce.number().int().catch(0)

/** A form of the page: shown again with what was typed, whether a field is wrong or the case moved on. */
function handlingRoute<Value>(change: {
  path: string
  schema: (db: Transaction, record: HandledCase) => Promise<z.ZodType<Value>>
  work: (context: Context<unknown, unknown, unknown>, record: HandledCase, value: Value) => Promise<string>
}): Route {
  return route({
    method: 'POST',
    url: `/cases/:reference/${change.path}`,
    permission: caseworkers,
    audit: 'alter',
    params: caseParams,
    body: typedSchema,
    handler: async (context) => {
      const { db, params, body: typed, audit } = context
      const found = await getHandledCase(db, params.reference)
      const form = change.path
      const read = readForm(await change.schema(db, found), typed)
      if (!read.ok) return show(context, params.reference, { form, typed, errors: read.errors })
      try {
        const record = { ...found, version: seenVersion.parse(typed.version) }
        const goesTo = await change.work(context, record, read.value)
        audit({ kind: 'case', id: found.id, summary: form })
        return redirect(goesTo)
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 409) throw error
        return show(context, params.reference, { form, typed, errors: [], conflict: error.message })
      }
    },
  })
}

/** Only the lead decides, at the version that was seen. */
async function decideAtVersion(
  { db, actor }: Context<unknown, unknown, unknown>,
  record: HandledCase,
  change: { title?: string; title_words?: string },
): Promise<void> {
  checkCaseAction(actor, await getCaseToChange(db, record.reference), 'handle')
  const { numUpdatedRows } = await db
    .updateTable('asb_case')
    .set((is) => ({ ...change, version: is('version', '+', 1), modified_at: is.fn('clock_timestamp', []) }))
    .where('id', '=', record.id)
    .where('version', '=', record.version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n)
    throw conflict(`Somebody has changed ${record.reference} since you opened it. It is shown as it is now.`)
}

export const handlingRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/cases/:reference/handling',
    permission: forRoles('triage_officer', 'case_officer', 'supervisor', 'analyst'),
    audit: 'consult',
    params: caseParams,
    handler: (context) => show(context, context.params.reference),
  }),
  handlingRoute({
    path: 'regime',
    schema: async (db, record) => {
      const [current] = await readRegimes(db, record.id)
      return z.object({
        regime: z
          .enum(regimeCodes, 'Choose a regime')
          .refine((regime) => regime !== current?.regime, 'Choose the other regime: this one holds already'),
        why: wordsField({ name: 'The reason', most: 1_000, missing: 'Say why the regime changes' }),
      })
    },
    work: async (context, record, { regime, why }) => {
      await decideAtVersion(context, record, {})
      const actor = asMember(context.actor)
      const { organisationId } = record
      const now = context.clock.now()
      await recordRegime(context.db, actor, { caseId: record.id, organisationId, regime, reason: why, now })
      await addTimelineEntries(context.db, actor, [
        { caseId: record.id, kind: 'regime', what: `Now under ${regimes[regime]}`, why },
      ])
      return `/cases/${record.reference}/handling`
    },
  }),
  handlingRoute({
    path: 'restriction',
    schema: async () => restrictionForm,
    work: async ({ db, actor }, record, { partition, why }) => {
      const member = asMember(actor)
      await restrictRecord(db, member, record, { partition, why })
      const stillSeen =
        partition === null || (await clearedPartitions(db, member, record.organisationId)).includes(partition)
      return stillSeen ? `/cases/${record.reference}/handling` : '/cases'
    },
  }),
  handlingRoute({
    path: 'title',
    schema: titleForm,
    work: async (context, record, { words }) => {
      const { typeLabel, areaName, reference } = record
      await decideAtVersion(context, record, {
        title_words: words,
        title: caseTitle(typeLabel, areaName ?? undefined, reference, words),
      })
      const actor = asMember(context.actor)
      await addTimelineEntries(context.db, actor, [
        { caseId: record.id, kind: 'title', what: 'Title changed' },
      ])
      return `/cases/${record.reference}`
    },
  }),
]

async function titleForm(db: Transaction, record: HandledCase) {
  const known = await readKnownWords(db, record)
  return z.object({
    words: wordsField({ name: 'The words', most: 60 }).superRefine((words, context) => {
      const problem = findInTitle(words, known)
      if (problem !== undefined) context.addIssue({ code: 'custom', message: titleAdvice(problem) })
    }),
  })
}
