import { sql } from 'kysely'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { HandOverKind } from './lifecycle.ts'
import type { RecordToHandOver } from './read-record.ts'

export type LawfulBasis = { code: string; label: string; citation: string }

/** Somebody to hand over to: an organisation, one of its teams, or one person of the team. */
export type Receiver = { value: string; text: string }

/** Grounds other than consent, in force on the day. */
export function readLawfulBases(db: Transaction, day: LocalDate): Promise<LawfulBasis[]> {
  return db
    .selectFrom('lawful_basis')
    .select(['code', 'label', 'citation'])
    .where('valid_from', '<=', day)
    .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>', day)]))
    .orderBy('label')
    .execute()
}

/** Working days within which a hand-over of this kind is to be answered, as it stands on the day. */
export async function readTerm(db: Transaction, kind: HandOverKind, day: LocalDate): Promise<number> {
  const { working_days } = await db
    .selectFrom('hand_over_term')
    .select('working_days')
    .where('kind', '=', kind)
    .where('valid_from', '<=', day)
    .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>', day)]))
    .orderBy('valid_from', 'desc')
    .executeTakeFirstOrThrow()
  return working_days
}

/** Organisations that the holder may refer or transfer to. */
export async function readOtherOrganisations(
  db: Transaction,
  except: number | undefined,
  day: LocalDate,
): Promise<Receiver[]> {
  const rows = await db
    .selectFrom('organisation')
    .select(['id', 'name'])
    .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>', day)]))
    .where('id', '<>', except ?? 0)
    .orderBy('name')
    .execute()
  return rows.map(({ id, name }) => ({ value: String(id), text: name }))
}

/** Teams and their people in the organisations that see the record. */
export async function readTeams(
  db: Transaction,
  record: RecordToHandOver,
  day: LocalDate,
): Promise<Receiver[]> {
  const { rows } = await sql<Receiver>`
    select concat_ws(':', organisation.id, team.id, person.id) as value,
      organisation.short_name || ': ' || team.name || coalesce(', ' || person.name, '') as text
    from organisation join team on team.organisation_id = organisation.id
    cross join lateral (
      select null::uuid as id, null::text as name
      union all
      select distinct member.id, member.name from membership join member on member.id = membership.member_id
      where membership.team_id = team.id and membership.role in ('triage_officer', 'case_officer', 'supervisor')
        and membership.valid_from <= ${day} and (membership.valid_to is null or membership.valid_to > ${day})
    ) as person
    where organisation.id = any (${record.readers}) and (team.valid_to is null or team.valid_to > ${day})
    order by organisation.id <> ${record.holder?.id ?? 0}, organisation.short_name, team.name, person.name nulls first`.execute(
    db,
  )
  return rows
}

/** Queues of an organisation into which a transferred report may be taken. */
export async function readQueuesOf(
  db: Transaction,
  organisation: number,
  day: LocalDate,
): Promise<Receiver[]> {
  const rows = await db
    .selectFrom('queue')
    .select(['id', 'name'])
    .where('organisation_id', '=', organisation)
    .where('valid_from', '<=', day)
    .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>', day)]))
    .orderBy('name')
    .execute()
  return rows.map(({ id, name }) => ({ value: id, text: name }))
}
