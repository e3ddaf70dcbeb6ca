import { z } from 'zod'
import {
  type CaseTab,
  caseParams,
  caseReaders,
  caseworkers,
  checkCaseAction,
  type OpenedTab,
  openCaseTab,
} from '#domains/cases'
import { asMember, hasRole } from '#platform/actor'
import { today } from '#platform/clock'
import { readForm, typedSchema, typedValue } from '#platform/forms'
import {
  type Answer,
  type Context,
  forRoles,
  notFound,
  page,
  pageWithErrors,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { ConsultationPage, consultationAddress } from './consultation-page.tsx'
import { consultationForm, readConsultations, recordConsultation } from './consultations.ts'
import { type Back, fresh } from './form-parts.tsx'
import { actingFor, casework, findPower } from './intervention-routes.ts'
import type { Power } from './powers.ts'
import { asGiven, type PowerParty, readInterventions } from './read-interventions.ts'
import { isSamePlace } from './record-intervention.ts'
import { dutiesLeft, dutiesOf } from './rules/consultation.ts'

type AnyContext = Context<unknown, unknown, unknown>
type Asked = { power: Power; party: PowerParty | undefined; place: string }

/** The consultation record of a power about a person or place of a case. */
export function consultationRoutes(tabs: readonly CaseTab[]): readonly Route[] {
  const open = (context: AnyContext, reference: string) =>
    openCaseTab(context, { reference, tabs, path: 'powers' })
  return [
    route({
      method: 'GET',
      url: '/cases/:reference/powers/consultations',
      permission: forRoles(...caseReaders),
      audit: 'consult',
      params: caseParams,
      query: z.object({
        power: z.string().max(50).catch('').default(''),
        party: z.uuid().optional().catch(undefined),
        place: z.string().max(200).catch('').default(''),
      }),
      async handler(context) {
        const opened = await open(context, context.params.reference)
        if ('answer' in opened) return opened.answer
        const { power: code, party: partyId, place } = context.query
        const { power, party } = await findConsulted(context, opened, code, partyId)
        return showConsultations(context, opened, { power, party, place }, fresh)
      },
    }),
    route({
      method: 'POST',
      url: '/cases/:reference/powers/consultations',
      permission: caseworkers,
      audit: 'alter',
      params: caseParams,
      body: typedSchema,
      async handler(context) {
        const { db, actor, body, clock } = context
        const opened = await open(context, context.params.reference)
        if ('answer' in opened) return opened.answer
        const { head } = opened
        checkCaseAction(actor, head, 'add_action')
        const given = z.uuid().safeParse(typedValue(body, 'party'))
        const { power, party } = await findConsulted(
          context,
          opened,
          typedValue(body, 'power'),
          given.success ? given.data : undefined,
        )
        const read = readForm(consultationForm(power, today(clock)), body)
        const place = typedValue(body, 'place')
        if (!read.ok)
          return showConsultations(
            context,
            opened,
            { power, party, place },
            { typed: body, errors: read.errors },
          )
        const acting = { db, actor: asMember(actor), organisationId: actingFor(context) }
        await recordConsultation(acting, head.id, { power, party }, read.value)
        return redirect(
          consultationAddress(head.reference, power.code, {
            partyId: party?.id,
            place: party === undefined ? read.value.place : '',
          }),
        )
      },
    }),
  ]
}

/** A power in force that somebody is to be asked about first. @throws Refusal 404 */
async function findConsulted(
  context: AnyContext,
  opened: OpenedTab,
  code: string,
  partyId: string | undefined,
): Promise<{ power: Power; party: PowerParty | undefined }> {
  const found = await findPower(context, opened, code, partyId)
  if (found.power.consults.length === 0) throw notFound()
  return found
}

async function showConsultations(
  context: AnyContext,
  opened: OpenedTab,
  { power, party, place }: Asked,
  back: Back,
): Promise<Answer> {
  const { db, actor, clock } = context
  const [all, done] = await Promise.all([
    readConsultations(db, opened.head.id),
    readInterventions(db, opened.head.id),
  ])
  const isAbout = (each: { personId: string | null; place: string }) =>
    party === undefined
      ? each.personId === null && isSamePlace(each.place, place)
      : each.personId === party.personId
  const consultations = all.filter((each) => each.power === power.code && isAbout(each))
  const bornOn = party?.bornOn ?? null
  const given = done.filter((each) => each.status !== 'undone' && isAbout(each)).map(asGiven)
  const render = (frame: Parameters<typeof ConsultationPage>[0]['frame']) =>
    ConsultationPage({
      frame,
      opened,
      power,
      about: party?.name ?? (place === '' ? 'a place, named below' : place),
      partyId: party?.id,
      place,
      duties: dutiesOf(power, bornOn, today(clock)),
      left: dutiesLeft(power, { bornOn, given, consulted: consultations, now: clock.now() }),
      consultations,
      mayRecord: opened.head.status === 'open' && hasRole(actor, ...casework),
      back,
    })
  return back.errors.length > 0 ? pageWithErrors(render) : page(render)
}
