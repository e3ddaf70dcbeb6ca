import { z } from 'zod'
import { type Actor, asMember, hasRole } from '#platform/actor'
import { today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { readForm, type Typed, typedSchema, typedValue } from '#platform/forms'
import {
  type Answer,
  type Context,
  forMembers,
  forRoles,
  notFound,
  page,
  Refusal,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { newId } from '#platform/ids'
import { sharingEnded } from '../jobs/events.ts'
import {
  type AgreementTerms,
  agreementFilterSchema,
  findAgreement,
  findAgreements,
  getTerms,
  readVersions,
} from './agreement.ts'
import { AgreementFormPage } from './agreement-form-page.tsx'
import { type AgreementFormState, AgreementPage } from './agreement-page.tsx'
import { AgreementsPage } from './agreements-page.tsx'
import {
  agreementForm,
  decideForm,
  decideVersion,
  endAgreement,
  endForm,
  leaveAgreement,
  leaveForm,
  proposeVersion,
} from './change-agreement.ts'

const arrangerRoles = ['coordinator', 'supervisor', 'information_governance'] as const
/** Who arranges how the partnership shares. */
export const arrangers = forRoles(...arrangerRoles)
const arranges = (actor: Actor) => hasRole(actor, ...arrangerRoles)

const byId = z.object({ id: z.uuid() })
const number = z.coerce.number().int().catch(0)
type Any = Context<unknown, unknown, unknown>

function readOrganisations(db: Transaction) {
  return db
    .selectFrom('organisation')
    .select(['id', 'name'])
    .where('valid_to', 'is', null)
    .orderBy('name')
    .execute()
}

const readPartitions = (db: Transaction) =>
  db.selectFrom('partition').select(['code', 'label']).orderBy('label').execute()

async function showAgreement(context: Any, id: string, state?: AgreementFormState): Promise<Answer> {
  const { db, actor, clock } = context
  const member = asMember(actor)
  const day = today(clock)
  const [agreement, versions, organisations, partitions, rules] = await Promise.all([
    findAgreement(db, id, day),
    readVersions(db, id),
    db.selectFrom('organisation').select(['id', 'name']).execute(),
    readPartitions(db),
    db
      .selectFrom('sharing_rule')
      .select((is) => is.fn.countAll<number>().as('count'))
      .where('agreement_id', '=', id)
      .where('ended_at', 'is', null)
      .executeTakeFirstOrThrow(),
  ])
  const [newest] = versions
  if (agreement === undefined && newest === undefined) throw notFound('agreement')
  const isParty = agreement?.parties.some(
    ({ organisationId, leftOn }) => leftOn === null && member.organisations.includes(organisationId),
  )
  const isCoordinator = hasRole(actor, 'coordinator')
  const decides = () => {
    if (!arranges(actor) || newest === undefined || newest.decision !== null) return undefined
    if (newest.proposedBy === member.memberId) return 'withdraw'
    return newest.parties.some((party) => member.organisations.includes(party)) ? 'approve' : undefined
  }
  const props = {
    id,
    agreement,
    versions,
    organisations: new Map(organisations.map((each) => [each.id, each.name])),
    partitions: new Map(partitions.map(({ code, label }) => [code, label])),
    rules: Number(rules.count),
    decision: decides(),
    mayPropose: arranges(actor),
    assesses: hasRole(actor, 'coordinator', 'information_governance'),
    mayEnd: arranges(actor) && agreement?.endedAt === null && (isCoordinator || isParty === true),
    mayLeave: (organisationId: number) =>
      arranges(actor) && (isCoordinator || member.organisations.includes(organisationId)),
    today: day,
    state,
  } as const
  const status = state === undefined ? 200 : state.conflict === undefined ? 422 : 409
  return page((frame) => AgreementPage({ frame: { ...frame, hasErrors: status === 422 }, ...props }), {
    status,
  })
}

type FormShown = { id: string | undefined; seen: number; typed: Typed } & Partial<
  Pick<Parameters<typeof AgreementFormPage>[0], 'errors' | 'conflict'>
>

async function showForm({ db }: Any, shown: FormShown): Promise<Answer> {
  const [organisations, partitions] = await Promise.all([readOrganisations(db), readPartitions(db)])
  const { errors = [], conflict } = shown
  const status = conflict !== undefined ? 409 : errors.length > 0 ? 422 : 200
  return page(
    (frame) =>
      AgreementFormPage({
        frame: { ...frame, hasErrors: status === 422 },
        organisations,
        partitions,
        ...shown,
        errors,
      }),
    { status },
  )
}

async function propose(context: Context<unknown, unknown, Typed>, id: string | undefined): Promise<Answer> {
  const { db, actor, body: typed, audit } = context
  const seen = number.parse(typed.seen)
  const [organisations, partitions] = await Promise.all([readOrganisations(db), readPartitions(db)])
  const form = agreementForm(
    organisations.map((each) => each.id),
    partitions.map(({ code }) => code),
  )
  const read = readForm(form, typed)
  if (!read.ok) return showForm(context, { id, seen, typed, errors: read.errors })
  const agreementId = id ?? newId()
  try {
    await proposeVersion(db, asMember(actor), agreementId, seen, read.value)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    return showForm(context, { id, seen, typed, conflict: error.message })
  }
  audit({ kind: 'agreement', id: agreementId, summary: `version ${seen + 1} proposed` })
  return redirect(`/sharing/agreements/${agreementId}`)
}

function typedTerms(terms: AgreementTerms): Typed {
  const { title, kind, purposes, lawfulBasis, mostLevel, dataCategories, partitions, parties } = terms
  return {
    ...{ title, kind, purposes, lawfulBasis, mostLevel, dataCategories, partitions },
    parties: parties.map(String),
    validFrom: terms.validFrom,
    reviewOn: terms.reviewOn,
    validTo: terms.validTo ?? '',
  }
}

/** A form on an agreement's page: with errors or after somebody was quicker it comes back as it was typed. */
async function change<Value>(
  context: Context<{ id: string }, unknown, Typed>,
  form: AgreementFormState['form'],
  schema: z.ZodType<Value>,
  work: (value: Value) => Promise<void>,
): Promise<Answer> {
  const { params, body: typed } = context
  const read = readForm(schema, typed)
  if (!read.ok) return showAgreement(context, params.id, { form, typed, errors: read.errors })
  try {
    await work(read.value)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    return showAgreement(context, params.id, { form, typed, errors: [], conflict: error.message })
  }
  return redirect(`/sharing/agreements/${params.id}`)
}

export const agreementRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/sharing/agreements',
    permission: forMembers,
    audit: 'nothing',
    query: agreementFilterSchema,
    handler: async ({ db, actor, query: filter, clock }) => {
      const day = today(clock)
      const [agreements, due, organisations] = await Promise.all([
        findAgreements(db, filter, day),
        findAgreements(db, { ...agreementFilterSchema.parse({}), state: 'due' }, day),
        readOrganisations(db),
      ])
      const mayPropose = arranges(actor)
      return page((frame) =>
        AgreementsPage({ frame, filter, agreements, due: due.length, organisations, mayPropose }),
      )
    },
  }),
  route({
    method: 'GET',
    url: '/sharing/agreements/new',
    permission: arrangers,
    audit: 'nothing',
    handler: (context) => showForm(context, { id: undefined, seen: 0, typed: {} }),
  }),
  route({
    method: 'POST',
    url: '/sharing/agreements',
    permission: arrangers,
    audit: 'alter',
    body: typedSchema,
    handler: (context) => propose(context, undefined),
  }),
  route({
    method: 'GET',
    url: '/sharing/agreements/:id',
    permission: forMembers,
    audit: 'nothing',
    params: byId,
    handler: (context) => showAgreement(context, context.params.id),
  }),
  route({
    method: 'GET',
    url: '/sharing/agreements/:id/edit',
    permission: arrangers,
    audit: 'nothing',
    params: byId,
    handler: async (context) => {
      const { db, params, clock } = context
      const [terms, [newest]] = await Promise.all([
        getTerms(db, params.id, today(clock)),
        readVersions(db, params.id),
      ])
      const agreement = await findAgreement(db, params.id, today(clock))
      const seen = Math.max(newest?.number ?? 0, agreement?.version ?? 0)
      return showForm(context, { id: params.id, seen, typed: typedTerms(terms) })
    },
  }),
  route({
    method: 'POST',
    url: '/sharing/agreements/:id/versions',
    permission: arrangers,
    audit: 'alter',
    params: byId,
    body: typedSchema,
    handler: async (context) => {
      const [newest] = await readVersions(context.db, context.params.id)
      const agreement = await findAgreement(context.db, context.params.id, today(context.clock))
      if (newest === undefined && agreement === undefined) throw notFound('agreement')
      return propose(context, context.params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/sharing/agreements/:id/versions/:number',
    permission: arrangers,
    audit: 'alter',
    stepUp: true,
    params: byId.extend({ number: z.coerce.number().int().positive() }),
    body: typedSchema,
    handler: (context) =>
      change(context, 'decide', decideForm, async ({ decision, why }) => {
        const { db, actor, params, audit, emit } = context
        const decided = decision === 'approved' ? 'approved' : 'declined'
        await decideVersion(db, asMember(actor), params.id, params.number, { decision: decided, reason: why })
        audit({
          kind: 'agreement',
          id: params.id,
          reason: why,
          summary: `version ${params.number} ${decided}`,
        })
        await emit(sharingEnded, {})
      }),
  }),
  route({
    method: 'POST',
    url: '/sharing/agreements/:id/end',
    permission: arrangers,
    audit: 'alter',
    stepUp: true,
    params: byId,
    body: typedSchema,
    handler: (context) =>
      change(context, 'end', endForm, async ({ why }) => {
        const { db, actor, params, body, audit, emit } = context
        await endAgreement(db, asMember(actor), params.id, number.parse(typedValue(body, 'version')), why)
        audit({ kind: 'agreement', id: params.id, reason: why, summary: 'ended' })
        await emit(sharingEnded, {})
      }),
  }),
  route({
    method: 'POST',
    url: '/sharing/agreements/:id/parties/:organisation/leave',
    permission: arrangers,
    audit: 'alter',
    stepUp: true,
    params: byId.extend({ organisation: z.coerce.number().int().positive() }),
    body: typedSchema,
    handler: (context) =>
      change(context, `leave-${context.params.organisation}`, leaveForm, async (leaving) => {
        const { db, params, audit, emit } = context
        await leaveAgreement(db, params.id, params.organisation, leaving)
        audit({
          kind: 'agreement',
          id: params.id,
          reason: leaving.why,
          summary: `organisation ${params.organisation} leaves on ${leaving.leftOn}`,
        })
        await emit(sharingEnded, {})
      }),
  }),
]
