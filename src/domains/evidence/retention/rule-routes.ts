import { z } from 'zod'
import { asMember, hasRole } from '#platform/actor'
import { addDays, formatDate, type LocalDate, localDateSchema, today } from '#platform/clock'
import { dateField, type FormError, readForm, type Typed, typedSchema, wordsField } from '#platform/forms'
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
import { RetentionPage } from './retention-page.tsx'
import { keptKinds, keptOutcomes, mostMonths, reportOutcomes } from './retention-rule.ts'

/** For the whole partnership, so it is for those who look after its configuration. */
const setters = forRoles('coordinator')
const readers = forRoles('triage_officer', 'case_officer', 'supervisor', 'analyst', 'coordinator')

const monthsMessage = `Enter a whole number of months from 1 to ${mostMonths.toLocaleString('en-GB')}, or leave it empty`

const ruleForm = (now: LocalDate) =>
  z.object({
    from: dateField({ name: 'the day from which it holds' }).refine((day) => day > now, {
      message: `Enter a day from ${formatDate(addDays(now, 1))} on`,
      path: ['day'],
    }),
    kind: z.enum(keptKinds, 'Choose the kind'),
    outcome: z.enum(keptOutcomes, 'Choose the outcome'),
    months: wordsField({ name: 'The months', most: 4 })
      .refine(
        (typed) => typed === '' || (/^\d+$/.test(typed) && Number(typed) >= 1 && Number(typed) <= mostMonths),
        monthsMessage,
      )
      .transform((typed) => (typed === '' ? null : Number(typed))),
    source: wordsField({ name: 'Where it was decided', most: 500, missing: 'Say where it was decided' }),
  })

/**
 * How long evidence is kept: read by staff, set for days to come.
 * @param caseOutcomes what can become of a case, in words
 */
export function evidenceRetentionRoutes(caseOutcomes: Readonly<Record<string, string>>): readonly Route[] {
  const outcomes = { any: 'Any outcome', ...caseOutcomes, ...reportOutcomes }
  const show = async (
    { db, actor, clock }: Context<unknown, unknown, unknown>,
    { typed = {}, errors = [], isDone = false }: Shown,
  ): Promise<Answer> => {
    const rules = await db
      .selectFrom('evidence_retention')
      .leftJoin('member', 'member.id', 'set_by')
      .select([
        'valid_from as from',
        'kind',
        'outcome',
        'keep_months as keepMonths',
        'source',
        'member.name as setBy',
      ])
      .orderBy('valid_from', 'desc')
      .orderBy('outcome')
      .orderBy('kind')
      .execute()
    const shown = { rules, outcomes, today: today(clock), maySet: hasRole(actor, 'coordinator') }
    return page(
      (frame) => RetentionPage({ frame, ...shown, typed, errors, isDone }),
      errors.length > 0 ? { status: 422 } : {},
    )
  }
  return [
    route({
      method: 'GET',
      url: '/evidence-retention',
      permission: readers,
      audit: 'nothing',
      query: z.object({ done: z.literal('1').optional().catch(undefined) }),
      handler: (context) => show(context, { isDone: context.query.done !== undefined }),
    }),
    route({
      method: 'POST',
      url: '/evidence-retention',
      permission: setters,
      audit: 'alter',
      body: typedSchema,
      async handler(context) {
        const { db, actor, clock, body: typed, audit } = context
        const read = readForm(ruleForm(today(clock)), typed)
        if (!read.ok) return show(context, { typed, errors: read.errors })
        const { from, kind, outcome, months, source } = read.value
        const { numInsertedOrUpdatedRows } = await db
          .insertInto('evidence_retention')
          .values({
            valid_from: from,
            kind,
            outcome,
            keep_months: months,
            source,
            set_by: asMember(actor).memberId,
          })
          .onConflict((on) => on.doNothing())
          .executeTakeFirst()
        if (numInsertedOrUpdatedRows === 0n) {
          const message = 'A rule for this begins on that day already: take it back first'
          return show(context, { typed, errors: [{ field: 'from', anchor: 'from-day', message }] })
        }
        audit({ kind: 'evidence_retention', summary: `from ${from}: ${kind}, ${outcome}` })
        return redirect('/evidence-retention?done=1')
      },
    }),
    route({
      method: 'POST',
      url: '/evidence-retention/:from/:kind/:outcome/take-back',
      permission: setters,
      audit: 'alter',
      params: z.object({ from: localDateSchema, kind: z.enum(keptKinds), outcome: z.enum(keptOutcomes) }),
      async handler({ db, params, clock, audit }) {
        const { numDeletedRows } = await db
          .deleteFrom('evidence_retention')
          .where('valid_from', '=', params.from)
          .where('valid_from', '>', today(clock))
          .where('kind', '=', params.kind)
          .where('outcome', '=', params.outcome)
          .executeTakeFirst()
        if (numDeletedRows === 0n) throw notFound('rule to come')
        audit({ kind: 'evidence_retention', summary: `from ${params.from}: taken back` })
        return redirect('/evidence-retention?done=1')
      },
    }),
  ]
}

type Shown = { typed?: Typed; errors?: readonly FormError[]; isDone?: boolean }
