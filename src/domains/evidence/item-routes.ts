import { z } from 'zod'
import { askReason } from '#domains/governance'
import { nameOf, organisationOf } from '#platform/actor'
import {
  type Answer,
  type Context,
  forRoles,
  notFound,
  page,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { addCustody, type CustodyAct } from './add-custody.ts'
import type { EvidenceStore } from './evidence-store.ts'
import { type EvidenceItem, findEvidence, findPart, readCustody } from './find-evidence.ts'
import { ItemPage } from './pages/item-page.tsx'
import { hashOf } from './process-evidence.ts'
import { findHolds, holdsEvidence } from './retention/find-holds.ts'
import type { HoldForm } from './retention/holds-section.tsx'
import { servePart } from './serve-part.ts'

const params = z.object({ item: z.uuid() })
const casework = ['triage_officer', 'case_officer', 'supervisor'] as const
const readers = forRoles(...casework, 'analyst', 'partner')

const told = {
  same: 'The original is as it was received',
  differs: 'The original is not as it was received: tell your operator',
  shared: 'Others who see the record can open it now',
  redaction: 'The copy is being made. Open this page again in a moment, and look at it',
  given: 'What is given is as you chose',
  held: 'It is held: it will not be deleted',
  lifted: 'The hold is lifted',
} as const

/** One piece of evidence: its page, its bytes, and what the holder does with it. */
export function itemRoutes(store: EvidenceStore): Route[] {
  return [
    route({
      method: 'GET',
      url: '/evidence/:item',
      permission: readers,
      audit: 'consult',
      params,
      query: z.object({
        told: z
          .enum(['same', 'differs', 'shared', 'redaction', 'given', 'held', 'lifted'])
          .optional()
          .catch(undefined),
      }),
      async handler(context) {
        const item = await getItem(context)
        const asked = item.record === null ? { reason: '' } : await askReason(context, item.record)
        if ('answer' in asked) return asked.answer
        auditOf(context, item, 'shown with its chain of custody', asked.reason)
        const { told: word } = context.query
        return showItem(context, item, { told: word === undefined ? undefined : told[word] })
      },
    }),
    route({
      method: 'GET',
      url: '/evidence/:item/thumbnail',
      permission: readers,
      audit: 'consult',
      params,
      handler: async (context) => serve(context, store, 'thumbnail', true),
    }),
    route({
      method: 'GET',
      url: '/evidence/:item/copy',
      permission: readers,
      audit: 'disclose',
      params,
      query: z.object({ save: z.string().optional() }),
      async handler(context) {
        const isSaved = context.query.save !== undefined
        return serve(context, store, 'copy', !isSaved, isSaved ? 'downloaded' : 'viewed')
      },
    }),
    route({
      method: 'GET',
      url: '/evidence/:item/original',
      permission: forRoles(...casework),
      audit: 'disclose',
      params,
      handler: async (context) => serve(context, store, 'original', false, 'downloaded'),
    }),
    route({
      method: 'POST',
      url: '/evidence/:item/verify',
      permission: forRoles(...casework),
      audit: 'consult',
      transaction: 'none',
      params,
      async handler({ inTransaction, actor, params }) {
        const part = await inTransaction(({ db }) => findPart(db, params.item, 'original'))
        if (part === undefined) throw notFound('evidence')
        const isSame = (await hashOf(store.files.pathOf(part.fileId))).equals(part.sha256)
        await inTransaction(async ({ db, audit }) => {
          const what = isSame ? 'hash_verified' : 'hash_differs'
          await addCustody(db, actor, [{ itemId: params.item, what }])
          audit({ kind: 'evidence', id: params.item, summary: what })
        })
        return redirect(`/evidence/${params.item}?told=${isSame ? 'same' : 'differs'}`)
      },
    }),
    route({
      method: 'POST',
      url: '/evidence/:item/share',
      permission: forRoles(...casework),
      audit: 'disclose',
      params,
      async handler(context) {
        const { db, actor, params } = context
        const item = await getItem(context)
        const original = await findPart(db, params.item, 'original')
        if (original === undefined) throw notFound('evidence')
        auditOf(context, item, 'original shared as it is')
        if (!item.files.some(({ role }) => role === 'copy')) {
          const { fileId, mediaType, size, sha256 } = original
          await db
            .insertInto('evidence_file')
            .values({ item_id: item.id, role: 'copy', file_id: fileId, media_type: mediaType, size, sha256 })
            .execute()
          await addCustody(db, actor, [{ itemId: item.id, what: 'shared_as_it_is' }])
        }
        return redirect(`/evidence/${item.id}?told=shared`)
      },
    }),
  ]
}

export async function showItem(
  { db }: Pick<ItemContext, 'db'>,
  item: EvidenceItem,
  { told, holdForm }: { told?: string | undefined; holdForm?: HoldForm },
): Promise<Answer> {
  const [custody, holds, isHolder] = await Promise.all([
    readCustody(db, item.id),
    findHolds(db, item.id),
    holdsEvidence(db, item.id),
  ])
  return page((frame) => ItemPage({ frame, item, custody, isHolder, holds, holdForm, told }), {
    ...(holdForm === undefined ? {} : { status: 422 }),
  })
}

type ItemContext = Context<{ item: string }, unknown, unknown>
export type ReadingContext = Pick<ItemContext, 'db' | 'params' | 'audit' | 'actor' | 'request'>

export async function getItem({ db, params }: Pick<ReadingContext, 'db' | 'params'>): Promise<EvidenceItem> {
  const [item] = await findEvidence(db, { itemId: params.item })
  if (item === undefined) throw notFound('evidence')
  return item
}

/** Written to the evidence and to the record it is of, so that the record's own pages tell who saw it. */
export function auditOf(
  { audit, actor }: Pick<ReadingContext, 'audit' | 'actor'>,
  item: EvidenceItem,
  summary: string,
  reason = '',
) {
  const organisation = organisationOf(actor)
  const recipient = organisation ? `${nameOf(actor)}, ${organisation.name}` : nameOf(actor)
  audit({ kind: 'evidence', id: item.id, recipient, summary, reason })
  if (item.record)
    audit({ kind: item.record.kind, id: item.record.id, recipient, summary: `evidence ${summary}` })
}

async function serve(
  context: ReadingContext,
  store: EvidenceStore,
  role: 'original' | 'copy' | 'thumbnail',
  isInline: boolean,
  act?: Extract<CustodyAct, 'viewed' | 'downloaded'>,
): Promise<Answer> {
  const { db, actor, params, request } = context
  const item = await getItem(context)
  const part = await findPart(db, params.item, role)
  if (part === undefined) throw notFound('evidence')
  const { range } = request.headers
  // A player asks for many parts; that it was looked at is written once, before the first byte goes out.
  const isBegun = range === undefined || /^bytes=0-/.test(range)
  if (act !== undefined && isBegun)
    await addCustody(db, actor, [
      { itemId: item.id, what: act, detail: role === 'original' ? 'The original' : 'The copy' },
    ])
  auditOf(context, item, act ?? 'shown in a list')
  const of = item.record?.reference ?? 'evidence'
  const name = `${of}-${item.kind}-${item.id.slice(-6)}${role === 'original' ? '-original' : ''}`
  return servePart(store, part, { name, isInline, range })
}
