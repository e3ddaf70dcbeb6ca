import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Role } from '../role.ts'

export type DemoPerson = {
  memberId: string
  accountId: string | null
  name: string
  email: string
  role: Role
  organisationId: number
  organisationName: string
  organisationKind: string
}

/**
 * The people a demonstration can be entered as: for each role, the first in the first organisation of each kind, so
 * that every role is there and no two links show the same thing.
 */
export function findDemoPeople(db: Transaction, day: LocalDate): Promise<DemoPerson[]> {
  return db
    .selectFrom((from) =>
      from
        .selectFrom('membership')
        .innerJoin('member', 'member.id', 'membership.member_id')
        .innerJoin('organisation', 'organisation.id', 'membership.organisation_id')
        .distinctOn(['organisation.kind', 'membership.role'])
        .select([
          'member.id as memberId',
          'member.sign_in_id as accountId',
          'member.name',
          'member.email',
          'membership.role',
          'organisation.id as organisationId',
          'organisation.name as organisationName',
          'organisation.kind as organisationKind',
        ])
        .where('membership.covers_for', 'is', null)
        .where('membership.valid_from', '<=', day)
        .where((where) =>
          where.or([where('membership.valid_to', 'is', null), where('membership.valid_to', '>', day)]),
        )
        .orderBy('organisation.kind')
        .orderBy('membership.role')
        .orderBy('organisation.id')
        .orderBy('membership.id')
        .as('person'),
    )
    .selectAll()
    .orderBy('organisationId')
    .orderBy('role', 'desc')
    .execute()
}
