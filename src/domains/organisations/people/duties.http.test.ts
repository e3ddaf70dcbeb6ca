import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MemberActor } from '#platform/actor'
import { addDays } from '#platform/clock'
import { newId } from '#platform/ids'
import { NORTH, SOUTH } from '../../../../test/support/partnership.ts'
import { day, openPeopleBench, type PeopleBench } from '../../../../test/support/people.ts'

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

test('duties are looked through at set times: what is still needed is kept, what is not goes to the co-ordinator', async () => {
  const { supervisor } = bench.partnership.people
  const old = addDays(day, -220)
  const put = async (name: string, organisation: number) => {
    const memberId = await bench.put(name, [{ organisation, role: 'case_officer', from: old }])
    const [row] = await bench.query<{ id: string }>('select id from membership where member_id = $1', [
      memberId,
    ])
    return row?.id ?? ''
  }
  const [kept, over, elsewhere] = [
    await put('Kit Kept', NORTH),
    await put('Olly Over', NORTH),
    await put('Elsie Elsewhere', SOUTH),
  ]
  const list = async (state = 'any', who = supervisor) =>
    (await bench.staff.get(`/people/review?state=${state}`, who)).body
  const rowOf = (body: string, name: string) => {
    const row = body.slice(body.indexOf(`${name}:`))
    return row.slice(0, row.indexOf('</tr>'))
  }
  expect(rowOf(await list('missed'), 'Kit Kept')).toContain('Not in time')
  expect(await list()).not.toContain('Elsie Elsewhere')
  expect(await list('any', bench.coordinator)).toContain('Elsie Elsewhere')
  expect((await bench.staff.get('/work', supervisor)).body).toContain('Review of duties')
  expect((await bench.staff.get('/people/review', bench.partnership.people.officer)).status).toBe(403)

  const say = (membership: readonly string[], more: Record<string, string>, who = supervisor) =>
    bench.staff.post(
      '/people/review',
      [...membership.map((id): [string, string] => ['membership', id]), ...Object.entries(more)],
      who,
    )
  const empty = await say([], { outcome: '', because: '' })
  expect(empty.status).toBe(422)
  for (const words of ['Choose at least one duty', 'Choose what you found', 'Enter how you know'])
    expect(empty.body).toContain(words)
  const again = await say([kept], { outcome: 'kept', because: ' ' })
  expect(again.body).toMatch(new RegExp(`value="${kept}" checked`))

  expect((await say([kept, elsewhere], { outcome: 'kept', because: 'Leads the rota' })).location).toBe(
    '/people/review?done=1',
  )
  expect((await say([elsewhere], { outcome: 'kept', because: 'Heard so' })).status).toBe(422)
  expect((await say([over], { outcome: 'end_asked', because: 'Left the team' })).status).toBe(303)
  expect(rowOf(await list(), 'Kit Kept')).toContain('Leads the rota')
  expect(await list('missed')).not.toContain('Kit Kept')
  expect(rowOf(await list('end_asked', bench.coordinator), 'Olly Over')).toContain('Left the team')
  await expect(
    bench.query('select outcome from membership_review order by reviewed_at, id'),
  ).resolves.toHaveLength(2)
})
