import { sql } from 'kysely'
import { z } from 'zod'
import { addTimelineEntries } from '#domains/timeline'
import { asMember, organisationsWith } from '#platform/actor'
import { addDays, formatDate, type LocalDate, londonDateOf, today } from '#platform/clock'
import {
  dateField,
  type FormError,
  oneOf,
  readForm,
  type Typed,
  typedSchema,
  wordsField,
} from '#platform/forms'
import {
  type Answer,
  type Context,
  conflict,
  forbidden,
  forRoles,
  notFound,
  page,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { newId, referenceSchema } from '#platform/ids'
import { type AnswerRule, answerDueOf } from '../answer-time.ts'
import { answerRuleColumn } from '../read-answer-times.ts'
import { PausePage } from './pause-page.tsx'
import { pauseReasonName, pauseReasonsOn } from './pause-reasons.ts'
import { PausesPage } from './pauses-page.tsx'
import { findPausable, listPauses, type PausableRecord, type RecordKind } from './read-pauses.ts'

const pausers = ['triage_officer', 'case_officer', 'supervisor'] as const
type Of = Context<unknown, unknown, unknown>

/** Each reason has its longest time, and nothing is paused for longer, or by a day that has come. */
const pauseForm = (now: LocalDate) => {
  const reasons = pauseReasonsOn(now)
  return z
    .object({
      reason: oneOf(
        reasons.map(({ code }) => code),
        'Choose what is waited for',
      ),
      until: dateField({ name: 'the day on which it runs again' }),
      words: wordsField({ name: 'The note', most: 1_000 }),
    })
    .superRefine(({ reason, until }, context) => {
      const longest = reasons.find(({ code }) => code === reason)?.longestDays ?? 0
      const [first, last] = [addDays(now, 1), addDays(now, longest)]
      if (until < first || until > last)
        context.addIssue({
          code: 'custom',
          path: ['until', 'day'],
          message: `Enter a day from ${formatDate(first)} to ${formatDate(last)}: ${longest} days at most`,
        })
    })
    .transform(({ reason, ...rest }) => ({ ...rest, reason: reason ?? '' }))
}

/** The record, where the actor's organisation holds it. @throws Refusal 404 out of sight, 403 where others hold it */
async function getHeld({ db, actor }: Of, kind: RecordKind, reference: string): Promise<PausableRecord> {
  const record = await findPausable(db, kind, reference)
  if (record === undefined) throw notFound(kind)
  if (record.organisationId === null || !organisationsWith(actor, ...pausers).includes(record.organisationId))
    throw forbidden(
      'Another organisation holds this and says when its clocks stand still. You are still signed in.',
    )
  return record
}

const isRunning = ({ status, pausedUntil }: PausableRecord) =>
  ['awaiting_triage', 'accepted', 'open'].includes(status) && pausedUntil === null

type Given = { typed?: Typed; errors?: readonly FormError[] }

function show(
  { clock }: Of,
  kind: RecordKind,
  record: PausableRecord,
  { typed = {}, errors = [] }: Given = {},
): Answer {
  return page(
    (frame) => PausePage({ frame, kind, record, reasons: pauseReasonsOn(today(clock)), typed, errors }),
    errors.length > 0 ? { status: 422 } : {},
  )
}

/** Whether the time to answer a report had not run out; what is accepted was answered. */
async function isInTime(
  { db, clock }: Of,
  kind: RecordKind,
  { id, status }: PausableRecord,
): Promise<boolean> {
  if (kind === 'case' || status !== 'awaiting_triage') return true
  const { rows } = await sql<{ filedAt: Date; answerRule: AnswerRule | null }>`
    select filed_at as "filedAt", ${answerRuleColumn} as "answerRule" from report where id = ${id}`.execute(
    db,
  )
  const [row] = rows
  if (row === undefined || row.answerRule === null) return true
  return answerDueOf({ filedAt: row.filedAt, answerRule: row.answerRule }, clock.now()) > clock.now()
}

const idOf = (kind: RecordKind, id: string) => (kind === 'report' ? { reportId: id } : { caseId: id })

function recordRoutes(kind: RecordKind): Route[] {
  const params = z.object({ reference: referenceSchema(kind === 'report' ? 'ASB' : 'CASE') })
  return [
    route({
      method: 'GET',
      url: `/${kind}s/:reference/pause`,
      permission: forRoles(...pausers),
      audit: 'nothing',
      params,
      handler: async (context) => show(context, kind, await getHeld(context, kind, context.params.reference)),
    }),
    route({
      method: 'POST',
      url: `/${kind}s/:reference/pause`,
      permission: forRoles(...pausers),
      audit: 'alter',
      params,
      body: typedSchema,
      async handler(context) {
        const { db, actor, clock, params, body: typed, audit } = context
        const record = await getHeld(context, kind, params.reference)
        const now = clock.now()
        const read = readForm(pauseForm(londonDateOf(now)), typed)
        audit({ kind, id: record.id, summary: 'clocks paused' })
        if (!read.ok) return show(context, kind, record, { typed, errors: read.errors })
        if (!isRunning(record))
          throw conflict('Its clocks stand still already, or it is closed. Open it again.')
        const { reason, until, words } = read.value
        const member = asMember(actor)
        await db
          .insertInto('clock_pause')
          .values({
            id: newId(),
            report_id: kind === 'report' ? record.id : null,
            case_id: kind === 'case' ? record.id : null,
            organisation_id: record.organisationId ?? 0,
            reason,
            words,
            in_time: await isInTime(context, kind, record),
            paused_by: member.memberId,
            paused_at: now,
            runs_on: until,
          })
          .execute()
        await addTimelineEntries(db, member, [
          {
            ...idOf(kind, record.id),
            kind: 'clock_paused',
            what: `Clock paused until ${formatDate(until)}: ${pauseReasonName(reason).toLowerCase()}`,
            why: words,
          },
        ])
        return redirect(`/${kind}s/${record.reference}`)
      },
    }),
    route({
      method: 'POST',
      url: `/${kind}s/:reference/resume`,
      permission: forRoles(...pausers),
      audit: 'alter',
      params,
      body: typedSchema,
      async handler(context) {
        const { db, actor, clock, params, audit } = context
        const record = await getHeld(context, kind, params.reference)
        const member = asMember(actor)
        const now = clock.now()
        const { numUpdatedRows } = await db
          .updateTable('clock_pause')
          .set({
            resumed_at: sql`greatest(paused_at, ${now}::timestamptz)`,
            resumed_by: member.memberId,
            settled_at: now,
          })
          .where(kind === 'report' ? 'report_id' : 'case_id', '=', record.id)
          .where('resumed_at', 'is', null)
          .executeTakeFirst()
        audit({ kind, id: record.id, summary: 'clocks run again' })
        if (numUpdatedRows > 0n)
          await addTimelineEntries(db, member, [
            { ...idOf(kind, record.id), kind: 'clock_resumed', what: 'Clock runs again' },
          ])
        return redirect(`/${kind}s/${record.reference}`)
      },
    }),
  ]
}

/** Letting the clocks of reports and cases stand still and run again, and what stands still now. */
export const pauseRoutes: readonly Route[] = [
  ...recordRoutes('report'),
  ...recordRoutes('case'),
  route({
    method: 'GET',
    url: '/work/paused',
    permission: forRoles(...pausers),
    audit: 'consult',
    query: z.object({ reason: z.string().max(60).default('').catch('') }),
    async handler({ db, actor, clock, query, audit }) {
      const pauses = await listPauses(db, organisationsWith(actor, ...pausers), query.reason)
      audit({ kind: 'work_list', summary: `paused: ${pauses.length}` })
      return page((frame) =>
        PausesPage({
          frame,
          pauses,
          reason: query.reason,
          reasons: pauseReasonsOn(today(clock)),
        }),
      )
    },
  }),
  route({
    method: 'POST',
    url: '/work/paused/:id',
    permission: forRoles(...pausers),
    audit: 'alter',
    params: z.object({ id: z.uuid() }),
    body: typedSchema,
    async handler({ db, clock, params, audit }) {
      await db
        .updateTable('clock_pause')
        .set({ settled_at: clock.now() })
        .where('id', '=', params.id)
        .where('resumed_at', 'is not', null)
        .where('settled_at', 'is', null)
        .execute()
      audit({ kind: 'clock_pause', id: params.id, summary: 'looked at' })
      return redirect('/work/paused')
    },
  }),
]
