import type { ClientBase } from 'pg'
import { type Clock, today } from '#platform/clock'
import { asOwner, type Installation } from '#platform/database'
import { newId } from '#platform/ids'
import { newPassword, passwordLength, type SignIn } from '#platform/sign-in'
import { findOrganisation, type NamedOrganisation } from './find-organisation.ts'
import { isRole, type Role, roleNames } from './role.ts'

export type NewUser = {
  email: string
  name: string
  /** Number, name or short name. */
  organisation: string
  /** Name of a team of that organisation. */
  team?: string
  role: string
  /** Without one a password is made up. Either way the person chooses their own when they first sign in. */
  password?: string
}

export type AddedUser = {
  memberId: string
  organisation: string
  /** To be handed over in person; absent when the person had an account already. */
  password: string | undefined
}

/** What the operator typed does not fit; the message says what would. */
export class UserNotAdded extends Error {}

/**
 * Adds a person with an account and a membership from today, or a further membership for somebody who is here.
 * Can be repeated after a failure: what is there already is used.
 * @throws UserNotAdded or NoSuchOrganisation
 */
export async function addUser(
  { installation, signIn, clock }: { installation: Installation; signIn: SignIn; clock: Clock },
  user: NewUser,
): Promise<AddedUser> {
  const email = user.email.trim().toLowerCase()
  const name = user.name.trim()
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    throw new UserNotAdded(`${user.email} is not an email address`)
  if (name === '') throw new UserNotAdded('Give the name of the person')
  if (!isRole(user.role)) throw new UserNotAdded(`The role is one of ${Object.keys(roleNames).join(', ')}`)
  if (user.password !== undefined && user.password.length < passwordLength.least)
    throw new UserNotAdded(`The password must have ${passwordLength.least} characters or more`)
  const { role } = user

  return asOwner(installation, async (client) => {
    const organisation = await findOrganisation(client, user.organisation)
    const teamId = user.team === undefined ? null : await findTeam(client, organisation, user.team)
    const member = await findOrAddMember(client, email, name)
    await addMembership(
      client,
      { memberId: member.id, organisationId: organisation.id, teamId, role },
      today(clock),
    )
    let password: string | undefined
    if (member.accountId === null) {
      const known = await client.query<{ id: string }>('select id from identity_user where email = $1', [
        email,
      ])
      let accountId = known.rows[0]?.id
      if (accountId === undefined) {
        password = user.password ?? newPassword()
        accountId = await signIn.addAccount({ email, name, password: { text: password, temporary: true } })
      }
      await client.query('update member set sign_in_id = $1 where id = $2', [accountId, member.id])
    }
    return { memberId: member.id, organisation: organisation.name, password }
  })
}

async function findTeam(
  client: ClientBase,
  organisation: NamedOrganisation,
  wanted: string,
): Promise<string> {
  const { rows } = await client.query<{ id: string; name: string }>(
    'select id, name from team where organisation_id = $1 and valid_to is null order by name',
    [organisation.id],
  )
  const team = rows.find(({ name }) => name.toLowerCase() === wanted.trim().toLowerCase())
  if (team !== undefined) return team.id
  const list = rows.map(({ name }) => name).join(', ')
  throw new UserNotAdded(`${organisation.name} has no team ${wanted}. It has: ${list || 'none'}`)
}

async function findOrAddMember(
  client: ClientBase,
  email: string,
  name: string,
): Promise<{ id: string; accountId: string | null }> {
  const { rows } = await client.query<{ id: string; accountId: string | null }>(
    'select id, sign_in_id as "accountId" from member where lower(email) = $1',
    [email],
  )
  if (rows[0] !== undefined) return rows[0]
  const id = newId()
  await client.query('insert into member (id, name, email) values ($1, $2, $3)', [id, name, email])
  return { id, accountId: null }
}

type NewMembership = { memberId: string; organisationId: number; teamId: string | null; role: Role }

async function addMembership(client: ClientBase, membership: NewMembership, day: string): Promise<void> {
  const { memberId, organisationId, teamId, role } = membership
  await client.query(
    `insert into membership (id, member_id, organisation_id, team_id, role, valid_from)
     select $1, $2, $3, $4, $5, $6 where not exists (
       select from membership where member_id = $2 and organisation_id = $3 and team_id is not distinct from $4
         and role = $5 and (valid_to is null or valid_to > $6))`,
    [newId(), memberId, organisationId, teamId, role, day],
  )
}
