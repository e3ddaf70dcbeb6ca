import { afterAll, beforeAll, expect, test } from 'vitest'
import { lapseShares } from '#domains/sharing'
import { newId } from '#platform/ids'
import { NORTH, POLICE, SOUTH, testAgreement } from '../../../../test/support/partnership.ts'
import { openSharingBench, type SharingBench } from '../../../../test/support/sharing-bench.ts'
import { applyRule } from '../jobs/apply-rule.ts'

let bench: SharingBench
beforeAll(async () => {
  bench = await openSharingBench()
})
afterAll(() => bench.close())

const newRule = {
  name: 'Noise for the south',
  agreement: testAgreement,
  kind: 'report',
  giver: `organisation:${NORTH}`,
  receiver: `organisation:${SOUTH}`,
  level: 'summary',
  type: 'noise',
  area: 'ward:Z05000001',
  expires: '30',
}

test('a rule shares what is filed after it, is applied to what was there, and takes it back when it ends', async () => {
  const before = await bench.file()
  expect((await bench.staff.post('/sharing/rules', newRule, bench.people.officer)).status).toBe(403)
  const made = await bench.staff.post('/sharing/rules', newRule, bench.coordinator)
  expect(made.status).toBe(303)
  const address = made.location ?? ''
  const ruleId = address.split('/').at(-1) ?? ''
  const after = await bench.file()
  const seenBySouth = async (reference: string) =>
    (await bench.staff.get(`/reports/${reference}`, bench.people.south)).status
  expect(await seenBySouth(after)).toBe(200)
  expect(await seenBySouth(before)).toBe(404)
  const page = await bench.staff.get(address, bench.coordinator)
  expect(page.body).toMatch(/it would give 1 new share\b/)
  expect((await bench.staff.post(`${address}/apply`, {}, bench.coordinator)).status).toBe(303)
  expect((await bench.staff.post(`${address}/apply`, {}, bench.coordinator)).status).toBe(409)
  const [application] = await bench.query<{ id: string }>(
    'select id from rule_application where sharing_rule_id = $1 and finished_at is null',
    [ruleId],
  )
  await applyRule(bench.worker, application?.id ?? '')
  expect(await seenBySouth(before)).toBe(200)
  expect((await bench.staff.get(address, bench.coordinator)).body).toContain('Done')
  expect((await bench.staff.get(`/reports/${before}/sharing`, bench.people.officer)).body).toContain(
    'Rule Noise for the south',
  )
  // What a person ended stays ended, also when the rule is applied again.
  const share = await bench.liveShare(before)
  await bench.staff.post(
    `/reports/${before}/sharing/${share.id}/end`,
    { why: 'Not this one', version: await bench.versionOf(before) },
    bench.people.officer,
  )
  await bench.query(
    `select share_again_by_rules('report', array[id], null) from report where reference = $1`,
    [before],
  )
  expect(await seenBySouth(before)).toBe(404)
  expect((await bench.staff.post(`${address}/end`, { why: 'Not needed' }, bench.people.officer)).status).toBe(
    403,
  )
  expect((await bench.staff.post(`${address}/end`, { why: '' }, bench.coordinator)).status).toBe(422)
  expect((await bench.staff.post(`${address}/end`, { why: 'Not needed' }, bench.coordinator)).status).toBe(
    303,
  )
  expect((await bench.staff.post(`${address}/end`, { why: 'Not needed' }, bench.coordinator)).status).toBe(
    409,
  )
  expect(await lapseShares(bench.worker)).toBeGreaterThan(0)
  expect(await seenBySouth(after)).toBe(404)
})

test('what a person ended is not begun anew by a rule that goes on for it, at second hand either', async () => {
  const reference = await bench.file()
  const [first, second, third] = [newId(), newId(), newId()]
  for (const [id, continues, endedAt] of [
    [first, null, '2026-01-01'],
    [second, first, '2026-02-01'],
    [third, second, null],
  ] as const)
    await bench.query(
      `insert into sharing_rule (id, name, agreement_id, giver_organisation_id, receiver_organisation_id, record_kind,
         level, asb_type, ended_at, continues) values ($1, 'Noise, after a merger', $2, $3, $4, 'report', 'summary', 'noise', $5, $6)`,
      [id, testAgreement, NORTH, SOUTH, endedAt, continues],
    )
  try {
    await bench.query(
      `insert into share (id, report_id, organisation_id, agreement_id, level, because, sharing_rule_id,
         given_by_organisation_id, ended_at, ended_by, ended_because)
       select $1, id, $2, $3, 'summary', 'rule', $4, $5, now(), $6, 'Not this one' from report where reference = $7`,
      [newId(), SOUTH, testAgreement, first, NORTH, bench.people.officer.memberId, reference],
    )
    const again = () =>
      bench.query(
        `select shared.* from report, share_again_by_rules('report', array[id], null) as shared where reference = $1`,
        [reference],
      )
    expect(await again()).toEqual([])
    await bench.query('delete from share where sharing_rule_id = $1', [first])
    expect(await again()).toMatchObject([{ sharing_rule_id: third, is_given: true }])
  } finally {
    await bench.query('update sharing_rule set ended_at = now() where id = $1', [third])
  }
})

