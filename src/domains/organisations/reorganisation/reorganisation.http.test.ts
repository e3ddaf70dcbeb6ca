import { afterAll, beforeAll, expect, test } from 'vitest'
import { findMatchingRule, readRouting } from '#domains/triage'
import type { MemberActor } from '#platform/actor'
import { addDays, londonDateOf, systemClock } from '#platform/clock'
import { asOwner, openDatabase } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { NORTH, type Partnership, SOUTH, seedPartnership } from '../../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../../test/support/staff-server.ts'
import { carryOutReorganisations } from './carry-out/carry-out.ts'
import { reorganisationRoutes } from './routes.ts'

let database: TestDatabase
let partnership: Partnership
let staff: StaffServer
let drafter: MemberActor
let approver: MemberActor

const base = '/organisations/reorganisations'
const tomorrow = addDays(londonDateOf(new Date()), 1)
const [year = '', month = '', day = ''] = tomorrow.split('-')
const on = { 'on-day': day, 'on-month': month, 'on-year': year }

const asCoordinator = (person: MemberActor): MemberActor => ({
  ...person,
  roles: ['coordinator'],
  duties: [{ organisationId: person.organisationId, role: 'coordinator' }],
})
const ask = <Row extends Record<string, unknown>>(query: string, values: unknown[] = []) =>
  asOwner(database.installation, async (owner) => (await owner.query<Row>(query, values)).rows)
const versionOf = async (url: string) =>
  String(
    (
      await ask<{ version: number }>('select version from reorganisation where id = $1', [url.split('/')[3]])
    )[0]?.version,
  )

beforeAll(async () => {
  database = await createTestDatabase()
  partnership = await seedPartnership(database.installation)
  await ask(
    `insert into coverage (id, organisation_id, area_kind, area_code)
     values (gen_random_uuid(), $1, 'district', 'Z07000001')`,
    [NORTH],
  )
  drafter = asCoordinator(partnership.people.supervisor)
  approver = asCoordinator(partnership.people.police)
  staff = await startStaffServer(
    database.installation,
    reorganisationRoutes({ readRouting, findMatchingRule }),
    [drafter, approver, partnership.people.officer],
  )
})
afterAll(async () => {
  await staff?.close()
  await database?.drop()
})

async function begin(kind: string, title: string): Promise<string> {
  const { status, location } = await staff.post(base, { kind, title, grounds: 'An order', ...on }, drafter)
  expect(status).toBe(303)
  return location ?? ''
}
async function send(
  url: string,
  path: string,
  fields: Record<string, string> | [string, string][],
  as = drafter,
) {
  const version: [string, string] = ['version', await versionOf(url)]
  return staff.post(
    `${url}/${path}`,
    [version, ...(Array.isArray(fields) ? fields : Object.entries(fields))],
    as,
  )
}

/** A merger of the two districts, ready to be proposed. */
async function drawUp(title: string): Promise<string> {
  const url = await begin('merge_organisations', title)
  expect(
    (
      await send(url, 'ending', [
        ['organisation', String(NORTH)],
        ['organisation', String(SOUTH)],
      ])
    ).status,
  ).toBe(303)
  const added = await send(url, 'successors', {
    name: `${title} Council`,
    shortName: title,
    kind: 'unitary_council',
    contactAdvice: 'Call us.',
  })
  expect(added.status).toBe(303)
  return url
}

test('a plan is drawn up, shown, proposed, approved by somebody else and carried out on its day', async () => {
  const url = await drawUp('Holme')
  const preview = await staff.get(`${url}/preview`, drafter)
  expect(preview.status).toBe(200)
  expect(preview.body).toContain('Environmental health (Northholme)')
  expect(preview.body).toContain('Every one goes to whoever takes over')
  expect(preview.body).not.toContain('cannot be proposed')

  expect((await send(url, 'propose', {})).status).toBe(303)
  const own = await send(url, 'approve', {})
  expect(own.status).toBe(403)
  expect(own.body).toContain('somebody else approves it')
  expect((await send(url, 'approve', {}, approver)).status).toBe(303)
  const page = await staff.get(url, approver)
  expect(page.body).toContain('Approved, waiting for its day')

  const worker = openDatabase(database.installation, 'openasb_worker')
  try {
    expect(await carryOutReorganisations(worker, systemClock)).toEqual({ plans: 0, closedRecords: 0 })
    await expect(
      worker.withActor({ kind: 'system', name: 'x' }, (db) =>
        db
          .selectNoFrom((of) => of.fn('change_organisations', [of.val(url.split('/')[3])]).as('done'))
          .execute(),
      ),
    ).rejects.toThrow(/its day is/)
  } finally {
    await worker.close()
  }
  expect((await send(url, 'cancel', { why: 'The order was quashed' })).status).toBe(303)
  expect((await staff.get(url, drafter)).body).toContain('The order was quashed')
})

