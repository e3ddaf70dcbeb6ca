import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { governanceRoutes, subjectAccessSubscriptions } from '#domains/governance'
import type { MemberActor } from '#platform/actor'
import { openSigningKey } from '#platform/audit'
import { fixedClock } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { fileRoutes, openFiles } from '#platform/files'
import { launchBrowser } from '../support/browser.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { NORTH, SOUTH, seedPartnership } from '../support/partnership.ts'
import { type StaffServer, startStaffServer } from '../support/staff-server.ts'
import { addGovernor, fileNoise } from '../support/subject-access.ts'
import { openBrowser, type Visitor } from './visitor.ts'

const folder = mkdtempSync(join(tmpdir(), 'packages-'))
const files = openFiles({ folder, keepFree: 0 })
const clock = fixedClock(new Date('2026-11-22T10:00:00Z'))
let browser: Browser
let testDatabase: TestDatabase
let worker: Database
let staff: StaffServer
let address: string
let iris: MemberActor
let omar: MemberActor
let sami: MemberActor

beforeAll(async () => {
  browser = await launchBrowser()
  testDatabase = await createTestDatabase()
  const { installation } = testDatabase
  await seedPartnership(installation)
  iris = await addGovernor(installation, 'Iris Governor', NORTH)
  omar = await addGovernor(installation, 'Omar Second', NORTH)
  sami = await addGovernor(installation, 'Sami South', SOUTH)
  await fileNoise(installation, {
    summary: 'Kevin Doe shouts at me. His number is 01632 960 001.',
    contact: { name: 'Noor Example', phone: '07700 900 982', preferredChannel: 'phone' },
  })
  await fileNoise(installation, {
    summary: 'Noor Example drums at night.',
    contact: { name: 'Pat Hughes', email: 'pat@example.com', preferredChannel: 'email' },
  })
  worker = openDatabase(installation, 'openasb_worker')
  staff = await startStaffServer(
    installation,
    [
      ...governanceRoutes({
        signingKey: openSigningKey(installation.secret),
        sealFolder: folder,
        partnership: installation.schema,
      }),
      ...fileRoutes(files),
    ],
    [iris, omar, sami],
    { clock },
  )
  address = await staff.server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await browser.close()
  await staff.close()
  await worker.close()
  await testDatabase.drop()
  rmSync(folder, { recursive: true })
})

async function arrive(as: MemberActor, javaScriptEnabled: boolean): Promise<Visitor> {
  const visitor = await openBrowser(browser, address, { javaScriptEnabled })
  await visitor.page.context().addCookies([{ name: 'member', value: as.memberId, url: address }])
  return visitor
}

async function open(page: Page, summary: string): Promise<void> {
  await page.locator('summary', { hasText: summary }).click()
}

test.each([
  ['without script', false],
  ['with script', true],
])('a request is answered from registering to handing over, %s', async (_, hasScript) => {
  const visitor = await arrive(iris, hasScript)
  const { page, follow, press, look } = visitor
  await page.goto('/governance')
  await look()
  await follow(page.getByRole('link', { name: 'Subject access requests' }))
  await look()
  await follow(page.getByRole('link', { name: 'Register a request' }))
  await look()
  await press('Register the request')
  await look()
  await page.getByLabel('Name of the person').fill('Noor Example')
  await page.getByLabel('Telephone numbers').fill('07700 900982')
  const received = page.getByRole('group', { name: 'When was it received?' })
  await received.getByLabel('Day').fill('10')
  await received.getByLabel('Month').fill('11')
  await received.getByLabel('Year').fill('2026')
  await page.getByLabel('What proof of identity').fill('Passport')
  await press('Register the request')
  await look()
  expect(await page.getByText('Due 10 December 2026').count()).toBe(1)
  const request = new URL(page.url()).pathname

  await open(page, 'Ask another organisation')
  await press('Ask them')
  await look('asking')
  await page.getByLabel('Organisation', { exact: true }).selectOption('Southholme District Council')
  await press('Ask them')
  await look('asked')
  const southern = await arrive(sami, hasScript)
  await southern.page.goto(request)
  await southern.look('as asked')
  await open(southern.page, 'Refuse')
  await southern.page.getByLabel('Why do you refuse?').fill('Ask us yourself')
  await southern.press('Refuse')
  await southern.look()
  await southern.leave()

  await follow(page.getByRole('link', { name: 'Search for records' }))
  await look('nothing')
  await press('Search everything we may see')
  await look('found')
  await press('Include')
  await look()
  for (const box of await page.getByRole('checkbox').all()) await box.check()
  await page.getByLabel('Why?').fill('Same name and number')
  await press('Include')
  await look('included')
  for (const reference of await unread(page)) {
    await follow(page.getByRole('link', { name: new RegExp(`^Read for other people.*${reference}`) }))
    await look('record')
    const words = page.getByLabel('Also keep back these words').first()
    await words.fill('Nowhere to be found')
    await press('Save: this record is read')
    await look()
    await words.fill((await page.getByText('Kevin Doe shouts').count()) > 0 ? 'Kevin Doe' : '')
    await press('Save: this record is read')
  }
  await page.goto(request)
  await press('Hand in for approval')
  await look('handed in')
  expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0)

  const second = await arrive(omar, hasScript)
  await second.page.goto(request)
  await second.look('for approval')
  await second.press('Approve')
  await second.press('Make the package')
  await second.look('being made')
  await runPackages()
  await second.follow(second.page.getByRole('link', { name: 'See how far it is' }))
  await second.look('made')
  const [download] = await Promise.all([
    second.page.waitForEvent('download'),
    second.page.getByRole('link', { name: /^Download the package/ }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^SAR-.*\.zip$/)
  await open(second.page, 'Record that it was handed over')
  await second.press('Record it')
  await second.look('handing over')
  await second.page.getByLabel('How?').fill('in person')
  const when = second.page.getByRole('group', { name: 'When?' })
  await when.getByLabel('Day').fill('22')
  await when.getByLabel('Month').fill('11')
  await when.getByLabel('Year').fill('2026')
  await second.press('Record it')
  await second.look('released')
  await second.leave()
  await visitor.leave()
})

/** References of the included records that nobody has read yet. */
async function unread(page: Page): Promise<string[]> {
  const links = await page.getByRole('link', { name: /^Read for other people/ }).allTextContents()
  return links.map((text) => text.split(': ')[1] ?? '')
}

/** What the worker does after the event. */
async function runPackages(): Promise<void> {
  const asked = await asOwner(
    testDatabase.installation,
    async (client) =>
      (await client.query<{ id: string }>(`select id from subject_package where status = 'building'`)).rows,
  )
  const [subscription] = subjectAccessSubscriptions({
    database: worker,
    files,
    clock,
    findGivenFiles: async () => [],
  })
  await subscription?.handle(
    asked.map(({ id }) => ({ packageId: id })),
    async () => {},
  )
}
