import { text as readText } from 'node:stream/consumers'
import { z } from 'zod'
import { asMember, memberOf } from '#platform/actor'
import { type FormError, type Typed, typedSchema, typedValue, typedValues } from '#platform/forms'
import {
  conflict,
  forRoles,
  invalid,
  notFound,
  page,
  pageWithErrors,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { newId, referenceSchema } from '#platform/ids'
import { addCustody } from '../add-custody.ts'
import { redactionAsked } from '../events.ts'
import type { EvidenceStore } from '../evidence-store.ts'
import { type EvidenceItem, findPart } from '../find-evidence.ts'
import { auditOf, getItem, type ReadingContext } from '../item-routes.ts'
import { servePart } from '../serve-part.ts'
import { type Redaction, redactionUses, useNames } from './find-redactions.ts'
import { partsInWords, partsKind, readTypedParts, writtenParts } from './parts.ts'
import { RedactPage } from './redact-page.tsx'

const casework = ['triage_officer', 'case_officer', 'supervisor'] as const
const params = z.object({ item: z.uuid() })
const redactionParams = z.object({ item: z.uuid(), redaction: z.uuid() })

/** Larger texts are not shown line by line. */
const mostTextBytes = 200_000

/** Copies of a piece of evidence with parts taken out: asked for, opened, and chosen for those who are given it. */
export function redactionRoutes(store: EvidenceStore): Route[] {
  return [
    route({
      method: 'GET',
      url: '/evidence/:item/redactions/new',
      permission: forRoles(...casework),
      audit: 'consult',
      params,
      async handler(context) {
        const item = await getItemOfHolder(context)
        auditOf(context, item, 'opened to take parts out')
        return show(context, store, item, {}, [])
      },
    }),
    route({
      method: 'POST',
      url: '/evidence/:item/redactions',
      permission: forRoles(...casework),
      audit: 'alter',
      params,
      body: typedSchema,
      async handler(context) {
        const { db, actor, body, clock, emit } = context
        const item = await getItemOfHolder(context)
        const kind = partsKind(item.kind, copyTypeOf(item))
        if (kind === undefined) throw conflict('Nothing can be taken out of this kind of file here.')
        const because = typedValue(body, 'because').trim().slice(0, 1_000)
        const typed = readTypedParts(kind, body)
        const errors = [
          ...(typed.ok ? [] : typed.errors),
          ...(because === '' ? [{ field: 'because', anchor: 'because', message: 'Say why' }] : []),
        ]
        if (!typed.ok || errors.length > 0) {
          auditOf(context, item, 'opened to take parts out')
          return show(context, store, item, body, errors)
        }
        const id = newId()
        const member = asMember(actor)
        await db
          .insertInto('evidence_redaction')
          .values({
            id,
            item_id: item.id,
            parts: JSON.stringify(writtenParts(typed.parts)),
            because,
            asked_by: member.memberId,
            asked_for: item.record?.organisationId ?? member.organisationId,
            asked_at: clock.now(),
          })
          .execute()
        const detail = `Without ${partsInWords(typed.parts)}, because: ${because}`
        await addCustody(db, actor, [{ itemId: item.id, what: 'redaction_asked', detail }])
        await emit(redactionAsked, { redactionId: id })
        auditOf(context, item, 'copy with parts taken out asked for')
        return redirect(`/evidence/${item.id}?told=redaction#redactions`)
      },
    }),
    route({
      method: 'GET',
      url: '/evidence/:item/redactions/:redaction',
      permission: forRoles(...casework, 'analyst', 'partner'),
      audit: 'disclose',
      params: redactionParams,
      query: z.object({ save: z.string().optional() }),
      async handler(context) {
        const { db, actor, params, query, request } = context
        const item = await getItem(context)
        const file = await db
          .selectFrom('evidence_redaction')
          .select(['file_id as fileId', 'media_type as mediaType', 'size', 'sha256'])
          .where('id', '=', params.redaction)
          .where('item_id', '=', item.id)
          .executeTakeFirst()
        if (file === undefined || file.fileId === null || file.mediaType === null || file.sha256 === null)
          throw notFound('evidence')
        const { fileId, mediaType, sha256 } = file
        const isSaved = query.save !== undefined
        const { range } = request.headers
        if (range === undefined || /^bytes=0-/.test(range))
          await addCustody(db, actor, [
            {
              itemId: item.id,
              what: isSaved ? 'downloaded' : 'viewed',
              detail: `The copy with parts taken out, SHA-256 ${sha256.toString('hex')}`,
            },
          ])
        auditOf(context, item, 'copy with parts taken out given')
        const name = `${item.record?.reference ?? 'evidence'}-${item.kind}-${item.id.slice(-6)}-redacted`
        return servePart(
          store,
          { fileId, mediaType, size: Number(file.size), sha256 },
          { name, isInline: !isSaved, range },
        )
      },
    }),
    route({
      method: 'POST',
      url: '/evidence/:item/redactions/:redaction/uses',
      permission: forRoles(...casework),
      audit: 'disclose',
      params: redactionParams,
      body: typedSchema,
      async handler(context) {
        const { db, actor, params, body } = context
        const item = await getItemOfHolder(context)
        const redaction = item.redactions.find(({ id }) => id === params.redaction)
        if (redaction === undefined) throw notFound('evidence')
        if (redaction.status !== 'made') throw conflict('This copy is not made yet.')
        const chosen = redactionUses.filter((use) => typedValues(body, 'uses').includes(use))
        const typed = typedValue(body, 'request').trim()
        const request = referenceSchema('SAR').safeParse(typed)
        if (typed !== '' && !request.success)
          throw invalid(
            'Enter the reference of a subject access request, like SAR-0000-0000, or leave it empty.',
          )
        const values = {
          for_partners: chosen.includes('partners'),
          for_court: chosen.includes('court'),
          for_subject_access: request.data ?? '',
        }
        // Of each, one copy is given: the choice of this one takes back that of another.
        const others = () =>
          db.updateTable('evidence_redaction').where('item_id', '=', item.id).where('id', '<>', redaction.id)
        if (values.for_partners) await others().set({ for_partners: false }).execute()
        if (values.for_court) await others().set({ for_court: false }).execute()
        if (request.success)
          await others()
            .set({ for_subject_access: '' })
            .where('for_subject_access', '=', request.data)
            .execute()
        await db.updateTable('evidence_redaction').set(values).where('id', '=', redaction.id).execute()
        const detail = `${usesInWords(redaction, chosen, values.for_subject_access)}. Copy with SHA-256 ${redaction.sha256}`
        await addCustody(db, actor, [{ itemId: item.id, what: 'redaction_given', detail }])
        auditOf(context, item, `copy with parts taken out given to: ${chosen.join(', ') || 'nobody'}`)
        return redirect(`/evidence/${item.id}?told=given#redactions`)
      },
    }),
  ]
}

function usesInWords(before: Redaction, chosen: Redaction['uses'], request: string): string {
  const given = [
    ...chosen.map((use) => useNames[use].toLowerCase()),
    ...(request === '' ? [] : [`the answer to ${request}`]),
  ]
  if (given.length > 0) return `Given as: ${given.join('; ')}`
  return before.uses.length === 0 ? 'Given to nobody' : 'No longer given to anybody'
}

const copyTypeOf = ({ files }: EvidenceItem) => files.find(({ role }) => role === 'copy')?.mediaType ?? ''

/** The piece for those who may make copies of it: casework of whoever holds its record. */
async function getItemOfHolder(
  context: Pick<ReadingContext, 'db' | 'params' | 'actor'>,
): Promise<EvidenceItem> {
  const item = await getItem(context)
  if (item.facts === null || item.record === null || memberOf(context.actor) === null)
    throw notFound('evidence')
  return item
}

async function show(
  { db, actor }: Pick<ReadingContext, 'db' | 'actor'>,
  { files, ffmpeg }: EvidenceStore,
  item: EvidenceItem,
  typed: Typed,
  errors: readonly FormError[],
) {
  const kind = partsKind(item.kind, copyTypeOf(item))
  let lines: readonly string[] | undefined
  const part = kind === 'lines' ? await findPart(db, item.id, 'copy') : undefined
  if (part !== undefined && part.size <= mostTextBytes) {
    lines = (await readText(files.read(part.fileId))).split(/\r\n|\r|\n/)
    await addCustody(db, actor, [{ itemId: item.id, what: 'viewed', detail: 'The copy, line by line' }])
  }
  const render = (frame: Parameters<typeof RedactPage>[0]['frame']) =>
    RedactPage({ frame, item, kind, lines, hasFfmpeg: ffmpeg !== undefined, typed, errors })
  return errors.length > 0 ? pageWithErrors(render) : page(render)
}
