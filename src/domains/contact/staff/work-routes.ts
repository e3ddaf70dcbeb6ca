import { z } from 'zod'
import { asMember, organisationsWith } from '#platform/actor'
import { type FormError, type Typed, typedSchema, typedValue } from '#platform/forms'
import { type Answer, type Context, forRoles, page, type Route, redirect, route } from '#platform/http'
import { countWork, findWork } from './find-work.ts'
import { getUnmatched, settleUnmatched, type Unmatched } from './settle-unmatched.ts'
import { correspondents } from './thread-routes.ts'
import { UnmatchedPage } from './unmatched-page.tsx'
import { workLists } from './work.ts'
import { WorkPage } from './work-page.tsx'

const params = z.object({ id: z.uuid() })

/** What is to be done for reporters, across all reports that one's organisation holds. */
export const workRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/contact',
    permission: forRoles(...correspondents),
    audit: 'consult',
    query: z.object({
      show: z.enum(workLists).catch('replies').default('replies'),
      done: z.literal('1').optional().catch(undefined),
    }),
    async handler({ db, actor, query, clock, audit }) {
      const organisations = organisationsWith(actor, ...correspondents)
      const [counts, items] = await Promise.all([
        countWork(db, organisations),
        findWork(db, query.show, organisations),
      ])
      audit({ kind: 'report_list', summary: `reporters, ${query.show}: ${items.length} shown` })
      const now = clock.now()
      return page((frame) =>
        WorkPage({ frame, list: query.show, counts, items, now, done: query.done !== undefined }),
      )
    },
  }),
  route({
    method: 'POST',
    url: '/contact/unsent/:id',
    permission: forRoles(...correspondents),
    audit: 'alter',
    params,
    async handler({ db, params, clock, audit }) {
      await db
        .updateTable('outgoing_message')
        .set({ status: 'waiting', next_attempt_at: clock.now(), attempts: 0, doubts: 0, problem: '' })
        .where('id', '=', params.id)
        .where('status', '=', 'failed')
        .execute()
      audit({ kind: 'message', id: params.id, summary: 'tried again' })
      return redirect('/contact?show=unsent&done=1')
    },
  }),
  route({
    method: 'GET',
    url: '/contact/unmatched/:id',
    permission: forRoles(...correspondents),
    audit: 'consult',
    params,
    handler: async (context) => show(context, await getUnmatched(context.db, context.params.id), {}, []),
  }),
  route({
    method: 'POST',
    url: '/contact/unmatched/:id',
    permission: forRoles(...correspondents),
    audit: 'alter',
    params,
    body: typedSchema,
    async handler(context) {
      const { db, actor, params, body, clock } = context
      const item = await getUnmatched(db, params.id)
      const settlement = { to: typedValue(body, 'to'), reason: typedValue(body, 'reason') }
      const problems = await settleUnmatched(db, asMember(actor), item, settlement, clock.now())
      if (problems !== undefined)
        return show(
          context,
          item,
          body,
          Object.entries(problems).map(([field, message]) => ({ field, anchor: field, message })),
        )
      context.audit({
        kind: 'report',
        id: item.reportId,
        reason: settlement.reason.trim(),
        summary: 'unmatched settled',
      })
      return redirect('/contact?show=unmatched&done=1')
    },
  }),
]

function show(
  { audit }: Context<unknown, unknown, unknown>,
  item: Unmatched,
  typed: Typed,
  errors: readonly FormError[],
): Answer {
  audit({ kind: 'report', id: item.reportId, summary: 'unmatched item' })
  return page(
    (frame) => UnmatchedPage({ frame: { ...frame, hasErrors: errors.length > 0 }, item, typed, errors }),
    errors.length > 0 ? { status: 422 } : {},
  )
}
