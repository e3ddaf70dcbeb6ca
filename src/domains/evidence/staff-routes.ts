import { z } from 'zod'
import { askReason } from '#domains/governance'
import { showLesserRecord } from '#domains/sharing'
import { addTimelineEntries } from '#domains/timeline'
import { type Actor, hasRole, organisationsWith } from '#platform/actor'
import type { Clock } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { FormError } from '#platform/forms'
import {
  type Answer,
  type Context,
  forRoles,
  notFound,
  page,
  pageWithErrors,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { referenceSchema } from '#platform/ids'
import { addCustody } from './add-custody.ts'
import type { EvidenceStore } from './evidence-store.ts'
import { type EvidenceRecord, findEvidence } from './find-evidence.ts'
import { itemRoutes } from './item-routes.ts'
import { GalleryPage } from './pages/gallery-page.tsx'
import { WaitingPage } from './pages/waiting-page.tsx'
import { errorsOf } from './public-routes.ts'
import { readEvidenceForm } from './receive/read-form.ts'
import { resumableRoutes } from './receive/resumable-routes.ts'
import { redactionRoutes } from './redaction/redaction-routes.ts'
import { holdRoutes } from './retention/hold-routes.ts'

export const casework = ['triage_officer', 'case_officer', 'supervisor'] as const
const readers = forRoles(...casework, 'analyst', 'partner')
const workers = forRoles(...casework, 'partner')

const kinds = [
  { kind: 'report', prefix: 'ASB', base: '/reports/:reference/evidence' },
  { kind: 'case', prefix: 'CASE', base: '/cases/:reference/evidence' },
] as const
type Kind = (typeof kinds)[number]['kind']

/** The pages of evidence for those who are signed in: of reports, of cases, of one piece, and what waits. */
export function evidenceStaffRoutes(store: EvidenceStore): readonly Route[] {
  return [
    ...kinds.flatMap((each) => recordRoutes(store, each)),
    ...waitingRoutes(),
    ...itemRoutes(store),
    ...redactionRoutes(store),
    ...holdRoutes,
  ]
}

async function findRecord(
  db: Transaction,
  kind: Kind,
  reference: string,
): Promise<EvidenceRecord | undefined> {
  const table = kind === 'report' ? 'report' : 'asb_case'
  const row = await db
    .selectFrom(table)
    .select(['id', 'organisation_id as organisationId'])
    .where('reference', '=', reference)
    .executeTakeFirst()
  return row && { ...row, kind, reference }
}

const placeOf = ({ kind, id }: EvidenceRecord) => (kind === 'report' ? { reportId: id } : { caseId: id })

function recordRoutes(store: EvidenceStore, { kind, prefix, base }: (typeof kinds)[number]): Route[] {
  const params = z.object({ reference: referenceSchema(prefix) })
  const findPlace = async (db: Transaction, { reference }: { reference: string }) => {
    const record = await findRecord(db, kind, reference)
    if (record === undefined) throw notFound(kind)
    return placeOf(record)
  }
  return [
    route({
      method: 'GET',
      url: base,
      permission: readers,
      audit: 'consult',
      params,
      query: z.object({ taken: z.coerce.number().int().min(1).max(100).optional().catch(undefined) }),
      async handler(context) {
        const { reference } = context.params
        const record = await findRecord(context.db, kind, reference)
        if (record === undefined) return showLesserRecord(context, kind, reference)
        const asked = await askReason(context, record)
        if ('answer' in asked) return asked.answer
        const shown = await readGallery(context, record)
        context.audit({
          kind,
          id: record.id,
          reason: asked.reason,
          summary: `${shown.items.length} pieces of evidence listed`,
        })
        const taken = context.query.taken ?? 0
        return page((frame) => GalleryPage({ frame, ...shown, taken, errors: [], limits: store.limits }))
      },
    }),
    route({
      method: 'POST',
      url: base,
      permission: workers,
      audit: 'collect',
      transaction: 'none',
      streamed: true,
      params,
      async handler({ inTransaction, actor, params, request }) {
        const record = await inTransaction(({ db }) => findRecord(db, kind, params.reference))
        if (record === undefined) throw notFound(kind)
        const receiving = { store, inTransaction, actor, place: placeOf(record), door: 'staff' } as const
        const { files } = await readEvidenceForm(request, receiving)
        const taken = files.filter((file) => file.kind === 'kept').length
        await inTransaction(async ({ db, audit }) => {
          audit({ kind, id: record.id, summary: `${taken} pieces of evidence added` })
          if (taken > 0) await tellTimeline(db, actor, record, taken)
        })
        const errors = [...errorsOf(files, store, 'en'), ...(files.length === 0 ? [noneChosen] : [])]
        if (errors.length === 0) return redirect(`/${kind}s/${record.reference}/evidence?taken=${taken}`)
        const shown = await inTransaction(({ db }) => readGallery({ db, actor }, record))
        return pageWithErrors((frame) =>
          GalleryPage({ frame, ...shown, taken, errors, limits: store.limits }),
        )
      },
    }),
    ...resumableRoutes(store, { base, params, permission: workers, door: 'staff', findPlace }),
  ]
}

const noneChosen: FormError = { field: 'files', anchor: 'files', message: 'Choose a file' }

async function readGallery({ db, actor }: { db: Transaction; actor: Actor }, record: EvidenceRecord) {
  const items = await findEvidence(db, { recordId: record })
  return { record, items, mayAdd: hasRole(actor, ...casework, 'partner') }
}

function tellTimeline(db: Transaction, actor: Actor, { kind, id }: EvidenceRecord, count: number) {
  const of = kind === 'report' ? { reportId: id } : { caseId: id }
  const what = count === 1 ? 'A piece of evidence was added' : `${count} pieces of evidence were added`
  return addTimelineEntries(db, actor, [{ ...of, kind: 'evidence', what }])
}

function waitingRoutes(): Route[] {
  return [
    route({
      method: 'GET',
      url: '/evidence/waiting',
      permission: forRoles(...casework),
      audit: 'consult',
      handler: async (context) => showWaiting(context),
    }),
    route({
      method: 'POST',
      url: '/evidence/:item/match',
      permission: forRoles(...casework),
      audit: 'combine',
      params: z.object({ item: z.uuid() }),
      body: z.object({ reference: z.string().max(100).default('') }),
      async handler(context) {
        const { db, actor, params, body, audit } = context
        const [item] = await findEvidence(db, { itemId: params.item })
        if (item === undefined || item.dueAt === null) throw notFound('evidence')
        const record = await findNamed(db, body.reference)
        if (item.record !== null || record === undefined)
          return showWaiting(context, { item: item.id, reference: body.reference })
        await db
          .updateTable('evidence_item')
          .set(record.kind === 'report' ? { report_id: record.id } : { case_id: record.id })
          .where('id', '=', item.id)
          .execute()
        await addCustody(db, actor, [{ itemId: item.id, what: 'attached', detail: record.reference }])
        await tellTimeline(db, actor, record, 1)
        audit({ kind: 'evidence', id: item.id, summary: `attached to ${record.reference}` })
        audit({ kind: record.kind, id: record.id, summary: 'evidence attached' })
        return redirect(`/${record.kind}s/${record.reference}/evidence`)
      },
    }),
  ]
}

async function findNamed(db: Transaction, typed: string): Promise<EvidenceRecord | undefined> {
  for (const { kind, prefix } of kinds) {
    const reference = referenceSchema(prefix).safeParse(typed)
    if (reference.success) return findRecord(db, kind, reference.data)
  }
  return undefined
}

type Typed = { item: string; reference: string }
type WaitingContext = {
  db: Transaction
  actor: Actor
  clock: Clock
  audit: Context<unknown, unknown, unknown>['audit']
}

async function showWaiting({ db, actor, clock, audit }: WaitingContext, typed?: Typed): Promise<Answer> {
  const items = await findEvidence(db, { isWaiting: true })
  const organisations = organisationsWith(actor, ...casework)
  audit({ kind: 'evidence', summary: `${items.length} waiting for ${organisations.length} organisations` })
  const errors: FormError[] =
    typed === undefined
      ? []
      : [
          {
            field: `reference-${typed.item}`,
            anchor: `reference-${typed.item}`,
            message: 'Enter the reference of a report or case that your organisation sees',
          },
        ]
  const show = errors.length > 0 ? pageWithErrors : page
  return show((frame) => WaitingPage({ frame, items, now: clock.now(), errors, typed }))
}
