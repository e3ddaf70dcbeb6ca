import { z } from 'zod'
import { asMember } from '#platform/actor'
import { localDateSchema, today } from '#platform/clock'
import { type FormError, readForm, typedSchema } from '#platform/forms'
import {
  type Answer,
  type Context,
  forbidden,
  forRoles,
  notFound,
  page,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { newId } from '#platform/ids'
import { reviewReaders } from '../lifecycle.ts'
import { reviewsHome } from '../reviews-home.ts'
import type { FormState } from '../staff/form-parts.tsx'
import { bodyForm, endForm, type NewProcedure, procedureForm } from './arrangement-forms.ts'
import { ArrangementsPage } from './arrangements-page.tsx'
import { DistrictPage } from './district-page.tsx'
import { type DistrictArrangements, findArranger, readArrangements, standsOn } from './read-arrangements.ts'

const readers = forRoles(...reviewReaders, 'coordinator', 'information_governance')
const arrangers = forRoles('supervisor', 'coordinator')
const params = z.object({ district: z.string().max(40) })
const bodyParams = params.extend({ organisation: z.coerce.number().int().positive(), from: localDateSchema })
type Of = Context<z.output<typeof params>, unknown, unknown>

/** How Case Reviews are done in each district, from which day until which; what is to come is set and taken back here. */
export const arrangementRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/reviews/procedures',
    permission: readers,
    audit: 'nothing',
    async handler({ db, actor, clock }) {
      const districts = await readArrangements(db)
      const back = reviewsHome(actor)
      return page((frame) => ArrangementsPage({ frame, districts, today: today(clock), back }))
    },
  }),
  route({
    method: 'GET',
    url: '/reviews/procedures/:district',
    permission: readers,
    audit: 'nothing',
    params,
    query: z.object({ done: z.literal('1').optional().catch(undefined) }),
    async handler(context) {
      return show(context, await getDistrict(context), undefined, context.query.done !== undefined)
    },
  }),
  route({
    method: 'POST',
    url: '/reviews/procedures/:district',
    permission: arrangers,
    audit: 'alter',
    params,
    body: typedSchema,
    async handler(context) {
      const { db, actor, body: typed, clock, audit } = context
      const { district, organisation } = await getMine(context)
      audit({ kind: 'case_review_procedure', summary: district.code })
      const read = readForm(procedureForm(today(clock)), typed)
      const back = (errors: readonly FormError[]) =>
        show(context, district, { form: 'procedure', typed, errors })
      if (!read.ok) return back(read.errors)
      if (district.procedures.some(({ from }) => from === read.value.from))
        return back([
          {
            field: 'from',
            anchor: 'from-day',
            message: 'One begins on that day already: take it back first',
          },
        ])
      await db
        .insertInto('review_procedure')
        .values({
          ...rowOf(read.value),
          id: newId(),
          organisation_id: organisation,
          district_code: district.code,
          set_by: asMember(actor).memberId,
        })
        .execute()
      return done(district)
    },
  }),
  route({
    method: 'POST',
    url: '/reviews/procedures/:district/take-back/:from',
    permission: arrangers,
    audit: 'alter',
    params: params.extend({ from: localDateSchema }),
    async handler(context) {
      const { db, params, audit } = context
      const { district } = await getMine(context)
      audit({ kind: 'case_review_procedure', summary: `${district.code}: taken back` })
      await db
        .deleteFrom('review_procedure')
        .where('district_code', '=', district.code)
        .where('valid_from', '=', params.from)
        .execute()
      return done(district)
    },
  }),
  route({
    method: 'POST',
    url: '/reviews/procedures/:district/bodies',
    permission: arrangers,
    audit: 'alter',
    params,
    body: typedSchema,
    async handler(context) {
      const { db, actor, body: typed, clock, audit } = context
      const { district } = await getMine(context)
      audit({ kind: 'case_review_procedure', summary: `${district.code}: relevant body` })
      const organisations = await readOrganisations(context)
      const day = today(clock)
      const read = readForm(
        bodyForm(
          day,
          organisations.map(({ id }) => id),
        ),
        typed,
      )
      const back = (errors: readonly FormError[]) => show(context, district, { form: 'body', typed, errors })
      if (!read.ok) return back(read.errors)
      const { organisationId, role, from, because } = read.value
      const known = district.bodies.find(
        (each) => each.organisationId === organisationId && standsOn(from, each) !== 'over',
      )
      if (known !== undefined)
        return back([{ field: 'body', anchor: 'body', message: `${known.name} is one already` }])
      await db
        .insertInto('review_relevant_body')
        .values({
          organisation_id: organisationId,
          district_code: district.code,
          role,
          valid_from: from,
          because,
          set_by: asMember(actor).memberId,
        })
        .execute()
      return done(district)
    },
  }),
  route({
    method: 'POST',
    url: '/reviews/procedures/:district/bodies/:organisation/:from/end',
    permission: arrangers,
    audit: 'alter',
    params: bodyParams,
    body: typedSchema,
    async handler(context) {
      const { db, actor, params, body: typed, clock, audit } = context
      const { district } = await getMine(context)
      audit({ kind: 'case_review_procedure', summary: `${district.code}: relevant body ended` })
      const day = today(clock)
      const body = district.bodies.find(
        ({ organisationId, from }) => organisationId === params.organisation && from === params.from,
      )
      if (body === undefined) throw notFound('relevant body')
      const row = db
        .updateTable('review_relevant_body')
        .where('district_code', '=', district.code)
        .where('organisation_id', '=', body.organisationId)
        .where('valid_from', '=', body.from)
      if (standsOn(day, body) === 'to come') {
        await db
          .deleteFrom('review_relevant_body')
          .where('district_code', '=', district.code)
          .where('organisation_id', '=', body.organisationId)
          .where('valid_from', '=', body.from)
          .execute()
        return done(district)
      }
      const read = readForm(endForm(day), typed)
      if (!read.ok)
        return show(context, district, {
          form: `end-${body.organisationId}-${body.from}`,
          typed,
          errors: read.errors,
        })
      await row.set({ valid_to: read.value.until, ended_by: asMember(actor).memberId }).execute()
      return done(district)
    },
  }),
]

