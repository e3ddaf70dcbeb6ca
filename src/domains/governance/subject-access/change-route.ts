import { z } from 'zod'
import type { AuditVerb } from '#platform/audit'
import { readForm, type Typed, typedSchema } from '#platform/forms'
import { type Answer, type Context, forRoles, Refusal, type Route, redirect, route } from '#platform/http'
import { referenceSchema } from '#platform/ids'
import type { FormState } from './form-state.ts'
import { informationGovernance } from './lifecycle.ts'
import { getRequest, type SubjectRequest } from './read-request.ts'
import { showRequest } from './show-request.ts'

export const governors = forRoles(informationGovernance)
export const requestUrl = '/governance/subject-access/:request'
export const requestParams = z.object({ request: referenceSchema('SAR') })
type Params = z.output<typeof requestParams>

type Change<Given extends Params, Value> = {
  /** Below the request's address. */
  path: string
  /** Which form of the page it is. */
  form: string
  audit: AuditVerb
  params: z.ZodType<Given>
  body?: z.ZodType<Typed>
  stepUp?: boolean
  schema: (context: Context<Given, unknown, Typed>) => z.ZodType<Value>
  /** Carries it out; `seenVersion` is the one that the form was shown for. Gives the page to go on from. */
  work: (
    context: Context<Given, unknown, Typed>,
    found: SubjectRequest,
    value: Value,
    seenVersion: number,
  ) => Promise<string | undefined>
  /** The page on which the form stands, where it is not the request's own. */
  show?: (context: Context<Given, unknown, Typed>, found: SubjectRequest, state: FormState) => Promise<Answer>
}

const seenVersion = z.coerce.number().int().catch(0)

/**
 * A change by a form. One with errors comes back with them; one for a request that has moved on comes back on the page as
 * it is now. Either way nothing typed is lost.
 */
export function changeRoute<Given extends Params, Value>(change: Change<Given, Value>): Route {
  const show = change.show ?? showRequest
  return route({
    method: 'POST',
    url: `${requestUrl}/${change.path}`,
    permission: governors,
    audit: change.audit,
    params: change.params,
    body: change.body ?? typedSchema,
    ...(change.stepUp ? { stepUp: true } : {}),
    handler: async (context) => {
      const { db, actor, params, body: typed } = context
      const found = await getRequest(db, actor, params.request)
      const read = readForm(change.schema(context), typed)
      if (!read.ok) return show(context, found, { form: change.form, typed, errors: read.errors })
      try {
        const next = await change.work(context, found, read.value, seenVersion.parse(typed.version))
        return redirect(next ?? `/governance/subject-access/${found.reference}`)
      } catch (error) {
        // A refusal of this kind comes before anything is written.
        if (!(error instanceof Refusal) || error.status !== 409) throw error
        return show(context, found, { form: change.form, typed, errors: [], conflict: error.message })
      }
    },
  })
}
