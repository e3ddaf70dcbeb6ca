import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MemberActor } from '#platform/actor'
import { addDays } from '#platform/clock'
import { dateFields } from '../../../../test/support/date-fields.ts'
import { NORTH, POLICE, SOUTH } from '../../../../test/support/partnership.ts'
import { day, openPeopleBench, type PeopleBench } from '../../../../test/support/people.ts'

let bench: PeopleBench
beforeAll(async () => {
  bench = await openPeopleBench()
})
afterAll(() => bench.close())

const newCaseOfficer = (email: string) => ({
  name: 'Nia New',
  email,
  account: 'password',
  organisation: String(SOUTH),
  role: 'case_officer',
  team: '',
  area: '',
  ...dateFields('from', day),
  because: 'Joined the team',
})

test('a co-ordinator adds somebody: a password is shown once, the membership is dated, the audit says so', async () => {
  const added = await bench.staff.post(
    '/people/add',
    newCaseOfficer('Nia.New@example.org'),
    bench.coordinator,
  )
  expect(added.status).toBe(200)
  const password = /<strong id="password">([^<]+)</.exec(added.body)?.[1] ?? ''
  expect(
    await bench.signIn.checkPassword('nia.new@example.org', password, { address: '192.0.2.1', device: '' }),
  ).toMatchObject({
    kind: 'signed_in',
  })
  const [member] = await bench.query<{ id: string; role: string; valid_from: string; given_by: string }>(
    `select member.id, role, valid_from, given_by from member join membership on member_id = member.id where email = 'nia.new@example.org'`,
  )
  expect(member).toMatchObject({
    role: 'case_officer',
    valid_from: day,
    given_by: bench.coordinator.memberId,
  })
  expect((await bench.staff.get(`/people/${member?.id}`, bench.coordinator)).body).not.toContain(password)
  const audited = await bench.query<{ verb: string; summary: string }>(
    `select verb, summary from audit_entry where record_kind = 'member' and record_id = $1 and verb = 'alter'`,
    [member?.id],
  )
  expect(audited).toEqual([
    { verb: 'alter', summary: `added: case_officer, organisation ${SOUTH}, from ${day}` },
  ])
})

test('an address that is known gets a further membership and no second account; the same one twice is refused', async () => {
  await bench.staff.post('/people/add', newCaseOfficer('twice@example.org'), bench.coordinator)
  const again = await bench.staff.post(
    '/people/add',
    { ...newCaseOfficer('twice@example.org'), organisation: String(NORTH), role: 'analyst' },
    bench.coordinator,
  )
  expect(again.status).toBe(303)
  const same = await bench.staff.post('/people/add', newCaseOfficer('twice@example.org'), bench.coordinator)
  expect([same.status, same.body.includes('They have this on some of these days already')]).toEqual([
    422,
    true,
  ])
  expect(
    await bench.query(
      `select from membership join member on member.id = member_id where email = 'twice@example.org'`,
    ),
  ).toHaveLength(2)
})

test('an account left behind by an attempt that failed is used, with a new password', async () => {
  await bench.signIn.addAccount({
    email: 'left@example.org',
    name: 'Left',
    password: { text: 'never shown to anybody', temporary: true },
  })
  const added = await bench.staff.post('/people/add', newCaseOfficer('left@example.org'), bench.coordinator)
  const password = /<strong id="password">([^<]+)</.exec(added.body)?.[1] ?? ''
  expect(
    await bench.signIn.checkPassword('left@example.org', password, { address: '192.0.2.2', device: '' }),
  ).toMatchObject({
    kind: 'signed_in',
  })
})

test('what is missing is said at its field, and nothing typed is lost', async () => {
  const { status, body } = await bench.staff.post(
    '/people/add',
    {
      name: 'Nia New',
      email: 'no address',
      role: 'partner',
      ...dateFields('from', addDays(day, -1)),
      area: 'Nowhere',
    },
    bench.coordinator,
  )
  expect(status).toBe(422)
  for (const words of [
    'Enter an email address in the correct format',
    'Choose how they sign in',
    'Choose the organisation',
    'Enter the email address of the sponsor',
    'Enter the last day',
    'Enter the name or code of a beat, ward or district',
    'value="Nia New"',
  ])
    expect(body).toContain(words)
})

