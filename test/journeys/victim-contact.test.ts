import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseRiskPanel, caseRiskRoutes, caseRiskTab } from '#domains/case-risk'
import { caseRoutes } from '#domains/cases'
import { contactRoutes, contactTab, keepInTouch, victimContactRoutes } from '#domains/contact'
import { cadenceRoutes, publishCadences, publishInstruments } from '#domains/risk'
import { publishSafetyRules, safetyNetRoutes, watchSafetyNet } from '#domains/safety-net'
import type { MemberActor } from '#platform/actor'
import { addDays, fixedClock, londonDateOf } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import cadences from '../../packs/law/case-cadence.json' with { type: 'json' }
import safetyNet from '../../packs/law/safety-net.json' with { type: 'json' }
import { riskInstruments } from '../../packs/risk/index.ts'
import { launchBrowser } from '../support/browser.ts'
import { fileAndRoute, rowsOf } from '../support/contact.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { type Partnership, seedPartnership } from '../support/partnership.ts'
import { type StaffServer, startStaffServer } from '../support/staff-server.ts'
import { lookAt, openPage } from './visitor.ts'

let browser: Browser
let test1: TestDatabase
let partnership: Partnership
let staff: StaffServer
let worker: Database
let address: string
const day = londonDateOf(new Date())
const origin = 'https://asb.example.org'

beforeAll(async () => {
  browser = await launchBrowser()
  test1 = await createTestDatabase()
  partnership = await seedPartnership(test1.installation)
  await asOwner(test1.installation, async (owner) => {
    await publishInstruments(owner, riskInstruments)
    await publishSafetyRules(owner, safetyNet)
    await publishCadences(owner, cadences)
  })
  worker = openDatabase(test1.installation, 'openasb_worker', { connections: 2 })
  const tabs = [caseRiskTab, contactTab]
  const routes = [
    ...contactRoutes,
    ...safetyNetRoutes,
    ...cadenceRoutes,
    ...caseRoutes({ tabs, panels: [caseRiskPanel] }),
    ...caseRiskRoutes(tabs),
    ...victimContactRoutes(tabs),
  ]
  staff = await startStaffServer(test1.installation, routes, Object.values(partnership.people))
  address = await staff.server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await browser.close()
  await worker.close()
  await staff.close()
  await test1.drop()
})

const rows = <Row>(statement: string, values: readonly unknown[] = []) =>
  rowsOf<Row>(test1.installation, statement, values)

const open = (member: MemberActor | undefined, javaScriptEnabled: boolean) =>
  openPage(browser, address, { ...(member ? { member } : {}), width: 320, javaScriptEnabled })

async function openCase() {
  const { caseOfficer } = partnership.people
  const report = await fileAndRoute(test1.installation, {
    contact: {
      name: 'Noor Victim',
      email: 'noor@example.org',
      phone: '07700 900 123',
      preferredChannel: 'email',
    },
  })
  const answer = await staff.post('/cases', { report: report.reference }, caseOfficer)
  const reference = answer.location?.split('/').at(-1) ?? ''
  await rows(
    `insert into case_party (id, case_id, person_id, role, name, address, report_id, since, organisation_id, added_by)
     select $1, id, $1, 'victim', 'Noor Victim', '1 High Street, Millbrook', $2, $3, $4, $5 from asb_case where reference = $6`,
    [newId(), report.id, day, caseOfficer.organisationId, caseOfficer.memberId, reference],
  )
  await keepInTouch(worker, fixedClock(new Date()), origin)
  return { report, reference }
}

