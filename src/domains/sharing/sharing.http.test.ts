import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseRoutes } from '#domains/cases'
import { fileReport, reportStaffRoutes } from '#domains/reports'
import {
  agreementRoutes,
  lapseShares,
  panelRoutes,
  recordSharingRoutes,
  sharedRoutes,
  sharingRuleRoutes,
  signpostPanel,
} from '#domains/sharing'
import { routeReports } from '#domains/triage'
import { anybody, type MemberActor, system } from '#platform/actor'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newId, newReference, newSecret } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import {
  inNorthWest,
  NORTH,
  type Partnership,
  POLICE,
  SOUTH,
  seedPartnership,
  testAgreement,
} from '../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { applyRule } from './jobs/apply-rule.ts'

let testDatabase: TestDatabase
let web: Database
let worker: Database
let people: Partnership['people']
let coordinator: MemberActor
let policeSupervisor: MemberActor
let staff: StaffServer

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  ;({ people } = await seedPartnership(testDatabase.installation))
  web = openDatabase(testDatabase.installation, 'openasb_web')
  worker = openDatabase(testDatabase.installation, 'openasb_worker')
  coordinator = await somebody(people.officer, 'coordinator', 3, 'Testshire County Council')
  policeSupervisor = await somebody(people.police, 'supervisor', POLICE, 'Testshire Police')
  staff = await startStaffServer(
    testDatabase.installation,
    [
      ...reportStaffRoutes([signpostPanel]),
      ...caseRoutes(),
      ...agreementRoutes,
      ...sharingRuleRoutes,
      ...panelRoutes,
      ...recordSharingRoutes,
      ...sharedRoutes,
    ],
    [...Object.values(people), coordinator, policeSupervisor],
  )
})
afterAll(async () => {
  await staff.close()
  await web.close()
  await worker.close()
  await testDatabase.drop()
})

async function query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  return asOwner(testDatabase.installation, async (owner) => (await owner.query<Row>(text, values)).rows)
}

async function somebody(
  like: MemberActor,
  role: string,
  organisationId: number,
  organisationName: string,
): Promise<MemberActor> {
  const memberId = newId()
  await query('insert into member (id, name, email) values ($1, $2, $3)', [
    memberId,
    `A ${role}`,
    `${memberId}@example.org`,
  ])
  await query('insert into membership (id, member_id, organisation_id, role) values ($1, $2, $3, $4)', [
    newId(),
    memberId,
    organisationId,
    role,
  ])
  return {
    ...like,
    ...{ memberId, name: `A ${role}`, organisationId, organisationName, organisations: [organisationId] },
    roles: [role],
    duties: [{ organisationId, role }],
    circles: await circlesOf(memberId, organisationId),
  }
}

/** The circles of somebody now: a session asks again every few seconds. */
async function circlesOf(memberId: string, organisationId: number): Promise<number[]> {
  const [row] = await query<{ circles: number[] }>(
    `select circles_of($1, array[$2]::integer[], '{}', current_date) as circles`,
    [memberId, organisationId],
  )
  return row?.circles ?? []
}

async function refreshed(member: MemberActor): Promise<void> {
  Object.assign(member, { circles: await circlesOf(member.memberId, member.organisationId) })
}

async function file(asbType = 'noise', place = inNorthWest): Promise<string> {
  const { id, reference } = await web.withActor(anybody, (db) =>
    fileReport(
      { db, actor: anybody, emit: async () => {} },
      {
        submissionId: randomUUID(),
        statusSecret: newSecret(),
        channel: 'public_form',
        asbType,
        summary: 'Drumming until two in the morning by Mr Nobody',
        occurrence: 'once',
        occurredFrom: new Date('2026-11-20T22:00:00Z'),
        occurredTo: new Date('2026-11-20T23:00:00Z'),
        location: { ...place, precisionM: 10 },
      },
    ),
  )
  await worker.withActor(system, (db) => routeReports(db, system, [id]))
  return reference
}

async function versionOf(reference: string): Promise<string> {
  const [row] = await query<{ version: number }>('select version from report where reference = $1', [
    reference,
  ])
  return String(row?.version)
}

async function give(reference: string, fields: Record<string, string>, as = people.officer) {
  return staff.post(
    `/reports/${reference}/sharing`,
    {
      organisation: String(POLICE),
      level: 'full',
      why: 'They know the address',
      version: await versionOf(reference),
      ...fields,
    },
    as,
  )
}

