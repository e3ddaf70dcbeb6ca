import { sql } from 'kysely'
import { z } from 'zod'
import { asMember, hasRole, organisationsWith } from '#platform/actor'
import { today } from '#platform/clock'
import { type FormError, type Typed, typedSchema, typedValue, typedValues } from '#platform/forms'
import {
  type Answer,
  type Context,
  conflict,
  forbidden,
  forRoles,
  notFound,
  page,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { newId } from '#platform/ids'
import { correspondents } from '../staff/thread-routes.ts'
import { needsInstrumentOn } from './instrument.ts'
import { readServices } from './read-needs.ts'
import { ServicesPage } from './services-page.tsx'

const params = z.object({ id: z.uuid() })
const keepers = ['coordinator'] as const

/** The directory of services that support victims: read by caseworkers, kept by co-ordinators. */
export const supportServiceRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/support-services',
    permission: forRoles(...correspondents, ...keepers),
    audit: 'nothing',
    query: z.object({
      need: z.string().max(40).default('').catch(''),
      edit: z.uuid().optional().catch(undefined),
      done: z.literal('1').optional().catch(undefined),
    }),
    handler: (context) => {
      const { need, edit, done } = context.query
      return show(context, { need, edit, isDone: done !== undefined })
    },
  }),
  route({
    method: 'POST',
    url: '/support-services',
    permission: forRoles(...keepers),
    audit: 'alter',
    body: typedSchema,
    handler: (context) => save(context, undefined),
  }),
  route({
    method: 'POST',
    url: '/support-services/:id',
    permission: forRoles(...keepers),
    audit: 'alter',
    params,
    body: typedSchema,
    handler: (context) => save(context, context.params.id),
  }),
]

async function save(context: Context<unknown, unknown, Typed>, id: string | undefined): Promise<Answer> {
  const { db, actor, body, clock, audit } = context
  const [organisation] = organisationsWith(actor, ...keepers)
  if (organisation === undefined) throw forbidden()
  const text = (name: string) => typedValue(body, name).trim().slice(0, 500)
  const known = needsInstrumentOn(today(clock)).areas.map(({ code }) => code)
  const needs = typedValues(body, 'needs').filter((each) => known.includes(each))
  const partner = text('partner') === '' ? null : Number(text('partner'))
  const days = Number(text('days'))
  const errors = [
    ...(text('name') === '' ? [wrong('name', 'Enter its name')] : []),
    ...(text('whatFor') === '' ? [wrong('whatFor', 'Say what it does')] : []),
    ...(needs.length === 0 ? [wrong('needs', 'Choose what it is for')] : []),
    ...(Number.isInteger(days) && days >= 1 && days <= 60
      ? []
      : [wrong('days', 'Enter a number from 1 to 60')]),
    ...(text('email') !== '' && !z.email().safeParse(text('email')).success
      ? [wrong('email', 'Enter an email address')]
      : []),
    ...(partner !== null && text('email') !== ''
      ? [wrong('email', 'An organisation of the partnership answers on its own page: leave the email out')]
      : []),
  ]
  if (errors.length > 0) return show(context, { need: '', edit: id, typed: body, errors }, 422)
  const { memberId } = asMember(actor)
  const given = sql`${text('name')}, ${text('whatFor')}, ${needs}::text[], ${text('area')}, ${text('how')}, ${partner}::integer,
    ${text('email')}, ${typedValue(body, 'consent') === 'yes'}, ${days}, ${memberId}`
  if (id === undefined) {
    const made = newId()
    await sql`
      insert into support_service (id, organisation_id, name, what_for, needs, area, how_to_refer, partner_organisation_id, email,
        consent_needed, answer_working_days, modified_by)
      values (${made}, ${organisation}, ${given})`.execute(db)
    audit({ kind: 'support_service', id: made, summary: 'added' })
    return redirect('/support-services?done=1')
  }
  if (!(await readServices(db, true)).some((service) => service.id === id)) throw notFound('service')
  const { rows } = await sql`
    update support_service set (name, what_for, needs, area, how_to_refer, partner_organisation_id, email, consent_needed,
      answer_working_days, modified_by) = (${given}), version = version + 1,
      ended_on = ${typedValue(body, 'ended') === 'yes' ? today(clock) : null}
    where id = ${id} and version = ${Number(typedValue(body, 'version')) || 0} returning id`.execute(db)
  if (rows.length === 0) throw conflict('Somebody else changed this since you opened it. Open it again.')
  audit({ kind: 'support_service', id, summary: 'changed' })
  return redirect('/support-services?done=1')
}

const wrong = (field: string, message: string): FormError => ({ field, anchor: field, message })

type Shown = {
  need: string
  edit: string | undefined
  typed?: Typed
  errors?: readonly FormError[]
  isDone?: boolean
}

async function show(
  { db, actor, clock }: Context<unknown, unknown, unknown>,
  { need, edit, typed, errors = [], isDone = false }: Shown,
  status = 200,
): Promise<Answer> {
  const mayKeep = hasRole(actor, ...keepers)
  const [all, organisations] = await Promise.all([
    readServices(db, mayKeep),
    db.selectFrom('organisation').select(['id', 'name']).orderBy('name').execute(),
  ])
  return page(
    (frame) =>
      ServicesPage({
        frame: { ...frame, hasErrors: errors.length > 0 },
        services: all.filter((service) => need === '' || service.needs.includes(need)),
        need,
        areas: needsInstrumentOn(today(clock)).areas,
        organisations,
        mayKeep,
        edited: all.find(({ id }) => id === edit),
        typed,
        errors,
        isDone,
      }),
    { status },
  )
}
