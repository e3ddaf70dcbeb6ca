import { z } from 'zod'
import { addDays, today } from '#platform/clock'
import { readForm, typedSchema } from '#platform/forms'
import { type Answer, type Context, page, pageWithErrors, type Route, redirect, route } from '#platform/http'
import {
  extendClock,
  moveRequest,
  pauseClock,
  registerRequest,
  resumeClock,
  seeIdentity,
} from './change-request.ts'
import { changeRoute, governors, requestParams, requestUrl } from './change-route.ts'
import { subjectPackageAsked } from './events.ts'
import { findRequests, requestFilterSchema } from './find-requests.ts'
import type { FormState } from './form-state.ts'
import { askPackage } from './package/ask-package.ts'
import { getRequest, governedBy } from './read-request.ts'
import { RegisterPage } from './register-page.tsx'
import { RequestsPage } from './requests-page.tsx'
import { showRequest } from './show-request.ts'
import {
  closeForm,
  extendForm,
  identityForm,
  pauseForm,
  registerForm,
  releaseForm,
  sendBackForm,
} from './subject-request.ts'

const list = '/governance/subject-access'
const nothing = () => z.object({})

/** The list, registering, the clock, approval, the package and handing over. */
export const requestRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: list,
    permission: governors,
    audit: 'consult',
    query: requestFilterSchema,
    handler: async ({ db, actor, query: filter, clock, audit }) => {
      const day = today(clock)
      const { requests, hasNext } = await findRequests(db, filter, {
        governs: governedBy(actor),
        today: day,
        inAWeek: addDays(day, 7),
      })
      audit({ kind: 'subject_request', summary: `list of ${requests.length}: ${filter.status}` })
      return page((frame) => RequestsPage({ frame, filter, requests, hasNext, today: day }))
    },
  }),
  route({
    method: 'GET',
    url: `${list}/new`,
    permission: governors,
    audit: 'nothing',
    handler: (context) => showRegister(context),
  }),
  route({
    method: 'POST',
    url: list,
    permission: governors,
    audit: 'collect',
    body: typedSchema,
    handler: async (context) => {
      const { db, actor, body: typed, clock, audit } = context
      const read = readForm(registerForm(today(clock)), typed)
      if (!read.ok) return showRegister(context, { form: 'register', typed, errors: read.errors })
      const { id, reference } = await registerRequest(db, actor, read.value)
      audit({ kind: 'subject_request', id, summary: 'registered' })
      return redirect(`${list}/${reference}`)
    },
  }),
  route({
    method: 'GET',
    url: requestUrl,
    permission: governors,
    audit: 'consult',
    params: requestParams,
    handler: async (context) =>
      showRequest(context, await getRequest(context.db, context.actor, context.params.request)),
  }),
  changeRoute({
    path: 'identity',
    form: 'identity',
    audit: 'alter',
    params: requestParams,
    schema: ({ clock }) => identityForm(today(clock)),
    async work({ db, audit }, found, { proof, seen }, version) {
      await seeIdentity(db, found, version, { proof, on: seen })
      audit({ kind: 'subject_request', id: found.id, summary: 'proof of identity recorded' })
      return undefined
    },
  }),
  changeRoute({
    path: 'pause',
    form: 'pause',
    audit: 'alter',
    params: requestParams,
    schema: () => pauseForm,
    async work({ db, clock, audit }, found, { why }, version) {
      await pauseClock(db, found, version, { on: today(clock), reason: why })
      audit({ kind: 'subject_request', id: found.id, summary: 'clock stopped' })
      return undefined
    },
  }),
  changeRoute({
    path: 'resume',
    form: 'resume',
    audit: 'alter',
    params: requestParams,
    schema: nothing,
    async work({ db, clock, audit }, found, _value, version) {
      await resumeClock(db, found, version, today(clock))
      audit({ kind: 'subject_request', id: found.id, summary: 'clock started again' })
      return undefined
    },
  }),
  changeRoute({
    path: 'extend',
    form: 'extend',
    audit: 'alter',
    params: requestParams,
    schema: () => extendForm,
    async work({ db, audit }, found, { months, why }, version) {
      await extendClock(db, found, version, { months, reason: why })
      audit({ kind: 'subject_request', id: found.id, summary: `extended by ${months} months` })
      return undefined
    },
  }),
  ...(['submit', 'approve'] as const).map((action) =>
    changeRoute({
      path: action,
      form: action,
      audit: 'alter',
      params: requestParams,
      schema: nothing,
      async work({ db, actor, clock, audit }, found, _value, version) {
        await moveRequest(db, actor, found, version, { action, now: clock.now() })
        audit({ kind: 'subject_request', id: found.id, summary: action })
        return undefined
      },
    }),
  ),
  changeRoute({
    path: 'send-back',
    form: 'send-back',
    audit: 'alter',
    params: requestParams,
    schema: () => sendBackForm,
    async work({ db, actor, clock, audit }, found, { why }, version) {
      await moveRequest(db, actor, found, version, { action: 'send_back', now: clock.now() })
      audit({ kind: 'subject_request', id: found.id, summary: 'sent back', reason: why })
      return undefined
    },
  }),
  changeRoute({
    path: 'package',
    form: 'package',
    audit: 'combine',
    params: requestParams,
    schema: nothing,
    async work({ db, actor, emit, audit }, found) {
      const packageId = await askPackage(db, actor, found)
      await emit(subjectPackageAsked, { packageId })
      audit({ kind: 'subject_request', id: found.id, summary: 'package asked for' })
      return `${list}/${found.reference}#package`
    },
  }),
  changeRoute({
    path: 'release',
    form: 'release',
    audit: 'disclose',
    params: requestParams,
    stepUp: true,
    schema: ({ clock }) => releaseForm(today(clock)),
    async work({ db, actor, clock, audit }, found, { to, how, on }, version) {
      await moveRequest(db, actor, found, version, {
        action: 'release',
        now: clock.now(),
        change: { released_on: on, released_to: to, release_method: how },
      })
      const recipient = `${to}, by ${how}`
      const given = await db
        .selectFrom('subject_item')
        .select(['report_id', 'case_id'])
        .where('request_id', '=', found.id)
        .where('decision', '=', 'included')
        .where('withheld_under', 'is', null)
        .execute()
      audit({ kind: 'subject_request', id: found.id, recipient, reason: 'Subject access request' })
      for (const { report_id, case_id } of given) {
        const id = report_id ?? case_id
        if (id !== null)
          audit({
            kind: report_id === null ? 'case' : 'report',
            id,
            recipient,
            reason: `Subject access request ${found.reference}`,
          })
      }
      return undefined
    },
  }),
  changeRoute({
    path: 'close',
    form: 'close',
    audit: 'alter',
    params: requestParams,
    schema: () => closeForm,
    async work({ db, actor, clock, audit }, found, { why }, version) {
      await moveRequest(db, actor, found, version, {
        action: 'close',
        now: clock.now(),
        change: { closed_on: today(clock), closing_reason: why },
      })
      audit({ kind: 'subject_request', id: found.id, summary: 'closed', reason: why })
      return undefined
    },
  }),
]

async function showRegister(
  { db, actor }: Context<unknown, unknown, unknown>,
  state?: FormState,
): Promise<Answer> {
  const governs = governedBy(actor)
  const organisations =
    governs.length === 0
      ? []
      : await db
          .selectFrom('organisation')
          .select(['id', 'name'])
          .where('id', 'in', governs)
          .orderBy('name')
          .execute()
  const render = (frame: Parameters<typeof RegisterPage>[0]['frame']) =>
    RegisterPage({ frame, organisations, state })
  return state === undefined ? page(render) : pageWithErrors(render)
}
