import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { matchDue, peoplePanel, peopleRoutes } from '#domains/people'
import { fileReport, reportStaffRoutes } from '#domains/reports'
import {
  flagRoutes,
  flagsPanel,
  publishFlagRules,
  publishInstruments,
  riskPanel,
  riskRoutes,
} from '#domains/risk'
import { routeReports } from '#domains/triage'
import { anybody, system } from '#platform/actor'
import { asOwner, openDatabase } from '#platform/database'
import { newSecret } from '#platform/ids'
import { flagRules, riskInstruments } from '../../packs/risk/index.ts'
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

beforeAll(async () => {
  browser = await launchBrowser()
  testDatabase = await createTestDatabase()
  partnership = await seedPartnership(testDatabase.installation)
  await asOwner(testDatabase.installation, async (owner) => {
    await publishInstruments(owner, riskInstruments)
    await publishFlagRules(owner, flagRules)
  })
  const routes = [
    ...riskRoutes,
    ...flagRoutes,
    ...peopleRoutes,
    ...reportStaffRoutes([flagsPanel, riskPanel, peoplePanel]),
  ]
  staff = await startStaffServer(testDatabase.installation, routes, [partnership.people.officer])
  address = await staff.server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await browser.close()
  await staff.close()
  await testDatabase.drop()
})

async function file(name: string, phone: string): Promise<string> {
  const web = openDatabase(testDatabase.installation, 'openasb_web')
  const worker = openDatabase(testDatabase.installation, 'openasb_worker')
  try {
    const { id, reference } = await web.withActor(anybody, (db) =>
      fileReport(
        { db, actor: anybody, emit: async () => {} },
        {
          submissionId: randomUUID(),
          statusSecret: newSecret(),
          channel: 'phone',
          asbType: 'noise',
          occurrence: 'once',
          occurredFrom: new Date('2026-03-01T22:00:00Z'),
          occurredTo: new Date('2026-03-01T23:00:00Z'),
          location: { ...inNorthWest, precisionM: 10 },
          people: [{ role: 'victim', name, phone }],
        },
      ),
    )
    await worker.withActor(system, (db) => routeReports(db, system, [id]))
    await worker.withActor(system, (db) => matchDue(db, system))
    return reference
  } finally {
    await Promise.all([web.close(), worker.close()])
  }
}

const visit = (width: number, javaScriptEnabled: boolean) =>
  openPage(browser, address, { member: partnership.people.officer, width, javaScriptEnabled })

const ways: [number, boolean][] = [
  [1280, true],
  [320, false],
]

test.each(ways)(
  'an officer assesses the risk and decides who it is, at %i px, script %s',
  async (width, script) => {
    const phone = `07700 900 ${script ? 811 : 812}`
    const known = await file('Wilma Journey', phone)
    const reference = await file('', phone)
    const page = await visit(width, script)
    await page.goto(`${address}/reports/${reference}`)
    await page.getByRole('link', { name: 'Assess the risk' }).click()
    await lookAt(page)
    await page.getByRole('button', { name: 'Save the assessment' }).click()
    await page.getByText('Answer at least one question').waitFor()
    const violence = page.getByRole('group', { name: 'Has there been a threat or violence?' })
    await violence.getByLabel('Violence, or a weapon was seen').check()
    const fear = page.getByRole('group', { name: 'How afraid are they of what may come?' })
    await fear.getByLabel('Not known', { exact: true }).check()
    await page.locator('[name=risk_fear_because]').fill('They rang off')
    // Without script nothing is counted before it is saved.
    const score = page.getByText('Score so far: 6 of 45, Standard. 11 still open.')
    if (script) await score.waitFor()
    else expect(await score.count()).toBe(0)
    await page.getByLabel('Another band than the score says').selectOption('High')
    await page.getByLabel('Why another band').fill('A knife was seen')
    await page.getByRole('button', { name: 'Save the assessment' }).click()
    await page.getByText('Saved as incomplete').waitFor()
    await lookAt(page, 'saved')
    await page.getByRole('link', { name: 'Questions, scores and bands' }).click()
    await page.getByRole('heading', { level: 1, name: 'Risk instruments' }).waitFor()
    await lookAt(page)

    await page.goto(`${address}/reports/${reference}`)
    await page.getByRole('heading', { name: 'Flags' }).waitFor()
    await lookAt(page, 'of a risk')
    await page.getByRole('link', { name: 'What the flags rest on' }).click()
    await page.getByText('High risk').first().waitFor()
    await lookAt(page)

    await page.goto(`${address}/reports/${reference}`)
    await page.getByRole('link', { name: 'Who is it? 1 to decide' }).click()
    await lookAt(page, 'to decide')
    await page.getByLabel('Wilma Journey').check()
    await page.getByLabel('Why you say so').fill('She gave her name')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('It is saved, and can be undone.').waitFor()
    await page.getByRole('link', { name: 'Wilma Journey' }).click()
    await page.getByRole('link', { name: known }).first().waitFor()
    await lookAt(page, 'with a profile')
    await page.getByRole('link', { name: 'All profiles' }).click()
    await page.getByLabel('Name', { exact: true }).fill('wilma')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('link', { name: 'Wilma Journey' }).first().waitFor()
    await lookAt(page, 'found')
  },
)
