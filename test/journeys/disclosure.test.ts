import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseRoutes } from '#domains/cases'
import { governanceRoutes } from '#domains/governance'
import { routes as placeRoutes } from '#domains/places'
import { reportStaffRoutes } from '#domains/reports'
import { triageRoutes } from '#domains/triage'
import type { MemberActor } from '#platform/actor'
import { openSigningKey, sealAudit } from '#platform/audit'
import { openDatabase, projectRoot } from '#platform/database'
import { launchBrowser } from '../support/browser.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { act, addOpenCase, appoint, fileSharedReport, restrict } from '../support/disclosures.ts'
import { type Partnership, seedPartnership } from '../support/partnership.ts'
import { type StaffServer, startStaffServer } from '../support/staff-server.ts'
import { lookAt, openPage } from './visitor.ts'

let browser: Browser
let testDatabase: TestDatabase
let people: Partnership['people']
let governor: MemberActor
let cleared: MemberActor
let staff: StaffServer
let address: string
let report: { id: string; reference: string }
let restricted: { id: string; reference: string }

beforeAll(async () => {
  browser = await launchBrowser()
  testDatabase = await createTestDatabase()
  const { installation } = testDatabase
  people = (await seedPartnership(installation)).people
  governor = await appoint(installation, people.colleague, 'information_governance')
  report = await fileSharedReport(installation)
  restricted = await addOpenCase(installation)
  const [officer] = await restrict(installation, { kind: 'case', ...restricted }, [people.caseOfficer])
  if (officer === undefined) throw new Error('One person is cleared')
  cleared = officer
  await act(installation, people.officer, { kind: 'report', id: report.id }, 40)
  await act(installation, people.police, { kind: 'report', id: report.id }, 3)
  await act(installation, people.supervisor, { kind: 'report', id: report.id }, 1, {
    recipient: 'Southholme District Council',
    reason: 'The estate begins across the road, and their officers know the family.',
  })
  const worker = openDatabase(installation, 'openasb_worker')
  await sealAudit(worker)
  await worker.close()
  staff = await startStaffServer(
    installation,
    [
      ...triageRoutes,
      ...reportStaffRoutes(),
      ...caseRoutes(),
      ...placeRoutes,
      ...governanceRoutes({
        signingKey: openSigningKey(installation.secret),
        sealFolder: join(projectRoot, 'var', 'test', 'no-seals'),
        partnership: installation.schema,
      }),
    ],
    [people.officer, people.supervisor, people.police, governor, cleared],
  )
  address = await staff.server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await browser.close()
  await staff.close()
  await testDatabase.drop()
})

const visit = (as: MemberActor, width = 1280, javaScriptEnabled = true) =>
  openPage(browser, address, { member: as, width, javaScriptEnabled })

test('the pages of the record of disclosure hold nothing against anybody', async () => {
  const page = await visit(people.supervisor)
  await page.goto(`${address}/reports/${report.reference}`)
  await page.getByRole('link', { name: 'Who has seen it' }).click()
  await page.getByRole('heading', { level: 1, name: /Who has seen this/ }).waitFor()
  await lookAt(page, 'disclosures')
  await page.locator('summary', { hasText: 'Asha Officer' }).click()
  await page.locator('summary', { hasText: 'Show the numbers' }).click()
  await lookAt(page, 'disclosures-opened')
  await page.getByRole('link', { name: 'List each act by itself' }).click()
  await lookAt(page, 'disclosures-each')
  await page.goto(`${address}/people/${people.officer.memberId}/activity`)
  await lookAt(page, 'activity')
  for (const path of ['/governance', '/governance/people', '/governance/seals', '/signing-key']) {
    await page.goto(`${address}${path}`)
    await lookAt(page, path.slice(1).replace('/', '-'))
  }
  await page.context().close()
  const governing = await visit(governor)
  for (const path of [
    '/governance/disclosures',
    '/governance/disclosures?whose=others',
    '/governance/reasons',
  ]) {
    await governing.goto(`${address}${path}`)
    await lookAt(governing, path.slice(1).replaceAll(/\W/g, '-'))
  }
  await governing.getByLabel('Least length of a reason').first().fill('none')
  await governing.getByRole('button', { name: 'Save' }).first().click()
  await governing.getByText('There is a problem').waitFor()
  await lookAt(governing, 'governance-reasons-wrong')
  await governing.context().close()
})

test.each([
  [1280, true],
  [320, false],
])(
  'at %i px, with script %s, a restricted case opens when its reader has said why',
  async (width, script) => {
    const page = await visit(cleared, width, script)
    await page.goto(`${address}/cases/${restricted.reference}/disclosures?verb=consult`)
    // The second visit comes within the four hours of the first.
    if (width === 1280) {
      await page.getByRole('heading', { level: 1, name: 'Why do you open this record?' }).waitFor()
      await lookAt(page, 'reason')
      await page.getByRole('button', { name: 'Open the record' }).click()
      await page.getByRole('link', { name: 'Choose why you open this record' }).click()
      await lookAt(page, 'reason-missing')
      await page.getByRole('radio', { name: 'Something else' }).check()
      await page.getByLabel('If something else, why?').fill('Preparing the case conference on Thursday')
      await page.getByRole('button', { name: 'Open the record' }).click()
    }
    await page.getByRole('heading', { level: 1, name: /Who has seen this/ }).waitFor()
    expect(page.url()).toContain('verb=consult')
    // What is read now stands on the page from its next reading on.
    await page.reload()
    await page.locator('summary', { hasText: 'Dan Caseworker' }).click()
    await page.getByText('Preparing the case conference on Thursday').first().waitFor()
    if (script) await lookAt(page, 'disclosures-restricted')
    await page.context().close()
  },
)

test('what is shown is taken away as a signed package, and that is written down', async () => {
  const page = await visit(people.supervisor)
  await page.goto(`${address}/reports/${report.reference}/disclosures`)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export what is shown' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^disclosures-\d{4}-\d\d-\d\d\.zip$/)
  const packed = await readFile(await download.path())
  expect(packed.includes('SHA256SUMS.sig')).toBe(true)
  await page.goto(`${address}/reports/${report.reference}/disclosures?verb=disclose`)
  await page
    .getByText(/record of disclosure exported: \d+ rows/)
    .first()
    .waitFor()
  await page.context().close()
})
