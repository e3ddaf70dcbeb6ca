import { sql } from 'kysely'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { personSought } from './person-sought.ts'
import type { SubjectRequest } from './read-request.ts'

/** That the person is, or was, recorded in a group; all null for a restricted group for which the reader is not cleared. */
export type MembershipFound = {
  id: string | null
  groupId: string | null
  groupName: string | null
  memberName: string | null
  since: LocalDate | null
  until: LocalDate | null
}

/** The groups of the acting organisation in which the person is recorded, under any of their names, lapsed or not. */
export async function findMemberships(db: Transaction, request: SubjectRequest): Promise<MembershipFound[]> {
  const { names } = personSought(request)
  const { rows } = await sql<MembershipFound>`
    select membership_id as id, group_id as "groupId", group_name as "groupName", member_name as "memberName", since, until
    from find_subject_memberships(${request.actingFor}, ${names}::text[])`.execute(db)
  return rows
}
