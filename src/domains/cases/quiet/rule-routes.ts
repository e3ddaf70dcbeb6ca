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
import { caseReaders } from '../lifecycle.ts'
import { QuietRulesPage } from './rules-page.tsx'

type Of = Context<unknown, unknown, unknown>
/** For the whole partnership, so it is for those who look after its configuration. */
const setters = forRoles('coordinator')

function days(name: string, least: number, most: number, optional: boolean) {
  const message = `${name} must be a whole number from ${least} to ${most}`
  return wordsField({ name, most: 4, missing: optional ? undefined : message })
    .refine(
      (typed) => typed === '' || (/^\d+$/.test(typed) && Number(typed) >= least && Number(typed) <= most),
      message,
    )
    .transform((typed) => (typed === '' ? null : Number(typed)))
}

const ruleForm = (now: LocalDate) =>
  z.object({
    from: dateField({ name: 'the day from which it holds' }).refine((day) => day > now, {
      message: `Enter a day from ${formatDate(addDays(now, 1))} on`,
      path: ['day'],
    }),
    quiet: days('The days without anything', 7, 730, false),
    answer: days('The days to decide', 1, 90, false),
    closes: days('The days until it is closed', 1, 365, true),
    source: wordsField({ name: 'Where it was decided', most: 500, missing: 'Say where it was decided' }),
  })

/** When quiet Monitored Cases are reviewed, and whether a rule ever closes one: read by staff, set for days to come. */
export const quietRuleRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/quiet-rules',
    permission: forRoles(...caseReaders, 'coordinator'),
    audit: 'nothing',
    query: z.object({ done: z.literal('1').optional().catch(undefined) }),
    handler: (context) => show(context, { isDone: context.query.done !== undefined }),
  }),
  route({
    method: 'POST',
    url: '/quiet-rules',
    permission: setters,
    audit: 'alter',
    body: typedSchema,
    async handler(context) {
      const { db, actor, clock, body: typed, audit } = context
      const read = readForm(ruleForm(today(clock)), typed)
      if (!read.ok) return show(context, { typed, errors: read.errors })
      const { from, quiet, answer, closes, source } = read.value
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('quiet_rule')
        .values({
          valid_from: from,
          quiet_days: quiet ?? 0,
          answer_days: answer ?? 0,
          closes_after_days: closes,
          source,
          set_by: asMember(actor).memberId,
        })
        .onConflict((on) => on.doNothing())
        .executeTakeFirst()
      if (numInsertedOrUpdatedRows === 0n) {
        const message = 'A rule begins on that day already: take it back first'
        return show(context, { typed, errors: [{ field: 'from', anchor: 'from-day', message }] })
      }
      audit({ kind: 'quiet_rule', summary: `from ${from}` })
      return redirect('/quiet-rules?done=1')
    },
  }),
  route({
    method: 'POST',
    url: '/quiet-rules/:from/take-back',
    permission: setters,
    audit: 'alter',
    params: z.object({ from: localDateSchema }),
    async handler({ db, params, clock, audit }) {
      const { numDeletedRows } = await db
        .deleteFrom('quiet_rule')
        .where('valid_from', '=', params.from)
        .where('valid_from', '>', today(clock))
        .executeTakeFirst()
      if (numDeletedRows === 0n) throw notFound('rule to come')
      audit({ kind: 'quiet_rule', summary: `from ${params.from}: taken back` })
      return redirect('/quiet-rules?done=1')
    },
  }),
]

type Shown = { typed?: Typed; errors?: readonly FormError[]; isDone?: boolean }

async function show(
  { db, actor, clock }: Of,
  { typed = {}, errors = [], isDone = false }: Shown,
): Promise<Answer> {
  const rules = await db
    .selectFrom('quiet_rule')
    .leftJoin('member', 'member.id', 'set_by')
    .select([
      'valid_from as from',
      'quiet_days as quietDays',
      'answer_days as answerDays',
      'closes_after_days as closesAfterDays',
      'source',
      'member.name as setBy',
    ])
    .orderBy('valid_from', 'desc')
    .execute()
  return page(
    (frame) =>
      QuietRulesPage({
        frame,
        rules,
        today: today(clock),
        maySet: hasRole(actor, 'coordinator'),
        typed,
        errors,
        isDone,
      }),
    errors.length > 0 ? { status: 422 } : {},
  )
}
