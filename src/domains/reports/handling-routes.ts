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
import { asMember } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { readForm, typedSchema } from '#platform/forms'
import {
  type Answer,
  type Context,
  forRoles,
  notFound,
  page,
  Refusal,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { referenceSchema } from '#platform/ids'
import { HandlingPage, type HandlingPageProps } from './handling-page.tsx'
import { casework } from './lifecycle.ts'

const params = z.object({ reference: referenceSchema('ASB') })

async function getHandledReport(
  db: Transaction,
  reference: string,
): Promise<RecordToRestrict & { title: string }> {
  const found = await db
    .selectFrom('report')
    .innerJoin('organisation', 'organisation.id', 'report.organisation_id')
    .select([
      'report.id as id',
      'report.reference as reference',
      'report.title as title',
      'report.version as version',
      'report.partition_code as partition',
      'organisation.id as organisationId',
      'organisation.name as organisationName',
    ])
    .where('report.reference', '=', reference)
    .executeTakeFirst()
  if (found === undefined) throw notFound('report')
  return { kind: 'report', ...found }
}

async function show(
  context: Context<unknown, unknown, unknown>,
  reference: string,
  state: Pick<HandlingPageProps, 'typed' | 'errors' | 'conflict'> = {},
): Promise<Answer> {
  const actor = asMember(context.actor)
  const record = await getHandledReport(context.db, reference)
  const asked = await askReason(context, record)
  if ('answer' in asked) return asked.answer
  const [partitions, clearedFor] = await Promise.all([
    readPartitions(context.db, record.organisationId),
    clearedPartitions(context.db, actor, record.organisationId),
  ])
  context.audit({ kind: 'report', id: record.id, reason: asked.reason, summary: 'how it is handled' })
  const mayRestrict = mayChangeRestriction(actor, record)
  const status = state.conflict !== undefined ? 409 : (state.errors?.length ?? 0) > 0 ? 422 : 200
  return page(
    (frame) =>
      HandlingPage({
        frame: { ...frame, hasErrors: status === 422 },
        record,
        partitions,
        clearedFor,
        mayRestrict,
        ...state,
      }),
    { status },
  )
}

/** Restricting a report, and taking the restriction away. */
export const handlingRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/reports/:reference/handling',
    permission: forRoles(...casework, 'analyst'),
    audit: 'consult',
    params,
    handler: (context) => show(context, context.params.reference),
  }),
  route({
    method: 'POST',
    url: '/reports/:reference/restriction',
    permission: forRoles(...casework),
    audit: 'alter',
    params,
    body: typedSchema,
    handler: async (context) => {
      const { db, params, body: typed, audit } = context
      const actor = asMember(context.actor)
      const found = await getHandledReport(db, params.reference)
      const read = readForm(restrictionForm, typed)
      if (!read.ok) return show(context, params.reference, { typed, errors: read.errors })
      const { partition, why } = read.value
      try {
        await restrictRecord(db, actor, { ...found, version: Number(typed.version) || 0 }, { partition, why })
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 409) throw error
        return show(context, params.reference, { typed, conflict: error.message })
      }
      audit({ kind: 'report', id: found.id, reason: why, summary: partition ?? 'restriction taken away' })
      const stillSeen =
        partition === null || (await clearedPartitions(db, actor, found.organisationId)).includes(partition)
      return redirect(stillSeen ? `/reports/${found.reference}/handling` : '/queue')
    },
  }),
]
