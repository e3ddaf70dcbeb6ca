import { sql } from 'kysely'
import { z } from 'zod'
import { today } from '#platform/clock'
import { type Typed, typedValue, typedValues, wordsField } from '#platform/forms'
import { type Answer, type Context, notFound, type Route, redirect, route } from '#platform/http'
import { checkController, writeRequest } from './change-request.ts'
import { changeRoute, governors, requestParams, requestUrl } from './change-route.ts'
import { decideItems } from './decide-items.ts'
import { exemptionsOf, forOtherPeople } from './exemptions.ts'
import { findMemberships } from './find-memberships.ts'
import { findRecords } from './find-records.ts'
import type { FormState } from './form-state.ts'
import { ItemPage } from './item-page.tsx'
import { ItemsPage } from './items-page.tsx'
import {
  countItems,
  getItem,
  type ItemFilter,
  itemFilterSchema,
  readItems,
  readPassages,
} from './read-items.ts'
import { getRequest, type SubjectRequest } from './read-request.ts'
import { findWords, redactItem, withholdItem } from './redact-item.ts'
import { answerWith } from './show-request.ts'
import { soughtForm } from './subject-request.ts'

const itemParams = requestParams.extend({ item: z.uuid() })
const firstPage: ItemFilter = { show: 'all', sort: 'score', page: 1 }
const recordsOf = ({ reference }: SubjectRequest) => `/governance/subject-access/${reference}/records`

/** A record may have hundreds of passages, each with its own fields. */
const manyFields: z.ZodType<Typed> = z.record(
  z.string().max(100),
  z.union([z.string().max(20_000), z.array(z.string().max(100)).max(5_000)]),
)

const decideForm = z.object({
  item: z
    .union([z.uuid(), z.array(z.uuid())], 'Choose at least one record')
    .transform((chosen) => [...new Set([chosen].flat())]),
  decision: z.enum(['included', 'excluded'], 'Choose whether to include or exclude'),
  why: wordsField({ name: 'The reason', most: 500, missing: 'Say why' }),
})

