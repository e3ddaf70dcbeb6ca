import { z } from 'zod'
import { askReason } from '#domains/governance'
import { asMember } from '#platform/actor'
import { today } from '#platform/clock'
import {
  isTyped,
  oneOf,
  readForm,
  type Typed,
  typedSchema,
  typedValue,
  typedValues,
  wordsField,
} from '#platform/forms'
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
import { referenceSchema } from '#platform/ids'
import { optionalDayField } from '../day-field.ts'
import { givers } from '../give-sight.ts'
import { levelNames, sharingLevels } from '../level.ts'
import { opensRecords } from '../record-navigation.tsx'
import type { RecordKind } from '../rules/share-by-rules.ts'
import { changeLevel, endByHand, type GivingOutcome, giveByHand, mayShare } from './change-sharing.ts'
import { getSharedRecord, readReceivers, readShares, type SharedRecord } from './read-shares.ts'
import { addressOf, type SharingFormState, SharingPage } from './sharing-page.tsx'

/** Those who read records; the co-ordinator is not among them. */
export const recordReaders = forRoles(
  'triage_officer',
  'case_officer',
  'supervisor',
  'analyst',
  'information_governance',
)
const changers = forRoles(...givers)

const doneWords = {
  given: 'It is shared.',
  ended: 'The sharing is ended.',
  changed: 'The level is changed.',
} as const
const seenVersion = z.coerce.number().int().catch(0)
const whyField = wordsField({ name: 'The reason', most: 2_000, missing: 'Say why' })
const endForm = z.object({ why: whyField })
const levelForm = z.object({ why: whyField, level: z.enum(sharingLevels, 'Choose a level') })

function giveForm(day: string) {
  return z.object({
    organisation: z
      .string('Choose an organisation')
      .regex(/^\d{1,6}$/, 'Choose an organisation')
      .transform(Number),
    level: z.enum(sharingLevels, 'Choose how much'),
    until: optionalDayField().refine((until) => until === null || until > day, 'The end must be after today'),
    why: wordsField({ name: 'The reason', most: 2_000, missing: 'Say why they need it' }),
    override: oneOf(['yes']),
    basis: wordsField({ name: 'The lawful basis', most: 1_000 }),
  })
}

type Any = Context<unknown, unknown, unknown>

async function showSharing(
  context: Any,
  record: SharedRecord,
  state?: SharingFormState,
  done?: string,
): Promise<Answer> {
  const { db, actor, audit } = context
  const asked = await askReason(context, record)
  if ('answer' in asked) return asked.answer
  const mayChange = mayShare(actor, record)
  const [shares, receivers] = await Promise.all([
    readShares(db, record),
    mayChange ? readReceivers(db, record) : [],
  ])
  audit({ kind: record.kind, id: record.id, reason: asked.reason, summary: 'who sees it' })
  const status = state === undefined ? 200 : state.conflict === undefined ? 422 : 409
  return page(
    (frame) =>
      SharingPage({
        frame: { ...frame, hasErrors: status === 422 },
        ...{ record, shares, receivers, mayChange, done, state, opens: opensRecords(actor) },
      }),
    { status },
  )
}

type Changing = Context<{ reference: string }, unknown, Typed>

/** A form of the page: with errors, or when somebody was quicker, it comes back as it was typed. */
async function change<Value>(
  context: Changing,
  kind: RecordKind,
  form: string,
  schema: z.ZodType<Value>,
  work: (
    record: SharedRecord,
    value: Value,
    version: number,
  ) => Promise<SharingFormState | keyof typeof doneWords>,
): Promise<Answer> {
  const { db, params, body: typed } = context
  const record = await getSharedRecord(db, kind, params.reference)
  const read = readForm(schema, typed)
  if (!read.ok) return showSharing(context, record, { form, typed, errors: read.errors })
  try {
    const result = await work(record, read.value, seenVersion.parse(typedValue(typed, 'version')))
    if (typeof result !== 'string') return showSharing(context, record, result)
    return redirect(`${addressOf(record)}/sharing?done=${result}`)
  } catch (error) {
    // Such a refusal comes before anything is written.
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    const now = await getSharedRecord(db, kind, params.reference)
    return showSharing(context, now, { form, typed, errors: [], conflict: error.message })
  }
}

