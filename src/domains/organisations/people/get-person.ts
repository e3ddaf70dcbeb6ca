import { sql } from 'kysely'
import type { Actor } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { notFound } from '#platform/http'
import { arrangedBy } from './arranger.ts'
import type { Membership } from './membership.ts'
import { readMemberships } from './read-memberships.ts'

export type Person = {
  id: string
  name: string
  email: string
  hasAccount: boolean
  /** Those that the reader arranges, of every time. */
  memberships: Membership[]
  /** Who covers this person's duties, of every time. */
  covers: Membership[]
}

/** Somebody whom the reader arranges. @throws Refusal 404 for anybody else */
export async function getPerson(db: Transaction, actor: Actor, id: string): Promise<Person> {
  const { rows } = await sql<Omit<Person, 'memberships' | 'covers'>>`
    select id, name, email, has_account as "hasAccount" from person where id = ${id}`.execute(db)
  const [person] = rows
  if (person === undefined) throw notFound('person')
  const arranged = arrangedBy(actor)
  const within =
    arranged === 'all' ? sql`true` : sql`membership.organisation_id = any (${[...arranged]}::integer[])`
  const memberships = await readMemberships(db, sql`membership.member_id = ${id} and ${within}`)
  if (memberships.length === 0 && arranged !== 'all') throw notFound('person')
  const covers = await readMemberships(db, sql`membership.covers_for = ${id} and ${within}`)
  return { ...person, memberships, covers }
}

/** One membership of a person. @throws Refusal 404 when it is not theirs */
export function getMembership(person: Person, id: string): Membership {
  const membership = [...person.memberships, ...person.covers].find((each) => each.id === id)
  if (membership === undefined) throw notFound('membership')
  return membership
}
