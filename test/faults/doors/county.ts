import { addUser } from '#domains/organisations'
import { systemClock } from '#platform/clock'
import { asOwner, type Installation } from '#platform/database'
import { openSignIn } from '#platform/sign-in'
import { fileAndRoute } from '../../support/contact.ts'
import { newFollowingVisitor } from '../../support/following-visitor.ts'
import { seedFiling } from '../filing.ts'
import type { Door } from './door.ts'
import type { Account } from './unlucky-client.ts'

/** Who and what the clients of the doors are in the test partnership. */
export type County = {
  token: string
  statusSecrets: readonly string[]
  accounts: Readonly<Record<NonNullable<Door['staffOf']>, readonly Account[]>>
}

/**
 * @param address where the product runs that the staff sign in to, to choose their password
 * @param privatePages of how many reports that were filed before
 */
export async function seedCounty(
  installation: Installation,
  address: string,
  privatePages: number,
): Promise<County> {
  const token = await seedFiling(installation)
  await asOwner(installation, (owner) =>
    owner.query(`insert into asb_type (code, label, national_type, qualifier, priority)
      values ('unspecified', 'Not given', 'None', 'nuisance', 3) on conflict do nothing`),
  )
  const statusSecrets: string[] = []
  for (let count = 0; count < privatePages; count += 1)
    statusSecrets.push((await fileAndRoute(installation)).secret)
  const add = (organisation: string, names: readonly string[]) =>
    Promise.all(names.map((name) => addOfficer(installation, address, organisation, name)))
  return {
    token,
    statusSecrets,
    accounts: {
      council: await add('Northholme', ['ada', 'bea', 'cyd']),
      police: await add('Police', ['dot', 'eve']),
    },
  }
}

async function addOfficer(
  installation: Installation,
  address: string,
  organisation: string,
  name: string,
): Promise<Account> {
  const email = `${name}@example.org`
  const signIn = openSignIn({
    installation,
    baseUrl: address,
    issuer: 'OpenASB',
    authenticatorRequired: false,
    exemptionsHold: false,
    onError: () => {},
  })
  const password = 'correct horse battery staple'
  const once = `${password} at first`
  const officer = { email, name: 'Sam Reed', organisation, role: 'triage_officer' }
  await addUser({ installation, signIn, clock: systemClock }, { ...officer, password: once })
  await signIn.close()
  const visitor = newFollowingVisitor()
  await visitor.send(`${address}/sign-in`, { email, password: once })
  await visitor.send(`${address}/account/password`, { current: once, next: password })
  return { email, password }
}
