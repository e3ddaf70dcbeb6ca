import { z } from 'zod'
import { asMember, organisationsWith } from '#platform/actor'
import { readForm, typedSchema } from '#platform/forms'
import { forbidden, page, pageWithErrors, type Route, redirect, route } from '#platform/http'
import { policyForm, readPolicies, sensitivities, sensitivityCodes, setPolicy } from './disclosure-policy.ts'
import { formOf, PolicyPage } from './policy-page.tsx'
import { policySetters } from './who-may.ts'

const address = '/governance/reasons'
const seenVersion = z.coerce.number().int().catch(0)
const organisationOf = z.coerce.number().int().catch(0)

/** When a reason is asked: read and set by each organisation for itself. */
export const policyRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: address,
    permission: policySetters,
    audit: 'nothing',
    query: z.object({ saved: z.literal('yes').optional().catch(undefined) }),
    handler: async ({ db, actor, query }) => {
      const policies = await readPolicies(
        db,
        organisationsWith(actor, 'coordinator', 'information_governance'),
      )
      return page((frame) =>
        PolicyPage({ frame, policies, state: undefined, isSaved: query.saved !== undefined }),
      )
    },
  }),
  route({
    method: 'POST',
    url: `${address}/:sensitivity`,
    permission: policySetters,
    audit: 'alter',
    params: z.object({ sensitivity: z.enum(sensitivityCodes) }),
    body: typedSchema,
    handler: async ({ db, actor, params, body: typed, audit }) => {
      const mine = organisationsWith(actor, 'coordinator', 'information_governance')
      const read = readForm(policyForm, typed)
      if (!read.ok) {
        const policies = await readPolicies(db, mine)
        const form = formOf({
          organisationId: organisationOf.parse(typed.organisation),
          sensitivity: params.sensitivity,
        })
        return pageWithErrors((frame) =>
          PolicyPage({ frame, policies, state: { form, typed, errors: read.errors }, isSaved: false }),
        )
      }
      if (!mine.includes(read.value.organisation))
        throw forbidden('Each organisation sets this for itself. You are still signed in.')
      await setPolicy(
        db,
        asMember(actor).memberId,
        params.sensitivity,
        read.value,
        seenVersion.parse(typed.version),
      )
      const { asks, length, reasons } = read.value
      audit({
        kind: 'disclosure_policy',
        summary: `${sensitivities[params.sensitivity].toLowerCase()}: ${asks ? 'asks' : 'does not ask'}, ${length} characters, ${reasons.length} reasons to pick`,
      })
      return redirect(`${address}?saved=yes`)
    },
  }),
]
