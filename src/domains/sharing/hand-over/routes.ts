import { z } from 'zod'
import { askReason } from '#domains/governance'
import { asMember, organisationsWith } from '#platform/actor'
import { today } from '#platform/clock'
import { typedSchema, typedValue } from '#platform/forms'
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
import { availableActions } from '#platform/lifecycle'
import { type Answering, answerHandOver } from './answer-hand-over.ts'
import { askRoutes, requestRoutes } from './ask-routes.ts'
import { countHandOvers, findHandOvers, handOverFilterSchema, sortOf } from './find-hand-overs.ts'
import { type HandOverForm, HandOverPage } from './hand-over-page.tsx'
import { HandOversPage } from './hand-overs-page.tsx'
import { type HandOverAction, handingOver, handOverLifecycle, handOverToDecide } from './lifecycle.ts'
import { readLawfulBases, readOtherOrganisations, readQueuesOf } from './read-choices.ts'
import { getHandOver } from './read-hand-over.ts'

const params = z.object({ id: z.uuid() })
const doneActions = ['asked', 'accept', 'refuse', 'withdraw', 'revoke', 'hand_back', 'finish'] as const
type DoneAction = (typeof doneActions)[number]
const doneQuery = z.object({ done: z.enum(doneActions).optional().catch(undefined) })

/** Not the co-ordinator: configuring the partnership shows no record, and no reason why one is handed over. */
const readers = forRoles('triage_officer', 'case_officer', 'supervisor', 'analyst')

export const handOverRoutes: readonly Route[] = [
  ...askRoutes,
  ...requestRoutes,
  route({
    method: 'GET',
    url: '/hand-overs',
    permission: readers,
    audit: 'consult',
    query: handOverFilterSchema.extend(doneQuery.shape),
    handler: async ({ db, actor, query, clock, audit }) => {
      const { done, ...filter } = query
      const { organisations } = asMember(actor)
      const reader = { organisations, today: today(clock) }
      const [{ handOvers, next }, counts, others] = await Promise.all([
        findHandOvers(db, filter, reader),
        countHandOvers(db, reader),
        readOtherOrganisations(db, undefined, reader.today),
      ])
      audit({ kind: 'hand_over', summary: `list ${filter.show}: ${handOvers.length} shown` })
      return page((frame) =>
        HandOversPage({
          frame,
          filter,
          sort: sortOf(filter),
          handOvers,
          next,
          counts,
          others,
          organisations,
          isSupervisor: organisationsWith(actor, 'supervisor').length > 0,
          mayAsk: organisationsWith(actor, ...handingOver).length > 0,
          today: reader.today,
          hasAsked: done === 'asked',
        }),
      )
    },
  }),
  route({
    method: 'GET',
    url: '/hand-overs/:id',
    permission: readers,
    audit: 'consult',
    params,
    query: doneQuery,
    handler: (context) => showHandOver(context, context.params.id, { done: context.query.done }),
  }),
  answerRoute('accept', 'disclose'),
  answerRoute('refuse', 'alter'),
  answerRoute('withdraw', 'alter'),
  answerRoute('revoke', 'alter'),
  answerRoute('hand_back', 'disclose'),
  answerRoute('finish', 'alter'),
]

function answerRoute(action: Answering['action'], audit: 'alter' | 'disclose'): Route {
  return route({
    method: 'POST',
    url: `/hand-overs/:id/${action.replace('_', '-')}`,
    permission: forRoles(...handingOver),
    audit,
    params,
    body: typedSchema,
    handler: async (context) => {
      const { db, body: typed, params } = context
      const handOver = await getHandOver(db, params.id)
      const queueId = z.uuid().safeParse(typedValue(typed, 'queue')).data ?? null
      const bases = await readLawfulBases(db, today(context.clock))
      const lawfulBasis = bases.find(({ code }) => code === typedValue(typed, 'lawfulBasis'))?.code ?? null
      const why = typedValue(typed, 'why').replaceAll('\r\n', '\n').trim()
      const form = (errors: HandOverForm['errors']): HandOverForm => ({ action, typed, errors })
      if (why.length > 2_000)
        return showHandOver(context, handOver.id, {
          form: form([
            {
              field: 'why',
              anchor: `${action}-why`,
              message: 'What you write must be 2,000 characters or fewer',
            },
          ]),
        })
      try {
        const problem = await answerHandOver(context, handOver, {
          action,
          version: z.coerce.number().int().catch(0).parse(typedValue(typed, 'version')),
          why,
          queueId,
          insists: typedValue(typed, 'insists') === 'yes',
          lawfulBasis,
        })
        if (problem === undefined) return redirect(await placeAfter(context, handOver.id, action))
        const anchor = problem.field === 'why' ? `${action}-why` : problem.field
        return await showHandOver(context, handOver.id, { form: form([{ ...problem, anchor }]) })
      } catch (error) {
        // A refusal of this kind comes before anything is written.
        if (!(error instanceof Refusal) || error.status !== 409) throw error
        return showHandOver(context, handOver.id, { form: form([]), conflict: error.message })
      }
    },
  })
}

async function placeAfter(
  { db }: Pick<Context<unknown, unknown, unknown>, 'db'>,
  id: string,
  action: DoneAction,
): Promise<string> {
  const handOver = await db.selectFrom('hand_over').select('id').where('id', '=', id).executeTakeFirst()
  return handOver === undefined ? '/hand-overs?show=decided' : `/hand-overs/${id}?done=${action}`
}

type Shown = { done?: DoneAction | undefined; form?: HandOverForm; conflict?: string }

async function showHandOver(
  context: Context<unknown, unknown, unknown>,
  id: string,
  { done, form, conflict }: Shown,
): Promise<Answer> {
  const { db, actor, clock, audit } = context
  const handOver = await getHandOver(db, id)
  const { recordId, recordKind, reference, seesRecord } = handOver
  const asked =
    seesRecord && recordId !== null
      ? await askReason(context, { kind: recordKind, id: recordId, reference })
      : { reason: '' }
  if ('answer' in asked) return asked.answer
  if (form === undefined) audit({ kind: 'hand_over', id, reason: asked.reason, summary: reference })
  const actions = availableActions(handOverLifecycle, handOverToDecide(handOver), actor)
  const takesReport =
    handOver.kind === 'transfer' &&
    handOver.recordKind === 'report' &&
    actions.some(({ action }) => action === 'accept')
  const [queues, bases] = await Promise.all([
    takesReport && handOver.toOrganisationId !== null
      ? readQueuesOf(db, handOver.toOrganisationId, today(clock))
      : [],
    readLawfulBases(db, today(clock)),
  ])
  const status = conflict !== undefined ? 409 : form === undefined ? 200 : 422
  return page(
    (frame) =>
      HandOverPage({
        frame: { ...frame, hasErrors: (form?.errors.length ?? 0) > 0 },
        handOver,
        actions,
        organisations: asMember(actor).organisations,
        queues,
        bases,
        today: today(clock),
        form,
        done: done && doneWords(done),
        ...(conflict === undefined ? {} : { conflict }),
      }),
    { status },
  )
}

function doneWords(done: DoneAction): string {
  if (done === 'asked') return 'Asked'
  const action: HandOverAction = done
  return handOverLifecycle.transitions.find((row) => row.action === action)?.done ?? ''
}
