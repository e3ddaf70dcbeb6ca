import { z } from 'zod'
import { today } from '#platform/clock'
import { emailField, oneOf, readForm, typedSchema, wordsField } from '#platform/forms'
import { type Answer, type Context, page, Refusal, type Route, redirect, route } from '#platform/http'
import { addPerson, type Invite } from './add-person.ts'
import { AddPersonPage, PersonAddedPage } from './add-person-page.tsx'
import {
  arrangedBy,
  forArrangers,
  forCoordinators,
  isCoordinator,
  mayArrangeCover,
  mayChange,
  mayEnd,
} from './arranger.ts'
import { findPeople, peopleFilterSchema } from './find-people.ts'
import { getPerson } from './get-person.ts'
import { readChoices, readMembershipForm } from './membership-form.ts'
import { PeoplePage } from './people-page.tsx'
import { PersonPage } from './person-page.tsx'

export const personParams = z.object({ person: z.uuid() })

const doneWords = {
  added: 'They have this as well now.',
  changed: 'It changes on that day.',
  ended: 'It ends on that day.',
  covered: 'The cover is arranged.',
} as const
export type Done = keyof typeof doneWords
const doneCodes = Object.keys(doneWords) as [Done, ...Done[]]

const personForm = z.object({
  name: wordsField({ name: 'The name', most: 200, missing: 'Enter the name' }),
  email: emailField().transform((email) => email.toLowerCase()),
  account: oneOf(['password', 'directory'], 'Choose how they sign in'),
})

/** The people of the partnership: who works for whom, since when, and somebody new. */
export function peopleRoutes(invite: Invite): Route[] {
  return [
    route({
      method: 'GET',
      url: '/people',
      permission: forArrangers,
      audit: 'consult',
      query: peopleFilterSchema,
      async handler({ db, actor, query: filter, clock, audit }) {
        const day = today(clock)
        const arranged = arrangedBy(actor)
        const [{ people, hasNext }, { organisations }] = await Promise.all([
          findPeople(db, arranged, filter, day),
          readChoices(db, day),
        ])
        audit({
          kind: 'member',
          summary: `list of ${people.length}: ${filter.state}, ${filter.role ?? 'any role'}`,
        })
        return page((frame) =>
          PeoplePage({
            frame,
            filter,
            people,
            hasNext,
            organisations: organisations.filter(({ id }) => arranged === 'all' || arranged.includes(id)),
            mayAdd: isCoordinator(actor),
            today: day,
          }),
        )
      },
    }),
    route({
      method: 'GET',
      url: '/people/add',
      permission: forCoordinators,
      audit: 'nothing',
      async handler({ db, clock }) {
        const choices = await readChoices(db, today(clock))
        return page((frame) => AddPersonPage({ frame, typed: {}, errors: [], choices, today: today(clock) }))
      },
    }),
    route({
      method: 'POST',
      url: '/people/add',
      permission: forCoordinators,
      audit: 'alter',
      stepUp: true,
      body: typedSchema,
      handler: (context) => add(context, invite),
    }),
    route({
      method: 'GET',
      url: '/people/:person',
      permission: forArrangers,
      audit: 'consult',
      params: personParams,
      query: z.object({ done: z.enum(doneCodes).optional().catch(undefined) }),
      async handler({ db, actor, params, query, clock, audit }) {
        const person = await getPerson(db, actor, params.person)
        audit({ kind: 'member', id: person.id })
        const isMyself = actor.kind === 'member' && actor.memberId === person.id
        return page((frame) =>
          PersonPage({
            frame,
            person,
            today: today(clock),
            may: {
              add: isCoordinator(actor) && !isMyself,
              change: (membership) => mayChange(actor, membership),
              end: (membership) => mayEnd(actor, membership),
              renew: (membership) => membership.role === 'partner' && mayEnd(actor, membership),
              arrangeCover: person.memberships.some(({ organisationId, role }) =>
                mayArrangeCover(actor, organisationId, role),
              ),
            },
            done: query.done && doneWords[query.done],
          }),
        )
      },
    }),
  ]
}

async function add(
  context: Context<unknown, unknown, z.output<typeof typedSchema>>,
  invite: Invite,
): Promise<Answer> {
  const { db, actor, body: typed, clock, audit } = context
  const day = today(clock)
  const choices = await readChoices(db, day)
  const who = readForm(personForm, typed)
  const membership = await readMembershipForm(db, typed, choices, day)
  const errors = [...(who.ok ? [] : who.errors), ...(membership.ok ? [] : membership.errors)]
  if (who.ok && who.value.email === '')
    errors.unshift({ field: 'email', anchor: 'email', message: 'Enter the work email address' })
  const again = (shown: typeof errors) =>
    page((frame) => AddPersonPage({ frame, typed, errors: shown, choices, today: day }), { status: 422 })
  if (!who.ok || !membership.ok || errors.length > 0) return again(errors)
  const { name, email, account } = who.value
  try {
    const added = await addPerson(
      db,
      actor,
      { name, email, needsPassword: account === 'password', membership: membership.value },
      invite,
    )
    const { role, organisationId, validFrom } = membership.value
    audit({
      kind: 'member',
      id: added.memberId,
      summary: `${added.isNew ? 'added: ' : ''}${role}, organisation ${organisationId}, from ${validFrom}`,
      reason: membership.value.because ?? '',
    })
    if (!added.isNew) return redirect(`/people/${added.memberId}?done=added`)
    const person = { id: added.memberId, name, email }
    return page((frame) => PersonAddedPage({ frame, person, password: added.password }))
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    return again([{ field: 'email', anchor: 'email', message: error.message }])
  }
}
