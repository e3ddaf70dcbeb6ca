import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MemberActor } from '#platform/actor'
import { addDays } from '#platform/clock'
import { newId } from '#platform/ids'
import { dateFields } from '../../../../test/support/date-fields.ts'
import { NORTH } from '../../../../test/support/partnership.ts'
import {
  day,
  LANDLORD,
  openPeopleBench,
  type PeopleBench,
  type Put,
} from '../../../../test/support/people.ts'

let bench: PeopleBench
beforeAll(async () => {
  bench = await openPeopleBench()
})
afterAll(() => bench.close())

async function lightAccount(name: string, light: Partial<Put> = {}) {
  const sponsor = await bench.come(
    await bench.put(`${name} Sponsor`, [{ organisation: LANDLORD, role: 'case_officer' }]),
  )
  const id = await bench.put(name, [])
  const membership = await bench.give(id, {
    organisation: LANDLORD,
    role: 'partner',
    sponsor: sponsor.memberId,
    to: addDays(day, 10),
    ...light,
  })
  return { sponsor, id, membership }
}

test('a light account has a sponsor and an end, and past either it is nobody', async () => {
  const { id, sponsor } = await lightAccount('Cal Caretaker')
  expect((await bench.findOn(id))?.roles).toEqual(['partner'])
  expect(await bench.findOn(id, addDays(day, 10))).toBeUndefined()
  await bench.query('update membership set valid_to = $1 where member_id = $2', [day, sponsor.memberId])
  expect(await bench.findOn(id)).toBeUndefined()
  await expect(
    bench.give(id, { organisation: LANDLORD, role: 'partner', to: addDays(day, 9) }),
  ).rejects.toThrow(/membership_light/)
  await expect(
    bench.give(id, { organisation: LANDLORD, role: 'partner', sponsor: sponsor.memberId }),
  ).rejects.toThrow(/membership_light/)
  const long = { organisation: LANDLORD, role: 'partner', sponsor: sponsor.memberId, to: addDays(day, 400) }
  await expect(bench.give(id, long)).rejects.toThrow(/membership_light/)
})

test('the sponsor is reminded and renews it for a year at most; nobody else does but the co-ordinator', async () => {
  const { id, sponsor, membership } = await lightAccount('Ray Renewed')
  const { officer } = bench.partnership.people
  expect((await bench.staff.get('/light-accounts', sponsor)).body).toMatch(/Ray Renewed[\s\S]*Ends in 9 days/)
  expect((await bench.staff.get('/light-accounts', officer)).body).not.toContain('Ray Renewed')
  expect((await bench.staff.get('/light-accounts', bench.coordinator)).body).toContain('Ray Renewed')
  const light = await bench.come(id)
  const address = `/light-accounts/${membership}`
  const renewal = dateFields('until', addDays(day, 300))
  expect((await bench.staff.post(address, renewal, officer)).status).toBe(404)
  expect((await bench.staff.post(address, renewal, light)).status).toBe(403)
  expect((await bench.staff.post(address, dateFields('until', addDays(day, 500)), sponsor)).status).toBe(422)
  expect((await bench.staff.post(address, renewal, sponsor)).status).toBe(303)
  expect((await bench.findOn(id, addDays(day, 300)))?.roles).toEqual(['partner'])
  expect(await bench.query('select from membership where member_id = $1', [id])).toHaveLength(2)
  await expect(
    bench.insertAs(sponsor, {
      member_id: officer.memberId,
      organisation_id: LANDLORD,
      role: 'partner',
      sponsor_id: sponsor.memberId,
      valid_to: addDays(day, 3),
    }),
  ).rejects.toThrow(/row-level security/)
})

