import { z } from 'zod'
import { askReason } from '#domains/governance'
import { organisationsOf, organisationsWith } from '#platform/actor'
import { today } from '#platform/clock'
import { type FormError, readForm, type Typed, typedSchema, typedValue } from '#platform/forms'
import {
  type Answer,
  type Context,
  forbidden,
  forRoles,
  invalid,
  page,
  Refusal,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { newId, referenceSchema } from '#platform/ids'
import { askHandOver, mayHandOver } from './ask-hand-over.ts'
import { type AskForm, AskPage } from './ask-page.tsx'
import { handOverForm, referenceField, submissionField } from './hand-over-form.ts'
import { type HandOverKind, handingOver, handOverKinds } from './lifecycle.ts'
import { readLawfulBases, readOtherOrganisations, readTeams, readTerm } from './read-choices.ts'
import { readHandOversOf } from './read-hand-over.ts'
import { getRecordToHandOver, type RecordKind, type RecordToHandOver } from './read-record.ts'
import { RequestPage } from './request-page.tsx'

type AskContext = Context<unknown, unknown, unknown>
type Returned = { typed: Typed; errors: readonly FormError[]; conflict?: string }

const kindField = z.enum(handOverKinds)
const notReturned: Returned = { typed: {}, errors: [] }

/** Asking, on the page of a report's or case's hand-overs. */
export const askRoutes: readonly Route[] = (['report', 'case'] as const).flatMap((recordKind) => {
  const url = `/${recordKind}s/:reference/hand-over`
  const params = z.object({ reference: referenceSchema(recordKind === 'report' ? 'ASB' : 'CASE') })
  return [
    route({
      method: 'GET',
      url,
      permission: forRoles('triage_officer', 'case_officer', 'supervisor', 'analyst'),
      audit: 'consult',
      params,
      query: z.object({ kind: kindField.optional().catch(undefined) }),
      handler: async (context) => {
        const record = await getRecordToHandOver(context.db, recordKind, context.params.reference)
        return showRecord(context, record, context.query.kind, notReturned)
      },
    }),
    route({
      method: 'POST',
      url,
      permission: forRoles(...handingOver),
      audit: 'alter',
      params,
      body: typedSchema,
      handler: (context) => ask(context, recordKind, context.params.reference),
    }),
  ]
})

async function ask(
  context: Context<unknown, unknown, Typed>,
  recordKind: RecordKind,
  reference: string,
): Promise<Answer> {
  const { body: typed } = context
  const record = await getRecordToHandOver(context.db, recordKind, reference)
  const kind = kindField.safeParse(typedValue(typed, 'kind'))
  // The form carries it: only one that was changed on the way lacks it.
  if (!kind.success)
    throw invalid('It does not say how this is to be handed over. Open the page again.', [
      { field: 'kind', message: `One of ${handOverKinds.join(', ')}` },
    ])
  if (!kindsFor(context, record).includes(kind.data))
    throw forbidden(
      `${record.holder?.name ?? 'Another organisation'} holds this and hands it over. You are still signed in.`,
    )
  const returned = await readAndAsk(context, kind.data, record, typed)
  if (typeof returned === 'string') return redirect(`/hand-overs/${returned}?done=asked`)
  return showRecord(context, record, kind.data, returned, returned.conflict === undefined ? 422 : 409)
}

/** Reads the form and asks; gives the id of the hand-over, or the form as it comes back. */
async function readAndAsk(
  context: AskContext,
  kind: HandOverKind,
  record: Parameters<typeof askHandOver>[3],
  typed: Typed,
): Promise<string | Returned> {
  const day = today(context.clock)
  const bases = (await readLawfulBases(context.db, day)).map(({ code }) => code)
  const read = readForm(handOverForm(kind, typed, bases, day), typed)
  if (!read.ok) return { typed, errors: read.errors }
  const id = submissionField.safeParse(typed).data?.id ?? newId()
  try {
    const problem = await askHandOver(context, id, kind, record, read.value)
    return problem === undefined ? id : { typed, errors: [{ ...problem, anchor: problem.field }] }
  } catch (error) {
    // A refusal of this kind comes before anything is written.
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    return { typed, errors: [], conflict: error.message }
  }
}

function kindsFor(context: Pick<AskContext, 'actor'>, record: RecordToHandOver): readonly HandOverKind[] {
  if (organisationsWith(context.actor, ...handingOver).length === 0) return []
  if (record.sight === 'less') return ['request_access']
  if (!mayHandOver(context, record)) return []
  return record.isOpen ? ['assign', 'refer', 'transfer'] : ['refer']
}

async function showRecord(
  context: AskContext,
  record: RecordToHandOver,
  wanted: HandOverKind | undefined,
  returned: Returned,
  status = 200,
): Promise<Answer> {
  const { db, actor, clock, audit } = context
  // Of a record that the reader does not see, nothing is shown that a reason would be asked for.
  const opened = record.sight === 'full' ? await askReason(context, record) : { reason: '' }
  if ('answer' in opened) return opened.answer
  if (status === 200)
    audit({ kind: record.kind, id: record.id, reason: opened.reason, summary: 'hand-overs' })
  const kinds = kindsFor(context, record)
  const kind = kinds.find((allowed) => allowed === wanted)
  const handOvers = await readHandOversOf(db, record)
  const form = kind === undefined ? undefined : await formOf(context, kind, record, returned)
  const { conflict } = returned
  return page(
    (frame) =>
      AskPage({
        frame: { ...frame, hasErrors: returned.errors.length > 0 },
        record,
        handOvers,
        organisations: organisationsOf(actor),
        today: today(clock),
        kinds,
        form,
        ...(conflict === undefined ? {} : { conflict }),
      }),
    { status },
  )
}

async function formOf(
  { db, clock }: AskContext,
  kind: HandOverKind,
  record: RecordToHandOver | undefined,
  { typed, errors }: Returned,
): Promise<AskForm> {
  const day = today(clock)
  const receivers =
    record === undefined || kind === 'request_access'
      ? []
      : kind === 'assign'
        ? readTeams(db, record, day)
        : readOtherOrganisations(db, record.holder?.id, day)
  const [bases, workingDays] = await Promise.all([readLawfulBases(db, day), readTerm(db, kind, day)])
  return {
    id: submissionField.safeParse(typed).data?.id ?? newId(),
    kind,
    receivers: await receivers,
    bases,
    workingDays,
    typed,
    errors,
  }
}

/** Asking for a record of which somebody only knows the reference: the answer is the same whether it exists. */
export const requestRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/hand-overs/request',
    permission: forRoles(...handingOver),
    audit: 'nothing',
    query: z.object({ reference: referenceField.optional().catch(undefined) }),
    handler: (context) => {
      const { reference = '' } = context.query
      return showRequest(context, { typed: { reference }, errors: [] })
    },
  }),
  route({
    method: 'POST',
    url: '/hand-overs/request',
    permission: forRoles(...handingOver),
    audit: 'alter',
    // Enough for anybody at work, too few to find out references by trying.
    limit: { requests: 30, seconds: 3_600 },
    body: typedSchema,
    handler: async (context) => {
      const { body: typed } = context
      const reference = referenceField.safeParse(typedValue(typed, 'reference'))
      if (!reference.success)
        return showRequest(context, {
          typed,
          errors: [
            {
              field: 'reference',
              anchor: 'reference',
              message: 'Enter a reference like ASB-7K3M-92XD or CASE-7K3M-92XD',
            },
          ],
        })
      const kind: RecordKind = reference.data.startsWith('ASB') ? 'report' : 'case'
      const record = { reference: reference.data, kind }
      const returned = await readAndAsk(context, 'request_access', record, typed)
      if (typeof returned === 'string') return redirect('/hand-overs?show=from_us&done=asked')
      return showRequest(context, returned)
    },
  }),
]

async function showRequest(context: AskContext, returned: Returned): Promise<Answer> {
  const form = await formOf(context, 'request_access', undefined, returned)
  const { conflict, errors } = returned
  return page(
    (frame) =>
      RequestPage({
        frame: { ...frame, hasErrors: errors.length > 0 },
        form,
        ...(conflict === undefined ? {} : { conflict }),
      }),
    { status: conflict !== undefined ? 409 : errors.length > 0 ? 422 : 200 },
  )
}
