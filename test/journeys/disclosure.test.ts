import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseRoutes } from '#domains/cases'
import { governanceRoutes } from '#domains/governance'
import { routes as placeRoutes } from '#domains/places'
import { reportStaffRoutes } from '#domains/reports'
import { triageRoutes } from '#domains/triage'
import type { MemberActor } from '#platform/actor'
import { openSigningKey, sealAudit } from '#platform/audit'
import { openDatabase, projectRoot } from '#platform/database'
import { checkAccessibility, launchBrowser } from '../support/browser.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { act, addOpenCase, appoint, fileSharedReport, restrict } from '../support/disclosures.ts'
import { type Partnership, seedPartnership } from '../support/partnership.ts'
import { type StaffServer, startStaffServer } from '../support/staff-server.ts'

let browser: Browser
let testDatabase: TestDatabase
let people: Partnership['people']
let governor: MemberActor
let cleared: MemberActor
let staff: StaffServer
let address: string
let report: { id: string; reference: string }
let restricted: { id: string; reference: string }
const pictures = join(projectRoot, 'var', 'test', 'pictures')

beforeAll(async () => {
  await mkdir(pictures, { recursive: true })
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

async function visit(
  as: MemberActor,
  width: number,
  javaScriptEnabled = true,
): Promise<[Page, BrowserContext]> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled })
  await context.addCookies([{ name: 'member', value: as.memberId, url: address }])
  return [await context.newPage(), context]
}

async function look(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(pictures, `${name}-${page.viewportSize()?.width}.png`), fullPage: true })
  await checkAccessibility(page)
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect([name, overflow]).toEqual([name, 0])
}

test.each([1280, 320])(
  'the pages of the record of disclosure hold nothing against anybody at %i px',
  async (width) => {
    const [page, context] = await visit(people.supervisor, width)
    await page.goto(`${address}/reports/${report.reference}`)
    await page.getByRole('link', { name: 'Who has seen it' }).click()
    await page.getByRole('heading', { level: 1, name: /Who has seen this/ }).waitFor()
    await look(page, 'disclosures')
    await page.locator('summary', { hasText: 'Asha Officer' }).click()
    await page.locator('summary', { hasText: 'Show the numbers' }).click()
    await look(page, 'disclosures-opened')
    await page.getByRole('link', { name: 'List each act by itself' }).click()
    await look(page, 'disclosures-each')
    await page.goto(`${address}/people/${people.officer.memberId}/activity`)
    await look(page, 'activity')
    for (const path of ['/governance', '/governance/people', '/governance/seals', '/signing-key']) {
      await page.goto(`${address}${path}`)
      await look(page, path.slice(1).replace('/', '-'))
    }
    await context.close()
    const [governing, other] = await visit(governor, width)
    for (const path of [
      '/governance/disclosures',
      '/governance/disclosures?whose=others',
      '/governance/reasons',
    ]) {
      await governing.goto(`${address}${path}`)
      await look(governing, path.slice(1).replaceAll(/\W/g, '-'))
    }
    await governing.getByLabel('Least length of a reason').first().fill('none')
    await governing.getByRole('button', { name: 'Save' }).first().click()
    await governing.getByText('There is a problem').waitFor()
    await look(governing, 'governance-reasons-wrong')
    await other.close()
  },
)

test.each([
  [1280, true],
  [320, false],
])(
  'at %i px, with script %s, a restricted case opens when its reader has said why',
  async (width, script) => {
    const [page, context] = await visit(cleared, width, script)
    await page.goto(`${address}/cases/${restricted.reference}/disclosures?verb=consult`)
    // The second visit comes within the four hours of the first.
    if (width === 1280) {
      await page.getByRole('heading', { level: 1, name: 'Why do you open this record?' }).waitFor()
      await look(page, 'reason')
      await page.getByRole('button', { name: 'Open the record' }).click()
      await page.getByRole('link', { name: 'Choose why you open this record' }).click()
      await look(page, 'reason-missing')
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
    if (script) await look(page, 'disclosures-restricted')
    await context.close()
  },
)

test('what is shown is taken away as a signed package, and that is written down', async () => {
  const [page, context] = await visit(people.supervisor, 1280)
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
  await context.close()
})