async function liveShare(reference: string): Promise<{ id: string; because: string; level: string }> {
  const [share] = await query<{ id: string; because: string; level: string }>(
    `select share.id, because, level from share join report on report.id = report_id
     where reference = $1 and ended_at is null order by given_at desc limit 1`,
    [reference],
  )
  if (share === undefined) throw new Error('Nothing is shared')
  return share
}

const plain = ({ body }: { body: string }) => body.replace(/\b[0-9A-F]{10}\b/g, 'REQUEST')

test('each level shows what it says and no more', async () => {
  const reference = await file()
  const unknown = newReference('ASB')
  const nothing = await staff.get(`/reports/${reference}`, people.police)
  expect(nothing.status).toBe(404)
  expect(plain(nothing).replaceAll(reference, unknown)).toBe(
    plain(await staff.get(`/reports/${unknown}`, people.police)),
  )

  expect((await give(reference, { level: 'exists' })).status).toBe(303)
  const exists = await staff.get(`/reports/${reference}`, people.police)
  expect(exists.status).toBe(200)
  expect(exists.body).toContain('A record of this reference exists')
  expect(exists.body).not.toMatch(/Northholme|Noise|Drumming|Millbrook/)

  expect((await give(reference, { level: 'signpost' })).status).toBe(303)
  const signpost = await staff.get(`/reports/${reference}`, people.police)
  expect(signpost.body).toContain('Ask Northholme District Council.')
  expect(signpost.body).toContain('Call us on weekdays.')
  expect(signpost.body).not.toMatch(/Noise|Drumming|Millbrook/)

  expect((await give(reference, { level: 'summary' })).status).toBe(303)
  const summary = await staff.get(`/reports/${reference}`, people.police)
  expect(summary.body).toContain('Noise · Millbrook')
  expect(summary.body).toContain('Ask Northholme District Council.')
  expect(summary.body).not.toMatch(/Drumming|Nobody/)

  expect((await give(reference, { level: 'full' })).status).toBe(303)
  expect((await staff.get(`/reports/${reference}`, people.police)).body).toContain('Drumming')
  expect((await staff.get(`/reports/${reference}`, people.south)).status).toBe(404)
})

test('sight is given and ended on the page of who sees it, and the timeline and the audit say so', async () => {
  const reference = await file()
  await give(reference, { level: 'summary', until: '2090-01-01' })
  const page = await staff.get(`/reports/${reference}/sharing`, people.officer)
  expect(page.body).toContain('Given by a person')
  expect(page.body).toContain('Testshire information sharing agreement')
  expect(page.body).toContain('1 January 2090')
  const share = await liveShare(reference)
  const end = async (as: MemberActor, version: string, why = 'No longer needed') =>
    staff.post(`/reports/${reference}/sharing/${share.id}/end`, { why, version }, as)
  expect((await end(people.officer, await versionOf(reference), '')).status).toBe(422)
  expect((await end(people.officer, '1')).status).toBe(409)
  expect((await end(people.analyst, await versionOf(reference))).status).toBe(403)
  expect((await end(people.south, await versionOf(reference))).status).toBe(404)
  expect((await staff.get(`/reports/${reference}`, people.police)).status).toBe(200)
  expect((await end(people.officer, await versionOf(reference))).status).toBe(303)
  expect((await staff.get(`/reports/${reference}`, people.police)).status).toBe(404)
  expect((await end(people.officer, await versionOf(reference))).status).toBe(409)
  const { body } = await staff.get(`/reports/${reference}`, people.officer)
  expect(body).toContain('Shared with Testshire Police: summary until 1 January 2090')
  expect(body).toContain('No longer shared with Testshire Police')
  const audited = await query<{ verb: string }>(
    `select verb from audit_entry join report on report.id = record_id
     where reference = $1 and recipient = 'Testshire Police' order by audit_entry.id`,
    [reference],
  )
  expect(audited.map(({ verb }) => verb)).toEqual(['disclose', 'alter'])
})

