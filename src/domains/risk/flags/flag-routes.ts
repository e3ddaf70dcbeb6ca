import { sql } from 'kysely'
import { z } from 'zod'
import { askReason } from '#domains/governance'
import { addTimelineEntries } from '#domains/timeline'
import { asMember, hasRole } from '#platform/actor'
import { type FormError, readForm, typedSchema, wordsField } from '#platform/forms'
import {
  type Answer,
  type Context,
  forRoles,
  json,
  notFound,
  page,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { referenceSchema } from '#platform/ids'
import { basisWords, flagNames } from './flag.ts'
import { FlagsPage } from './flags-page.tsx'
import { findFlagsWhileTyping, readFlags } from './read-flags.ts'

const caseworkers = ['triage_officer', 'case_officer', 'supervisor'] as const
const params = z.object({ reference: referenceSchema('ASB') })
const endForm = z.object({
  why: wordsField({ name: 'The reason', most: 1_000, missing: 'Say why the flag does not hold' }),
})

type Any = Context<unknown, unknown, unknown>
type State = { isEnded?: boolean; ending?: string; errors?: readonly FormError[] }

async function getReport({ db }: Any, reference: string) {
  const report = await db
    .selectFrom('report')
    .select(['id', 'reference', 'title', 'organisation_id as organisationId'])
    .where('reference', '=', reference)
    .executeTakeFirst()
  if (report === undefined) throw notFound('report')
  return report
}

async function show(context: Any, reference: string, state: State = {}): Promise<Answer> {
  const { db, actor, clock, audit } = context
  const report = await getReport(context, reference)
  const asked = await askReason(context, { ...report, kind: 'report' })
  if ('answer' in asked) return asked.answer
  const flags = await readFlags(db, report.id)
  const member = asMember(actor)
  audit({ kind: 'report', id: report.id, reason: asked.reason, summary: 'flags' })
  const mayEnd =
    hasRole(actor, ...caseworkers) && member.organisations.some((id) => id === report.organisationId)
  return page(
    (frame) =>
      FlagsPage({
        frame: { ...frame, hasErrors: state.errors !== undefined },
        report,
        flags,
        mayEnd,
        now: clock.now(),
        ...state,
      }),
    { status: state.errors === undefined ? 200 : 422 },
  )
}

const words = (most: number) => z.string().max(most).optional()
const typedPerson = z.object({
  role: z.enum(['reporter', 'victim', 'witness', 'alleged_perpetrator', 'other']).default('victim'),
  name: words(200),
  // Half a date is what typing is like.
  bornOn: z.iso.date().optional().catch(undefined),
  phone: words(40),
  email: words(320),
  address: words(500),
  postcode: words(10),
  vulnerabilities: z.array(z.string().max(60)).max(30).optional(),
})

/** What the entry screens ask while somebody types. */
export const typingSchema = z.object({
  people: z.array(typedPerson).max(10).default([]),
  place: z
    .object({ easting: z.number().min(0).max(700_000), northing: z.number().min(0).max(1_300_000) })
    .optional(),
  asbType: z.string().max(60).optional(),
})

/** The flags of a report, ending one, and what would be flagged while a report is typed. */
export const flagRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/reports/:reference/flags',
    permission: forRoles(...caseworkers, 'analyst'),
    audit: 'consult',
    params,
    query: z.object({ ended: z.literal('yes').optional().catch(undefined) }),
    handler: (context) => show(context, context.params.reference, { isEnded: context.query.ended === 'yes' }),
  }),
  route({
    method: 'POST',
    url: '/reports/:reference/flags/:flag/end',
    permission: forRoles(...caseworkers),
    audit: 'alter',
    params: params.extend({ flag: z.uuid() }),
    body: typedSchema,
    async handler(context) {
      const { db, actor, params, body: typed, audit } = context
      const report = await getReport(context, params.reference)
      const flags = await readFlags(db, report.id)
      const flag = flags.find(({ id }) => id === params.flag)
      if (flag === undefined) throw notFound('flag')
      const read = readForm(endForm, typed)
      if (!read.ok)
        return show(context, params.reference, {
          ending: flag.id,
          errors: read.errors.map((error) => ({ ...error, anchor: `why-${flag.id}` })),
        })
      const { rows } = await sql<{
        done: boolean
      }>`select end_flag(${flag.id}, ${read.value.why}) as done`.execute(db)
      if (rows[0]?.done !== true) throw notFound('flag')
      await addTimelineEntries(db, actor, [
        {
          reportId: report.id,
          kind: 'flag_ended',
          what: `Flag ended: ${flagNames[flag.kind].toLowerCase()}`,
          why: read.value.why,
        },
      ])
      audit({ kind: 'report', id: report.id, reason: read.value.why, summary: `flag ended: ${flag.rule}` })
      return redirect(`/reports/${report.reference}/flags?ended=yes`)
    },
  }),
  route({
    method: 'POST',
    url: '/flags/while-typing',
    permission: forRoles(...caseworkers),
    audit: 'consult',
    limit: { requests: 300, seconds: 60 },
    body: typingSchema,
    async handler({ db, body, audit }) {
      const flags = await findFlagsWhileTyping(db, body)
      audit({ kind: 'report', summary: `flags while typing: ${flags.length}` })
      return json({
        flags: flags.map((flag) => ({
          person: flag.person,
          kind: flag.kind,
          label: flagNames[flag.kind],
          name: flag.name,
          rule: flag.rule,
          ruleVersion: flag.ruleVersion,
          reports: flag.seen,
          words: basisWords(flag),
        })),
      })
    },
  }),
]
