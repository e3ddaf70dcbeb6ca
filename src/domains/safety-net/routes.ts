import { sql } from 'kysely'
import { z } from 'zod'
import { opensRecords } from '#domains/sharing'
import { asMember, hasRole, organisationsWith } from '#platform/actor'
import { isLocalDate, today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type FormError, type Typed, typedSchema, typedValue } from '#platform/forms'
import { type Answer, type Context, forRoles, page, type Route, redirect, route } from '#platform/http'
import { newId } from '#platform/ids'
import { OnePage } from './one-page.tsx'
import { PagesPage } from './pages-page.tsx'
import { acknowledgePage, getPage, readBasis, readNotices, readPages } from './read-pages.ts'
import { pagedRoles, readSafetyRules, type Step, safetyRuleSchema } from './rule.ts'
import { RulesPage, stepFields } from './rules-page.tsx'

/** Who sets the rule of their own organisation. */
const rulers = ['supervisor', 'coordinator'] as const
/** Calls stand in the work of triage officers too, who open what nobody looked at; they answer none. */
const readers = forRoles(...pagedRoles, 'triage_officer')
const params = z.object({ id: z.uuid() })
const mostLetters = 2_000

/** Calls to what nobody looked at, and when they are made. */
export const safetyNetRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/safety-net',
    permission: readers,
    audit: 'consult',
    query: z.object({
      show: z.enum(['open', 'acknowledged']).catch('open').default('open'),
      done: z.literal('1').optional().catch(undefined),
    }),
    async handler({ db, query, clock, audit }) {
      const pages = await readPages(db, query.show)
      audit({
        kind: 'safety_page',
        summary: `list of ${pages.length}: ${query.show === 'open' ? 'to acknowledge' : query.show}`,
      })
      const now = clock.now()
      return page((frame) =>
        PagesPage({ frame, show: query.show, pages, now, isDone: query.done !== undefined }),
      )
    },
  }),
  route({
    method: 'GET',
    url: '/safety-net/rules',
    permission: readers,
    audit: 'nothing',
    query: z.object({ saved: z.literal('1').optional().catch(undefined) }),
    handler: (context) => showRules(context, {}, [], context.query.saved !== undefined),
  }),
  route({
    method: 'POST',
    url: '/safety-net/rules',
    permission: forRoles(...rulers),
    audit: 'nothing',
    body: typedSchema,
    async handler(context) {
      const { db, actor, body, clock } = context
      const read = readRule(body, today(clock))
      const [organisation] = organisationsWith(actor, ...rulers)
      if (!read.ok || organisation === undefined) return showRules(context, body, read.ok ? [] : read.errors)
      const isThere = await addRule(db, asMember(actor).memberId, organisation, read.rule)
      if (!isThere)
        return showRules(context, body, [
          { field: 'from', anchor: 'from', message: 'There is a rule from that day already' },
        ])
      return redirect('/safety-net/rules?saved=1')
    },
  }),
  route({
    method: 'GET',
    url: '/safety-net/:id',
    permission: readers,
    audit: 'consult',
    params,
    handler: (context) => showPage(context, {}, []),
  }),
  route({
    method: 'POST',
    url: '/safety-net/:id',
    permission: forRoles(...pagedRoles),
    audit: 'alter',
    params,
    body: typedSchema,
    async handler(context) {
      const { db, actor, params, body, clock, audit } = context
      await getPage(db, params.id)
      const words = typedValue(body, 'words').trim()
      if (words === '' || words.length > mostLetters)
        return showPage(context, body, [
          {
            field: 'words',
            anchor: 'words',
            message:
              words === ''
                ? 'Say what is being done, and by whom'
                : 'Shorten it to 2,000 characters or fewer',
          },
        ])
      const isMine = await acknowledgePage(db, {
        id: params.id,
        memberId: asMember(actor).memberId,
        words,
        now: clock.now(),
      })
      if (!isMine) return showPage(context, body, [], true)
      audit({ kind: 'safety_page', id: params.id, reason: words, summary: 'acknowledged' })
      return redirect('/safety-net?done=1')
    },
  }),
]

