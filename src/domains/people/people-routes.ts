import { sql } from 'kysely'
import { z } from 'zod'
import { askReason } from '#domains/governance'
import { flagLateLink } from '#domains/risk'
import { profileSignpostPanel } from '#domains/sharing'
import { addTimelineEntries } from '#domains/timeline'
import { asMember, hasRole } from '#platform/actor'
import { type FormError, readForm, type Typed, typedSchema, wordsField } from '#platform/forms'
import {
  type Answer,
  type Context,
  forRoles,
  notFound,
  page,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { newId, referenceSchema } from '#platform/ids'
import { readGroupsOfProfile } from './groups/read-groups.ts'
import { PeoplePage } from './people-page.tsx'
import { ProfilePage, ProfilesPage } from './profile-pages.tsx'
import { findProfile, readPeople, searchProfiles } from './read-people.ts'

const caseworkers = ['triage_officer', 'case_officer', 'supervisor'] as const
const readers = forRoles(...caseworkers, 'analyst')
const params = z.object({ reference: referenceSchema('ASB') })
/** Profiles on one list: a search that finds more is too wide. */
const mostListed = 50
const searched = z.string().max(200).default('').catch('')

type Any = Context<unknown, unknown, unknown>
type State = { isDone?: boolean; deciding?: string; typed?: Typed; errors?: readonly FormError[] }

/** A report whose people the actor's organisation may see: it holds it. */
async function getHeldReport({ db, actor }: Any, reference: string) {
  const report = await db
    .selectFrom('report')
    .select(['id', 'reference', 'title', 'organisation_id as organisationId'])
    .where('reference', '=', reference)
    .where('organisation_id', 'in', [...asMember(actor).organisations])
    .executeTakeFirst()
  if (report === undefined) throw notFound('report')
  return report
}

async function show(context: Any, reference: string, state: State = {}): Promise<Answer> {
  const { db, actor, audit } = context
  const report = await getHeldReport(context, reference)
  const asked = await askReason(context, { ...report, kind: 'report' })
  if ('answer' in asked) return asked.answer
  const people = await readPeople(db, report.id)
  audit({ kind: 'report', id: report.id, reason: asked.reason, summary: 'people' })
  return page(
    (frame) =>
      PeoplePage({
        frame: { ...frame, hasErrors: state.errors !== undefined },
        report,
        people,
        mayDecide: hasRole(actor, ...caseworkers),
        ...state,
      }),
    { status: state.errors === undefined ? 200 : 422 },
  )
}

const uuidIn = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/

/** Which profile somebody is: an id, a new one, none, or the address of another profile's page. */
const decideForm = z
  .object({
    profile: z
      .string('Say who it is')
      .refine((value) => ['new', 'none', 'other'].includes(value) || uuidIn.test(value), 'Say who it is'),
    other: z.string().max(500).default(''),
    why: wordsField({ name: 'The reason', most: 500, missing: 'Say why' }),
  })
  .refine(({ profile, other }) => profile !== 'other' || uuidIn.test(other), {
    path: ['other'],
    message: 'Enter the address of a profile page',
  })

/** People in reports and the profiles that the organisation keeps of them. */
export const peopleRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/reports/:reference/people',
    permission: readers,
    audit: 'consult',
    params,
    query: z.object({ done: z.literal('yes').optional().catch(undefined) }),
    handler: (context) => show(context, context.params.reference, { isDone: context.query.done === 'yes' }),
  }),
  route({
    method: 'POST',
    url: '/reports/:reference/people/:person',
    permission: forRoles(...caseworkers),
    audit: 'combine',
    params: params.extend({ person: z.uuid() }),
    body: typedSchema,
    async handler(context) {
      const { db, actor, params, body: typed, audit } = context
      const report = await getHeldReport(context, params.reference)
      const read = readForm(decideForm, typed)
      const again = (errors: readonly FormError[]) =>
        show(context, params.reference, {
          deciding: params.person,
          typed,
          errors: errors.map((error) => ({ ...error, anchor: `${error.field}-${params.person}` })),
        })
      if (!read.ok) return again(read.errors)
      const { profile, other, why } = read.value
      const chosen = profile === 'other' ? uuidIn.exec(other)?.[0] : uuidIn.exec(profile)?.[0]
      const made = profile === 'new' ? newId() : null
      const { rows } = await sql<{ done: boolean }>`
        select match_person(${params.person}, ${chosen ?? null}::uuid, ${made}::uuid, ${why}) as done
        where exists (select from report_person where id = ${params.person} and report_id = ${report.id})`.execute(
        db,
      )
      const [result] = rows
      if (result === undefined) throw notFound('person')
      if (!result.done) {
        const field = profile === 'other' ? 'other' : 'profile'
        return again([{ field, anchor: field, message: 'Your organisation keeps no such profile' }])
      }
      await Promise.all([
        addTimelineEntries(db, actor, [
          {
            reportId: report.id,
            kind: 'person_matched',
            // Partners read this: whom it names is for the organisation that holds the report.
            what:
              profile === 'none'
                ? 'The match of somebody in it was undone'
                : 'Somebody in it was matched by a person',
          },
        ]),
        flagLateLink(db, [report.id]),
      ])
      audit({
        kind: 'report',
        id: report.id,
        reason: why,
        summary: `person ${profile === 'none' ? 'unmatched' : 'matched'}`,
      })
      return redirect(`/reports/${report.reference}/people?done=yes`)
    },
  }),
  route({
    method: 'GET',
    url: '/profiles',
    permission: readers,
    audit: 'consult',
    query: z.object({ name: searched, phone: searched, postcode: searched }),
    async handler({ db, query, audit }) {
      const search = { name: query.name.trim(), phone: query.phone.trim(), postcode: query.postcode.trim() }
      const profiles = await searchProfiles(db, search, mostListed)
      audit({ kind: 'profile', summary: `search: ${profiles.length} shown` })
      return page((frame) => ProfilesPage({ frame, profiles, search, most: mostListed }))
    },
  }),
  route({
    method: 'GET',
    url: '/profiles/:id',
    permission: readers,
    audit: 'consult',
    params: z.object({ id: z.uuid() }),
    async handler({ db, params, audit }) {
      const profile = await findProfile(db, params.id)
      if (profile === undefined) throw notFound('profile')
      const [groups, signposts] = await Promise.all([
        readGroupsOfProfile(db, profile.id),
        profileSignpostPanel(db, profile.id),
      ])
      audit({ kind: 'profile', id: profile.id })
      return page((frame) => ProfilePage({ frame, profile, groups, signposts: signposts() }))
    },
  }),
]
