import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { documentsTab, powerRoutes, powersTab } from '#domains/powers'
import { asOwner } from '#platform/database'
import { newId, newReference } from '#platform/ids'
import { launchBrowser } from '../support/browser.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { NORTH, type Partnership, seedPartnership } from '../support/partnership.ts'
import { type StaffServer, startStaffServer } from '../support/staff-server.ts'
import { openBrowser, type Visitor } from './visitor.ts'

let browser: Browser
let testDatabase: TestDatabase
let partnership: Partnership
let staff: StaffServer
let address: string
const reference = newReference('CASE')

beforeAll(async () => {
  browser = await launchBrowser()
  testDatabase = await createTestDatabase()
  partnership = await seedPartnership(testDatabase.installation)
  const routes = powerRoutes([powersTab, documentsTab])
  staff = await startStaffServer(testDatabase.installation, routes, [partnership.people.officer])
  address = await staff.server.listen({ host: '127.0.0.1', port: 0 })
  await asOwner(testDatabase.installation, async (client) => {
    const caseId = newId()
    await client.query(
      `insert into asb_case (id, reference, status, title, asb_type, organisation_id, audience)
       values ($1, $2, 'open', 'Noise', 'noise', ${NORTH}, '{${NORTH}}')`,
      [caseId, reference],
    )
    await client.query(
      `insert into case_party (id, case_id, person_id, role, name, born_on, since, organisation_id, added_by)
       values ($1, $2, $1, 'alleged_perpetrator', 'Zed Northerner', '1990-01-01', '2026-03-01', ${NORTH}, $3)`,
      [newId(), caseId, partnership.people.officer.memberId],
    )
  })
})
afterAll(async () => {
  await browser.close()
  await staff.close()
  await testDatabase.drop()
})

test('a community protection warning, its letter and its service, and then the notice: by keyboard, at 320 px too', async () => {
  const visitor = await openBrowser(browser, address)
  const { page } = visitor
  await page
    .context()
    .addCookies([{ name: 'member', value: partnership.people.officer.memberId, url: address }])
  await page.goto(`/cases/${reference}/powers`)
  await visitor.look()
  expect(await page.getByRole('row', { name: /Community protection notice/ }).innerText()).toContain('No.')

  await enter(visitor, page.getByRole('link', { name: /^Community protection warning/ }))
  await visitor.look()
  await enter(visitor, page.getByRole('button', { name: 'Record it' }))
  expect(await page.title()).toMatch(/^Error/)
  await visitor.look()
  await fillStep(visitor, '2026-04-01')
  await enter(visitor, page.getByRole('button', { name: 'Record it' }))
  await visitor.look()

  const intervention = page.url()
  await enter(visitor, page.getByRole('button', { name: 'Draft the document' }))
  await visitor.look()
  await enter(visitor, page.getByRole('button', { name: 'Make it final' }))
  expect(await page.title()).toMatch(/^Error/)
  await visitor.look()
  for (const label of [
    'How it affects others',
    'This is a warning',
    'By when it must stop',
    'Who to speak to',
  ])
    await page.getByLabel(label).fill('As the law asks')
  await enter(visitor, page.getByRole('button', { name: 'Make it final' }))
  expect(await page.getByText('Final since').innerText()).toMatch(/[0-9a-f]{64}/)
  await visitor.look('final')
  await enter(visitor, page.getByRole('link', { name: /^Documents/ }))
  await visitor.look()

  await page.goto(intervention)
  await page.getByLabel('What happened?').selectOption('Served')
  await fillDay(visitor, 'On which day?', '2026-04-01')
  await page.getByLabel('At what time?').fill('10am')
  await page.getByLabel('How was it served?').selectOption('By hand')
  await page.getByLabel('By whom?').fill('A warden')
  await page.getByLabel('What proves it, and where is that kept?').fill('Certificate')
  await enter(visitor, page.getByRole('button', { name: 'Record it' }))
  await visitor.look('served')

  await enter(visitor, page.getByRole('link', { name: /^Powers/ }))
  expect(await page.getByRole('row', { name: /Community protection notice/ }).innerText()).toContain(
    'Next step',
  )
  await enter(visitor, page.getByRole('link', { name: /^Community protection notice/ }))
  await fillStep(visitor, '2026-04-20')
  await page.getByLabel('Conditions, one a line (optional)').fill('No music after 22:00')
  await enter(visitor, page.getByRole('button', { name: 'Record it' }))
  expect(await page.getByRole('heading', { level: 2 }).first().innerText()).toBe(
    'Community protection notice',
  )

  await page.goto('/orders')
  await visitor.look()
  expect(await page.getByRole('row', { name: /Community protection/ }).count()).toBe(2)
  await enter(visitor, page.getByRole('link', { name: 'Powers in force' }))
  await visitor.look()
  await visitor.leave()
})

/** Follows a link or presses a button without a mouse. */
async function enter({ page }: Visitor, target: ReturnType<Visitor['page']['getByRole']>): Promise<void> {
  await target.focus()
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
}

async function fillDay({ page }: Visitor, legend: string, date: string): Promise<void> {
  const group = page.getByRole('group', { name: legend })
  const [year = '', month = '', day = ''] = date.split('-')
  await group.getByLabel('Day').fill(day)
  await group.getByLabel('Month').fill(month)
  await group.getByLabel('Year').fill(year)
}

async function fillStep(visitor: Visitor, issued: string): Promise<void> {
  await fillDay(visitor, 'When was it issued or made?', issued)
  await visitor.page.getByLabel('Grounds: how the tests are met').fill('Loud music every night')
  await visitor.page.getByLabel('Why this, and not something lighter?').fill('Advice did not help')
}