test('a level is changed on the same basis, and not beyond what the agreement allows', async () => {
  const reference = await file()
  await give(reference, { level: 'full' })
  const share = await liveShare(reference)
  const changed = await staff.post(
    `/reports/${reference}/sharing/${share.id}/level`,
    { level: 'signpost', why: 'Too much', version: await versionOf(reference) },
    people.officer,
  )
  expect(changed.status).toBe(303)
  expect((await staff.get(`/reports/${reference}`, people.police)).body).not.toContain('Drumming')
  expect(await liveShare(reference)).toMatchObject({ level: 'signpost', because: 'partner' })
})

test('what no agreement covers is refused, or is an override with its lawful basis', async () => {
  await query(`update agreement set most_level = 'summary' where id = $1`, [testAgreement])
  try {
    const reference = await file()
    const refused = await give(reference, { level: 'full' })
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('No agreement with Testshire Police covers this much')
    expect(refused.body).toContain('They know the address')
    expect((await staff.get(`/reports/${reference}`, people.police)).status).toBe(404)
    expect((await give(reference, { level: 'full', override: 'yes' })).status).toBe(422)
    expect((await give(reference, { level: 'full', override: 'yes', basis: 'Vital interests' })).status).toBe(
      303,
    )
    expect(await liveShare(reference)).toMatchObject({ because: 'override', level: 'full' })
    const { body } = await staff.get(`/reports/${reference}/sharing`, people.officer)
    expect(body).toContain('Override, without an agreement')
    expect(body).toContain('Lawful basis: Vital interests')
  } finally {
    await query(`update agreement set most_level = 'full' where id = $1`, [testAgreement])
  }
})

test('only people of the organisation that holds a record share it', async () => {
  const reference = await file()
  expect((await give(reference, {}, people.police)).status).toBe(404)
  await give(reference, {})
  expect((await give(reference, { organisation: String(SOUTH) }, people.police)).status).toBe(403)
  expect((await give(reference, { organisation: String(SOUTH) }, people.analyst)).status).toBe(403)
  expect((await give(reference, { organisation: String(SOUTH), version: '1' })).status).toBe(409)
  expect((await staff.get(`/reports/${reference}`, people.south)).status).toBe(404)
  expect((await staff.get(`/reports/${reference}/sharing`, people.police)).body).not.toContain(
    'Share it</button>',
  )
})

test('an expired share shows a pointer no more at once, and everything else a minute later at most', async () => {
  const [signpost, full] = [await file(), await file()]
  await give(signpost, { level: 'signpost', until: '2090-01-01' })
  await give(full, { level: 'full', until: '2090-01-01' })
  await query(
    `update share set expires_at = now() - interval '1 second' from report
    where report.id = report_id and reference = any ($1)`,
    [[signpost, full]],
  )
  expect((await staff.get(`/reports/${signpost}`, people.police)).status).toBe(404)
  expect(await lapseShares(worker)).toBe(2)
  expect((await staff.get(`/reports/${full}`, people.police)).status).toBe(404)
  expect(await lapseShares(worker)).toBe(0)
  expect((await staff.get(`/reports/${full}`, people.officer)).body).toContain(
    'Sharing with Testshire Police ended',
  )
})

test('everything shared with us is listed by level, and what a level hides is not searched', async () => {
  const [exists, summary] = [await file(), await file()]
  await give(exists, { level: 'exists' })
  await give(summary, { level: 'summary' })
  const list = async (filters: string) => (await staff.get(`/shared?${filters}`, people.police)).body
  expect(await list('')).toContain(exists)
  expect(await list('')).toContain(summary)
  expect(await list('q=millbrook')).toContain(summary)
  expect(await list('q=millbrook')).not.toContain(exists)
  expect(await list(`q=${exists}`)).toContain(`Report ${exists}`)
  expect(await list('type=noise')).not.toContain(exists)
  expect(await list(`giver=${NORTH}`)).not.toContain(exists)
  expect(await list('level=exists')).not.toContain(summary)
  expect(await list('kind=case')).not.toContain(summary)
  expect(await list('since=2090-01-01')).not.toContain(summary)
  expect((await staff.get('/shared', people.south)).body).not.toContain(summary)
  expect((await staff.get('/shared', coordinator)).status).toBe(403)
})

test('pages of what is shared with us show each record once', async () => {
  const before = new Set(await sharedReferences())
  const references: string[] = []
  for (let at = 0; at < 55; at += 1) references.push(await insertShared())
  const found = await sharedReferences()
  expect(found.filter((reference) => !before.has(reference)).sort()).toEqual(references.sort())
  expect(new Set(found).size).toBe(found.length)
})

