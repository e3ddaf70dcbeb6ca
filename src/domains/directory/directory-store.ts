import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import type { GroupChange } from './described-group.ts'
import type { DescribedUser } from './described-user.ts'

/**
 * The database's own functions for directories (access.sql), each of which asks whose token it is. `token` is the
 * SHA-256 of the bearer token; without the right to provision they fail with insufficient_privilege.
 */
export type DirectoryUser = DescribedUser & {
  id: string
  memberId: string
  version: number
  createdAt: Date
  modifiedAt: Date
}

export type DirectoryGroup = {
  id: string
  displayName: string
  externalId: string
  version: number
  createdAt: Date
  modifiedAt: Date
  /** Left out where nobody asked. */
  members: readonly { value: string; display: string }[] | undefined
}

export type Page = { skip: number; most: number }
export type Found<T> = { total: number; found: readonly T[] }

export type UserSearch = {
  id?: string
  userName?: string
  externalId?: string
  email?: string
  active?: boolean
}
export type GroupSearch = { id?: string; displayName?: string; externalId?: string; member?: string }

type UserRow = {
  id: string
  member_id: string
  user_name: string
  external_id: string
  display_name: string
  formatted_name: string
  given_name: string
  family_name: string
  email: string
  active: boolean
  version: number
  created_at: string
  modified_at: string
}

export async function findUsers(
  db: Transaction,
  token: Buffer,
  { id, userName, externalId, email, active }: UserSearch,
  { skip, most }: Page,
): Promise<Found<DirectoryUser>> {
  const { rows } = await sql<{ answer: { total: number; found: UserRow[] } }>`
    select directory_users(${token}, ${id ?? null}, ${userName ?? null}, ${externalId ?? null}, ${email ?? null},
      ${active ?? null}, ${skip}, ${most}) as answer`.execute(db)
  const answer = rows[0]?.answer
  return { total: answer?.total ?? 0, found: (answer?.found ?? []).map(toUser) }
}

function toUser(row: UserRow): DirectoryUser {
  return {
    id: row.id,
    memberId: row.member_id,
    userName: row.user_name,
    externalId: row.external_id,
    displayName: row.display_name,
    formattedName: row.formatted_name,
    givenName: row.given_name,
    familyName: row.family_name,
    email: row.email,
    active: row.active,
    version: row.version,
    createdAt: new Date(row.created_at),
    modifiedAt: new Date(row.modified_at),
  }
}

function toRow(user: DescribedUser): string {
  return JSON.stringify({
    user_name: user.userName,
    external_id: user.externalId,
    display_name: user.displayName,
    formatted_name: user.formattedName,
    given_name: user.givenName,
    family_name: user.familyName,
    email: user.email,
    active: user.active,
  })
}

type GroupRow = {
  id: string
  display_name: string
  external_id: string
  version: number
  created_at: string
  modified_at: string
  members: { value: string; display: string }[] | null
}

export async function findGroups(
  db: Transaction,
  token: Buffer,
  { id, displayName, externalId, member }: GroupSearch,
  { skip, most, withMembers }: Page & { withMembers: boolean },
): Promise<Found<DirectoryGroup>> {
  const { rows } = await sql<{ answer: { total: number; found: GroupRow[] } }>`
    select directory_groups(${token}, ${id ?? null}, ${displayName ?? null}, ${externalId ?? null}, ${member ?? null},
      ${withMembers}, ${skip}, ${most}) as answer`.execute(db)
  const answer = rows[0]?.answer
  return {
    total: answer?.total ?? 0,
    found: (answer?.found ?? []).map((row) => ({
      id: row.id,
      displayName: row.display_name,
      externalId: row.external_id,
      version: row.version,
      createdAt: new Date(row.created_at),
      modifiedAt: new Date(row.modified_at),
      members: row.members ?? undefined,
    })),
  }
}

export type UserOutcome = {
  outcome:
    | 'added'
    | 'changed'
    | 'left'
    | 'returned'
    | 'removed'
    | 'not_found'
    | 'stale'
    | 'user_name_taken'
    | 'email_taken'
  member: string | null
}

const first = <T>(rows: readonly T[]): T => {
  const [row] = rows
  if (row === undefined) throw new Error('A function of the directory answered nothing')
  return row
}

export async function addUser(
  db: Transaction,
  token: Buffer,
  user: DescribedUser,
): Promise<UserOutcome & { id: string }> {
  const id = newId()
  const { rows } = await sql<UserOutcome>`
    select * from directory_add_user(${token}, ${id}, ${newId()}, ${toRow(user)}::jsonb)`.execute(db)
  return { ...first(rows), id }
}

/** `seenVersion` is the one the sender changes; null for whichever it is. */
export async function changeUser(
  db: Transaction,
  token: Buffer,
  id: string,
  seenVersion: number | null,
  user: DescribedUser,
): Promise<UserOutcome> {
  const { rows } = await sql<UserOutcome>`
    select * from directory_change_user(${token}, ${id}, ${seenVersion}, ${toRow(user)}::jsonb)`.execute(db)
  return first(rows)
}

export async function removeUser(
  db: Transaction,
  token: Buffer,
  id: string,
  seenVersion: number | null,
): Promise<UserOutcome> {
  const { rows } = await sql<UserOutcome>`
    select * from directory_remove_user(${token}, ${id}, ${seenVersion})`.execute(db)
  return first(rows)
}

export type GroupOutcome = {
  outcome: 'added' | 'changed' | 'removed' | 'not_found' | 'stale' | 'name_taken' | 'unknown_member'
  /** The people for whom a membership began or ended. */
  members: string[]
}

export async function addGroup(
  db: Transaction,
  token: Buffer,
  { displayName, externalId, joining }: GroupChange & { displayName: string },
): Promise<GroupOutcome & { id: string | null }> {
  const { rows } = await sql<GroupOutcome & { id: string | null }>`
    select * from directory_add_group(${token}, ${newId()}, ${displayName}, ${externalId ?? ''},
      ${joining}::uuid[])`.execute(db)
  return first(rows)
}

export async function changeGroup(
  db: Transaction,
  token: Buffer,
  id: string,
  seenVersion: number | null,
  { displayName, externalId, joining, leaving, onlyJoining }: GroupChange,
): Promise<GroupOutcome> {
  const { rows } = await sql<GroupOutcome>`
    select * from directory_change_group(${token}, ${id}, ${seenVersion}, ${displayName ?? null},
      ${externalId ?? null}, ${joining}::uuid[], ${leaving}::uuid[], ${onlyJoining})`.execute(db)
  return first(rows)
}

export async function removeGroup(
  db: Transaction,
  token: Buffer,
  id: string,
  seenVersion: number | null,
): Promise<GroupOutcome> {
  const { rows } = await sql<GroupOutcome>`
    select * from directory_remove_group(${token}, ${id}, ${seenVersion})`.execute(db)
  return first(rows)
}

/** Notes that the directory was heard of and, unless empty, what it changed. */
export async function noteHeard(db: Transaction, token: Buffer, change: string): Promise<void> {
  await sql`select directory_heard(${token}, ${change})`.execute(db)
}

/** Notes what was refused, for the co-ordinator to see; `subject` is the sender's name for whom it is about. */
export async function noteProblem(
  db: Transaction,
  token: Buffer,
  { kind, subject, detail }: { kind: string; subject: string; detail: string },
): Promise<void> {
  await sql`select directory_refused(${token}, ${kind}, ${subject.slice(0, 320)}, ${detail.slice(0, 1_000)})`.execute(
    db,
  )
}
