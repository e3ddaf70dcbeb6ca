import { createHmac } from 'node:crypto'
import { system } from '#platform/actor'
import { type Clock, today } from '#platform/clock'
import { asOwner, type Database, type Installation } from '#platform/database'
import type { SignIn } from '#platform/sign-in'
import { roleNames } from '../role.ts'
import { type DemoPerson, findDemoPeople } from './find-demo-people.ts'

export type DemoLink = {
  /** Path on this installation; whoever has it is signed in as this person. */
  path: string
  role: string
  name: string
  organisation: string
}

export type DemoSettings = {
  installation: Installation
  signIn: SignIn
  /** Opened under `openasb_identity`. */
  database: Database
  clock: Clock
}

/** For demo mode only: gives the demonstration's people accounts without a password, and says how to enter as them. */
export async function demoSignInLinks(settings: DemoSettings): Promise<DemoLink[]> {
  const people = await listDemoPeople(settings)
  for (const person of people) if (person.accountId === null) await giveAccount(settings, person)
  return people.map((person) => linkOf(settings.installation, person))
}

export function listDemoPeople({ database, clock }: DemoSettings): Promise<DemoPerson[]> {
  return database.withActor(system, (db) => findDemoPeople(db, today(clock)), { repeatable: true })
}

export function linkOf(installation: Installation, person: DemoPerson): DemoLink {
  return {
    path: `/demo/sign-in/${tokenOf(installation, person.memberId)}`,
    role: roleNames[person.role],
    name: person.name,
    organisation: person.organisationName,
  }
}

/** The same at every start, and not to be guessed without the installation's secret. */
export function tokenOf({ secret, schema }: Installation, memberId: string): string {
  return createHmac('sha256', secret).update(`demo sign-in/${schema}/${memberId}`).digest('base64url')
}

async function giveAccount({ installation, signIn }: DemoSettings, person: DemoPerson): Promise<void> {
  const { email, name, memberId } = person
  const accountId = await signIn.addAccount({ email, name, authenticatorExempt: true })
  await asOwner(installation, (client) =>
    client.query('update member set sign_in_id = $1 where id = $2', [accountId, memberId]),
  )
}