test('nobody but a co-ordinator adds or changes people, and a supervisor sees those of their organisation alone', async () => {
  const { officer, analyst, supervisor, south } = bench.partnership.people
  for (const who of [officer, analyst, south]) {
    expect((await bench.staff.get('/people', who)).status).toBe(403)
    expect((await bench.staff.post('/people/add', newCaseOfficer('x@example.org'), who)).status).toBe(403)
  }
  expect((await bench.staff.post('/people/add', newCaseOfficer('x@example.org'), supervisor)).status).toBe(
    403,
  )
  expect((await bench.staff.post('/people/add', newCaseOfficer('x@example.org'))).status).toBe(401)
  const list = (await bench.staff.get('/people?state=any', supervisor)).body
  expect([list.includes(officer.name), list.includes(south.name)]).toEqual([true, false])
  expect((await bench.staff.get(`/people/${south.memberId}`, supervisor)).status).toBe(404)
  expect((await bench.staff.get(`/people/${officer.memberId}`, supervisor)).status).toBe(200)
  expect((await bench.staff.get(`/people/${south.memberId}`, bench.coordinator)).status).toBe(200)
})

test('the list is searched, filtered and sorted by its address', async () => {
  const names = async (address: string) =>
    [
      ...(await bench.staff.get(address, bench.coordinator)).body.matchAll(
        /data-queue-link[^>]*>\s*([^<]+?)\s*</g,
      ),
    ].map(([, name]) => name)
  expect(await names('/people?q=gita')).toEqual(['Gita South'])
  expect(await names(`/people?organisation=${POLICE}`)).toEqual(['Finn Constable'])
  expect(await names(`/people?role=supervisor&organisation=${NORTH}`)).toEqual(['Cara Supervisor'])
  const gone = await bench.put('Zed Gone', [
    { organisation: NORTH, role: 'analyst', from: '2020-01-01', to: '2021-01-01' },
  ])
  expect(await names('/people?q=zed')).toEqual([])
  expect(await names('/people?q=zed&state=left')).toEqual(['Zed Gone'])
  expect((await bench.staff.get(`/people/${gone}`, bench.coordinator)).body).toContain(
    '1 January 2020 to 31 December 2020',
  )
})

test('a change ends the one and begins the other on its day; both stay in the history', async () => {
  const person = await bench.put('Chandra Change', [{ organisation: NORTH, role: 'analyst' }])
  const [before] = await bench.query<{ id: string }>('select id from membership where member_id = $1', [
    person,
  ])
  const from = addDays(day, 5)
  const address = `/people/${person}/memberships/${before?.id}/change`
  const changed = await bench.staff.post(
    address,
    { role: 'case_officer', team: '', area: 'Millbrook', ...dateFields('from', from) },
    bench.coordinator,
  )
  expect(changed.status).toBe(303)
  const rows = await bench.query<{
    role: string
    valid_from: string
    valid_to: string | null
    area_code: string | null
  }>(
    'select role, valid_from, valid_to, area_code from membership where member_id = $1 order by valid_from',
    [person],
  )
  expect(rows).toMatchObject([
    { role: 'analyst', valid_to: from },
    { role: 'case_officer', valid_from: from, valid_to: null, area_code: 'Z05000001' },
  ])
  expect((await bench.findOn(person, addDays(from, -1)))?.duties).toEqual([
    { organisationId: NORTH, role: 'analyst', lastDay: addDays(from, -1) },
  ])
  expect((await bench.findOn(person, from))?.duties).toEqual([
    { organisationId: NORTH, role: 'case_officer', area: { kind: 'ward', code: 'Z05000001' } },
  ])
  expect(
    (
      await bench.staff.post(
        address,
        { role: 'supervisor', ...dateFields('from', addDays(from, 9)) },
        bench.coordinator,
      )
    ).status,
  ).toBe(422)
})

