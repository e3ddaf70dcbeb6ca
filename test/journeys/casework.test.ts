import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseRoutes, publishCriteria, suggestCases } from '#domains/cases'
import { fileReport, reportStaffRoutes } from '#domains/reports'
import { routeReports } from '#domains/triage'
import { anybody, system } from '#platform/actor'
import { fixedClock } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newId, newSecret } from '#platform/ids'
import criteria from '../../packs/cases/criteria.json' with { type: 'json' }
import { launchBrowser } from '../support/browser.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { inNorthWest, type Partnership, seedPartnership } from '../support/partnership.ts'
import { type StaffServer, startStaffServer } from '../support/staff-server.ts'
import { lookAt, openPage } from './visitor.ts'

let browser: Browser
let testDatabase: TestDatabase
let people: Partnership['people']
let web: Database
let worker: Database
let staff: StaffServer
let address: string
const clock = fixedClock('2026-11-22T10:00:00Z')

beforeAll(async () => {
  browser = await launchBrowser()
  testDatabase = await createTestDatabase()
  ;({ people } = await seedPartnership(testDatabase.installation))
  await asOwner(testDatabase.installation, (owner) => publishCriteria(owner, criteria))
  web = openDatabase(testDatabase.installation, 'openasb_web')
  worker = openDatabase(testDatabase.installation, 'openasb_worker')
  const routes = [...caseRoutes(), ...reportStaffRoutes([])]
  staff = await startStaffServer(testDatabase.installation, routes, Object.values(people), { clock })
  address = await staff.server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await browser.close()
  await staff.close()
  await web.close()
  await worker.close()
  await testDatabase.drop()
})

/** Three reports of one person, far from those of the other runs. */
async function fileThree(metresEast: number, name: string): Promise<void> {
  const ids: string[] = []
  for (const at of [0, 1, 2]) {
    const { id } = await web.withActor(anybody, (db) =>
      fileReport(
        { db, actor: anybody, emit: async () => {} },
        {
          submissionId: newId(),
          statusSecret: newSecret(),
          channel: 'phone',
          asbType: 'noise',
          summary: 'Drumming until two in the morning',
          occurrence: 'once',
          occurredFrom: new Date('2026-11-20T22:00:00Z'),
          occurredTo: new Date('2026-11-20T23:00:00Z'),
          location: {
            easting: inNorthWest.easting + metresEast,
            northing: inNorthWest.northing - 200 * at,
            precisionM: 10,
          },
          people: [{ role: 'victim', name, phone: `07700 90${metresEast + 1000}`, vulnerabilities: [] }],
        },
      ),
    )
    ids.push(id)
  }
  await worker.withActor(system, (db) => routeReports(db, system, ids))
  await worker.withActor(system, (db) => suggestCases(db, ids))
}

const ways: [number, boolean, string][] = [
  [1280, true, 'Ann Example'],
  [320, false, 'Cy Instance'],
]

test.each(ways)(
  'three reports become a Monitored Case, its people come in, it is investigated, acted on and closed, at %i px, script %s',
  async (width, script, name) => {
    await fileThree(ways.findIndex(([, , each]) => each === name) * 300, name)
    const page = await openPage(browser, address, {
      member: people.officer,
      width,
      javaScriptEnabled: script,
    })
    await page.goto(`${address}/cases`)
    await lookAt(page, 'cases')
    await page.getByRole('link', { name: 'Suggested Monitored Cases' }).press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Suggested Monitored Cases' }).waitFor()
    await lookAt(page, 'case-suggestions')
    await page.getByRole('button', { name: 'Monitor these 3 reports' }).press('Enter')
    await page.getByText('Monitored Case', { exact: true }).first().waitFor()
    expect(await page.getByRole('heading', { name: '3 linked reports' }).count()).toBe(1)
    await lookAt(page, 'case-overview')

    const tabs = page.getByRole('navigation', { name: 'Parts of this case' })
    await tabs.getByRole('link', { name: 'People' }).press('Enter')
    await page.getByRole('heading', { name: 'Named in the reports' }).waitFor()
    await lookAt(page, 'case-people-named')
    await page.getByRole('button', { name: 'Bring them in' }).press('Enter')
    await page.locator('.app-card', { hasText: name }).first().waitFor()
    await page.locator('summary', { hasText: `Change or end the role of ${name}` }).press('Enter')
    await page.getByRole('button', { name: 'Save the change' }).press('Enter')
    await page.getByRole('link', { name: /Choose the new role/ }).press('Enter')
    await lookAt(page, 'case-people')

    await tabs.getByRole('link', { name: 'Overview' }).press('Enter')
    await page.locator('summary', { hasText: 'Make it an investigative case' }).press('Enter')
    await page.getByLabel('Why is it investigated now?').fill('It goes on after a warning')
    await page.getByRole('button', { name: 'Make it an investigative case' }).press('Enter')
    await page.getByText('Investigative case', { exact: true }).first().waitFor()
    await lookAt(page, 'case-investigative')

    await tabs.getByRole('link', { name: /^Plan/ }).press('Enter')
    await page.locator('summary', { hasText: 'Add an action' }).press('Enter')
    await page.getByLabel('What is to be done?').fill('Send a warning letter')
    await page
      .getByLabel('Who will do it?')
      .selectOption({ label: 'Northholme: Environmental health (team)' })
    for (const [label, value] of Object.entries({ Day: '1', Month: '12', Year: '2026' }))
      await page.getByLabel(label, { exact: true }).fill(value)
    await page.getByRole('button', { name: 'Add the action' }).press('Enter')
    await page.getByText('Environmental health, Northholme, due').waitFor()
    await lookAt(page, 'case-plan')
    await page.goto(`${address}/actions`)
    await lookAt(page, 'actions')
    await page.getByRole('link', { name: 'Send a warning letter' }).first().waitFor()
    await page.goBack()

    await tabs.getByRole('link', { name: 'Timeline' }).press('Enter')
    await page.getByText('Made an investigative case').waitFor()
    await lookAt(page, 'case-timeline')

    await tabs.getByRole('link', { name: 'Overview' }).press('Enter')
    await page.locator('summary', { hasText: 'Close the case' }).press('Enter')
    await page.getByLabel('The behaviour has stopped').check()
    await page.getByLabel('Why close it now?').fill('The letter is sent by post')
    await page.getByRole('button', { name: 'Close the case' }).press('Enter')
    await page.getByRole('link', { name: 'Write what those affected are told' }).waitFor()
    await lookAt(page, 'case-closing')
    await page.getByLabel('What are those affected told?').fill('The drums have stopped')
    await page.getByRole('button', { name: 'Close the case' }).press('Enter')
    await page.locator('h1 .govuk-tag', { hasText: 'Closed' }).waitFor()
    await page.context().close()
  },
)
