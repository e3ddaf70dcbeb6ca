import pg from 'pg'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { directoryRoutes } from '#domains/directory'
import type { MemberActor } from '#platform/actor'
import { newId } from '#platform/ids'
import { launchBrowser } from '../support/browser.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { type DirectoryCaller, newDirectory, newPerson, patchOf } from '../support/directory.ts'
import { type MachineServer, startMachineServer } from '../support/machine-server.ts'
import { NORTH, type Partnership, seedPartnership } from '../support/partnership.ts'
import { type StaffServer, startStaffServer } from '../support/staff-server.ts'
import { lookAt, openPage } from './visitor.ts'

let browser: Browser
let testDatabase: TestDatabase
let partnership: Partnership
let coordinator: MemberActor
let owner: pg.Client
let staff: StaffServer
let machine: MachineServer
let directory: DirectoryCaller
let address: string

beforeAll(async () => {
  browser = await launchBrowser()
  testDatabase = await createTestDatabase()
  partnership = await seedPartnership(testDatabase.installation)
  owner = new pg.Client(testDatabase.installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${testDatabase.installation.schema}, public`)
  coordinator = { ...partnership.people.analyst, roles: ['coordinator'] }
  await owner.query(`update membership set role = 'coordinator' where member_id = $1`, [coordinator.memberId])
  staff = await startStaffServer(testDatabase.installation, directoryRoutes, [
    coordinator,
    partnership.people.officer,
  ])
  address = await staff.server.listen({ host: '127.0.0.1', port: 0 })
  machine = await startMachineServer(testDatabase.installation, directoryRoutes)
  directory = await newDirectory(owner, machine, NORTH)
})
afterAll(async () => {
  await browser.close()
  await staff.close()
  await machine.close()
  await owner.end()
  await testDatabase.drop()
})

async function rolesOf(user: unknown): Promise<string[]> {
  const { rows } = await owner.query<{ role: string }>(
    `select role from membership join directory_user using (member_id)
     where directory_user.id = $1 and valid_to is null order by role`,
    [user],
  )
  return rows.map(({ role }) => role)
}

test.each([
  [1280, true],
  [320, false],
])(
  'a co-ordinator prepares a group and decides what it gives, at %i px, script %s',
  async (width, javaScriptEnabled) => {
    const group = `ASB officers ${width} ${javaScriptEnabled}`
    const page = await openPage(browser, address, { member: coordinator, width, javaScriptEnabled })
    await page.goto(`${address}/directory`)
    await lookAt(page, 'directory-at-first')

    await page.getByRole('button', { name: 'Prepare a group' }).click()
    await page.getByRole('button', { name: 'Prepare' }).click()
    await page.getByText('There is a problem').waitFor()
    await lookAt(page, 'directory-prepare-refused')
    await page.getByLabel('Organisation').selectOption({ label: 'Northholme District Council' })
    await page.getByLabel('Name of the group').fill(group)
    await page.getByLabel('Role it gives').selectOption('case_officer')
    await page.getByRole('button', { name: 'Prepare' }).click()
    await page.getByText('0 people are in it').waitFor()

    const joined = await directory.ask(
      'POST',
      '/Users',
      newPerson(`${width}${javaScriptEnabled}`, 'northholme'),
    )
    await directory.ask('POST', '/Groups', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName: group,
      members: [{ value: joined.body.id }],
    })
    expect(await rolesOf(joined.body.id)).toEqual(['case_officer'])
    await directory.ask('POST', '/Users', newPerson(`${width}${javaScriptEnabled}`, 'northholme'))

    await page.goto(`${address}/directory`)
    await page.getByText('There is a person with this userName already').first().waitFor()
    await lookAt(page, 'directory')
    await page
      .getByRole('link', { name: `Change what ${group} of Northholme District Council gives` })
      .click()
    await page.getByText('1 person is in it').waitFor()
    await page.getByLabel('Role').selectOption('supervisor')
    await page.getByLabel('Team').selectOption({ label: 'Environmental health' })
    await lookAt(page, 'directory-group')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Directories' }).waitFor()
    expect(await rolesOf(joined.body.id)).toEqual(['supervisor'])

    await directory.ask(
      'PATCH',
      `/Users/${joined.body.id}`,
      patchOf({ op: 'Replace', path: 'active', value: false }),
    )
    expect(await rolesOf(joined.body.id)).toEqual([])
    await page.context().close()
  },
)

test('a team without a role is asked about, and a group that was changed meanwhile is not overwritten', async () => {
  const id = newId()
  await owner.query(
    `insert into directory_group (id, organisation_id, display_name, is_provisioned) values ($1, ${NORTH}, 'Housing', true)`,
    [id],
  )
  const url = `/directory/groups/${id}`
  const team = partnership.teams.health
  const asked = await staff.post(url, { role: '', team, version: '1' }, coordinator)
  expect([asked.status, asked.body.includes('Choose a role for the team')]).toEqual([422, true])
  expect((await staff.post(url, { role: 'analyst', team: '', version: '1' }, coordinator)).status).toBe(303)
  expect((await staff.post(url, { role: 'supervisor', team: '', version: '1' }, coordinator)).status).toBe(
    409,
  )
  // A role that is given by hand is none that a group gives.
  expect((await staff.post(url, { role: 'partner', team: '', version: '2' }, coordinator)).status).toBe(303)
  const { rows } = await owner.query('select role from directory_group where id = $1', [id])
  expect(rows).toEqual([{ role: null }])
  const again = { organisation: String(NORTH), name: 'HOUSING', role: 'analyst' }
  expect((await staff.post('/directory/expect', again, coordinator)).body).toContain(
    'has a group of this name already',
  )
})

test('nobody else sees or decides it, whatever the application believes of their role', async () => {
  const { officer } = partnership.people
  expect((await staff.get('/directory', officer)).status).toBe(403)
  const pretender: MemberActor = { ...officer, roles: ['coordinator'] }
  const believing = await startStaffServer(testDatabase.installation, directoryRoutes, [pretender])
  try {
    expect((await believing.get('/directory', pretender)).body).toContain(
      'No directory has been heard of yet',
    )
    const sent = { organisation: String(NORTH), name: 'Mine', role: 'supervisor' }
    expect((await believing.post('/directory/expect', sent, pretender)).status).toBe(403)
  } finally {
    await believing.close()
  }
})
