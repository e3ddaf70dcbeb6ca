import { z } from 'zod'
import { asMember, organisationsWith } from '#platform/actor'
import { today } from '#platform/clock'
import { type FormError, type Typed, typedSchema } from '#platform/forms'
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
import { PartnerReferralsPage } from './partner-page.tsx'
import { readReferralsTo } from './read-needs.ts'
import { sayOutcome } from './say-outcome.ts'

const answerers = ['partner', 'triage_officer', 'case_officer', 'supervisor'] as const

type Shown = { typed?: Typed; errors?: readonly FormError[]; conflict?: string; isDone?: boolean }

/** What was referred to the services of one's own organisation, and what becomes of it. */
export const partnerReferralRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/partner/referrals',
    permission: forRoles(...answerers),
    audit: 'consult',
    query: z.object({ done: z.literal('1').optional().catch(undefined) }),
    handler: (context) => show(context, { isDone: context.query.done !== undefined }),
  }),
  route({
    method: 'POST',
    url: '/partner/referrals/:referral',
    permission: forRoles(...answerers),
    audit: 'alter',
    params: z.object({ referral: z.uuid() }),
    body: typedSchema,
    async handler(context) {
      const { db, actor, params, body, clock, audit } = context
      try {
        const errors = await sayOutcome(db, asMember(actor), params.referral, body, today(clock))
        if (errors.length > 0) return show(context, { typed: body, errors }, 422)
      } catch (error) {
        // A refusal of this kind comes before anything is written.
        if (!(error instanceof Refusal) || error.status !== 409) throw error
        return show(context, { typed: body, conflict: error.message }, 409)
      }
      audit({ kind: 'support_referral', id: params.referral, summary: 'what became of it' })
      return redirect('/partner/referrals?done=1')
    },
  }),
]

async function show(
  { db, actor, clock, audit }: Context<unknown, unknown, unknown>,
  { typed = {}, errors = [], conflict, isDone = false }: Shown,
  status = 200,
): Promise<Answer> {
  const referrals = await readReferralsTo(db, organisationsWith(actor, ...answerers))
  audit({ kind: 'support_referral', summary: `${referrals.length} referrals to us` })
  return page(
    (frame) =>
      PartnerReferralsPage({
        frame: { ...frame, hasErrors: errors.length > 0 },
        organisationName: asMember(actor).organisationName,
        referrals,
        day: today(clock),
        typed,
        errors,
        conflict,
        isDone,
      }),
    { status },
  )
}
