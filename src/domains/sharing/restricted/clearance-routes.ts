import { z } from 'zod'
import { asMember } from '#platform/actor'
import { addMonths, today } from '#platform/clock'
import { oneOf, readForm, type Typed, typedSchema, wordsField } from '#platform/forms'
import {
  type Answer,
  type Context,
  forRoles,
  page,
  Refusal,
  type Route,
  redirect,
  route,
} from '#platform/http'
import {
  clearanceRoles,
  findClearances,
  findColleagues,
  findGaps,
  giveClearance,
  withdrawClearance,
} from './clearances.ts'
import { ClearancesPage, type ClearancesPageProps, periods } from './clearances-page.tsx'

const permission = forRoles(...clearanceRoles)

const filterSchema = z.object({
  q: z.string().trim().max(100).catch('').default(''),
  state: z.enum(['live', 'past', 'all']).catch('live').default('live'),
  partition: z
    .preprocess((value) => (value === '' ? undefined : value), z.string().max(50).optional())
    .catch(undefined),
  done: z.enum(['given', 'withdrawn']).optional().catch(undefined),
})
type Query = z.output<typeof filterSchema>

const doneWords = { given: 'They are cleared.', withdrawn: 'The clearance is withdrawn.' } as const

const form = z.object({
  member: z.string('Choose a colleague').regex(/^[0-9a-f-]{36}$/, 'Choose a colleague'),
  partition: z.string('Choose what they are cleared for').min(1, 'Choose what they are cleared for').max(50),
  period: oneOf(Object.keys(periods), 'Choose for how long'),
  why: wordsField({ name: 'The reason', most: 1_000, missing: 'Say why they need it' }),
})

async function show(
  context: Context<unknown, unknown, unknown>,
  query: Query,
  state: Pick<ClearancesPageProps, 'typed' | 'errors' | 'conflict'> = {},
): Promise<Answer> {
  const { db, actor, clock } = context
  const member = asMember(actor)
  const [clearances, partitions, colleagues, gaps] = await Promise.all([
    findClearances(db, query),
    db.selectFrom('partition').select(['code', 'label', 'guidance']).orderBy('label').execute(),
    findColleagues(db, member, today(clock)),
    findGaps(db, clock.now()),
  ])
  const status = state.conflict !== undefined ? 409 : (state.errors?.length ?? 0) > 0 ? 422 : 200
  return page(
    (frame) =>
      ClearancesPage({
        frame: { ...frame, hasErrors: status === 422 },
        clearances,
        filter: query,
        partitions,
        colleagues,
        gaps,
        done: query.done && doneWords[query.done],
        ...state,
      }),
    { status },
  )
}

const noFilter: Query = { q: '', state: 'live', partition: undefined }

/** Nothing was written when a refusal of this kind comes: the page is shown again with what was typed. */
async function orShowConflict(
  context: Context<unknown, unknown, unknown>,
  typed: Typed,
  work: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    return show(context, noFilter, { typed, conflict: error.message })
  }
}

export const clearanceRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/clearances',
    permission,
    audit: 'consult',
    query: filterSchema,
    handler: (context) => {
      context.audit({ kind: 'clearance', summary: `list: ${context.query.state}` })
      return show(context, context.query)
    },
  }),
  route({
    method: 'POST',
    url: '/clearances',
    permission,
    audit: 'alter',
    stepUp: true,
    body: typedSchema,
    handler: async (context) => {
      const { db, actor, clock, body: typed, audit } = context
      const read = readForm(form, typed)
      if (!read.ok) return show(context, noFilter, { typed, errors: read.errors })
      const { member, partition, period, why } = read.value
      const day = today(clock)
      return orShowConflict(context, typed, async () => {
        const validTo = period === 'open' ? null : addMonths(day, Number(period))
        const given = await giveClearance(
          db,
          asMember(actor),
          { memberId: member, partition, reason: why, validTo },
          day,
        )
        audit({ kind: 'clearance', id: given.id, reason: why, summary: partition })
        return redirect('/clearances?done=given')
      })
    },
  }),
  route({
    method: 'POST',
    url: '/clearances/:id/withdraw',
    permission,
    audit: 'alter',
    stepUp: true,
    params: z.object({ id: z.uuid() }),
    body: typedSchema,
    handler: (context) =>
      orShowConflict(context, {}, async () => {
        const { db, actor, clock, params, audit } = context
        await withdrawClearance(db, asMember(actor), params.id, clock.now())
        audit({ kind: 'clearance', id: params.id, summary: 'withdrawn' })
        return redirect('/clearances?done=withdrawn')
      }),
  }),
]