async function sharedReferences(): Promise<string[]> {
  const found: string[] = []
  for (let url: string | undefined = '/shared?kind=case'; url !== undefined; ) {
    const { body } = await staff.get(url, people.police)
    found.push(...[...body.matchAll(/href="\/cases\/(CASE-[^"]+)"/g)].map(([, reference = '']) => reference))
    url = /href="(\/shared\?[^"]*after=[^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&')
  }
  return found
}

async function insertShared(): Promise<string> {
  const id = newId()
  const reference = `CASE-T${id.slice(-7)}`
  await query(
    `insert into asb_case (id, reference, status, title, asb_type, organisation_id, audience)
     values ($1, $2, 'open', $2, 'noise', $3, array[$3]::integer[])`,
    [id, reference, NORTH],
  )
  await query(
    `insert into share (id, case_id, organisation_id, agreement_id, level, because, given_by_organisation_id, given_at)
     values ($1, $2, $3, $4, 'summary', 'rule', $5, '2026-01-01T00:00:00Z')`,
    [newId(), id, POLICE, testAgreement, NORTH],
  )
  return reference
}

test('a report says whom to ask about signposted records near it', async () => {
  const elsewhere = { easting: 400_800, northing: 301_800 }
  const shared = await file('noise', elsewhere)
  await give(shared, { level: 'full' })
  const quiet = await staff.get(`/reports/${shared}`, people.police)
  expect(quiet.body).not.toContain('near here')
  const near = await file('noise', elsewhere)
  await give(near, { level: 'signpost' })
  const { body } = await staff.get(`/reports/${shared}`, people.police)
  expect(body).toContain('1 more record near here: ask Northholme District Council.')
  expect(body).not.toContain(near)
  expect((await staff.get(`/reports/${shared}`, people.officer)).body).not.toContain('near here')
})

const terms = {
  title: 'Patrols in Millbrook',
  kind: 'memorandum_of_understanding',
  purposes: 'Joint patrols',
  lawfulBasis: 'Crime and Disorder Act 1998 section 115',
  mostLevel: 'summary',
  validFrom: '2026-01-01',
  reviewOn: '2099-01-01',
}
const parties: [string, string][] = [NORTH, POLICE, SOUTH].map((id) => ['parties', String(id)])
const fieldsOf = (changes: Record<string, string> = {}): [string, string][] => [
  ...Object.entries({ ...terms, seen: '0', ...changes }),
  ['dataCategories', 'cases'],
  ...parties,
]

async function agree(changes: Record<string, string> = {}): Promise<string> {
  const proposed = await staff.post('/sharing/agreements', fieldsOf(changes), coordinator)
  expect(proposed.status).toBe(303)
  const address = proposed.location ?? ''
  const approved = await staff.post(`${address}/versions/1`, { decision: 'approved' }, policeSupervisor)
  expect(approved.status).toBe(303)
  return address
}

test('no party agrees with itself: who approves works for another party than who proposed it', async () => {
  const colleague = await somebody(people.south, 'supervisor', POLICE, 'Testshire Police')
  const others = await startStaffServer(testDatabase.installation, agreementRoutes, [colleague])
  try {
    const proposed = await staff.post('/sharing/agreements', fieldsOf({ title: 'Alone' }), policeSupervisor)
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
  const proposed = await staff.post('/sharing/agreements', fieldsOf(), coordinator)
  const address = proposed.location ?? ''
  expect((await staff.get(address, people.analyst)).body).toContain('Waiting for approval')
  expect((await staff.post(`${address}/versions/1`, { decision: 'approved' }, coordinator)).status).toBe(403)
  expect((await staff.post(`${address}/versions/1`, { decision: 'approved' }, people.officer)).status).toBe(
    403,
  )
  expect((await staff.post(`${address}/versions/1`, { decision: 'declined' }, policeSupervisor)).status).toBe(
    422,
  )
  expect((await staff.post(`${address}/versions/1`, { decision: 'approved' }, policeSupervisor)).status).toBe(
    303,
  )
  expect((await staff.post(`${address}/versions/1`, { decision: 'approved' }, policeSupervisor)).status).toBe(
    409,
  )
  expect((await staff.get(address, people.analyst)).body).toContain('In force')
  const change = fieldsOf({ seen: '1', mostLevel: 'full', changeReason: 'More is needed' })
  expect((await staff.post(`${address}/versions`, change, coordinator)).status).toBe(303)
  expect((await staff.post(`${address}/versions`, change, policeSupervisor)).status).toBe(409)
  expect((await staff.post(`${address}/versions/2`, { decision: 'approved' }, policeSupervisor)).status).toBe(
    303,
  )
  const { body } = await staff.get(address, people.analyst)
  expect(body).toContain('Version 1, approved')
  expect(body).toContain('Version 2, approved')
  expect(body).toContain('More is needed')
  expect((await staff.get('/sharing/agreements?q=patrols&sort=review', people.analyst)).body).toContain(
    'Patrols in Millbrook',
  )
  expect((await staff.get('/sharing/agreements?state=ended', people.analyst)).body).not.toContain(
    'Patrols in Millbrook',
  )
})

test('a form of an agreement comes back with what is wrong and what was typed', async () => {
  const { status, body } = await staff.post(
    '/sharing/agreements',
    { ...terms, title: '', reviewOn: '2025-01-01', parties: String(NORTH) },
    coordinator,
  )
  expect(status).toBe(422)
  for (const message of ['Enter the title', 'Choose what may be shared', 'Joint patrols'])
    expect(body).toContain(message)
  expect((await staff.get('/sharing/agreements/new', people.officer)).status).toBe(403)
})

test('ending an agreement takes sight away at once; the shares follow with the feed’s tombstones', async () => {
  const address = await agree({ title: 'To be ended', mostLevel: 'full' })
  const id = address.split('/').at(-1) ?? ''
  const caseId = newId()
  const reference = `CASE-E${caseId.slice(-7)}`
  await query(
    `insert into asb_case (id, reference, status, title, asb_type, organisation_id, audience)
     values ($1, $2, 'open', 'A case', 'noise', $3, array[$3]::integer[])`,
    [caseId, reference, NORTH],
  )
  await query(
    `insert into share (id, case_id, organisation_id, agreement_id, level, because, given_by_organisation_id)
     values ($1, $2, $3, $4, 'full', 'rule', $5)`,
    [newId(), caseId, POLICE, id, NORTH],
  )
  await refreshed(people.police)
  const seen = async () => {
    await refreshed(people.police)
    return web.withActor(people.police, (db) =>
      db.selectFrom('asb_case').select('reference').where('id', '=', caseId).execute(),
    )
  }
  expect(await seen()).toHaveLength(1)
  expect((await staff.get(address, people.analyst)).body).toContain('Everything: 1')
  const end = (as: MemberActor, version: string) =>
    staff.post(`${address}/end`, { why: 'It is over', version }, as)
  expect((await end(people.officer, '1')).status).toBe(403)
  expect((await end(policeSupervisor, '7')).status).toBe(409)
  expect((await end(policeSupervisor, '1')).status).toBe(303)
  expect(await seen()).toHaveLength(0)
  const audience = async () =>
    (
      await query<{ size: number }>('select cardinality(audience) as size from asb_case where id = $1', [
        caseId,
      ])
    )[0]?.size
  expect(await audience()).toBe(2)
  expect((await staff.get(address, people.analyst)).body).toContain('0 of 1 shares are put away')
  expect(await lapseShares(worker)).toBe(1)
  expect(await audience()).toBe(1)
  expect(
    await query(`select from erased_record where record_id = $1 and ${POLICE} = any (audience)`, [caseId]),
  ).toHaveLength(1)
  expect((await staff.get(address, people.analyst)).body).toContain('Nobody sees anything under it any more.')
})

test('a party that leaves loses what it got at once, and what it gave is taken back', async () => {
  const address = await agree({ title: 'To be left', mostLevel: 'full' })
  const id = address.split('/').at(-1) ?? ''
  const given: [number, number][] = [
    [NORTH, SOUTH],
    [SOUTH, POLICE],
    [NORTH, POLICE],
  ]
  for (const [giver, receiver] of given) {
    const caseId = newId()
    await query(
      `insert into asb_case (id, reference, status, title, asb_type, organisation_id, audience)
       values ($1, $2, 'open', 'A case', 'noise', $3, array[$3]::integer[])`,
      [caseId, `CASE-L${caseId.slice(-7)}`, giver],
    )
    await query(
      `insert into share (id, case_id, organisation_id, agreement_id, level, because, given_by_organisation_id)
       values ($1, $2, $3, $4, 'full', 'rule', $5)`,
      [newId(), caseId, receiver, id, giver],
    )
  }
  const leave = (as: MemberActor) =>
    staff.post(`${address}/parties/${SOUTH}/leave`, { leftOn: '2026-11-22', why: 'Merged' }, as)
  const today = (await query<{ day: string }>('select current_date::text as day'))[0]?.day ?? ''
  expect((await leave(policeSupervisor)).status).toBe(403)
  expect(
    (await staff.post(`${address}/parties/${SOUTH}/leave`, { leftOn: today, why: 'Merged' }, coordinator))
      .status,
  ).toBe(303)
  expect((await leave(coordinator)).status).toBe(409)
  expect(await circlesOf(people.south.memberId, SOUTH)).not.toContain(
    (
      await query<{ id: number }>('select id from circle where agreement_id = $1 and organisation_id = $2', [
        id,
        SOUTH,
      ])
    )[0]?.id,
  )
  expect(await lapseShares(worker)).toBe(2)
  const live = await query<{ organisation_id: number }>(
    'select organisation_id from share where agreement_id = $1 and ended_at is null',
    [id],
  )
  expect(live).toEqual([{ organisation_id: POLICE }])
})

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
  const before = await file()
  expect((await staff.post('/sharing/rules', newRule, people.officer)).status).toBe(403)
  const made = await staff.post('/sharing/rules', newRule, coordinator)
  expect(made.status).toBe(303)
  const address = made.location ?? ''
  const ruleId = address.split('/').at(-1) ?? ''
  const after = await file()
  const seenBySouth = async (reference: string) =>
    (await staff.get(`/reports/${reference}`, people.south)).status
  expect(await seenBySouth(after)).toBe(200)
  expect(await seenBySouth(before)).toBe(404)
  const page = await staff.get(address, coordinator)
  expect(page.body).toMatch(/it would give \d+ new shares/)
  expect((await staff.post(`${address}/apply`, {}, coordinator)).status).toBe(303)
  expect((await staff.post(`${address}/apply`, {}, coordinator)).status).toBe(409)
  const [application] = await query<{ id: string }>(
    'select id from rule_application where sharing_rule_id = $1 and finished_at is null',
    [ruleId],
  )
  await applyRule(worker, application?.id ?? '')
  expect(await seenBySouth(before)).toBe(200)
  expect((await staff.get(address, coordinator)).body).toContain('Done')
  expect((await staff.get(`/reports/${before}/sharing`, people.officer)).body).toContain(
    'Rule Noise for the south',
  )
  // What a person ended stays ended, also when the rule is applied again.
  const share = await liveShare(before)
  await staff.post(
    `/reports/${before}/sharing/${share.id}/end`,
    { why: 'Not this one', version: await versionOf(before) },
    people.officer,
  )
  await query(`select share_again_by_rules('report', array[id], null) from report where reference = $1`, [
    before,
  ])
  expect(await seenBySouth(before)).toBe(404)
  expect((await staff.post(`${address}/end`, { why: 'Not needed' }, people.officer)).status).toBe(403)
  expect((await staff.post(`${address}/end`, { why: '' }, coordinator)).status).toBe(422)
  expect((await staff.post(`${address}/end`, { why: 'Not needed' }, coordinator)).status).toBe(303)
  expect((await staff.post(`${address}/end`, { why: 'Not needed' }, coordinator)).status).toBe(409)
  expect(await lapseShares(worker)).toBeGreaterThan(0)
  expect(await seenBySouth(after)).toBe(404)
})

