import { afterAll, beforeAll, expect, test } from 'vitest'
import { agreementRoutes, lapseShares } from '#domains/sharing'
import type { MemberActor } from '#platform/actor'
import { newId } from '#platform/ids'
import { NORTH, POLICE, SOUTH } from '../../../../test/support/partnership.ts'
import {
  agreementFields,
  agreementTerms,
  openSharingBench,
  type SharingBench,
} from '../../../../test/support/sharing-bench.ts'
import { startStaffServer } from '../../../../test/support/staff-server.ts'

let bench: SharingBench
beforeAll(async () => {
  bench = await openSharingBench()
})
afterAll(() => bench.close())

test('no party agrees with itself: who approves works for another party than who proposed it', async () => {
  const colleague = await bench.somebody(bench.people.south, 'supervisor', POLICE, 'Testshire Police')
  const others = await startStaffServer(bench.installation, agreementRoutes, [colleague])
  try {
    const proposed = await bench.staff.post(
      '/sharing/agreements',
      agreementFields({ title: 'Alone' }),
      bench.policeSupervisor,
    )
    const address = `${proposed.location}/versions/1`
    const alone = await others.post(address, { decision: 'approved' }, colleague)
    expect([alone.status, alone.body.includes('somebody of another party has to approve it')]).toEqual([
      403,
      true,
    ])
    expect((await others.post(address, { decision: 'declined', why: 'Not yet' }, colleague)).status).toBe(303)
  } finally {
    await others.close()
  }
})

test('an agreement is proposed by one person, approved by another of a party, and keeps what it said', async () => {
  const proposed = await bench.staff.post('/sharing/agreements', agreementFields(), bench.coordinator)
  const address = proposed.location ?? ''
  expect((await bench.staff.get(address, bench.people.analyst)).body).toContain('Waiting for approval')
  expect(
    (await bench.staff.post(`${address}/versions/1`, { decision: 'approved' }, bench.coordinator)).status,
  ).toBe(403)
  expect(
    (await bench.staff.post(`${address}/versions/1`, { decision: 'approved' }, bench.people.officer)).status,
  ).toBe(403)
  expect(
    (await bench.staff.post(`${address}/versions/1`, { decision: 'declined' }, bench.policeSupervisor))
      .status,
  ).toBe(422)
  expect(
    (await bench.staff.post(`${address}/versions/1`, { decision: 'approved' }, bench.policeSupervisor))
      .status,
  ).toBe(303)
  expect(
    (await bench.staff.post(`${address}/versions/1`, { decision: 'approved' }, bench.policeSupervisor))
      .status,
  ).toBe(409)
  expect((await bench.staff.get(address, bench.people.analyst)).body).toContain('In force')
  const change = agreementFields({ seen: '1', mostLevel: 'full', changeReason: 'More is needed' })
  expect((await bench.staff.post(`${address}/versions`, change, bench.coordinator)).status).toBe(303)
  expect((await bench.staff.post(`${address}/versions`, change, bench.policeSupervisor)).status).toBe(409)
  expect(
    (await bench.staff.post(`${address}/versions/2`, { decision: 'approved' }, bench.policeSupervisor))
      .status,
  ).toBe(303)
  const { body } = await bench.staff.get(address, bench.people.analyst)
  expect(body).toContain('Version 1, approved')
  expect(body).toContain('Version 2, approved')
  expect(body).toContain('More is needed')
  expect(
    (await bench.staff.get('/sharing/agreements?q=patrols&sort=review', bench.people.analyst)).body,
  ).toContain('Patrols in Millbrook')
  expect((await bench.staff.get('/sharing/agreements?state=ended', bench.people.analyst)).body).not.toContain(
    'Patrols in Millbrook',
  )
})

test('a form of an agreement comes back with what is wrong and what was typed', async () => {
  const { status, body } = await bench.staff.post(
    '/sharing/agreements',
    { ...agreementTerms, title: '', reviewOn: '2025-01-01', parties: String(NORTH) },
    bench.coordinator,
  )
  expect(status).toBe(422)
  for (const message of ['Enter the title', 'Choose what may be shared', 'Joint patrols'])
    expect(body).toContain(message)
  expect((await bench.staff.get('/sharing/agreements/new', bench.people.officer)).status).toBe(403)
})

