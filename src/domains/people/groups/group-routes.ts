import { z } from 'zod'
import { clearedPartitions } from '#domains/sharing'
import { asMember, hasRole, organisationsWith } from '#platform/actor'
import { addMonths, today } from '#platform/clock'
import { type FormError, readForm, type Typed, typedSchema } from '#platform/forms'
import {
  type Answer,
  type Context,
  forRoles,
  notFound,
  page,
  Refusal,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { searchProfiles } from '../read-people.ts'
import { addMember, endGroup, endMember, eraseMember, keepGroup, reviewGroup } from './change-groups.ts'
import { endGroupForm, endMemberForm, eraseForm, memberForm, newGroupForm, reviewForm } from './group.ts'
import { GroupPage } from './group-page.tsx'
import { GroupsPage } from './groups-page.tsx'
import { NewGroupPage } from './new-group-page.tsx'
import {
  findGroup,
  findGroups,
  type GroupMember,
  groupFilterSchema,
  type KeptGroup,
  readGroupMembers,
  readGroupRecord,
} from './read-groups.ts'

const caseworkers = ['triage_officer', 'case_officer', 'supervisor'] as const
/** Who takes somebody out of a group for good. */
const erasers = ['supervisor', 'information_governance'] as const
const readers = forRoles(...caseworkers, 'analyst', 'information_governance')
/** Profiles offered to be added. */
const mostFound = 20

type Any = Context<unknown, unknown, unknown>
type FormState = { form: string; typed: Typed; errors: readonly FormError[]; conflict?: string }
const seenVersion = z.coerce.number().int().catch(0)
const byId = z.object({ id: z.uuid() })
const byMember = byId.extend({ member: z.uuid() })

async function getGroup({ db }: Any, id: string): Promise<KeptGroup> {
  const group = await findGroup(db, id)
  if (group === undefined) throw notFound('group')
  return group
}

async function show(context: Any, id: string, find: string, state?: FormState): Promise<Answer> {
  const { db, actor, audit, clock } = context
  const group = await getGroup(context, id)
  const mine = (...roles: readonly string[]) =>
    organisationsWith(actor, ...roles).includes(group.organisationId)
  const mayChange = mine(...caseworkers) && group.endedOn === null
  const [members, record, found] = await Promise.all([
    readGroupMembers(db, id),
    readGroupRecord(db, id),
    mayChange && find !== '' ? searchProfiles(db, { name: find, phone: '', postcode: '' }, mostFound) : [],
  ])
  audit({ kind: 'person_group', id, summary: `${members.length} memberships` })
  return page(
    (frame) =>
      GroupPage({
        frame,
        group,
        members,
        ...record,
        today: today(clock),
        mayChange,
        mayErase: mine(...erasers),
        find,
        found,
        state,
      }),
    { status: state === undefined ? 200 : state.conflict === undefined ? 422 : 409 },
  )
}

type Work<Value> = (
  context: Context<unknown, unknown, Typed>,
  group: KeptGroup,
  value: Value,
) => Promise<string>

/** A form on the page of a group: read, carried out, and shown again where it cannot be. */
async function change<Value>(
  context: Context<{ id: string }, unknown, Typed>,
  form: string,
  schema: z.ZodType<Value>,
  work: Work<Value>,
): Promise<Answer> {
  const { params, body: typed, audit } = context
  const group = await getGroup(context, params.id)
  const read = readForm(schema, typed)
  if (!read.ok) return show(context, group.id, '', { form, typed, errors: read.errors })
  try {
    audit({ kind: 'person_group', id: group.id, summary: await work(context, group, read.value) })
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    return show(context, group.id, '', { form, typed, errors: [], conflict: error.message })
  }
  return redirect(`/groups/${group.id}`)
}

async function getMember({ db }: Any, group: string, id: string): Promise<GroupMember> {
  const member = (await readGroupMembers(db, group)).find((each) => each.id === id)
  if (member === undefined) throw notFound('membership')
  return member
}

async function showNew(context: Any, typed: Typed = {}, errors: readonly FormError[] = []): Promise<Answer> {
  const { db, actor } = context
  const member = asMember(actor)
  const organisations = await db
    .selectFrom('organisation')
    .select(['id', 'name'])
    .where('id', 'in', [...organisationsWith(actor, ...caseworkers)])
    .orderBy('name')
    .execute()
  const codes = (await Promise.all(organisations.map(({ id }) => clearedPartitions(db, member, id)))).flat()
  const partitions = await db.selectFrom('partition').select(['code', 'label']).orderBy('label').execute()
  return page(
    (frame) =>
      NewGroupPage({
        frame,
        organisations,
        partitions: partitions.filter(({ code }) => codes.includes(code)),
        typed,
        errors,
      }),
    { status: errors.length > 0 ? 422 : 200 },
  )
}

/** Groups of people that an organisation keeps, with their members over time. */
export const groupRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/groups',
    permission: readers,
    audit: 'consult',
    query: groupFilterSchema,
    async handler({ db, actor, clock, query, audit }) {
      const groups = await findGroups(db, query, today(clock))
      audit({ kind: 'person_group', summary: `list: ${groups.length} shown` })
      return page((frame) =>
        GroupsPage({
          frame,
          groups,
          filter: query,
          today: today(clock),
          mayKeep: hasRole(actor, ...caseworkers),
        }),
      )
    },
  }),
  route({
    method: 'GET',
    url: '/groups/new',
    permission: forRoles(...caseworkers),
    audit: 'nothing',
    handler: (context) => showNew(context),
  }),
  route({
    method: 'POST',
    url: '/groups',
    permission: forRoles(...caseworkers),
    audit: 'collect',
    body: typedSchema,
    async handler(context) {
      const { db, actor, clock, body: typed, audit } = context
      const organisations = organisationsWith(actor, ...caseworkers)
      const schema = newGroupForm
        .transform((group) => ({ ...group, organisation: group.organisation || (organisations[0] ?? 0) }))
        .refine(({ organisation }) => organisations.includes(organisation), {
          path: ['organisation'],
          message: 'Choose one of your organisations',
        })
      const read = readForm(schema, typed)
      if (!read.ok) return showNew(context, typed, read.errors)
      const cleared = await clearedPartitions(db, asMember(actor), read.value.organisation)
      if (read.value.partition !== '' && !cleared.includes(read.value.partition))
        return showNew(context, typed, [
          {
            field: 'partition',
            anchor: 'partition',
            message: 'Choose a restriction for which you are cleared',
          },
        ])
      const id = await keepGroup(db, asMember(actor), read.value, today(clock))
      audit({ kind: 'person_group', id, reason: read.value.reason, summary: 'recorded' })
      return redirect(`/groups/${id}`)
    },
  }),
  route({
    method: 'GET',
    url: '/groups/:id',
    permission: readers,
    audit: 'consult',
    params: byId,
    query: z.object({ find: z.string().trim().max(200).catch('').default('') }),
    handler: (context) => show(context, context.params.id, context.query.find),
  }),
  route({
    method: 'POST',
    url: '/groups/:id/members',
    permission: forRoles(...caseworkers),
    audit: 'combine',
    params: byId,
    body: typedSchema,
    handler: (context) =>
      change(
        context,
        'add',
        memberForm(today(context.clock)),
        async ({ db, actor, clock }, group, member) => {
          if (
            member.profile !== '' &&
            (await db
              .selectFrom('profile')
              .select('id')
              .where('id', '=', member.profile)
              .executeTakeFirst()) === undefined
          )
            throw notFound('profile')
          await addMember(db, asMember(actor), group, member, today(clock))
          return 'member added'
        },
      ),
  }),
  route({
    method: 'POST',
    url: '/groups/:id/members/:member/end',
    permission: forRoles(...caseworkers),
    audit: 'alter',
    params: byMember,
    body: typedSchema,
    async handler(context) {
      const { params, clock, body } = context
      const member = await getMember(context, params.id, params.member)
      const form = endMemberForm(today(clock), member.since)
      return change(context, `end-${member.id}`, form, async ({ db, actor }, _, value) => {
        const version = seenVersion.parse(body.version)
        await endMember(db, asMember(actor), member, { ...value, version, now: clock.now() })
        return 'membership ended'
      })
    },
  }),
  route({
    method: 'POST',
    url: '/groups/:id/members/:member/erase',
    permission: forRoles(...erasers),
    audit: 'erase',
    stepUp: true,
    params: byMember,
    body: typedSchema,
    async handler(context) {
      const member = await getMember(context, context.params.id, context.params.member)
      return change(context, `erase-${member.id}`, eraseForm, async ({ db, audit }, group, { because }) => {
        if (!(await eraseMember(db, member))) throw notFound('membership')
        audit({ kind: 'person_group', id: group.id, reason: because, summary: 'membership erased' })
        return 'erasure asked for'
      })
    },
  }),
  route({
    method: 'POST',
    url: '/groups/:id/review',
    permission: forRoles(...caseworkers),
    audit: 'alter',
    params: byId,
    body: typedSchema,
    handler: (context) =>
      change(
        context,
        'review',
        reviewForm,
        async ({ db, actor, clock, body }, group, { review, because }) => {
          const nextOn = addMonths(today(clock), review)
          const version = seenVersion.parse(body.version)
          await reviewGroup(db, asMember(actor), group, { nextOn, because, version })
          return 'reviewed and kept'
        },
      ),
  }),
  route({
    method: 'POST',
    url: '/groups/:id/end',
    permission: forRoles(...caseworkers),
    audit: 'alter',
    params: byId,
    body: typedSchema,
    handler: (context) =>
      change(context, 'end', endGroupForm, async ({ db, actor, clock, body }, group, { because }) => {
        const version = seenVersion.parse(body.version)
        const day = today(clock)
        await endGroup(db, asMember(actor), group, { because, version, today: day, now: clock.now() })
        return 'no longer kept'
      }),
  }),
]
