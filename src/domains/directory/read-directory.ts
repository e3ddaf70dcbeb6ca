import { sql } from 'kysely'
import type { DB } from '#db/schema'
import type { Role } from '#domains/organisations'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'

export type MappedGroup = {
  id: string
  organisationId: number
  organisationName: string
  displayName: string
  role: NonNullable<DB['directory_group']['role']> | null
  teamId: string | null
  teamName: string | null
  /** False where it is expected, or was deleted in the directory. */
  isProvisioned: boolean
  people: number
  version: number
}

export type DirectoryProblem = {
  organisationId: number
  subject: string
  detail: string
  times: number
  lastAt: Date
}

export type OrganisationDirectory = {
  id: number
  name: string
  /** Undefined where the directory was never heard of. */
  heardAt: Date | undefined
  changedAt: Date | undefined
  change: string
  working: number
  left: number
  groups: readonly MappedGroup[]
  problems: readonly DirectoryProblem[]
}

const mostProblems = 50

/** Every organisation's directory that was heard of or is prepared for, by name; for a co-ordinator, as policies have it. */
export async function readDirectories(db: Transaction): Promise<OrganisationDirectory[]> {
  const groups = await readGroups(db)
  const { rows: organisations } = await sql<Omit<OrganisationDirectory, 'groups' | 'problems'>>`
    select organisation.id, organisation.name, heard_at as "heardAt", changed_at as "changedAt",
      coalesce(change, '') as change, working::integer, "left"::integer
    from organisation left join directory_activity on organisation_id = organisation.id
    cross join lateral (select count(*) filter (where active) as working, count(*) filter (where not active) as "left"
      from directory_user where directory_user.organisation_id = organisation.id) as people
    where heard_at is not null or exists (select from directory_group where directory_group.organisation_id = organisation.id)
    order by organisation.name`.execute(db)
  const { rows: problems } = await sql<DirectoryProblem>`
    select organisation_id as "organisationId", subject, detail, times, last_at as "lastAt"
    from (select *, row_number() over (partition by organisation_id order by last_at desc) as place from directory_problem)
      as recent
    where place <= ${mostProblems} order by last_at desc`.execute(db)
  return organisations.map((organisation) => ({
    ...organisation,
    heardAt: organisation.heardAt ?? undefined,
    changedAt: organisation.changedAt ?? undefined,
    groups: groups.filter(({ organisationId }) => organisationId === organisation.id),
    problems: problems.filter(({ organisationId }) => organisationId === organisation.id),
  }))
}

/** One group; nothing where there is none, or where whoever asks is no co-ordinator. */
export async function findGroup(db: Transaction, id: string): Promise<MappedGroup | undefined> {
  return (await readGroups(db, id))[0]
}

async function readGroups(db: Transaction, id?: string): Promise<MappedGroup[]> {
  const { rows } = await sql<MappedGroup>`
    select sent.id, sent.organisation_id as "organisationId", organisation.name as "organisationName",
      sent.display_name as "displayName", sent.role, sent.team_id as "teamId", team.name as "teamName",
      sent.is_provisioned as "isProvisioned", sent.version,
      (select count(*)::integer from directory_group_member where group_id = sent.id) as people
    from directory_group as sent join organisation on organisation.id = sent.organisation_id
    left join team on team.id = sent.team_id
    where (sent.is_provisioned or sent.role is not null) and (${id ?? null}::uuid is null or sent.id = ${id ?? null})
    order by lower(sent.display_name)`.execute(db)
  return rows
}

export type NamedTeam = { id: string; name: string }

export async function readTeams(
  db: Transaction,
  organisationId: number,
  day: LocalDate,
): Promise<NamedTeam[]> {
  return db
    .selectFrom('team')
    .select(['id', 'name'])
    .where('organisation_id', '=', organisationId)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', day)]))
    .orderBy('name')
    .execute()
}

export async function readOrganisations(
  db: Transaction,
  day: LocalDate,
): Promise<{ id: number; name: string }[]> {
  return db
    .selectFrom('organisation')
    .select(['id', 'name'])
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', day)]))
    .orderBy('name')
    .execute()
}

/** Roles that a group may give; one that has an end and somebody who answers for it is given by hand. */
export type GroupRole = NonNullable<DB['directory_group']['role']> & Role
