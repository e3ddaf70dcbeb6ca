import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MemberActor } from '#platform/actor'
import { newId } from '#platform/ids'
import { NORTH, SOUTH } from '../../../../test/support/partnership.ts'
import { openPeopleBench, type PeopleBench } from '../../../../test/support/people.ts'

let bench: PeopleBench
beforeAll(async () => {
  bench = await openPeopleBench()
})
afterAll(() => bench.close())

test('a co-ordinator configures everything and sees no case content, unless it was given to them', async () => {
  const { officer } = bench.partnership.people
  const { id, reference } = await bench.fileNoise()
  const { location = '' } = await bench.staff.post('/cases', { report: reference }, officer)
  const read = (actor: MemberActor) =>
    bench.web.withActor(actor, async (db) => ({
      reports: (await db.selectFrom('report').select('id').execute()).length,
      answers: (await db.selectFrom('report_contact').select('report_id').execute()).length,
      cases: (await db.selectFrom('asb_case').select('id').execute()).length,
      timeline: (await db.selectFrom('timeline_entry').select('id').execute()).length,
      outlines: (await db.selectFrom('report_outline').select('id').execute()).length,
    }))
  const nothing = { reports: 0, answers: 0, cases: 0, timeline: 0, outlines: 0 }
  expect(bench.coordinator.organisations).toEqual([NORTH])
  expect(await read(bench.coordinator)).toEqual(nothing)
  expect((await read(officer)).cases).toBeGreaterThan(0)
  for (const address of ['/queue', '/cases', location, `/reports/${reference}`])
    expect([address, (await bench.staff.get(address, bench.coordinator)).status]).toEqual([address, 403])
  await bench.query(
    `insert into share (id, report_id, organisation_id, member_id, level, because, reason, given_by_organisation_id)
     values (gen_random_uuid(), $1, ${NORTH}, $2, 'full', 'override', 'To advise on it', ${NORTH})`,
    [id, bench.coordinator.memberId],
  )
  await bench.come(bench.coordinator.memberId)
  expect((await read(bench.coordinator)).reports).toBe(1)
})

test('a role counts in its own organisation: an analyst here who triages elsewhere decides nothing here', async () => {
  const both = await bench.come(
    await bench.put('Bo Both', [
      { organisation: NORTH, role: 'analyst' },
      { organisation: SOUTH, role: 'triage_officer' },
    ]),
  )
  const { reference } = await bench.fileNoise()
  expect((await bench.staff.get(`/reports/${reference}`, both)).status).toBe(200)
  expect((await bench.staff.get(`/reports/${reference}`, both)).body).not.toContain('/actions/accept')
  expect((await bench.staff.get('/queue', both)).body).not.toContain(`/reports/${reference}/actions/claim`)
  const refused = await bench.staff.post(`/reports/${reference}/actions/accept`, { version: '2' }, both)
  expect(refused.status).toBe(403)
})

test('a duty for one team or one area acts on no other record of the organisation', async () => {
  const streets = newId()
  await bench.query('insert into team (id, organisation_id, name) values ($1, $2, $3)', [
    streets,
    NORTH,
    'Parks',
  ])
  const inTeam = await bench.come(
    await bench.put('Tom Team', [{ organisation: NORTH, role: 'triage_officer', team: streets }]),
  )
  const inArea = await bench.come(
    await bench.put('Ann Area', [{ organisation: NORTH, role: 'triage_officer' }]),
  )
  await bench.query(
    `update membership set area_kind = 'ward', area_code = 'Z05000002' where member_id = $1`,
    [inArea.memberId],
  )
  await bench.come(inArea.memberId)
  const { reference } = await bench.fileNoise()
  for (const who of [inTeam, inArea]) {
    const refused = await bench.staff.post(`/reports/${reference}/actions/claim`, { version: '2' }, who)
    expect([who.name, refused.status]).toEqual([who.name, 403])
    expect(refused.body).toContain('another team or area')
    expect((await bench.staff.get(`/reports/${reference}`, who)).body).not.toContain('/actions/claim')
  }
  await bench.query(`update membership set area_code = 'Z05000001' where member_id = $1`, [inArea.memberId])
  await bench.come(inArea.memberId)
  expect(
    (await bench.staff.post(`/reports/${reference}/actions/claim`, { version: '2' }, inArea)).status,
  ).toBe(303)
})
