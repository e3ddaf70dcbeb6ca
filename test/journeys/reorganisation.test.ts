import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { carryOutReorganisations, reorganisationRoutes } from '#domains/organisations'
import { findMatchingRule, readRouting } from '#domains/triage'
import type { MemberActor } from '#platform/actor'
import { londonDateOf, systemClock } from '#platform/clock'
import { asOwner, openDatabase } from '#platform/database'
import { launchBrowser } from '../support/browser.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { seedPartnership } from '../support/partnership.ts'
import { type StaffServer, startStaffServer } from '../support/staff-server.ts'
import { lookAt, openPage } from './visitor.ts'

let browser: Browser
let testDatabase: TestDatabase
let staff: StaffServer
let address: string
let drafter: MemberActor
let approver: MemberActor

beforeAll(async () => {
  browser = await launchBrowser()
  testDatabase = await createTestDatabase()
  const { people } = await seedPartnership(testDatabase.installation)
  await asOwner(testDatabase.installation, (owner) =>
    owner.query(
      `insert into coverage (id, organisation_id, area_kind, area_code)
       values (gen_random_uuid(), 4, 'district', 'Z07000001'), (gen_random_uuid(), 5, 'district', 'Z07000002')`,
    ),
  )
  const coordinator = (person: MemberActor): MemberActor => ({ ...person, roles: ['coordinator'] })
  drafter = coordinator(people.supervisor)
  approver = coordinator(people.police)
  staff = await startStaffServer(
    testDatabase.installation,
    reorganisationRoutes({ readRouting, findMatchingRule }),
    [drafter, approver],
  )
  address = await staff.server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await browser?.close()
  await staff?.close()
  await testDatabase?.drop()
})

const visit = (as: MemberActor, width = 1280, javaScriptEnabled = true) =>
  openPage(browser, address, { member: as, width, javaScriptEnabled })

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** Draws a merger up from the list of plans to its proposal, looking at every page on the way. */
async function drawUp(page: Page, title: string): Promise<void> {
  const [year = '', month = '', day = ''] = londonDateOf(new Date()).split('-')
  await page.goto(`${address}/organisations/reorganisations`)
  await lookAt(page, 'reorganisations')
  await page.getByRole('link', { name: 'Draw up a plan' }).click()
  await press(page, 'Begin the plan')
  await page.getByText('There is a problem').waitFor()
  await lookAt(page, 'reorganisation-new')
  await page.getByLabel('Merge organisations').check()
  await page.getByLabel('Title').fill(title)
  await page.getByLabel('Day').fill(day)
  await page.getByLabel('Month').fill(month)
  await page.getByLabel('Year').fill(year)
  await press(page, 'Begin the plan')
  await lookAt(page, 'reorganisation-draft')
  await page.getByRole('link', { name: 'What and when' }).click()
  await lookAt(page, 'reorganisation-details')
  await press(page, 'Save')
  await page.getByRole('link', { name: 'Who ends' }).click()
  await page.getByLabel('Northholme District Council').check()
  await page.getByLabel('Southholme District Council').check()
  await lookAt(page, 'reorganisation-ending')
  await press(page, 'Save')
  await page.getByRole('link', { name: 'Who takes over' }).click()
  await page.getByLabel('Name', { exact: true }).fill(`${title} Council`)
  await page.getByLabel('Short name, for lists').fill(title)
  await page.getByLabel('Kind of organisation').selectOption('unitary_council')
  await page.getByLabel('How the public reaches it').fill('Call us on weekdays.')
  await lookAt(page, 'reorganisation-successors')
  await press(page, 'Add')
  await page.getByRole('link', { name: 'Back' }).click()
  await page.getByRole('link', { name: 'Tokens of other systems' }).click()
  await lookAt(page, 'reorganisation-tokens')
  await page.getByRole('link', { name: 'Back' }).click()
  await page.getByRole('link', { name: 'See what will happen' }).click()
  await page.getByText('Every one goes to whoever takes over').waitFor()
  await lookAt(page, 'reorganisation-preview')
  await page.getByRole('link', { name: 'Back to the plan' }).click()
  await press(page, 'Propose')
  await page.getByText('another co-ordinator approves it').waitFor()
  await lookAt(page, 'reorganisation-proposed')
}

test('a plan is drawn up without script on a phone, and cancelled', async () => {
  const page = await visit(drafter, 320, false)
  await drawUp(page, 'Narrow')
  await page.locator('summary', { hasText: 'Cancel this plan' }).click()
  await page.getByLabel('Why?').fill('It was a rehearsal')
  await press(page, 'Cancel the plan')
  await page.getByText('It was a rehearsal').waitFor()
  await page.context().close()
})

test('one person draws a plan up, another approves it, and both see that it was carried out', async () => {
  const page = await visit(drafter)
  await drawUp(page, 'Holme')
  const url = page.url()
  await page.context().close()

  const other = await visit(approver)
  await other.goto(url)
  await press(other, 'Approve')
  await other.getByText('Approved, waiting for its day').waitFor()
  await lookAt(other, 'reorganisation-approved')
  const worker = openDatabase(testDatabase.installation, 'openasb_worker')
  await carryOutReorganisations(worker, systemClock)
  await worker.close()
  await other.reload()
  await other.getByText('Carried out').first().waitFor()
  await lookAt(other, 'reorganisation-carried-out')
  await other.context().close()
})