test.each([true, false])(
  'risk, contact and a promise of a case, and what the victim sees of it; script %s',
  async (script) => {
    const { report, reference } = await openCase()
    const page = await open(partnership.people.caseOfficer, script)
    await page.goto(`/cases/${reference}`)
    await page.getByText('Not assessed').waitFor()
    await page.getByRole('link', { name: 'Assess the risk' }).click()
    await page.getByRole('heading', { name: 'Due', exact: true }).waitFor()
    await lookAt(page)
    await page.getByLabel('Another band than the score says').selectOption('High')
    await page.getByLabel('Why another band').fill('A knife was seen')
    await page.getByRole('button', { name: 'Save the assessment' }).click()
    await page.getByText('Saved as incomplete').waitFor()
    await page.getByText('Sign-off, Sergeant or team leader').waitFor()
    await lookAt(page, 'assessed')

    await page.getByRole('link', { name: 'Contact', exact: true }).click()
    await lookAt(page)
    await page.getByRole('link', { name: 'Noor Victim' }).click()
    await lookAt(page)
    await page.getByRole('button', { name: 'Record the contact' }).press('Enter')
    await page.getByRole('link', { name: 'Say whether you reached them' }).waitFor()
    await lookAt(page)
    await page.getByRole('radio', { name: 'Yes' }).check()
    await page.getByLabel('What was said, by them and by you').fill('Doors are kicked at night')
    await page.getByLabel('Promise', { exact: true }).first().fill('We ring the landlord')
    await page.getByLabel('By when').first().fill(addDays(day, 3))
    await page.getByRole('button', { name: 'Record the contact' }).press('Enter')
    await page.getByText('The contact is recorded.').waitFor()
    await page.getByRole('heading', { name: 'Promises' }).waitFor()
    await lookAt(page, 'with a promise')
    await page.getByText('Write a letter to post').click()
    await page.getByRole('textbox', { name: 'Letter' }).fill('We rang the landlord.')
    await page.getByRole('button', { name: 'Make the letter' }).press('Enter')
    await page.getByText('Print it below and post it').waitFor()
    expect(await page.getByRole('link', { name: 'The letter to print (PDF)' }).count()).toBe(1)
    await lookAt(page, 'with a letter')
    await page.goto('/contact/due')
    await page.getByRole('link', { name: new RegExp(reference) }).waitFor()
    await lookAt(page)
    await page.goto('/contact/surveys')
    await lookAt(page)
    await page.goto('/risk/cadence')
    await lookAt(page)

    await rows(
      `update asb_case set status = 'closed', closed_at = now(), outcome = 'resolved' where reference = $1`,
      [reference],
    )
    await keepInTouch(worker, fixedClock(new Date()), origin)
    const victim = await open(undefined, script)
    await victim.goto(`/status/${report.secret}`)
    await victim.getByText('We ring the landlord').waitFor()
    await lookAt(victim, 'of a case')
    await victim.getByRole('link', { name: 'Answer the questions' }).click()
    await lookAt(victim)
    await victim.getByRole('group', { name: 'Did we listen to you?' }).getByLabel('A little').check()
    await victim.getByLabel('Is there anything else you want to say?').fill('Dan was kind')
    await victim.getByRole('button', { name: 'Send your answers' }).press('Enter')
    await victim.getByText('We have your answers.').waitFor()
    await lookAt(victim, 'answered')

    const colleague = await open(partnership.people.supervisor, script)
    await colleague.goto('/contact/surveys')
    await colleague.getByRole('link', { name: 'Read it and decide' }).first().press('Enter')
    await colleague.getByLabel('A part of it').check()
    await colleague.getByLabel('What is taken out, where you show a part').fill('Dan')
    await lookAt(colleague)
    await colleague.getByRole('button', { name: 'Save the decision' }).press('Enter')
    await colleague.getByText('[…] was kind').first().waitFor()
  },
)

test('a call of the safety net is opened and acknowledged by keyboard', async () => {
  const spot = { easting: 400_700, northing: 301_100, precisionM: 10 }
  for (let nth = 0; nth < 3; nth += 1) await fileAndRoute(test1.installation, { location: spot })
  await watchSafetyNet(worker, fixedClock(new Date()), origin)
  await watchSafetyNet(worker, fixedClock(new Date(Date.now() + 25 * 3_600_000)), origin)
  const page = await open(partnership.people.supervisor, true)
  await page.goto('/safety-net')
  await lookAt(page)
  await page.getByRole('link', { name: 'When somebody is called' }).press('Enter')
  await lookAt(page)
  await page.getByRole('link', { name: 'Safety net' }).press('Enter')
  await page.getByRole('link', { name: 'Several reports of one place' }).press('Enter')
  await page.getByLabel('What is being done, and by whom?').waitFor()
  await lookAt(page)
  await page.getByRole('button', { name: 'Acknowledge' }).press('Enter')
  await page.getByRole('link', { name: 'Say what is being done, and by whom' }).waitFor()
  await lookAt(page)
  await page.getByLabel('What is being done, and by whom?').fill('Dan visits tonight')
  await page.getByRole('button', { name: 'Acknowledge' }).press('Enter')
  await page.getByText('It is acknowledged. Nobody else is called.').waitFor()
  await page.getByText('Nothing waits').waitFor()
})
