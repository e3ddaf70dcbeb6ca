import { z } from 'zod'
import type { Actor } from '#platform/actor'
import { type LocalDate, today } from '#platform/clock'
import { dateField, type FormError, readForm, type Typed, typedSchema, wordsField } from '#platform/forms'
import {
  type Answer,
  type Context,
  forbidden,
  notFound,
  page,
  Refusal,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { forArrangers, forCoordinators, mayChange, mayEnd } from './arranger.ts'
import { arrangeCover, coverable, optionOf, readColleagues, readCover } from './cover.ts'
import { getMembership, getPerson, type Person } from './get-person.ts'
import { endMembership, giveMembership } from './give-membership.ts'
import { readChoices, readMembershipForm } from './membership-form.ts'
import { AddMembershipPage, ChangeMembershipPage, CoverPage, EndMembershipPage } from './membership-pages.tsx'
import { type Done, personParams } from './people-routes.ts'

const membershipParams = personParams.extend({ membership: z.uuid() })

type Asked<Params> = Context<Params, unknown, unknown>
type Sent = { typed: Typed; errors: readonly FormError[] }
const empty: Sent = { typed: {}, errors: [] }

/** What a form did, or why it came back. */
type Outcome = { ok: true; done: Done } | { ok: false; errors: readonly FormError[] }

/**
 * A form about one person with the page it stands on: shown by GET, carried out by POST. One with errors comes back
 * with what was typed, and so does one for something that has changed in the meantime.
 */
function formRoutes<Params extends z.output<typeof personParams>>(form: {
  path: string
  params: z.ZodType<Params>
  permission: typeof forArrangers
  /** Whether it gives somebody something, for which the giver proves who they are. */
  gives: boolean
  show: (context: Asked<Params>, person: Person, sent: Sent) => Promise<Answer>
  work: (context: Asked<Params>, person: Person, typed: Typed, day: LocalDate) => Promise<Outcome>
}): Route[] {
  const { params, permission } = form
  const url = `/people/:person/${form.path}`
  return [
    route({
      method: 'GET',
      url,
      permission,
      audit: 'consult',
      params,
      async handler(context) {
        const person = await personOf(context)
        context.audit({ kind: 'member', id: person.id })
        return form.show(context, person, empty)
      },
    }),
    route({
      method: 'POST',
      url,
      permission,
      audit: 'alter',
      params,
      body: typedSchema,
      ...(form.gives ? { stepUp: true } : {}),
      async handler(context) {
        const { body: typed, clock } = context
        const person = await personOf(context)
        try {
          const outcome = await form.work(context, person, typed, today(clock))
          if (!outcome.ok) return form.show(context, person, { typed, errors: outcome.errors })
          return redirect(`/people/${person.id}?done=${outcome.done}`)
        } catch (error) {
          // A refusal of this kind comes before anything is written.
          if (!(error instanceof Refusal) || error.status !== 409) throw error
          const errors = [{ field: 'from', anchor: 'from-day', message: error.message }]
          return form.show(context, person, { typed, errors })
        }
      },
    }),
  ]
}

function personOf({ db, actor, params }: Asked<z.output<typeof personParams>>): Promise<Person> {
  return getPerson(db, actor, params.person)
}

const statusOf = ({ errors }: Sent) => ({ status: errors.length > 0 ? 422 : 200 })

function refuseMyself(actor: Actor, person: Person): void {
  if (actor.kind === 'member' && actor.memberId === person.id)
    throw forbidden('Nobody gives themselves anything. Ask another co-ordinator. You are still signed in.')
}

const endForm = z.object({
  from: dateField({ name: 'the first day without it' }),
  because: wordsField({ name: 'The reason', most: 500 }),
})

export const membershipRoutes: readonly Route[] = [
  ...formRoutes({
    path: 'add',
    params: personParams,
    permission: forCoordinators,
    gives: true,
    async show({ db, actor, clock }, person, sent) {
      refuseMyself(actor, person)
      const choices = await readChoices(db, today(clock))
      return page(
        (frame) => AddMembershipPage({ frame, person, choices, today: today(clock), ...sent }),
        statusOf(sent),
      )
    },
    async work({ db, actor, audit }, person, typed, day) {
      refuseMyself(actor, person)
      const read = await readMembershipForm(db, typed, await readChoices(db, day), day)
      if (!read.ok) return read
      await giveMembership(db, actor, { ...read.value, memberId: person.id })
      const { role, organisationId, validFrom, because = '' } = read.value
      audit({
        kind: 'member',
        id: person.id,
        summary: `given: ${role}, organisation ${organisationId}, from ${validFrom}`,
        reason: because,
      })
      return { ok: true, done: 'added' }
    },
  }),
  ...formRoutes({
    path: 'memberships/:membership/change',
    params: membershipParams,
    permission: forCoordinators,
    gives: true,
    async show({ db, actor, params, clock }, person, sent) {
      const membership = getMembership(person, params.membership)
      if (!mayChange(actor, membership)) throw notFound('membership')
      const choices = await readChoices(db, today(clock))
      const { role, teamId, areaCode } = membership
      const before = { role, team: teamId ?? '', area: areaCode ?? '' }
      const shown = { ...sent, typed: { ...before, ...sent.typed } }
      return page(
        (frame) =>
          ChangeMembershipPage({ frame, person, membership, choices, today: today(clock), ...shown }),
        statusOf(sent),
      )
    },
    async work({ db, actor, params, audit }, person, typed, day) {
      const membership = getMembership(person, params.membership)
      if (!mayChange(actor, membership)) throw notFound('membership')
      const { organisationId } = membership
      const read = await readMembershipForm(db, typed, await readChoices(db, day), day, organisationId)
      if (!read.ok) return read
      if (read.value.role === 'partner')
        return { ok: false, errors: [{ field: 'role', anchor: 'role', message: 'Choose what they will do' }] }
      // What it was given until stays, unless it was given for good.
      const validTo =
        membership.validTo !== null && membership.validTo > read.value.validFrom ? membership.validTo : null
      await endMembership(db, membership.id, read.value.validFrom, 'Changed')
      await giveMembership(db, actor, { ...read.value, validTo, memberId: person.id })
      audit({
        kind: 'member',
        id: person.id,
        summary: `changed: ${membership.role} to ${read.value.role}, organisation ${organisationId}, from ${read.value.validFrom}`,
        reason: read.value.because ?? '',
      })
      return { ok: true, done: 'changed' }
    },
  }),
  ...formRoutes({
    path: 'memberships/:membership/end',
    params: membershipParams,
    permission: forArrangers,
    gives: false,
    async show({ actor, params, clock }, person, sent) {
      const membership = getMembership(person, params.membership)
      if (!mayEnd(actor, membership)) throw notFound('membership')
      return page(
        (frame) => EndMembershipPage({ frame, person, membership, today: today(clock), ...sent }),
        statusOf(sent),
      )
    },
    async work({ db, actor, params, audit }, person, typed, day) {
      const membership = getMembership(person, params.membership)
      if (!mayEnd(actor, membership)) throw notFound('membership')
      const read = readForm(endForm, typed)
      if (!read.ok) return read
      const { from, because } = read.value
      if (from < day)
        return {
          ok: false,
          errors: [{ field: 'from', anchor: 'from-day', message: 'The day must be today or later' }],
        }
      await endMembership(db, membership.id, from, because)
      audit({
        kind: 'member',
        id: membership.memberId,
        summary: `ended: ${membership.role}, organisation ${membership.organisationId}, from ${from}`,
        reason: because,
      })
      return { ok: true, done: 'ended' }
    },
  }),
  ...formRoutes({
    path: 'cover',
    params: personParams,
    permission: forArrangers,
    gives: true,
    async show({ db, actor, clock }, person, sent) {
      const { duties, colleagues } = await coverChoices(db, actor, person, today(clock))
      const organisations = new Set(duties.map(({ organisationId }) => organisationId))
      const options = colleagues.map((colleague) => ({
        value: optionOf(colleague),
        text: organisations.size > 1 ? `${colleague.name}, ${colleague.organisationName}` : colleague.name,
      }))
      return page(
        (frame) => CoverPage({ frame, person, duties, colleagues: options, today: today(clock), ...sent }),
        statusOf(sent),
      )
    },
    async work({ db, actor, audit }, person, typed, day) {
      const { duties, colleagues } = await coverChoices(db, actor, person, day)
      const read = readCover(typed, duties, colleagues, day)
      if (!read.ok) return read
      await arrangeCover(db, actor, read.value)
      const { colleague, from, until } = read.value
      const summary = `from ${from} to ${until}, organisation ${colleague.organisationId}`
      audit({ kind: 'member', id: colleague.memberId, summary: `covers: ${summary}` })
      audit({ kind: 'member', id: person.id, summary: `covered: ${summary}` })
      return { ok: true, done: 'covered' }
    },
  }),
]

async function coverChoices(
  db: Context<unknown, unknown, unknown>['db'],
  actor: Actor,
  person: Person,
  day: LocalDate,
) {
  const duties = coverable(actor, person, day)
  if (duties.length === 0) throw notFound('person')
  const organisations = [...new Set(duties.map(({ organisationId }) => organisationId))]
  return { duties, colleagues: await readColleagues(db, actor, person, organisations, day) }
}