test('whoever is ended reaches nothing from that day, and what they had claimed is free again', async () => {
  const id = await bench.put('Lee Leaver', [
    { organisation: NORTH, role: 'triage_officer', team: bench.partnership.teams.health },
  ])
  const leaver = await bench.come(id)
  const { reference } = await bench.fileNoise()
  expect(
    (await bench.staff.post(`/reports/${reference}/actions/claim`, { version: '2' }, leaver)).status,
  ).toBe(303)
  const [membership] = await bench.query<{ id: string }>('select id from membership where member_id = $1', [
    id,
  ])
  const address = `/people/${id}/memberships/${membership?.id}/end`
  expect(
    (await bench.staff.post(address, dateFields('from', addDays(day, -1)), bench.coordinator)).status,
  ).toBe(422)
  expect(
    (
      await bench.staff.post(
        address,
        { ...dateFields('from', day), because: 'Moved away' },
        bench.coordinator,
      )
    ).status,
  ).toBe(303)
  expect(await bench.findOn(id)).toBeUndefined()
  const [report] = await bench.query<{ claimed_by: string | null }>(
    'select claimed_by from report where reference = $1',
    [reference],
  )
  expect(report?.claimed_by).toBeNull()
  expect((await bench.staff.get(`/reports/${reference}`, bench.partnership.people.officer)).body).toContain(
    'Whoever had claimed it',
  )
  expect((await bench.staff.get(`/people/${id}`, bench.coordinator)).body).toContain(
    'ended by Cora Co-ordinator: Moved away',
  )
  expect((await bench.staff.post(address, dateFields('from', day), bench.coordinator)).status).toBe(422)
})

test('nobody gives themselves anything, in the pages or past them', async () => {
  const mine = `/people/${bench.coordinator.memberId}/add`
  const wish = { organisation: String(NORTH), role: 'supervisor', ...dateFields('from', day) }
  expect((await bench.staff.post(mine, wish, bench.coordinator)).status).toBe(403)
  await expect(
    bench.insertAs(bench.coordinator, { member_id: bench.coordinator.memberId, role: 'supervisor' }),
  ).rejects.toThrow(/row-level security/)
})

test('whatever a route got wrong, the database asks for the giver’s own membership', async () => {
  const { officer, analyst, supervisor, south } = bench.partnership.people
  const refused = /row-level security/
  for (const who of [officer, analyst, supervisor, south])
    await expect(bench.insertAs(who, {})).rejects.toThrow(refused)
  // One who says they are a co-ordinator, and is not by the database.
  const impostor: MemberActor = {
    ...officer,
    roles: ['coordinator'],
    duties: [{ organisationId: NORTH, role: 'coordinator' }],
  }
  await expect(bench.insertAs(impostor, {})).rejects.toThrow(refused)
  await expect(bench.insertAs(bench.coordinator, { given_by: officer.memberId })).rejects.toThrow(refused)
  await expect(bench.insertAs(bench.coordinator, { valid_from: addDays(day, -1) })).rejects.toThrow(refused)
  await bench.insertAs(bench.coordinator, { valid_to: addDays(day, 1) })
  // A supervisor has no co-ordinator covered, and nobody of another organisation.
  const until = { valid_to: addDays(day, 3) }
  const asCover = {
    ...until,
    member_id: officer.memberId,
    role: 'coordinator',
    covers_for: bench.coordinator.memberId,
  }
  await expect(bench.insertAs(supervisor, asCover)).rejects.toThrow(refused)
  const elsewhere = {
    ...until,
    member_id: officer.memberId,
    organisation_id: SOUTH,
    team_id: bench.partnership.teams.southHealth,
    role: 'triage_officer',
    covers_for: south.memberId,
  }
  await expect(bench.insertAs(supervisor, elsewhere)).rejects.toThrow(refused)
  const ended = await bench.web.withActor(officer, async (db) => {
    const { rows } = await sql<{ released: number | null }>`
      select end_membership((select id from membership where member_id = ${supervisor.memberId} limit 1), ${day}, '') as released`.execute(
      db,
    )
    return rows[0]?.released
  })
  expect(ended).toBeNull()
  await expect(
    bench.web.withActor(bench.coordinator, (db) =>
      sql`update membership set role = 'supervisor'`.execute(db),
    ),
  ).rejects.toThrow(/permission denied/)
})
