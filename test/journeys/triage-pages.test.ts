import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { routes as placeRoutes } from '#domains/places'
import { fileReport, type NewReport, reportStaffRoutes } from '#domains/reports'
import { routeReports, triageRoutes } from '#domains/triage'
import { anybody, type MemberActor, system } from '#platform/actor'
import { type Database, openDatabase } from '#platform/database'
import { newSecret } from '#platform/ids'
import { launchBrowser } from '../support/browser.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { inNorthWest, type Partnership, seedPartnership } from '../support/partnership.ts'
import { type StaffServer, startStaffServer } from '../support/staff-server.ts'
import { lookAt, openPage } from './visitor.ts'

let browser: Browser
let testDatabase: TestDatabase
let partnership: Partnership
let staff: StaffServer
let address: string
let web: Database
let worker: Database

beforeAll(async () => {
  browser = await launchBrowser()
  testDatabase = await createTestDatabase()
  partnership = await seedPartnership(testDatabase.installation)
  web = openDatabase(testDatabase.installation, 'openasb_web')
  worker = openDatabase(testDatabase.installation, 'openasb_worker')
  staff = await startStaffServer(
    testDatabase.installation,
    [...triageRoutes, ...reportStaffRoutes(), ...placeRoutes],
    Object.values(partnership.people),
  )
  address = await staff.server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await browser.close()
  await staff.close()
  await web.close()
  await worker.close()
  await testDatabase.drop()
})

async function file(changes: Partial<NewReport> = {}): Promise<string> {
  const report: NewReport = {
    submissionId: randomUUID(),
    statusSecret: newSecret(),
    channel: 'public_form',
    asbType: 'noise',
    summary: 'Drumming from the flat above until two in the morning, most nights of the week.',
    occurrence: 'pattern',
    pattern: [1, 3, 5].map((weekday) => ({ weekday, fromHour: 21, toHour: 24 })),
    occurredFrom: new Date('2026-03-01T22:00:00Z'),
    occurredTo: new Date('2026-03-01T23:00:00Z'),
    location: { ...inNorthWest, precisionM: 10 },
    placeWords: 'The flats behind the mill',
    answers: [
      {
        question: 'effect',
        wording: 'How does it affect you?',
        answer: 'I cannot sleep.\nNor can the children.',
      },
    ],
    contact: {
      name: 'Noor Reporter',
      phone: '0100 900 900',
      preferredChannel: 'phone',
      safeContact: 'Not after 6pm',
    },
    ...changes,
  }
  const { id, reference } = await web.withActor(anybody, (db) =>
    fileReport({ db, actor: anybody, emit: async () => {} }, report),
  )
  await worker.withActor(system, (db) => routeReports(db, system, [id]))
  return reference
}

const visit = (as: MemberActor, width = 1280, javaScriptEnabled = true) =>
  openPage(browser, address, { member: as, width, javaScriptEnabled })

test('queue, report, simulator and rules hold nothing against anybody', async () => {
  const reference = await file()
  await file({ asbType: 'vehicles', occurrence: 'now', pattern: [] })
  const page = await visit(partnership.people.officer)
  await page.goto(`${address}/queue`)
  await lookAt(page, 'queue')
  await page.goto(`${address}/queue?status=closed&q=nothing`)
  await lookAt(page, 'queue-empty')
  await page.goto(`${address}/reports/${reference}`)
  await page.locator('.app-map__pin').waitFor()
  await lookAt(page, 'report')
  await page.getByText('Refuse', { exact: true }).first().click()
  await page.locator('details[open] button').click()
  await page.getByText('There is a problem').waitFor()
  await lookAt(page, 'report-refused-without-reason')
  await page.goto(`${address}/triage/simulator?type=noise&place=ZZ1+1AA`)
  await lookAt(page, 'simulator')
  await page.goto(`${address}/triage/rules?when=ever`)
  await lookAt(page, 'rules')
  await page.context().close()
})

test('an officer triages by keyboard: to the first report, claim it, refuse it, and mend the missing reason', async () => {
  const page = await visit(partnership.people.officer)
  await page.goto(`${address}/queue`)
  await page.getByRole('button', { name: /keyboard shortcuts/ }).waitFor()
  await page.keyboard.press('j')
  const title = await page.evaluate('document.activeElement.textContent')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: String(title) }).waitFor()
  await page.getByRole('button', { name: 'Claim', exact: true }).press('Enter')
  await page.getByText(/Claimed by you until/).waitFor()
  await page.locator('summary', { hasText: 'Refuse' }).press('Enter')
  await page.getByRole('button', { name: 'Refuse', exact: true }).press('Enter')
  await page.getByRole('link', { name: /Say why the report is refused/ }).press('Enter')
  expect(await page.evaluate('document.activeElement.id')).toBe('refuse-comment')
  await page.locator('#refuse-reason').selectOption('no_power')
  await page.keyboard.type('This is licensed and ends at ten.')
  await page.getByRole('button', { name: 'Refuse', exact: true }).press('Enter')
  await page.getByText('This is licensed and ends at ten.').first().waitFor()
  expect(await page.locator('.govuk-tag').first().textContent()).toBe('Refused')
  await page.context().close()
})

test('without script the list is filtered, a report claimed in it, and a place chosen in the simulator', async () => {
  await file({ asbType: 'vehicles', occurrence: 'once', pattern: [] })
  const page = await visit(partnership.people.colleague, 320, false)
  await page.goto(`${address}/queue`)
  await page.getByLabel('Type').selectOption('vehicles')
  await page.getByRole('button', { name: 'Apply filters' }).click()
  await page
    .getByRole('button', { name: /^Claim/ })
    .first()
    .click()
  await page.getByText(/Claimed by you until/).waitFor()
  expect(page.url()).toContain('/queue?type=vehicles')
  await page.goto(`${address}/triage/simulator`)
  await page.getByLabel('Type').selectOption('noise')
  await page.getByLabel('Place').fill('zz11aa')
  await page.getByRole('button', { name: 'Show where it goes' }).click()
  await page.getByText('Rule 12, Noise in Northholme').waitFor()
  await page.context().close()
})
