import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseRoutes } from '#domains/cases'
import { routes as placeRoutes } from '#domains/places'
import { fileReport, reportStaffRoutes } from '#domains/reports'
import {
  agreementRoutes,
  panelRoutes,
  recordSharingRoutes,
  sharedRoutes,
  sharingRuleRoutes,
  signpostPanel,
} from '#domains/sharing'
import { routeReports, triageRoutes } from '#domains/triage'
import { anybody, type MemberActor, system } from '#platform/actor'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newId, newSecret } from '#platform/ids'
import { launchBrowser } from '../support/browser.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { COUNTY, inNorthWest, type Partnership, POLICE, seedPartnership } from '../support/partnership.ts'
import { type StaffServer, startStaffServer } from '../support/staff-server.ts'
import { openBrowser, type Visitor } from './visitor.ts'

let browser: Browser
let testDatabase: TestDatabase
let people: Partnership['people']
let coordinator: MemberActor
let supervisor: MemberActor
let staff: StaffServer
let address: string
let web: Database
let worker: Database

beforeAll(async () => {
  browser = await launchBrowser()
  testDatabase = await createTestDatabase()
  ;({ people } = await seedPartnership(testDatabase.installation))
  web = openDatabase(testDatabase.installation, 'openasb_web')
  worker = openDatabase(testDatabase.installation, 'openasb_worker')
  coordinator = await somebody('Cora Coordinator', 'coordinator', COUNTY)
  supervisor = await somebody('Sid Supervisor', 'supervisor', POLICE)
  staff = await startStaffServer(
    testDatabase.installation,
    [
      ...triageRoutes,
      ...reportStaffRoutes([signpostPanel]),
      ...caseRoutes(),
      ...placeRoutes,
      ...agreementRoutes,
      ...sharingRuleRoutes,
      ...panelRoutes,
      ...recordSharingRoutes,
      ...sharedRoutes,
    ],
    [...Object.values(people), coordinator, supervisor],
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

async function somebody(name: string, role: string, organisationId: number): Promise<MemberActor> {
  const memberId = newId()
  await asOwner(testDatabase.installation, async (owner) => {
    await owner.query('insert into member (id, name, email) values ($1, $2, $3)', [
      memberId,
      name,
      `${memberId}@example.org`,
    ])
    await owner.query(
      'insert into membership (id, member_id, organisation_id, role) values ($1, $2, $3, $4)',
      [newId(), memberId, organisationId, role],
    )
  })
  return {
    ...people.police,
    ...{ memberId, name, organisationId, organisations: [organisationId], teamIds: [], roles: [role] },
    duties: [{ organisationId, role }],
    circles: organisationId === POLICE ? people.police.circles : [organisationId],
  }
}

async function file(): Promise<string> {
  const { id, reference } = await web.withActor(anybody, (db) =>
    fileReport(
      { db, actor: anybody, emit: async () => {} },
      {
        submissionId: randomUUID(),
        statusSecret: newSecret(),
        channel: 'public_form',
        asbType: 'noise',
        summary: 'Drumming until two in the morning',
        occurrence: 'once',
        occurredFrom: new Date('2026-11-20T22:00:00Z'),
        occurredTo: new Date('2026-11-20T23:00:00Z'),
        location: { ...inNorthWest, precisionM: 10 },
      },
    ),
  )
  await worker.withActor(system, (db) => routeReports(db, system, [id]))
  return reference
}

async function visit(as: MemberActor, options: { javaScriptEnabled?: boolean } = {}): Promise<Visitor> {
  const visitor = await openBrowser(browser, address, options)
  await visitor.page.context().addCookies([{ name: 'member', value: as.memberId, url: address }])
  return visitor
}

test.each([true, false])(
  'an agreement is proposed, approved by somebody else, and ended (script: %s)',
  async (javaScriptEnabled) => {
    const title = `Joint patrols ${javaScriptEnabled}`
    const proposer = await visit(coordinator, { javaScriptEnabled })
    await proposer.page.goto('/sharing/agreements')
    await proposer.look()
    await proposer.follow(proposer.page.getByRole('link', { name: 'Propose an agreement' }))
    await proposer.look()
    await proposer.press('Propose it')
    await proposer.look()
    await proposer.page.getByLabel('Title').fill(title)
    await proposer.page.getByLabel('Memorandum of understanding').check()
    await proposer.page.getByLabel('What it is for').fill('Patrols that nobody walks alone')
    await proposer.page.getByLabel('Lawful basis').fill('Crime and Disorder Act 1998 section 115')
    await proposer.page.getByLabel('Reports', { exact: true }).check()
    await proposer.page.getByLabel('Everything').check()
    await proposer.page.getByLabel('Northholme District Council').check()
    await proposer.page.getByLabel('Testshire Police').check()
    await proposer.page.getByLabel('Holds from').fill('2026-01-01')
    await proposer.page.getByLabel('To be reviewed on').fill('2026-02-01')
    await proposer.press('Propose it')
    await proposer.page.getByText('Waiting for approval').first().waitFor()
    await proposer.look('proposed')
    const agreement = proposer.page.url()

    const approver = await visit(supervisor, { javaScriptEnabled })
    await approver.page.goto(agreement)
    await approver.page.getByLabel('Approve', { exact: true }).check()
    await approver.look('to decide')
    await approver.press('Decide')
    await approver.page.getByText('Due for review').first().waitFor()
    await approver.look('in force')
    await approver.page.goto('/sharing/agreements?state=due')
    await approver.page.getByRole('link', { name: title }).waitFor()
    await approver.look()
    await approver.leave()

    await proposer.page.goto(agreement)
    await proposer.page.getByText('End this agreement').click()
    await proposer.press('End it now')
    await proposer.look()
    await proposer.page.locator('#why').fill('The patrols are over')
    await proposer.press('End it now')
    await proposer.page.getByText('Nobody sees anything under it any more.').waitFor()
    await proposer.look('ended')
    await proposer.leave()
  },
)

test('a rule is made, its reach is told, and it ends', async () => {
  await file()
  const visitor = await visit(coordinator)
  const { page } = visitor
  await page.goto('/sharing/panels')
  await page.getByText('Make a panel').click()
  await page.getByLabel('Name').fill('Monthly panel')
  await visitor.look()
  await visitor.press('Make it')
  await page.getByLabel('Add to Monthly panel').selectOption({ label: 'Testshire Police' })
  await visitor.press('Add')
  await visitor.look('with members')
  await page.goto('/sharing/rules')
  await visitor.look()
  await visitor.follow(page.getByRole('link', { name: 'Make a rule' }))
  await visitor.look('empty')
  await visitor.press('Make the rule')
  await visitor.look()
  await page.getByLabel('Name').fill('Noise for the panel')
  await page
    .getByLabel('Under which agreement')
    .selectOption({ label: 'Testshire information sharing agreement' })
  await page.getByLabel('Reports', { exact: true }).check()
  await page.getByLabel('Held by').selectOption({ label: 'Northholme District Council' })
  await page.getByLabel('Shared with').selectOption({ label: 'Panel: Monthly panel' })
  await page.getByLabel('Summary').check()
  await page.getByLabel('Of type (optional)').selectOption('noise')
  await visitor.press('Make the rule')
  await page.getByText(/the rule reaches \d+/).waitFor()
  await visitor.look()
  await visitor.press('Apply it to them')
  await page.getByText('Under way').waitFor()
  await visitor.look('applied')
  await page.getByText('End this rule').click()
  await page.getByLabel('Why does it end?').fill('Not needed')
  await visitor.press('End it now')
  await page.getByText(/ended .*: Not needed/).waitFor()
  await visitor.look('ended')
  await visitor.leave()
})

test.each([true, false])(
  'sight is given at each level, seen, and ended (script: %s)',
  async (javaScriptEnabled) => {
    const reference = await file()
    const giver = await visit(people.officer, { javaScriptEnabled })
    const reader = await visit(people.police, { javaScriptEnabled })
    const give = async (level: string) => {
      await giver.page.goto(`/reports/${reference}/sharing`)
      await giver.page.getByLabel('Organisation', { exact: true }).selectOption(String(POLICE))
      await giver.page.getByLabel('How much').selectOption({ label: level })
      await giver.page.getByLabel('Why do they need it?').fill('They know the address')
      await giver.press('Share it')
      await giver.page.getByText('It is shared.').first().waitFor()
      await reader.page.goto(`/reports/${reference}`)
    }
    await giver.page.goto(`/reports/${reference}/sharing`)
    await giver.look()
    await giver.press('Share it')
    await giver.look()
    await give('That it exists')
    await reader.page.getByText('A record of this reference exists').waitFor()
    await reader.look('exists')
    await give('Whom to ask')
    await reader.page.getByText('Ask Northholme District Council.').waitFor()
    await reader.look('signpost')
    await give('Summary')
    await reader.page.getByText('Noise · Millbrook').first().waitFor()
    await reader.look('summary')
    await reader.page.goto('/shared')
    await reader.page.getByText(reference).first().waitFor()
    await reader.look()
    await reader.page.getByLabel('How much').selectOption('exists')
    await reader.press('Show')
    expect(await reader.page.getByText(reference).count()).toBe(0)
    await give('Everything')
    await reader.page.getByText('Drumming until two').waitFor()
    await reader.look('full')

    await giver.page.goto(`/reports/${reference}/sharing`)
    await giver.look('shared')
    await giver.page.getByText('Change it, or say why it ends: Testshire Police').first().click()
    await giver.page.getByLabel('Why', { exact: true }).first().fill('No longer needed')
    await giver.follow(giver.page.getByRole('button', { name: 'End it now' }).first())
    await giver.page.getByText('The sharing is ended.').first().waitFor()
    await giver.look('ended')
    await giver.leave()
    await reader.leave()
  },
)