type OfPage = Context<z.output<typeof params>, unknown, unknown>

async function showPage(
  { db, actor, params, audit }: OfPage,
  typed: Typed,
  errors: readonly FormError[],
  isTaken = false,
): Promise<Answer> {
  const [found, notices, basis] = await Promise.all([
    getPage(db, params.id),
    readNotices(db, params.id),
    readBasis(db, params.id),
  ])
  audit({ kind: 'safety_page', id: found.id })
  const status = isTaken ? 409 : errors.length > 0 ? 422 : 200
  return page(
    (frame) =>
      OnePage({
        frame: { ...frame, hasErrors: errors.length > 0 },
        page: found,
        notices,
        basis,
        typed,
        errors,
        isTaken,
        opens: opensRecords(actor),
        answers: hasRole(actor, ...pagedRoles),
      }),
    { status },
  )
}

async function showRules(
  { db, actor }: Context<unknown, unknown, unknown>,
  typed: Typed,
  errors: readonly FormError[],
  isSaved = false,
): Promise<Answer> {
  const rules = await readSafetyRules(db)
  return page(
    (frame) =>
      RulesPage({
        frame: { ...frame, hasErrors: errors.length > 0 },
        rules,
        organisationName: hasRole(actor, ...rulers) ? asMember(actor).organisationName : undefined,
        typed,
        errors,
        isSaved,
      }),
    errors.length > 0 ? { status: 422 } : {},
  )
}

type ReadRule = z.output<typeof safetyRuleSchema>

const messages: Readonly<Record<string, string>> = {
  atLeast: 'Enter how many, 2 or more',
  windowDays: 'Enter a number of days',
  withinMetres: 'Enter a number of metres',
  unseenHours: 'Enter a number of hours',
  highRiskHours: 'Enter a number of hours',
  source: 'Say where it was decided',
  from: 'Enter a day from tomorrow on',
}

function readRule(
  typed: Typed,
  day: string,
): { ok: true; rule: ReadRule } | { ok: false; errors: readonly FormError[] } {
  const number = (name: string) => Number(typedValue(typed, name).trim() || 'none')
  const from = typedValue(typed, 'from')
  const steps = stepFields.flatMap((step): unknown[] => {
    const role = typedValue(typed, `role${step}`)
    return role === '' ? [] : [{ role, afterHours: step === 1 ? 0 : number(`after${step}`) }]
  })
  const read = safetyRuleSchema.safeParse({
    from: isLocalDate(from) && from > day ? from : '',
    atLeast: number('atLeast'),
    windowDays: number('windowDays'),
    withinMetres: number('withinMetres'),
    unseenHours: number('unseenHours'),
    highRiskHours: number('highRiskHours'),
    lookBackDays: 31,
    steps,
    verified: true,
    source: typedValue(typed, 'source').trim().slice(0, 500),
  })
  if (read.success) return { ok: true, rule: read.data }
  const fields = [...new Set(read.error.issues.map(({ path }) => String(path[0])))]
  return {
    ok: false,
    errors: fields.map((field) =>
      field === 'steps'
        ? { field: 'role1', anchor: 'role1', message: 'Choose whom it goes to, and after how many hours' }
        : { field, anchor: field, message: messages[field] ?? 'Correct this' },
    ),
  }
}

/** False where there is one from that day. */
async function addRule(
  db: Transaction,
  memberId: string,
  organisationId: number,
  rule: ReadRule & { steps: readonly Step[] },
): Promise<boolean> {
  const { rows } = await sql`
    insert into safety_net_rule (id, organisation_id, valid_from, at_least, window_days, within_m, unseen_hours,
      high_risk_hours, look_back_days, steps, source, set_by)
    values (${newId()}, ${organisationId}, ${rule.from}, ${rule.atLeast}, ${rule.windowDays}, ${rule.withinMetres},
      ${rule.unseenHours}, ${rule.highRiskHours}, ${rule.lookBackDays}, ${JSON.stringify(rule.steps)}, ${rule.source}, ${memberId})
    on conflict (organisation_id, valid_from) do nothing returning id`.execute(db)
  return rows.length > 0
}
