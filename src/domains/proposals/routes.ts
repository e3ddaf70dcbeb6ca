import { z } from 'zod'
import { asMember, hasRole } from '#platform/actor'
import { addDays, formatDate, isLocalDate, localDateSchema, today } from '#platform/clock'
import { type FormError, readForm, type Typed, typedSchema, typedValue, wordsField } from '#platform/forms'
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
import {
  countVoters,
  mostApprovals,
  readApprovalRules,
  setApprovalRule,
  takeBackApprovalRule,
} from './approval-rule.ts'
import { ApprovalsPage, approvalsAddress, ChangesPage } from './changes-page.tsx'
import { changeFilterSchema, changesAddress, findChanges } from './find-changes.ts'

const voters = forRoles('coordinator', 'information_governance')
const setters = forRoles('information_governance')
const kindOfChange = z.enum(['questions', 'advice', 'routing'], 'Choose what it is for')

const fromWhen = 'Say from which day it is to hold'
const ruleForm = z.object({
  kind: kindOfChange,
  valid_from: z.string(fromWhen).refine(isLocalDate, fromWhen),
  reason: wordsField({ name: 'The reason', most: 1_000, missing: 'Say why, and who agreed to it' }),
})

async function showApprovals(
  { db, actor, clock }: Context<unknown, unknown, unknown>,
  shown: { typed?: Typed; errors?: readonly FormError[]; isDone?: boolean } = {},
): Promise<Answer> {
  const [rules, count] = await Promise.all([readApprovalRules(db), countVoters(db, clock.now())])
  const { typed = {}, errors = [], isDone = false } = shown
  return page(
    (frame) =>
      ApprovalsPage({
        frame,
        rules,
        voters: count,
        today: today(clock),
        maySet: hasRole(actor, 'information_governance'),
        isDone,
        typed,
        errors,
      }),
    { status: errors.length > 0 ? 422 : 200 },
  )
}

async function set(context: Context<unknown, unknown, Typed>): Promise<Answer> {
  const { db, actor, body: typed, clock, audit } = context
  const read = readForm(ruleForm, typed)
  const count = await countVoters(db, clock.now())
  const most = Math.min(Math.max(count, 1), mostApprovals)
  const written = typedValue(typed, 'approvals').trim()
  const approvals = /^\d$/.test(written) ? Number(written) : 0
  const errors: FormError[] = read.ok ? [] : [...read.errors]
  if (approvals < 1 || approvals > most)
    errors.push(at('approvals', `Enter a number from 1 to ${most}: more people could not vote`))
  const earliest = addDays(today(clock), 1)
  if (read.ok && read.value.valid_from < earliest)
    errors.push(
      at('valid_from', `Enter a day from ${formatDate(earliest)} on: what was proposed keeps its number`),
    )
  if (!read.ok || errors.length > 0) return showApprovals(context, { typed, errors })
  const { kind, valid_from: validFrom, reason } = read.value
  const isSet = await setApprovalRule(db, {
    kind,
    validFrom,
    approvals,
    reason,
    setBy: asMember(actor).memberId,
  })
  if (!isSet)
    return showApprovals(context, {
      typed,
      errors: [
        at(
          'valid_from',
          'Another number begins on that day already. Take it back first, or choose another day',
        ),
      ],
    })
  audit({
    kind: 'approval_rule',
    reason,
    summary: `changes of ${kind} need ${approvals} approvals from ${validFrom} on`,
  })
  return redirect(`${approvalsAddress}?done=yes`)
}

const at = (field: string, message: string): FormError => ({ field, anchor: field, message })

/** Every change that was proposed, with its votes; and how many approvals each kind needs. */
export const approvalRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: changesAddress,
    permission: voters,
    audit: 'nothing',
    query: changeFilterSchema,
    async handler({ db, actor, query: filter }) {
      const found = await findChanges(db, filter, asMember(actor).memberId)
      return page((frame) => ChangesPage({ frame, filter, ...found }))
    },
  }),
  route({
    method: 'GET',
    url: approvalsAddress,
    permission: voters,
    audit: 'nothing',
    query: z.object({ done: z.literal('yes').optional().catch(undefined) }),
    handler: (context) => showApprovals(context, { isDone: context.query.done === 'yes' }),
  }),
  route({
    method: 'POST',
    url: approvalsAddress,
    permission: setters,
    audit: 'alter',
    stepUp: true,
    body: typedSchema,
    handler: set,
  }),
  route({
    method: 'POST',
    url: `${approvalsAddress}/:kind/take-back/:day`,
    permission: setters,
    audit: 'alter',
    stepUp: true,
    params: z.object({ kind: kindOfChange, day: localDateSchema }),
    async handler({ db, params: { kind, day }, audit }) {
      if (!(await takeBackApprovalRule(db, { kind, validFrom: day }))) throw notFound('number of approvals')
      audit({
        kind: 'approval_rule',
        summary: `number of approvals for ${kind} from ${day} on taken back`,
      })
      return redirect(`${approvalsAddress}?done=yes`)
    },
  }),
]
