import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { layerRoutes, overlayRoutes } from '#domains/layers'
import { groupRoutes } from '#domains/people'
import { routes as placeRoutes } from '#domains/places'
import type { MemberActor } from '#platform/actor'
import { addDays, systemClock, today } from '#platform/clock'
import { asOwner } from '#platform/database'
import { newId, newReference } from '#platform/ids'
import { launchBrowser } from '../support/browser.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { NORTH, type Partnership, seedPartnership } from '../support/partnership.ts'
import { type StaffServer, startStaffServer } from '../support/staff-server.ts'
import { addGovernor } from '../support/subject-access.ts'
import { lookAt, openPage } from './visitor.ts'

let browser: Browser
let testDatabase: TestDatabase
let people: Partnership['people']
let iris: MemberActor
let staff: StaffServer
let address: string
const day = today(systemClock)

beforeAll(async () => {
  browser = await launchBrowser()
  testDatabase = await createTestDatabase()
  ;({ people } = await seedPartnership(testDatabase.installation))
  iris = await addGovernor(testDatabase.installation, 'Iris Governor', NORTH)
  const caseId = newId()
  await asOwner(testDatabase.installation, async (owner) => {
    await owner.query(
      `insert into asb_case (id, reference, status, title, asb_type, organisation_id, audience)
       values ($1, $2, 'open', 'Noise', 'noise', ${NORTH}, '{${NORTH}}')`,
      [caseId, newReference('CASE')],
    )
    await owner.query(
      `insert into case_party (id, case_id, person_id, role, name, address, since, because, organisation_id, added_by)
       values ($1, $1, $1, 'alleged_perpetrator', 'Abel Drummer', '1 Mill Lane, ZZ1 1AA', current_date, 'Named', ${NORTH}, $2)`,
      [caseId, people.officer.memberId],
    )
  })
  staff = await startStaffServer(
    testDatabase.installation,
    [...groupRoutes, ...layerRoutes, ...overlayRoutes, ...placeRoutes],
    [...Object.values(people), iris],
  )
  address = await staff.server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await browser.close()
  await staff.close()
  await testDatabase.drop()
})

test('a group is recorded, somebody joins it and goes, all without script at 320 pixels, and its pages hold nothing against anybody', async () => {
  const page = await openPage(browser, address, {
    member: people.officer,
    width: 320,
    javaScriptEnabled: false,
  })
  await page.goto('/groups')
  await page.getByRole('link', { name: 'Record a group' }).click()
  await page.getByLabel('Regular gathering').check()
  await page.getByLabel('What is it called?').fill('The bus station crowd')
  await page.getByLabel('Why must these people be recorded as a group?').fill('One plan for all is needed')
  await page.getByLabel('What does this rest on?').fill('Five reports')
  await page.getByLabel('6 months').check()
  await page.getByRole('button', { name: 'Record the group' }).click()
  await page.getByText('Add somebody').click()
  await page.getByLabel('Name, where they have no profile').fill('Wes Other')
  await page.getByLabel('Date of birth').fill(addDays(day, -15 * 365))
  await page.getByLabel('Their part in the group').selectOption('Member')
  await page.getByLabel('Since when?').fill(addDays(day, -9))
  await page.getByLabel('Source').selectOption('A report')
  await page.getByLabel('How sure is it?').selectOption('Likely')
  await page.locator('#add-because').fill('Named in two reports')
  await page.getByRole('button', { name: 'Add to the group' }).click()
  await page.getByText('Under 18', { exact: true }).waitFor()
  await page.getByText('End the membership of Wes Other').click()
  await page.getByLabel('The first day on which it no longer holds').fill(day)
  await page.getByLabel('Why does it end?').fill('He works nights now')
  await page.getByRole('button', { name: 'End it' }).click()
  await page.getByText('Ended: He works nights now').waitFor()
  const group = page.url()
  await page.context().close()

  const seen = await openPage(browser, address, { member: people.supervisor })
  for (const path of ['/groups', '/groups/new', group]) {
    await seen.goto(path)
    await lookAt(seen)
  }
  await seen.getByText('Keep it no longer', { exact: true }).first().click()
  await seen.getByRole('button', { name: 'Keep it no longer' }).click()
  await seen.getByText('There is a problem').waitFor()
  await lookAt(seen)
  await seen.context().close()
})

test('figures are handed in, looked at and published, and a look over them is taken by keyboard alone', async () => {
  const page = await openPage(browser, address, { member: people.analyst })
  for (const path of ['/layers', '/layers/new']) {
    await page.goto(path)
    await lookAt(page)
  }
  await page.getByLabel('What is the layer called?').fill('Fly-tips')
  await page.getByLabel('Where do the figures come from?').fill('Work orders')
  await page.getByLabel('Licence, or rule').fill('Open Government Licence')
  await page.getByLabel('Wards', { exact: true }).check()
  await page.getByLabel('Which agreement covers it?').selectOption('open')
  await page.getByLabel('The last day on which it is shown').fill(addDays(day, 90))
  await page.getByRole('button', { name: 'Go on to the figures' }).click()
  await page.getByLabel(/Or paste the rows/).fill('Ward,Month,Count\nCastle,2026-09,12\nNowhere,2026-09,7')
  await page.getByRole('button', { name: 'Look at the rows' }).click()
  await page.getByText('Row 2: No ward of today').waitFor()
  await lookAt(page, 'draft')
  await page.getByRole('button', { name: 'Give this hand-in up' }).click()
  await page.getByLabel(/Or paste the rows/).fill('Ward,Month,Count\nCastle,2026-09,12')
  await page.getByRole('button', { name: 'Look at the rows' }).click()
  await page.getByRole('button', { name: 'Publish these figures' }).press('Enter')
  await page.getByRole('rowheader', { name: 'Castle' }).waitFor()
  await lookAt(page)
  await page.goto('/layers/overlay')
  await lookAt(page, 'no permission')

  const governor = await openPage(browser, address, { member: iris })
  await governor.goto('/layers/overlay/permissions')
  await governor.getByLabel('Analyst or supervisor').selectOption('Eve Analyst')
  await governor.getByLabel('3 months').check()
  await governor.getByLabel('Why do they need it?').fill('The plan for the square')
  await governor.getByRole('button', { name: 'Give it' }).click()
  await governor.getByRole('rowheader', { name: 'Eve Analyst' }).waitFor()
  await lookAt(governor)
  await governor.context().close()

  await page.goto('/layers/overlay')
  await lookAt(page)
  await page.getByLabel('A problem-solving plan for a place').press('Space')
  await page.getByLabel('What do you look for').focus()
  await page.keyboard.type('The plan for Mill Lane')
  await page.getByLabel('District').selectOption('Northholme')
  await page.getByRole('button', { name: /^Look, for/ }).press('Enter')
  await page.getByText('Squares of 500 metres, from north to south').waitFor()
  await lookAt(page)
  await page.locator('tbody th a').first().press('Enter')
  await page.getByText('Places of people, by case').waitFor()
  await lookAt(page)
  await page.getByRole('link', { name: /^Open who/ }).press('Enter')
  await page.getByRole('heading', { name: 'Abel Drummer' }).waitFor()
  await lookAt(page)
  await page.context().close()
})
