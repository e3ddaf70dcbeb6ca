import type { ClientBase } from 'pg'
import { recordOperation } from '#platform/audit'
import { addDays, type Clock, isLocalDate, type LocalDate, today } from '#platform/clock'
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
  /** For a light account: the email of somebody of the partnership who answers for it. */
  sponsor?: string
  /** For a light account: its last day, `2027-03-31`. */
  until?: string
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
  const day = today(clock)
  const validTo = lightEnd(role, user, day)

  return asOwner(installation, async (client) => {
    const organisation = await findOrganisation(client, user.organisation)
    const teamId = user.team === undefined ? null : await findTeam(client, organisation, user.team)
    const sponsorId = role === 'partner' ? await findSponsor(client, user.sponsor ?? '', day) : null
    const member = await findOrAddMember(client, email, name)
    await addMembership(
      client,
      { memberId: member.id, organisationId: organisation.id, teamId, role, validTo, sponsorId },
      day,
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
    await recordOperation(client, 'collect', {
      kind: 'member',
      id: member.id,
      summary: `Added to ${organisation.name}: ${roleNames[role]}`,
    })
    return { memberId: member.id, organisation: organisation.name, password }
  })
}

/** The first day without access; a light account has one, and nobody else. */
function lightEnd(role: Role, { sponsor, until, team }: NewUser, day: LocalDate): LocalDate | null {
  if (role !== 'partner') {
    if (sponsor === undefined && until === undefined) return null
    throw new UserNotAdded('A sponsor and a last day are for light accounts, role partner')
  }
  if (sponsor === undefined || until === undefined || !isLocalDate(until))
    throw new UserNotAdded('A light account needs --sponsor <email> and --until <last day, like 2027-03-31>')
  if (team !== undefined) throw new UserNotAdded('A light account belongs to no team')
  if (until < day || until > addDays(day, 365))
    throw new UserNotAdded(`The last day is from today to ${addDays(day, 365)}`)
  return addDays(until, 1)
}

async function findSponsor(client: ClientBase, email: string, day: LocalDate): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    'select id from member where lower(email) = $1 and works_for(id, null, $2)',
    [email.trim().toLowerCase(), day],
  )
  if (rows[0] === undefined)
    throw new UserNotAdded(`Nobody with the address ${email} works for an organisation here`)
  return rows[0].id
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

type NewMembership = {
  memberId: string
  organisationId: number
  teamId: string | null
  role: Role
  validTo: LocalDate | null
  sponsorId: string | null
}

async function addMembership(client: ClientBase, membership: NewMembership, day: string): Promise<void> {
  const { memberId, organisationId, teamId, role, validTo, sponsorId } = membership
  await client.query(
    `insert into membership (id, member_id, organisation_id, team_id, role, valid_from, valid_to, sponsor_id)
     select $1, $2, $3, $4, $5, $6, $7, $8 where not exists (
       select from membership where member_id = $2 and organisation_id = $3 and team_id is not distinct from $4
         and role = $5 and covers_for is null and (valid_to is null or valid_to > $6))`,
    [newId(), memberId, organisationId, teamId, role, day, validTo, sponsorId],
  )
}
