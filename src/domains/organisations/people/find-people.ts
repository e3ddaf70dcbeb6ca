import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { isRole, type Role } from '../role.ts'
import type { Membership } from './membership.ts'

export const peopleOnPage = 50

export const states = ['now', 'later', 'covering', 'left', 'any'] as const
export const sorts = ['name', 'organisation', 'newest'] as const

const optional = (most: number) => z.string().trim().max(most).catch('').default('')

/** What the list of people can be asked; all of it stands in the address. */
export const peopleFilterSchema = z.object({
  q: optional(100),
  organisation: z.coerce.number().int().positive().optional().catch(undefined),
  role: z
    .string()
    .optional()
    .transform((role): Role | undefined => (role !== undefined && isRole(role) ? role : undefined)),
  state: z.enum(states).catch('now').default('now'),
  sort: z.enum(sorts).catch('name').default('name'),
  page: z.coerce.number().int().min(1).max(1_000).catch(1).default(1),
})
export type PeopleFilter = z.output<typeof peopleFilterSchema>

export type ListedMembership = Pick<
  Membership,
  | 'organisationName'
  | 'role'
  | 'teamName'
  | 'areaName'
  | 'areaCode'
  | 'validFrom'
  | 'validTo'
  | 'coversForName'
>
export type ListedPerson = {
  id: string
  name: string
  email: string
  hasAccount: boolean
  memberships: ListedMembership[]
}

/** One page of the people whom somebody arranges, each with the memberships that were asked for. */
export async function findPeople(
  db: Transaction,
  arranged: 'all' | readonly number[],
  filter: PeopleFilter,
  day: LocalDate,
): Promise<{ people: ListedPerson[]; hasNext: boolean }> {
  const words = `%${filter.q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const conditions: RawBuilder<unknown>[] = [
    arranged === 'all' ? sql`true` : sql`membership.organisation_id = any (${[...arranged]}::integer[])`,
    filter.organisation === undefined ? sql`true` : sql`membership.organisation_id = ${filter.organisation}`,
    filter.role === undefined ? sql`true` : sql`membership.role = ${filter.role}`,
    whileIn(filter.state, day),
  ]
  const order = {
    name: sql`person.name, person.id`,
    organisation: sql`held."firstOrganisation", person.name, person.id`,
    newest: sql`held.newest desc, person.name, person.id`,
  }[filter.sort]
  const { rows } = await sql<ListedPerson>`
    select person.id, person.name, person.email, person.has_account as "hasAccount", held.memberships
    from person
    cross join lateral (
      select json_agg(json_build_object('organisationName', organisation.name, 'role', membership.role,
          'teamName', team.name, 'areaName', null, 'areaCode', membership.area_code,
          'validFrom', membership.valid_from, 'validTo', membership.valid_to, 'coversForName', covered.name)
          order by membership.covers_for is not null, organisation.name, membership.valid_from) as memberships,
        min(organisation.name) as "firstOrganisation", max(membership.valid_from) as newest
      from membership
      join organisation on organisation.id = membership.organisation_id
      left join team on team.id = membership.team_id
      left join member as covered on covered.id = membership.covers_for
      where membership.member_id = person.id and ${sql.join(conditions, sql` and `)}
    ) as held
    where held.memberships is not null
      and (${filter.q} = '' or person.name ilike ${words} or person.email ilike ${words})
    order by ${order}
    limit ${peopleOnPage + 1} offset ${(filter.page - 1) * peopleOnPage}`.execute(db)
  return { people: rows.slice(0, peopleOnPage), hasNext: rows.length > peopleOnPage }
}

function whileIn(state: PeopleFilter['state'], day: LocalDate): RawBuilder<unknown> {
  const holds = sql`membership.valid_from <= ${day} and (membership.valid_to is null or membership.valid_to > ${day})`
  switch (state) {
    case 'now':
      return holds
    case 'later':
      return sql`membership.valid_from > ${day} and (membership.valid_to is null or membership.valid_to > membership.valid_from)`
    case 'covering':
      return sql`membership.covers_for is not null and ${holds}`
    case 'left':
      return sql`membership.valid_to <= ${day} and not exists (select from membership as other
        where other.member_id = membership.member_id and other.organisation_id = membership.organisation_id
          and (other.valid_to is null or other.valid_to > ${day}))`
    case 'any':
      return sql`true`
  }
}

export function peopleUrl(filter: PeopleFilter, changes: Partial<PeopleFilter> = {}): string {
  const usual: Record<string, unknown> = { state: 'now', sort: 'name', page: 1, q: '' }
  const pairs = Object.entries({ ...filter, ...changes }).flatMap(([name, value]) =>
    value === undefined || value === usual[name] ? [] : [[name, String(value)]],
  )
  return pairs.length === 0 ? '/people' : `/people?${new URLSearchParams(Object.fromEntries(pairs))}`
}