function uncovered(form: string, typed: Typed, { recipient }: GivingOutcome): SharingFormState {
  const message = `No agreement with ${recipient} covers this much. Give the lawful basis to share it all the same`
  const [field, anchor] = form === 'give' ? (['override', 'override'] as const) : (['why', 'why'] as const)
  return {
    form,
    typed,
    errors: [
      {
        field,
        anchor,
        message: form === 'give' ? message : `No agreement with ${recipient} covers that much`,
      },
    ],
  }
}

function giveRoute(kind: RecordKind, url: string, params: z.ZodType<{ reference: string }>): Route {
  return route({
    method: 'POST',
    url,
    permission: changers,
    audit: 'disclose',
    // What an agreement covers is everyday work; what none covers is not.
    stepUp: (body) => isTyped(body, 'override', 'yes'),
    params,
    body: typedSchema,
    handler: (context) =>
      change(context, kind, 'give', giveForm(today(context.clock)), async (record, sight, version) => {
        const { db, actor, body: typed, audit } = context
        const overrides = typedValues(typed, 'override').includes('yes')
        if (overrides && sight.basis === '')
          return {
            form: 'give',
            typed,
            errors: [{ field: 'basis', anchor: 'basis', message: 'Enter the lawful basis' }],
          }
        const outcome = await giveByHand(db, asMember(actor), record, version, {
          organisationId: sight.organisation,
          level: sight.level,
          until: sight.until,
          reason: sight.why,
          override: overrides ? { lawfulBasis: sight.basis } : undefined,
        })
        if (outcome.kind === 'uncovered') return uncovered('give', typed, outcome)
        const told = { recipient: outcome.recipient, reason: sight.why, summary: levelNames[sight.level] }
        audit({ kind, id: record.id, ...told })
        for (const id of outcome.reportIds) audit({ kind: 'report', id, ...told })
        return 'given'
      }),
  })
}

/** The sharing page of reports and of cases, and what is done on it. */
export const recordSharingRoutes: readonly Route[] = (
  [
    ['report', '/reports', 'ASB'],
    ['case', '/cases', 'CASE'],
  ] as const
).flatMap(([kind, base, prefix]) => {
  const params = z.object({ reference: referenceSchema(prefix) })
  const url = `${base}/:reference/sharing`
  const ofShare = params.extend({ share: z.uuid() })
  return [
    route({
      method: 'GET',
      url,
      permission: recordReaders,
      audit: 'consult',
      params,
      query: z.object({ done: z.enum(['given', 'ended', 'changed']).optional().catch(undefined) }),
      handler: async (context) => {
        const record = await getSharedRecord(context.db, kind, context.params.reference)
        const { done } = context.query
        return showSharing(context, record, undefined, done && doneWords[done])
      },
    }),
    giveRoute(kind, url, params),
    route({
      method: 'POST',
      url: `${url}/:share/end`,
      permission: changers,
      audit: 'alter',
      params: ofShare,
      body: typedSchema,
      handler: (context) =>
        change(context, kind, context.params.share, endForm, async (record, { why }, version) => {
          const { db, actor, params, audit } = context
          const share = await endByHand(db, asMember(actor), record, version, params.share, why)
          audit({
            kind,
            id: record.id,
            recipient: share.organisationName,
            reason: why,
            summary: 'sharing ended',
          })
          return 'ended'
        }),
    }),
    route({
      method: 'POST',
      url: `${url}/:share/level`,
      permission: changers,
      audit: 'disclose',
      stepUp: true,
      params: ofShare,
      body: typedSchema,
      handler: (context) =>
        change(context, kind, context.params.share, levelForm, async (record, { why, level }, version) => {
          const { db, actor, params, body: typed, audit } = context
          const changed = await changeLevel(db, asMember(actor), record, version, {
            shareId: params.share,
            level,
            why,
          })
          if (changed.kind === 'uncovered') return uncovered(params.share, typed, changed)
          const summary = `level changed to ${levelNames[level].toLowerCase()}`
          audit({ kind, id: record.id, recipient: changed.recipient, reason: why, summary })
          return 'changed'
        }),
    }),
  ]
})
