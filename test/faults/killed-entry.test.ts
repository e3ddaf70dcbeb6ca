import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addUser } from '#domains/organisations'
import { systemClock } from '#platform/clock'
import { asOwner, type Installation } from '#platform/database'
import { openSignIn } from '#platform/sign-in'
import { type FollowingVisitor, newFollowingVisitor } from '../support/following-visitor.ts'
import { inNorthWest, seedPartnership } from '../support/partnership.ts'
import {
  buildProduct,
  installationIn,
  makeDataFolder,
  type RunningProduct,
  startProduct,
} from './running-product.ts'

const email = 'entering@example.org'
const password = 'correct horse battery staple'
const settings = { OPENASB_AUTHENTICATOR: 'optional' }
const data = makeDataFolder()
let product: RunningProduct
let installation: Installation

beforeAll(async () => {
  buildProduct()
  product = await startProduct(data.folder, settings)
  installation = await installationIn(data.folder)
  await seedPartnership(installation)
})
afterAll(async () => {
  await product.stop()
  await data.remove()
})

async function addOfficer(): Promise<FollowingVisitor> {
  const signIn = openSignIn({
    installation,
    baseUrl: product.address,
    issuer: 'OpenASB',
    authenticatorRequired: false,
    exemptionsHold: false,
    onError: (message) => pino({ level: 'silent' }).error(message),
  })
  const added = await addUser(
    { installation, signIn, clock: systemClock },
    { email, name: 'Sam Reed', organisation: 'Northholme', role: 'triage_officer' },
  )
  await signIn.close()
  const visitor = newFollowingVisitor()
  const once = added.password ?? ''
  await visitor.send(`${product.address}/sign-in`, { email, password: once })
  await visitor.send(`${product.address}/account/password`, { current: once, next: password })
  return visitor
}

async function signInAgain(): Promise<FollowingVisitor> {
  const visitor = newFollowingVisitor()
  await visitor.send(`${product.address}/sign-in`, { email, password })
  return visitor
}

async function killAndStart(what: 'program' | 'everything'): Promise<void> {
  await product.kill(what)
  product = await startProduct(data.folder, settings)
  installation = await installationIn(data.folder)
}

const typed = {
  ask_what_happened: 'Kept before the server was killed',
  place: 'Mill Lane',
  place_easting: String(inNorthWest.easting),
  place_northing: String(inNorthWest.northing),
  place_kind: 'street',
  for_whom: 'witness',
  unknown_rest: 'not_asked',
}
const countReports = () =>
  asOwner(installation, async (owner) => {
    const { rows } = await owner.query<{ count: number }>('select count(*)::integer from report')
    return rows[0]?.count
  })

test.each(['program', 'everything'] as const)(
  'kill -9 of %s between an autosave and saving, and while saving, loses nothing and files nothing twice',
  async (what) => {
    const before = (await countReports()) ?? 0
    const first = what === 'program' ? await addOfficer() : await signInAgain()
    const begun = await first.send(`${product.address}/enter`, { channel: 'phone', type: 'noise' })
    const path = new URL(begun.url).pathname
    expect(path).toMatch(/^\/enter\/[\w-]{36}$/)
    await first.send(`${product.address}${path}/keep`, typed)
    await killAndStart(what)

    const second = await signInAgain()
    const kept = await second.open(`${product.address}${path}`)
    expect(kept.body).toContain(typed.ask_what_happened)
    // Whether it was filed before the kill is not known to whoever sent it: they send it again.
    const sent = { ...typed, do: 'save' }
    const cut = second.once(`${product.address}${path}`, sent).catch(() => undefined)
    await killAndStart(what)
    await cut
    const third = await signInAgain()
    const saved = await third.send(`${product.address}${path}`, sent)
    expect(new URL(saved.url).pathname).toBe(`${path}/saved`)
    await third.send(`${product.address}${path}`, sent)
    expect(await countReports()).toBe(before + 1)
  },
  120_000,
)