const done = ({ code }: DistrictArrangements) => redirect(`/reviews/procedures/${code}?done=1`)

function rowOf(value: NewProcedure) {
  return {
    valid_from: value.from,
    complaints: value.complaints,
    complaint_months: value.complaintMonths,
    application_months: value.applicationMonths,
    statutory_only: value.statutoryOnly,
    latest_within_months: value.latestWithinMonths,
    no_action_caveat: value.noActionCaveat,
    hate_reports: value.hate,
    same_metres: value.metres,
    acknowledge_days: value.acknowledgeDays,
    threshold_days: value.thresholdDays,
    panel_days: value.panelDays,
    outcome_days: value.outcomeDays,
    respond_days: value.respondDays,
    appeal_within_days: value.appealWithinDays,
    appeal_days: value.appealDays,
    appeal_to: value.appealTo,
    contact_name: value.contactName,
    contact_phone: value.contactPhone,
    contact_email: value.contactEmail,
    contact_address: value.contactAddress,
    source: value.source,
    verified: value.verified,
  }
}

/** @throws Refusal 404 where nobody answers for such a district */
async function getDistrict({ db, params }: Of): Promise<DistrictArrangements> {
  const [district] = await readArrangements(db, params.district)
  if (district === undefined) throw notFound('district')
  return district
}

/** @throws Refusal 403 where somebody else says how reviews are done there */
async function getMine(context: Of): Promise<{ district: DistrictArrangements; organisation: number }> {
  const district = await getDistrict(context)
  const organisation = await findArranger(context.db, context.actor, district.code)
  if (organisation === undefined)
    throw forbidden(
      `The council of ${district.name} says how reviews are done there. You are still signed in.`,
    )
  return { district, organisation }
}

const readOrganisations = ({ db, clock }: Of) =>
  db
    .selectFrom('organisation')
    .select(['id', 'name'])
    .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>', today(clock))]))
    .orderBy('name')
    .execute()

async function show(
  context: Of,
  district: DistrictArrangements,
  state?: FormState,
  isDone = false,
): Promise<Answer> {
  const { db, actor, clock } = context
  const arranger = await findArranger(db, actor, district.code)
  const organisations = arranger === undefined ? [] : await readOrganisations(context)
  return page(
    (frame) =>
      DistrictPage({
        frame,
        district,
        mayArrange: arranger !== undefined,
        organisations,
        today: today(clock),
        state,
        isDone,
      }),
    state === undefined ? {} : { status: 422 },
  )
}
