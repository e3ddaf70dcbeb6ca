import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { caseRoutes } from '#domains/cases'
import { findMember, peopleDomainRoutes } from '#domains/organisations'
import { type MemberActor, system } from '#platform/actor'
import { addDays, systemClock, today } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import { launchBrowser } from '../support/browser.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { NORTH, type Partnership, seedPartnership } from '../support/partnership.ts'
import { type StaffServer, startStaffServer } from '../support/staff-server.ts'
import { lookAt, openPage } from './visitor.ts'

let browser: Browser
let testDatabase: TestDatabase
let partnership: Partnership
let identity: Database
let staff: StaffServer
let address: string
let coordinator: MemberActor
let caretaker: MemberActor
const day = today(systemClock)

beforeAll(async () => {
  browser = await launchBrowser()
  testDatabase = await createTestDatabase()
  partnership = await seedPartnership(testDatabase.installation)
  identity = openDatabase(testDatabase.installation, 'openasb_identity')
  coordinator = await put('Cora Co-ordinator', 'coordinator')
  caretaker = await put('Wilf Quillfeather', 'partner', {
    sponsor_id: partnership.people.supervisor.memberId,
    valid_to: addDays(day, 9),
  })
  const invite = async () => ({
    accountId: await addAccount(newId()),
    password: 'shown-once-to-be-handed-over',
  })
  staff = await startStaffServer(
    testDatabase.installation,
    [...peopleDomainRoutes(invite), ...caseRoutes()],
    [...Object.values(partnership.people), coordinator, caretaker],
  )
  address = await staff.server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await browser.close()
  await staff.close()
  await identity.close()
  await testDatabase.drop()
})

async function addAccount(id: string): Promise<string> {
  await asOwner(testDatabase.installation, (owner) =>
    owner.query(`insert into identity_user (id, name, email) values ($1, 'Somebody', $2)`, [
      id,
      `${id}@example.org`,
    ]),
  )
  return id
}

async function put(
  name: string,
  role: string,
  light: { sponsor_id: string; valid_to: string } | undefined = undefined,
): Promise<MemberActor> {
  const id = newId()
  await addAccount(id)
  await asOwner(testDatabase.installation, async (owner) => {
    await owner.query('insert into member (id, name, email, sign_in_id) values ($1, $2, $3, $4)', [
      id,
      name,
      `${id}@example.org`,
      id,
    ])
    await owner.query(
      `insert into membership (id, member_id, organisation_id, role, valid_from, sponsor_id, valid_to)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [newId(), id, NORTH, role, addDays(day, -9), light?.sponsor_id ?? null, light?.valid_to ?? null],
    )
  })
  const found = await identity.withActor(system, (db) => findMember(db, id, day))
  if (found === undefined) throw new Error(`${name} is nobody here`)
  return found
}

const visit = (as: MemberActor, width = 1280, javaScriptEnabled = true) =>
  openPage(browser, address, { member: as, width, javaScriptEnabled })

test('the pages about people hold nothing against anybody', async () => {
  const { officer, supervisor } = partnership.people
  const page = await visit(coordinator)
  for (const path of [
    '/people',
    '/people?q=nobody',
    '/people/add',
    `/people/${officer.memberId}`,
    `/people/${officer.memberId}/add`,
    `/people/${officer.memberId}/cover`,
    '/light-accounts',
    '/account/duties',
  ]) {
    await page.goto(`${address}${path}`)
    await lookAt(page, path)
  }
  await page.goto(`${address}/people/add`)
  await page.getByRole('button', { name: 'Add the person' }).click()
  await page.getByText('There is a problem').waitFor()
  await lookAt(page, 'add with errors')
  await page.goto(`${address}/people/${officer.memberId}`)
  await page.getByRole('link', { name: /^Change/ }).click()
  await lookAt(page, 'change')
  await page.goBack()
  await page.getByRole('link', { name: /^End/ }).click()
  await lookAt(page, 'end')
  await page.context().close()
  const own = await visit(caretaker)
  await own.goto(`${address}/partner`)
  await lookAt(own, '/partner')
  await own.context().close()
  const duties = await visit(supervisor)
  await duties.goto(`${address}/light-accounts`)
  await duties.getByRole('link', { name: 'Wilf Quillfeather' }).click()
  await lookAt(duties, 'renew')
  await duties.context().close()
})

test('without script somebody is added, covered and ended, and a light account is renewed', async () => {
  const { officer, supervisor } = partnership.people
  const page = await visit(coordinator, 320, false)
  await page.goto(`${address}/people`)
  await page.getByRole('button', { name: 'Add a person' }).click()
  await page.getByLabel('Name').fill('Nia New')
  await page.getByLabel('Work email address').fill('nia.new@example.org')
  await page.getByLabel('With a password and a code').check()
  await page
    .getByLabel('Organisation', { exact: true })
    .selectOption({ label: 'Northholme District Council' })
  await page.getByLabel('What they will do').selectOption({ label: 'Case officer' })
  await page.getByRole('button', { name: 'Add the person' }).click()
  await page.getByText('shown-once-to-be-handed-over').waitFor()
  await page.getByRole('link', { name: 'Go to Nia New' }).click()
  await page.getByRole('link', { name: /^End/ }).click()
  await page.getByRole('button', { name: 'End it' }).click()
  await page.getByText('Nothing now: they reach no record.').waitFor()
  await page.context().close()

  const cover = await visit(supervisor, 320, false)
  await cover.goto(`${address}/people/${officer.memberId}/cover`)
  await cover.getByLabel('Who covers?').selectOption({ label: 'Ben Colleague' })
  const [year, month, date] = addDays(day, 5).split('-')
  const last = cover.getByRole('group', { name: 'Last day' })
  await last.getByLabel('Day').fill(date ?? '')
  await last.getByLabel('Month').fill(month ?? '')
  await last.getByLabel('Year').fill(year ?? '')
  await cover.getByRole('button', { name: 'Arrange the cover' }).click()
  await cover.getByRole('heading', { name: 'Who covers for them' }).waitFor()
  await cover.goto(`${address}/light-accounts`)
  await cover.getByText('Ends in 8 days').waitFor()
  await cover.getByRole('link', { name: 'Wilf Quillfeather' }).click()
  await cover.getByRole('button', { name: 'Renew it' }).click()
  await cover.getByText('The account is renewed.').waitFor()
  await cover.context().close()
})
