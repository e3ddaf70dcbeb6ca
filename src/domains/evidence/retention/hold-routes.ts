import { z } from 'zod'
import { asMember } from '#platform/actor'
import { readForm, typedSchema, wordsField } from '#platform/forms'
import { forRoles, notFound, type Route, redirect, route } from '#platform/http'
import { newId } from '#platform/ids'
import { addCustody } from '../add-custody.ts'
import { auditOf, getItem, showItem } from '../item-routes.ts'
import { holdsEvidence } from './find-holds.ts'

const casework = ['triage_officer', 'case_officer', 'supervisor'] as const

const whyForm = (missing: string) =>
  z.object({ why: wordsField({ name: 'The reason', most: 1_000, missing }) })

/** Holding a piece of evidence and lifting the hold, by those who work on its record for whoever holds that. */
export const holdRoutes: readonly Route[] = [
  route({
    method: 'POST',
    url: '/evidence/:item/holds',
    permission: forRoles(...casework),
    audit: 'alter',
    params: z.object({ item: z.uuid() }),
    body: typedSchema,
    async handler(context) {
      const { db, actor, body: typed } = context
      const item = await getItem(context)
      if (item.record === null || item.deletedAt !== null || !(await holdsEvidence(db, item.id)))
        throw notFound('evidence')
      const read = readForm(whyForm('Say why it is held'), typed)
      if (!read.ok) return showItem(context, item, { holdForm: { typed, errors: read.errors } })
      await db
        .insertInto('evidence_hold')
        .values({
          id: newId(),
          item_id: item.id,
          because: read.value.why,
          placed_by: asMember(actor).memberId,
        })
        .execute()
      await addCustody(db, actor, [{ itemId: item.id, what: 'held', detail: read.value.why }])
      auditOf(context, item, 'held')
      return redirect(`/evidence/${item.id}?told=held`)
    },
  }),
  route({
    method: 'POST',
    url: '/evidence/:item/holds/:hold/lift',
    permission: forRoles(...casework),
    audit: 'alter',
    params: z.object({ item: z.uuid(), hold: z.uuid() }),
    body: typedSchema,
    async handler(context) {
      const { db, actor, clock, params, body: typed } = context
      const item = await getItem(context)
      const read = readForm(whyForm('Say why the hold is over'), typed)
      if (!read.ok)
        return showItem(context, item, { holdForm: { typed, errors: read.errors, hold: params.hold } })
      const { numUpdatedRows } = await db
        .updateTable('evidence_hold')
        .set({
          released_by: asMember(actor).memberId,
          released_at: clock.now(),
          released_because: read.value.why,
        })
        .where('id', '=', params.hold)
        .where('item_id', '=', item.id)
        .where('released_at', 'is', null)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) throw notFound('hold')
      await addCustody(db, actor, [{ itemId: item.id, what: 'hold_lifted', detail: read.value.why }])
      auditOf(context, item, 'hold lifted')
      return redirect(`/evidence/${item.id}?told=lifted`)
    },
  }),
]