test('what a person ended is not begun anew by a rule that goes on for it, at second hand either', async () => {
  const reference = await file()
  const [first, second, third] = [newId(), newId(), newId()]
  for (const [id, continues, endedAt] of [
    [first, null, '2026-01-01'],
    [second, first, '2026-02-01'],
    [third, second, null],
  ] as const)
    await query(
      `insert into sharing_rule (id, name, agreement_id, giver_organisation_id, receiver_organisation_id, record_kind,
         level, asb_type, ended_at, continues) values ($1, 'Noise, after a merger', $2, $3, $4, 'report', 'summary', 'noise', $5, $6)`,
      [id, testAgreement, NORTH, SOUTH, endedAt, continues],
    )
  try {
    await query(
      `insert into share (id, report_id, organisation_id, agreement_id, level, because, sharing_rule_id,
         given_by_organisation_id, ended_at, ended_by, ended_because)
       select $1, id, $2, $3, 'summary', 'rule', $4, $5, now(), $6, 'Not this one' from report where reference = $7`,
      [newId(), SOUTH, testAgreement, first, NORTH, people.officer.memberId, reference],
    )
    const again = () =>
      query(
        `select shared.* from report, share_again_by_rules('report', array[id], null) as shared where reference = $1`,
        [reference],
      )
    expect(await again()).toEqual([])
    await query('delete from share where sharing_rule_id = $1', [first])
    expect(await again()).toMatchObject([{ sharing_rule_id: third, is_given: true }])
  } finally {
    await query('update sharing_rule set ended_at = now() where id = $1', [third])
  }
})