/** Searching, including and excluding, and reading each record for what it says of others. */
export const itemRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: `${requestUrl}/records`,
    permission: governors,
    audit: 'consult',
    params: requestParams,
    query: itemFilterSchema.extend({ cut: z.literal('yes').optional().catch(undefined) }),
    handler: async (context) => {
      const { db, actor, params, query } = context
      const found = await getRequest(db, actor, params.request)
      return showItems(context, found, undefined, query, query.cut === 'yes')
    },
  }),
  changeRoute({
    path: 'sought',
    form: 'sought',
    audit: 'alter',
    params: requestParams,
    schema: () => soughtForm,
    async work({ db, audit }, found, sought, version) {
      checkController(found)
      await writeRequest(db, found, version, sought)
      audit({ kind: 'subject_request', id: found.id, summary: 'what is looked for changed' })
      return recordsOf(found)
    },
    show: showItems,
  }),
  changeRoute({
    path: 'find',
    form: 'find',
    audit: 'consult',
    params: requestParams,
    schema: () => z.object({}),
    async work({ db, clock, audit }, found) {
      const result = await findRecords(db, found, clock.now())
      audit({
        kind: 'subject_request',
        id: found.id,
        summary: `searched: ${result.found} found, ${result.added} new, ${result.restricted} restricted`,
      })
      return `${recordsOf(found)}${result.isCut ? '?cut=yes' : ''}`
    },
    show: showItems,
  }),
  changeRoute({
    path: 'records',
    form: 'decide',
    audit: 'alter',
    params: requestParams,
    schema: () => decideForm,
    async work({ db, actor, clock, audit }, found, { item, decision, why }) {
      const decided = await decideItems(db, actor, found, {
        items: item,
        decision,
        reason: why,
        now: clock.now(),
      })
      audit({ kind: 'subject_request', id: found.id, summary: `${decided.length} records ${decision}` })
      for (const { report_id, case_id } of decided) {
        const id = report_id ?? case_id
        if (id !== null)
          audit({
            kind: report_id === null ? 'case' : 'report',
            id,
            summary: `${decision} in ${found.reference}`,
          })
      }
      return recordsOf(found)
    },
    show: showItems,
  }),
  route({
    method: 'GET',
    url: `${requestUrl}/records/:item`,
    permission: governors,
    audit: 'consult',
    params: itemParams,
    handler: async (context) =>
      showItem(context, await getRequest(context.db, context.actor, context.params.request)),
  }),
  route({
    method: 'POST',
    url: `${requestUrl}/records/:item`,
    permission: governors,
    audit: 'alter',
    params: itemParams,
    body: manyFields,
    handler: async (context) => {
      const { db, actor, params, body: typed, clock, audit } = context
      const found = await getRequest(db, actor, params.request)
      const item = await getItem(db, found, params.item)
      if (item.decision !== 'included') throw notFound('record')
      const passages = await readPassages(db, item.id)
      const choices = {
        kept: new Set(typedValues(typed, 'keep')),
        whole: new Set(typedValues(typed, 'whole')),
        words: new Map(passages.map(({ id }) => [id, typedValue(typed, `words_${id}`)])),
        exemption: typedValue(typed, 'exemption'),
      }
      const { added, errors } = findWords(passages, choices)
      const known = exemptionsOf(found.regime, today(clock)).some(({ code }) => code === choices.exemption)
      if (!known)
        errors.push({
          field: 'exemption',
          anchor: 'exemption',
          message: 'Choose why the words are kept back',
        })
      if (errors.length > 0) return showItem(context, found, { form: 'redact', typed, errors })
      await redactItem(db, actor, found, item.id, passages, choices, added, clock.now())
      audit({ kind: 'subject_request', id: found.id, summary: `${item.reference} read for other people` })
      return redirect(`${recordsOf(found)}?show=included`)
    },
  }),
  changeRoute({
    path: 'records/:item/withhold',
    form: 'withhold',
    audit: 'alter',
    params: itemParams,
    schema: ({ clock }) =>
      z.object({
        exemption: z
          .string('Choose an exemption')
          .refine(
            (code) =>
              (['uk_gdpr', 'part_3'] as const).some((regime) =>
                exemptionsOf(regime, today(clock)).some((each) => each.code === code),
              ),
            'Choose an exemption',
          ),
        why: wordsField({ name: 'The reason', most: 500, missing: 'Say why the whole record is kept back' }),
      }),
    async work({ db, actor, params, clock, audit }, found, { exemption, why }) {
      const item = await getItem(db, found, params.item)
      if (item.decision !== 'included') throw notFound('record')
      await withholdItem(db, actor, found, item.id, { under: exemption, reason: why, now: clock.now() })
      audit({ kind: 'subject_request', id: found.id, summary: `${item.reference} kept back` })
      return `${recordsOf(found)}?show=included`
    },
    show: showItem,
  }),
]

async function showItems(
  { db, audit }: Context<unknown, unknown, unknown>,
  request: SubjectRequest,
  state?: FormState,
  filter: ItemFilter = firstPage,
  isCut = false,
): Promise<Answer> {
  const [{ items, hasNext }, counts, { rows }, memberships] = await Promise.all([
    readItems(db, request, filter),
    countItems(db, request),
    sql<{ count: number }>`select subject_items_out_of_sight(${request.id}) as count`.execute(db),
    findMemberships(db, request),
  ])
  audit({ kind: 'subject_request', id: request.id, summary: `${items.length} records listed` })
  return answerWith(state, (frame) =>
    ItemsPage({
      frame,
      request,
      items,
      memberships,
      counts,
      hasNext,
      filter,
      restricted: (request.contribution ?? request).restrictedLeft + (rows[0]?.count ?? 0),
      isCut,
      mayWork: mayWork(request),
      state,
    }),
  )
}

async function showItem(
  { db, params, clock, audit }: Context<{ item: string }, unknown, unknown>,
  request: SubjectRequest,
  state?: FormState,
): Promise<Answer> {
  const item = await getItem(db, request, params.item)
  if (item.decision !== 'included') throw notFound('record')
  const passages = await readPassages(db, item.id)
  audit({ kind: 'subject_request', id: request.id, summary: `${item.reference} shown` })
  return answerWith(state, (frame) =>
    ItemPage({
      frame,
      request,
      item,
      passages,
      exemptions: exemptionsOf(request.regime, today(clock)),
      usual: forOtherPeople(request.regime),
      mayWork: mayWork(request),
      state,
    }),
  )
}

function mayWork({ status, contribution }: SubjectRequest): boolean {
  return status === 'open' && (contribution === undefined || contribution.status === 'accepted')
}
