import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseRoutes, publishCriteria, suggestCases } from '#domains/cases'
import { fileReport, reportStaffRoutes } from '#domains/reports'
import { routeReports } from '#domains/triage'
import { anybody, system } from '#platform/actor'
import { fixedClock } from '#platform/clock'
import { asOwner, type Database, openDatabase, projectRoot } from '#platform/database'
import { newId, newSecret } from '#platform/ids'
import criteria from '../../packs/cases/criteria.json' with { type: 'json' }
import { checkAccessibility, launchBrowser } from '../support/browser.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { inNorthWest, type Partnership, seedPartnership } from '../support/partnership.ts'
import { type StaffServer, startStaffServer } from '../support/staff-server.ts'

let browser: Browser
let testDatabase: TestDatabase
let people: Partnership['people']
let web: Database
let worker: Database
let staff: StaffServer
let address: string
const pictures = join(projectRoot, 'var', 'test', 'pictures')
const clock = fixedClock('2026-11-22T10:00:00Z')

beforeAll(async () => {
  await mkdir(pictures, { recursive: true })
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

async function look(page: Page, name: string, hasScript: boolean): Promise<void> {
  if (!hasScript) return
  await page.screenshot({ path: join(pictures, `${name}-${page.viewportSize()?.width}.png`), fullPage: true })
  await checkAccessibility(page)
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect([name, overflow]).toEqual([name, 0])
}

const ways: [number, boolean, string][] = [
  [1280, true, 'Ann Example'],
  [320, true, 'Bea Sample'],
  [320, false, 'Cy Instance'],
]

test.each(ways)(
  'three reports become a Monitored Case, its people come in, it is investigated, acted on and closed, at %i px, script %s',
  async (width, script, name) => {
    await fileThree(ways.findIndex(([, , each]) => each === name) * 300, name)
    const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: script })
    await context.addCookies([{ name: 'member', value: people.officer.memberId, url: address }])
    const page = await context.newPage()
    await page.goto(`${address}/cases`)
    await look(page, 'cases', script)
    await page.getByRole('link', { name: 'Suggested Monitored Cases' }).press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Suggested Monitored Cases' }).waitFor()
    await look(page, 'case-suggestions', script)
    await page.getByRole('button', { name: 'Monitor these 3 reports' }).press('Enter')
    await page.getByText('Monitored Case', { exact: true }).first().waitFor()
    expect(await page.getByRole('heading', { name: '3 linked reports' }).count()).toBe(1)
    await look(page, 'case-overview', script)

    const tabs = page.getByRole('navigation', { name: 'Parts of this case' })
    await tabs.getByRole('link', { name: 'People' }).press('Enter')
    await page.getByRole('heading', { name: 'Named in the reports' }).waitFor()
    await look(page, 'case-people-named', script)
    await page.getByRole('button', { name: 'Bring them in' }).press('Enter')
    await page.locator('.app-card', { hasText: name }).first().waitFor()
    await page.locator('summary', { hasText: `Change or end the role of ${name}` }).press('Enter')
    await page.getByRole('button', { name: 'Save the change' }).press('Enter')
    await page.getByRole('link', { name: /Choose the new role/ }).press('Enter')
    await look(page, 'case-people', script)

    await tabs.getByRole('link', { name: 'Overview' }).press('Enter')
    await page.locator('summary', { hasText: 'Make it an investigative case' }).press('Enter')
    await page.getByLabel('Why is it investigated now?').fill('It goes on after a warning')
    await page.getByRole('button', { name: 'Make it an investigative case' }).press('Enter')
    await page.getByText('Investigative case', { exact: true }).first().waitFor()
    await look(page, 'case-investigative', script)

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
    await look(page, 'case-plan', script)
    await page.goto(`${address}/actions`)
    await look(page, 'actions', script)
    await page.getByRole('link', { name: 'Send a warning letter' }).first().waitFor()
    await page.goBack()

    await tabs.getByRole('link', { name: 'Timeline' }).press('Enter')
    await page.getByText('Made an investigative case').waitFor()
    await look(page, 'case-timeline', script)

    await tabs.getByRole('link', { name: 'Overview' }).press('Enter')
    await page.locator('summary', { hasText: 'Close the case' }).press('Enter')
    await page.getByLabel('The behaviour has stopped').check()
    await page.getByLabel('Why close it now?').fill('The letter is sent by post')
    await page.getByRole('button', { name: 'Close the case' }).press('Enter')
    await page.getByRole('link', { name: 'Write what those affected are told' }).waitFor()
    await look(page, 'case-closing', script)
    await page.getByLabel('What are those affected told?').fill('The drums have stopped')
    await page.getByRole('button', { name: 'Close the case' }).press('Enter')
    await page.locator('h1 .govuk-tag', { hasText: 'Closed' }).waitFor()
    await context.close()
  },
)