test('ending an agreement takes sight away at once; the shares follow with the feed’s tombstones', async () => {
  const address = await bench.agree({ title: 'To be ended', mostLevel: 'full' })
  const id = address.split('/').at(-1) ?? ''
  const caseId = newId()
  const reference = `CASE-E${caseId.slice(-7)}`
  await bench.query(
    `insert into asb_case (id, reference, status, title, asb_type, organisation_id, audience)
     values ($1, $2, 'open', 'A case', 'noise', $3, array[$3]::integer[])`,
    [caseId, reference, NORTH],
  )
  await bench.query(
    `insert into share (id, case_id, organisation_id, agreement_id, level, because, given_by_organisation_id)
     values ($1, $2, $3, $4, 'full', 'rule', $5)`,
    [newId(), caseId, POLICE, id, NORTH],
  )
  await bench.refresh(bench.people.police)
  const seen = async () => {
    await bench.refresh(bench.people.police)
    return bench.web.withActor(bench.people.police, (db) =>
      db.selectFrom('asb_case').select('reference').where('id', '=', caseId).execute(),
    )
  }
  expect(await seen()).toHaveLength(1)
  expect((await bench.staff.get(address, bench.people.analyst)).body).toContain('Everything: 1')
  const end = (as: MemberActor, version: string) =>
    bench.staff.post(`${address}/end`, { why: 'It is over', version }, as)
  expect((await end(bench.people.officer, '1')).status).toBe(403)
  expect((await end(bench.policeSupervisor, '7')).status).toBe(409)
  expect((await end(bench.policeSupervisor, '1')).status).toBe(303)
  expect(await seen()).toHaveLength(0)
  const audience = async () =>
    (
      await bench.query<{ size: number }>(
        'select cardinality(audience) as size from asb_case where id = $1',
        [caseId],
      )
    )[0]?.size
  expect(await audience()).toBe(2)
  expect((await bench.staff.get(address, bench.people.analyst)).body).toContain('0 of 1 shares are put away')
  expect(await lapseShares(bench.worker)).toBe(1)
  expect(await audience()).toBe(1)
  expect(
    await bench.query(`select from erased_record where record_id = $1 and ${POLICE} = any (audience)`, [
      caseId,
    ]),
  ).toHaveLength(1)
  expect((await bench.staff.get(address, bench.people.analyst)).body).toContain(
    'Nobody sees anything under it any more.',
  )
})

test('a party that leaves loses what it got at once, and what it gave is taken back', async () => {
  const address = await bench.agree({ title: 'To be left', mostLevel: 'full' })
  const id = address.split('/').at(-1) ?? ''
  const given: [number, number][] = [
    [NORTH, SOUTH],
    [SOUTH, POLICE],
    [NORTH, POLICE],
  ]
  for (const [giver, receiver] of given) {
    const caseId = newId()
    await bench.query(
      `insert into asb_case (id, reference, status, title, asb_type, organisation_id, audience)
       values ($1, $2, 'open', 'A case', 'noise', $3, array[$3]::integer[])`,
      [caseId, `CASE-L${caseId.slice(-7)}`, giver],
    )
    await bench.query(
      `insert into share (id, case_id, organisation_id, agreement_id, level, because, given_by_organisation_id)
       values ($1, $2, $3, $4, 'full', 'rule', $5)`,
      [newId(), caseId, receiver, id, giver],
    )
  }
  const leave = (as: MemberActor) =>
    bench.staff.post(`${address}/parties/${SOUTH}/leave`, { leftOn: '2026-11-22', why: 'Merged' }, as)
  const today = (await bench.query<{ day: string }>('select current_date::text as day'))[0]?.day ?? ''
  expect((await leave(bench.policeSupervisor)).status).toBe(403)
  expect(
    (
      await bench.staff.post(
        `${address}/parties/${SOUTH}/leave`,
        { leftOn: today, why: 'Merged' },
        bench.coordinator,
      )
    ).status,
  ).toBe(303)
  expect((await leave(bench.coordinator)).status).toBe(409)
  expect(await bench.circlesOf(bench.people.south.memberId, SOUTH)).not.toContain(
    (
      await bench.query<{ id: number }>(
        'select id from circle where agreement_id = $1 and organisation_id = $2',
        [id, SOUTH],
      )
    )[0]?.id,
  )
  expect(await lapseShares(bench.worker)).toBe(2)
  const live = await bench.query<{ organisation_id: number }>(
    'select organisation_id from share where agreement_id = $1 and ended_at is null',
    [id],
  )
  expect(live).toEqual([{ organisation_id: POLICE }])
})