test('what is missing stands in the way, and says so', async () => {
  const url = await begin('split_organisation', 'Torn')
  const refused = await send(url, 'propose', {})
  expect(refused.status).toBe(422)
  expect(refused.body).toContain('two or more organisations that take over')
  expect((await staff.get(`${url}/preview`, drafter)).body).toContain('cannot be proposed')
})

test('an approval, a change or a cancellation of what has moved on since is refused', async () => {
  const url = await drawUp('Stale')
  const seen = await versionOf(url)
  expect((await send(url, 'propose', {})).status).toBe(303)
  for (const path of ['details', 'ending', 'propose', 'approve', 'cancel'])
    expect([
      path,
      (await staff.post(`${url}/${path}`, { version: seen, why: 'So', title: 'Other' }, approver)).status,
    ]).toEqual([path, 409])
  expect((await send(url, 'ending', { organisation: String(NORTH) })).status).toBe(409)
  expect((await send(url, 'cancel', { why: 'Only a test' })).status).toBe(303)
})

test('a form that comes back with errors can be sent again', async () => {
  const url = await begin('merge_organisations', 'Again')
  const wrong = await send(url, 'successors', { name: '', shortName: '' })
  expect(wrong.status).toBe(422)
  const version = /name="version" value="(\d+)"/.exec(wrong.body)?.[1] ?? ''
  const right = await staff.post(
    `${url}/successors`,
    { version, name: 'Holme', shortName: 'Holme', kind: 'unitary_council', contactAdvice: 'Call us.' },
    drafter,
  )
  expect(right.status).toBe(303)
})

test('a split gives areas, teams and people away, and the preview says where everything goes', async () => {
  const url = await begin('split_organisation', 'Two holmes')
  await send(url, 'ending', { organisation: String(NORTH) })
  for (const name of ['East', 'West'])
    await send(url, 'successors', {
      name,
      shortName: name,
      kind: 'district_council',
      contactAdvice: 'Call us.',
    })
  expect((await staff.get(`${url}/allocation/area`, drafter)).body).toContain('Castle')
  expect((await send(url, 'allocation/area', { item: 'Z05000002', position: '1' })).status).toBe(303)
  expect((await send(url, 'allocation/area', { item: 'Z05000001', position: '2' })).status).toBe(303)
  expect(
    (await send(url, 'allocation/member', { item: partnership.people.officer.memberId, position: '2' }))
      .status,
  ).toBe(303)
  const { body } = await staff.get(`${url}/preview`, drafter)
  expect(body).toMatch(/Asha Officer[\s\S]{0,200}West/)
  expect(body).not.toContain('(lost)')
  expect((await send(url, 'propose', {})).status).toBe(303)
})

test('areas are put together from parts, drawn when the plan is proposed', async () => {
  const url = await begin('redraw_areas', 'One ward')
  await send(url, 'details', {
    title: 'One ward',
    ...on,
    areaKind: 'ward',
    blockKind: 'ward',
    vintage: '2027',
  })
  await send(url, 'areas', { name: 'Holme', code: 'W9' })
  await send(url, 'allocation/block', [
    ['item', 'Z05000001'],
    ['item', 'Z05000002'],
    ['position', '1'],
  ])
  const proposed = await send(url, 'propose', {})
  expect([proposed.status, proposed.body.slice(0, 0)]).toEqual([303, ''])
  expect(await ask('select count(*)::int as parts from reorganisation_area_part')).toEqual([{ parts: 1 }])
})

test('who is no co-ordinator reaches no page and changes nothing', async () => {
  const url = await begin('merge_organisations', 'Closed')
  const { officer } = partnership.people
  for (const path of ['', '/details', '/ending', '/successors', '/preview', '/allocation/team'])
    expect((await staff.get(`${url}${path}`, officer)).status).toBe(403)
  for (const path of ['details', 'ending', 'successors', 'propose', 'approve', 'cancel'])
    expect((await send(url, path, {}, officer)).status).toBe(403)
  expect((await staff.get(`${base}/00000000-0000-7000-8000-000000000000`, drafter)).status).toBe(404)
  expect((await staff.get(url)).status).toBe(303)
})