test('nobody helps themselves by a rule: a party decides what it gives, and the co-ordinator for all', async () => {
  const taking = { ...newRule, name: 'All of the north', receiver: `organisation:${POLICE}` }
  for (const giver of [`organisation:${NORTH}`, '', 'kind:district_council']) {
    const refused = await staff.post('/sharing/rules', { ...taking, giver }, policeSupervisor)
    expect([giver, refused.status]).toEqual([giver, 403])
    expect(refused.body).toContain('Choose your own organisation as the one that gives')
  }
  const giving = {
    ...newRule,
    name: 'To the north',
    giver: `organisation:${POLICE}`,
    receiver: `organisation:${NORTH}`,
  }
  const made = await staff.post('/sharing/rules', giving, policeSupervisor)
  expect(made.status).toBe(303)
  await staff.post(`${made.location}/end`, { why: 'Over' }, policeSupervisor)
})

test('a rule that its agreement does not cover is not made', async () => {
  const { status, body } = await staff.post(
    '/sharing/rules',
    { ...newRule, agreement: (await agree({ title: 'Cases alone' })).split('/').at(-1) ?? '', level: 'full' },
    coordinator,
  )
  expect(status).toBe(422)
  expect(body).toContain('Cases alone does not cover reports')
  expect(body).toContain('Cases alone does not allow that much')
})