test('a light account sees its own reports and shared cases, ends its organisation’s actions, and nothing else', async () => {
  const caretaker = await bench.come((await lightAccount('Pat Partner')).id)
  const { officer } = bench.partnership.people
  const own = await bench.fileNoise(caretaker)
  const other = await bench.fileNoise()
  await bench.come(caretaker.memberId)
  const home = await bench.staff.get('/partner', caretaker)
  expect([home.body.includes(own.reference), home.body.includes(other.reference)]).toEqual([true, false])
  expect(home.body).toContain(`href="/reports/${own.reference}"`)
  const outline = await bench.staff.get(`/reports/${own.reference}`, caretaker)
  expect([outline.status, outline.body.includes('as a summary')]).toEqual([200, true])
  expect(outline.body).not.toContain('What was reported')
  expect((await bench.staff.get(`/reports/${other.reference}`, caretaker)).status).toBe(404)

  const { location = '' } = await bench.staff.post('/cases', { report: other.reference }, officer)
  expect((await bench.staff.get(location, caretaker)).status).toBe(404)
  const [found] = await bench.query<{ id: string; version: number }>(
    'select id, version from asb_case where reference = $1',
    [location.replace('/cases/', '')],
  )
  await bench.query(
    `insert into share (id, case_id, organisation_id, level, because, reason, given_by_organisation_id)
     values (gen_random_uuid(), $1, ${LANDLORD}, 'full', 'override', 'They look after the house', ${NORTH})`,
    [found?.id],
  )
  const action = async (owner: number) => {
    const id = newId()
    await bench.query(
      `insert into case_action (id, case_id, what, owner_organisation_id, due_on, status) values ($1, $2, 'Mend the door', $3, '2026-12-01', 'open')`,
      [id, found?.id, owner],
    )
    return id
  }
  const [theirs, ours] = [await action(LANDLORD), await action(NORTH)]
  expect((await bench.staff.get('/partner', caretaker)).body).toContain('1 action for your organisation')
  const page = await bench.staff.get(location, caretaker)
  expect(page.status).toBe(200)
  expect(page.body).not.toContain('href="/reports/')
  expect(page.body).not.toContain(`${location}/close`)
  await bench.query(
    `insert into share (id, report_id, organisation_id, level, because, reason, given_by_organisation_id)
     values (gen_random_uuid(), $1, ${LANDLORD}, 'full', 'override', 'They look after the house', ${NORTH})`,
    [other.id],
  )
  await bench.come(caretaker.memberId)
  expect((await bench.staff.get(location, caretaker)).body).toContain(`href="/reports/${other.reference}"`)
  const given = await bench.staff.get(`/reports/${other.reference}`, caretaker)
  expect([given.status, given.body.includes('What was reported')]).toEqual([200, true])
  // Read, and no more: no button, and no way to a page that would be refused.
  expect(given.body).not.toContain(`/reports/${other.reference}/`)
  await bench.query(
    `insert into disclosure_policy (organisation_id, sensitivity, asks_reason, least_length, standard_reasons)
     values (${NORTH}, 'ordinary', true, 5, '{"On my list"}')`,
  )
  expect((await bench.staff.get(`/reports/${other.reference}`, caretaker)).status).toBe(403)
  const said = await bench.staff.post(
    `/reports/${other.reference}/reason`,
    { choice: 'On my list', return: `/reports/${other.reference}` },
    caretaker,
  )
  expect([said.status, said.location]).toEqual([303, `/reports/${other.reference}`])
  expect((await bench.staff.get(`/reports/${other.reference}`, caretaker)).status).toBe(200)
  await bench.query('delete from disclosure_policy')
  const finish = (id: string) =>
    bench.staff.post(
      `${location}/actions/${id}/finish`,
      { ended: 'done', why: 'It is mended', version: '1' },
      caretaker,
    )
  const note = (why: string) => bench.staff.post(`${location}/notes`, { why }, caretaker)
  expect((await note('')).status).toBe(422)
  expect((await note('The tenant has let me in')).status).toBe(303)
  expect((await bench.staff.get(location, officer)).body).toMatch(
    /The tenant has let me in[\s\S]*Pat Partner/,
  )
  expect((await finish(ours)).status).toBe(403)
  expect((await finish(theirs)).status).toBe(303)
  const version = String(found?.version)
  const attempts = await Promise.all([
    bench.staff.post(`${location}/close`, { outcome: 'resolved', version }, caretaker),
    bench.staff.post(`${location}/reports`, { report: own.reference }, caretaker),
    bench.staff.post(
      `${location}/actions`,
      { what: 'Visit', owner: String(LANDLORD), ...dateFields('due', day) },
      caretaker,
    ),
    bench.staff.post('/cases', { report: own.reference }, caretaker),
    bench.staff.post(`/reports/${other.reference}/notes`, { comment: 'Look here' }, caretaker),
    bench.staff.get('/cases', caretaker),
    bench.staff.get('/queue', caretaker),
    bench.staff.get('/people', caretaker),
    bench.staff.get('/light-accounts', caretaker),
    bench.staff.get('/triage/simulator', caretaker),
  ])
  expect(attempts.map(({ status }) => status)).toEqual(attempts.map(() => 403))
})

test('a light account does not see what its own organisation holds', async () => {
  const { id } = await lightAccount('Kit Keeper')
  const { reference } = await bench.fileNoise()
  await bench.query('update report set organisation_id = $1 where reference = $2', [LANDLORD, reference])
  const seen = async (actor: MemberActor) =>
    bench.web.withActor(actor, (db) =>
      db.selectFrom('report').select('id').where('reference', '=', reference).execute(),
    )
  expect(await seen(await bench.come(id))).toEqual([])
  expect(
    await seen(
      await bench.come(await bench.put('Una Usual', [{ organisation: LANDLORD, role: 'case_officer' }])),
    ),
  ).toHaveLength(1)
})
