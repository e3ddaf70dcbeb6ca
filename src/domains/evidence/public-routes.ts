import { z } from 'zod'
import { wordsIn } from '#locales'
import { anybody } from '#platform/actor'
import type { Holding, Transaction } from '#platform/database'
import type { FormError } from '#platform/forms'
import {
  type Answer,
  type Context,
  forAnybody,
  notFound,
  page,
  pageWithErrors,
  type Route,
  redirect,
  route,
} from '#platform/http'
import type { EvidenceDoor, EvidenceKind, Received } from './evidence.ts'
import type { EvidenceStore } from './evidence-store.ts'
import { type OwnItem, PublicEvidencePage } from './pages/public-evidence-page.tsx'
import { readEvidenceForm } from './receive/read-form.ts'
import { resumableRoutes } from './receive/resumable-routes.ts'

/** What the page is of, for whoever holds the secret in its address. */
export type PublicEvidence = {
  submissionId: string
  base: string
  back: string
  /** Where the way back leads instead, where that is only known by looking. */
  findBack?: () => Promise<string>
  /** Where to go on, and where to when the answers are kept for another day; neither once the report was sent. */
  next?: string
  later?: string
}

export type PublicEvidenceDoor<Params extends Record<string, string>> = {
  /** Address of the page, with the secret as its parameter. */
  base: string
  params: z.ZodType<Params>
  door: Extract<EvidenceDoor, 'public_form' | 'status_page' | 'diary'>
  holding?: (input: { params: Params }) => Holding
  /** Throws a refusal where nothing has this secret; an address where the visitor is to go instead. */
  find(db: Transaction, params: Params): Promise<PublicEvidence | string>
}

const sendingLimit = { requests: 120, seconds: 600 }

/** Adding files without signing in: a form that works without script, and resumable uploads where there is one. */
export function publicEvidenceRoutes<Params extends Record<string, string>>(
  store: EvidenceStore,
  { base, params, door, holding, find }: PublicEvidenceDoor<Params>,
): readonly Route[] {
  const common = {
    permission: forAnybody,
    params,
    ...(holding ? { holding: ({ params }: { params: Params }) => holding({ params }) } : {}),
  } as const
  return [
    route({
      ...common,
      method: 'GET',
      url: base,
      audit: 'nothing',
      query: z.object({ taken: z.coerce.number().int().min(1).max(100).optional().catch(undefined) }),
      async handler({ db, params, query }) {
        const found = await find(db, params)
        if (typeof found === 'string') return redirect(found)
        const back = await found.findBack?.()
        const shown = back === undefined ? found : { ...found, back }
        return showPage(store, shown, await readOwn(db, found), { taken: query.taken ?? 0, errors: [] })
      },
    }),
    route({
      ...common,
      method: 'POST',
      url: base,
      audit: 'collect',
      transaction: 'none',
      streamed: true,
      limit: sendingLimit,
      handler: async (context) => receivePublicForm(context, store, door, (db) => find(db, context.params)),
    }),
    route({
      ...common,
      method: 'POST',
      url: `${base}/:item/remove`,
      audit: 'erase',
      params: params.and(z.object({ item: z.uuid() })),
      async handler({ db, params, audit }) {
        const found = await find(db, params)
        if (typeof found === 'string') throw notFound('file')
        const { numDeletedRows } = await db
          .deleteFrom('evidence_item')
          .where('id', '=', params.item)
          .where('submission_id', '=', found.submissionId)
          .executeTakeFirst()
        // Pressed twice, it is gone all the same.
        audit({
          kind: 'evidence',
          id: params.item,
          summary: numDeletedRows > 0n ? 'taken back' : 'not there',
        })
        return redirect(found.base)
      },
    }),
    ...resumableRoutes(store, {
      base,
      params,
      permission: forAnybody,
      door,
      limit: sendingLimit,
      ...(holding ? { holding } : {}),
      async findPlace(db, given) {
        const found = await find(db, given)
        if (typeof found === 'string') throw notFound()
        return { submissionId: found.submissionId }
      },
    }),
  ]
}

async function receivePublicForm(
  { request, inTransaction, language }: Context<unknown, unknown, unknown>,
  store: EvidenceStore,
  door: EvidenceDoor,
  find: (db: Transaction) => Promise<PublicEvidence | string>,
): Promise<Answer> {
  const found = await inTransaction(({ db }) => find(db))
  const nothing = () =>
    inTransaction(async ({ audit }) => audit({ kind: 'evidence', reason: 'Nothing was sent' }))
  if (typeof found === 'string') {
    await nothing()
    return redirect(found)
  }
  const place = { submissionId: found.submissionId }
  const { files, fields } = await readEvidenceForm(request, {
    store,
    inTransaction,
    actor: anybody,
    place,
    door,
  })
  const errors = errorsOf(files, store, language)
  const taken = files.filter(({ kind }) => kind === 'kept').length
  if (errors.length > 0) {
    const items = await inTransaction(({ db }) => readOwn(db, found))
    return showPage(store, found, items, { taken, errors })
  }
  if (taken === 0) await nothing()
  const after = fields.get('after')
  if (after === 'later' && found.later !== undefined) return redirect(found.later)
  if (after !== 'upload' && found.next !== undefined) return redirect(found.next)
  return redirect(taken === 0 ? found.base : `${found.base}?taken=${taken}`)
}

/** Each file is answered for itself, with its name. */
export function errorsOf(
  files: readonly Received[],
  { limits }: EvidenceStore,
  language: string,
): readonly FormError[] {
  const { evidence } = wordsIn(language)
  const error = (message: string): FormError => ({ field: 'files', anchor: 'files', message })
  return files.flatMap((file) => {
    if (file.kind === 'refused')
      return error(evidence.refused(file.name, evidence.refusals(limits)[file.because]))
    return file.kind === 'known' ? error(evidence.known(file.name)) : []
  })
}

/** How many files were sent under a submission so far. */
export async function countEvidence(db: Transaction, submissionId: string): Promise<number> {
  const { count } = await db
    .selectFrom('evidence_item')
    .select((is) => is.fn.countAll<number>().as('count'))
    .where('submission_id', '=', submissionId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** What was sent with a draft so far; after that nobody is shown it without signing in. */
async function readOwn(db: Transaction, { submissionId }: PublicEvidence): Promise<OwnItem[]> {
  const rows = await db
    .selectFrom('evidence_item')
    .leftJoin('evidence_private', 'item_id', 'id')
    .select(['id', 'kind', 'original_name as name', 'size', 'scan_status as scan'])
    .where('submission_id', '=', submissionId)
    .orderBy('received_at')
    .orderBy('id')
    .execute()
  return rows.map(({ id, kind, name, size, scan }) => ({
    id,
    kind: kind as EvidenceKind,
    name: name ?? '',
    size: Number(size),
    scan: scan as OwnItem['scan'],
  }))
}

function showPage(
  store: EvidenceStore,
  { base, back, next }: PublicEvidence,
  items: readonly OwnItem[],
  { taken, errors }: { taken: number; errors: readonly FormError[] },
): Answer {
  const show = errors.length > 0 ? pageWithErrors : page
  return show((frame) =>
    PublicEvidencePage({
      frame,
      base,
      back,
      isLater: next === undefined,
      items,
      taken,
      errors,
      limits: store.limits,
    }),
  )
}
