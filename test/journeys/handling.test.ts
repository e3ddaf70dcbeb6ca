import pg from 'pg'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseRoutes } from '#domains/cases'
import { handlingRoutes } from '#domains/reports'
import { clearanceRoutes, exposureRoutes, lookNightly } from '#domains/sharing'
import type { MemberActor } from '#platform/actor'
import { fixedClock } from '#platform/clock'
import { type Database, openDatabase } from '#platform/database'
import { newId, newReference } from '#platform/ids'
import { launchBrowser } from '../support/browser.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { NORTH, type Partnership, SOUTH, seedPartnership } from '../support/partnership.ts'
import { type StaffServer, startStaffServer } from '../support/staff-server.ts'
import { lookAt, openPage } from './visitor.ts'

let browser: Browser
let testDatabase: TestDatabase
let partnership: Partnership
let supervisor: MemberActor
let owner: pg.Client
let worker: Database
let staff: StaffServer
let address: string
/** Stands on the real day: whether a clearance holds is told by the database's own. */
const clock = fixedClock(`${new Date().toISOString().slice(0, 10)}T03:00:00Z`)

beforeAll(async () => {
  browser = await launchBrowser()
  testDatabase = await createTestDatabase()
  partnership = await seedPartnership(testDatabase.installation)
  owner = new pg.Client(testDatabase.installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${testDatabase.installation.schema}, public`)
  // Cleared from the start, so that a restricted case stays in sight.
  const cleared = partnership.people.supervisor
  await owner.query(
    `insert into clearance (id, member_id, organisation_id, partition_code, reason)
     values ($1, $2, $3, 'domestic_abuse', 'Runs the survivors’ desk')`,
    [newId(), cleared.memberId, NORTH],
  )
  const { rows } = await owner.query<{ circles: number[] }>(
    `select circles_of($1, $2::integer[], '{}', current_date) as circles`,
    [cleared.memberId, [NORTH]],
  )
  supervisor = { ...cleared, circles: rows[0]?.circles ?? [] }
  worker = openDatabase(testDatabase.installation, 'openasb_worker')
  const routes = [...caseRoutes(), ...handlingRoutes, ...clearanceRoutes, ...exposureRoutes]
  staff = await startStaffServer(testDatabase.installation, routes, [supervisor], { clock })
  address = await staff.server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await browser.close()
  await staff.close()
  await worker.close()
  await owner.end()
  await testDatabase.drop()
})

async function addCase(): Promise<string> {
  const id = newId()
  const reference = newReference('CASE')
  await owner.query(
    `insert into asb_case (id, reference, status, title, asb_type, organisation_id, audience)
     values ($1, $2, 'open', $3, 'noise', $4, $5)`,
    [id, reference, `Noise · ${reference}`, NORTH, [NORTH]],
  )
  await owner.query(
    `insert into case_regime (id, case_id, regime, reason, since, organisation_id, actor_name)
     values ($1, $2, 'uk_gdpr', 'Opened', '2026-11-20T10:00:00Z', $3, 'Asha Officer')`,
    [newId(), id, NORTH],
  )
  await owner.query(
    `insert into share (id, case_id, organisation_id, level, because, reason, given_by_organisation_id)
     values ($1, $2, $3, 'full', 'override', 'Somebody is in danger', $4)`,
    [newId(), id, SOUTH, NORTH],
  )
  return reference
}

const visit = (width: number, javaScriptEnabled: boolean) =>
  openPage(browser, address, { member: supervisor, width, javaScriptEnabled })

const ways: [number, boolean][] = [
  [1280, true],
  [320, false],
]

test.each(ways)(
  'a case gets its regime, its words and its restriction, at %i px, script %s',
  async (width, script) => {
    const reference = await addCase()
    const page = await visit(width, script)
    await page.goto(`${address}/cases/${reference}`)
    await page.getByRole('link', { name: 'Handling', exact: true }).click()
    await lookAt(page, 'handling')

    await page.getByRole('button', { name: 'Save the regime' }).click()
    await page.getByText('There is a problem').waitFor()
    await lookAt(page, 'handling-refused')
    await page.getByLabel('Part 3: law enforcement').check()
    await page.getByLabel('Why does it change?').fill('Prosecution is considered')
    await page.getByRole('button', { name: 'Save the regime' }).click()
    await page.getByRole('cell', { name: 'Prosecution is considered' }).waitFor()

    await page.getByLabel('Words added to the title').fill('Kevin Quill and his drums')
    await page.getByRole('button', { name: 'Save the title' }).click()
    await page.getByText('looks like a person’s name').first().waitFor()
    expect(await page.getByLabel('Words added to the title').inputValue()).toBe('Kevin Quill and his drums')
    await page.getByLabel('Words added to the title').fill('drums by the canal')
    await page.getByRole('button', { name: 'Save the title' }).click()
    await page.getByRole('heading', { level: 1, name: 'drums by the canal' }).waitFor()

    await page.getByRole('link', { name: 'Handling', exact: true }).click()
    await page.getByLabel('Domestic abuse').check()
    await page.getByLabel('Why?', { exact: true }).fill('A safe address stands in it')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    // From now on it asks why it is opened.
    await page
      .getByText('Before you open')
      .or(page.getByLabel('I am working on this record'))
      .first()
      .waitFor()
    await lookAt(page, 'handling-asks')
  },
)

test.each(ways)(
  'a supervisor clears a colleague and withdraws it, at %i px, script %s',
  async (width, script) => {
    const page = await visit(width, script)
    await page.goto(`${address}/clearances`)
    await page.getByRole('button', { name: 'Clear them' }).click()
    await page.getByText('There is a problem').waitFor()
    await lookAt(page, 'clearances-refused')
    await page.getByLabel('Colleague', { exact: true }).selectOption({ label: 'Asha Officer' })
    await page.getByLabel('Officers and their families').check()
    await page.getByLabel('6 months').check()
    await page.getByLabel('Why do they need it?').fill('Looks after complaints about staff')
    await page.getByRole('button', { name: 'Clear them' }).click()
    await page.getByText('They are cleared.').first().waitFor()
    await lookAt(page, 'clearances')
    await page.getByRole('button', { name: 'Withdraw Officers and their families from Asha Officer' }).click()
    await page.getByText('The clearance is withdrawn.').first().waitFor()
    await page.goto(`${address}/clearances?state=past`)
    await page.getByText('Withdrawn', { exact: true }).first().waitFor()
  },
)

test.each(ways)(
  'drift is told in red and put right with one button, at %i px, script %s',
  async (width, script) => {
    await owner.query('delete from exposure_run')
    const reference = await addCase()
    await owner.query(`update asb_case set audience = audience || ${SOUTH} where reference = $1`, [reference])
    const page = await visit(width, script)
    await page.goto(`${address}/exposure`)
    await lookAt(page, 'exposure-at-first')
    await expect(lookNightly(worker, clock)).rejects.toThrow('is not what')
    await page.goto(`${address}/exposure`)
    await page.getByText('Records are shown to the wrong people').first().waitFor()
    await page.getByRole('link', { name: reference }).first().waitFor()
    await lookAt(page, 'exposure')
    await page.getByLabel('Kind').selectOption({ label: 'Shared without an agreement' })
    await page.getByRole('button', { name: 'Show' }).click()
    expect(page.url()).toContain('kind=override')
    await page.getByRole('button', { name: 'Put it right and look again' }).click()
    await page.getByText('Show how far it is').waitFor()
    await lookAt(page, 'exposure-under-way')
  },
)