test('a report that moves is shared by the rules of its new holder and no more by those of the old', async () => {
  const reference = await file('vehicles')
  expect((await staff.get(`/reports/${reference}`, people.police)).status).toBe(200)
  const [queue] = await query<{ id: string }>('select id from queue where organisation_id = $1', [SOUTH])
  const moved = await staff.post(
    `/reports/${reference}/actions/reroute`,
    { version: await versionOf(reference), queue: queue?.id ?? '', comment: 'Their side of the road' },
    people.officer,
  )
  expect(moved.status).toBe(303)
  expect((await staff.get(`/reports/${reference}`, people.police)).status).toBe(404)
  expect((await staff.get(`/reports/${reference}`, people.south)).body).toContain(
    'No longer shared by rule with Testshire Police',
  )
})

test('a panel has members, and a rule that shares with it follows them', async () => {
  expect((await staff.post('/sharing/panels', { name: 'Joint panel' }, policeSupervisor)).status).toBe(403)
  expect((await staff.post('/sharing/panels', { name: 'Joint panel' }, coordinator)).status).toBe(303)
  expect((await staff.post('/sharing/panels', { name: 'Joint panel' }, coordinator)).status).toBe(409)
  const [panel] = await query<{ id: string }>(`select id from panel where name = 'Joint panel'`)
  const members = `/sharing/panels/${panel?.id}/members`
  expect((await staff.post(members, { organisation: String(POLICE) }, coordinator)).status).toBe(303)
  const made = await staff.post(
    '/sharing/rules',
    { ...newRule, name: 'For the panel', receiver: `panel:${panel?.id}`, level: 'signpost' },
    coordinator,
  )
  expect(made.status).toBe(303)
  const reference = await file()
  expect((await staff.get(`/reports/${reference}`, people.police)).body).toContain(
    'Ask Northholme District Council.',
  )
  expect((await staff.post(`${members}/${POLICE}/leave`, {}, coordinator)).status).toBe(303)
  const later = await file()
  expect((await staff.get(`/reports/${later}`, people.police)).status).toBe(404)
  await staff.post(`${made.location}/end`, { why: 'Over' }, coordinator)
})