test('nobody helps themselves by a rule: a party decides what it gives, and the co-ordinator for all', async () => {
  const taking = { ...newRule, name: 'All of the north', receiver: `organisation:${POLICE}` }
  for (const giver of [`organisation:${NORTH}`, '', 'kind:district_council']) {
    const refused = await bench.staff.post('/sharing/rules', { ...taking, giver }, bench.policeSupervisor)
    expect([giver, refused.status]).toEqual([giver, 403])
    expect(refused.body).toContain('Choose your own organisation as the one that gives')
  }
  const giving = {
    ...newRule,
    name: 'To the north',
    giver: `organisation:${POLICE}`,
    receiver: `organisation:${NORTH}`,
  }
  const made = await bench.staff.post('/sharing/rules', giving, bench.policeSupervisor)
  expect(made.status).toBe(303)
  await bench.staff.post(`${made.location}/end`, { why: 'Over' }, bench.policeSupervisor)
})

test('a rule that its agreement does not cover is not made', async () => {
  const { status, body } = await bench.staff.post(
    '/sharing/rules',
    {
      ...newRule,
      agreement: (await bench.agree({ title: 'Cases alone' })).split('/').at(-1) ?? '',
      level: 'full',
    },
    bench.coordinator,
  )
  expect(status).toBe(422)
  expect(body).toContain('Cases alone does not cover reports')
  expect(body).toContain('Cases alone does not allow that much')
})

test('a report that moves is shared by the rules of its new holder and no more by those of the old', async () => {
  const reference = await bench.file('vehicles')
  expect((await bench.staff.get(`/reports/${reference}`, bench.people.police)).status).toBe(200)
  const [queue] = await bench.query<{ id: string }>('select id from queue where organisation_id = $1', [
    SOUTH,
  ])
  const moved = await bench.staff.post(
    `/reports/${reference}/actions/reroute`,
    { version: await bench.versionOf(reference), queue: queue?.id ?? '', comment: 'Their side of the road' },
    bench.people.officer,
  )
  expect(moved.status).toBe(303)
  expect((await bench.staff.get(`/reports/${reference}`, bench.people.police)).status).toBe(404)
  expect((await bench.staff.get(`/reports/${reference}`, bench.people.south)).body).toContain(
    'No longer shared by rule with Testshire Police',
  )
})

test('a panel has members, and a rule that shares with it follows them', async () => {
  expect(
    (await bench.staff.post('/sharing/panels', { name: 'Joint panel' }, bench.policeSupervisor)).status,
  ).toBe(403)
  expect((await bench.staff.post('/sharing/panels', { name: 'Joint panel' }, bench.coordinator)).status).toBe(
    303,
  )
  expect((await bench.staff.post('/sharing/panels', { name: 'Joint panel' }, bench.coordinator)).status).toBe(
    409,
  )
  const [panel] = await bench.query<{ id: string }>(`select id from panel where name = 'Joint panel'`)
  const members = `/sharing/panels/${panel?.id}/members`
  expect((await bench.staff.post(members, { organisation: String(POLICE) }, bench.coordinator)).status).toBe(
    303,
  )
  const made = await bench.staff.post(
    '/sharing/rules',
    { ...newRule, name: 'For the panel', receiver: `panel:${panel?.id}`, level: 'signpost' },
    bench.coordinator,
  )
  expect(made.status).toBe(303)
  const reference = await bench.file()
  expect((await bench.staff.get(`/reports/${reference}`, bench.people.police)).body).toContain(
    'Ask Northholme District Council.',
  )
  expect((await bench.staff.post(`${members}/${POLICE}/leave`, {}, bench.coordinator)).status).toBe(303)
  const later = await bench.file()
  expect((await bench.staff.get(`/reports/${later}`, bench.people.police)).status).toBe(404)
  await bench.staff.post(`${made.location}/end`, { why: 'Over' }, bench.coordinator)
})
