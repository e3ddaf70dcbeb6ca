import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { type DirectoryCaller, newDirectory, newPerson, patchOf } from '../../../test/support/directory.ts'
import { type MachineServer, startMachineServer } from '../../../test/support/machine-server.ts'
import { addCase, addPartnership, addReport, council, police } from '../../../test/support/records.ts'
import { directoryRoutes } from './index.ts'

let database: TestDatabase
let machine: MachineServer
let owner: pg.Client
let directory: DirectoryCaller

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client(database.installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${database.installation.schema}, public`)
  await addPartnership(owner)
  machine = await startMachineServer(database.installation, directoryRoutes)
  directory = await newDirectory(owner, machine, council)
})

afterAll(async () => {
  await machine.close()
  await owner.end()
  await database.drop()
})

async function join(name: string): Promise<{ id: string; member: string }> {
  const { status, body } = await directory.ask('POST', '/Users', newPerson(name, 'council'))
  expect(status).toBe(201)
  const { rows } = await owner.query<{ member_id: string }>(
    'select member_id from directory_user where id = $1',
    [body.id],
  )
  return { id: String(body.id), member: rows[0]?.member_id ?? '' }
}

/** A group whose role a co-ordinator has decided before the directory sends it. */
async function groupGiving(
  role: string | null,
  displayName: string,
  members: string[] = [],
): Promise<string> {
  await owner.query(
    `insert into directory_group (id, organisation_id, display_name, role, is_provisioned) values ($1, $2, $3, $4, false)`,
    [newId(), council, displayName, role],
  )
  const { status, body } = await directory.ask('POST', '/Groups', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
    displayName: displayName.toUpperCase(),
    members: members.map((value) => ({ value })),
  })
  expect(status).toBe(201)
  return String(body.id)
}

/** Memberships as `role from–to`, the days as the days they are from today. */
async function membershipsOf(member: string): Promise<string[]> {
  const { rows } = await owner.query<{ told: string }>(
    `select concat(role, ' ', valid_from - today, '–', valid_to - today) as told
     from membership, (select (now() at time zone 'Europe/London')::date as today) as day
     where member_id = $1 order by valid_from, valid_to nulls last, role`,
    [member],
  )
  return rows.map(({ told }) => told)
}

const add = (...ids: string[]) =>
  patchOf({ op: 'Add', path: 'members', value: ids.map((value) => ({ value })) })
const remove = (...ids: string[]) =>
  patchOf({ op: 'Remove', path: 'members', value: ids.map((value) => ({ value })) })
const active = (value: boolean) => patchOf({ op: 'Replace', path: 'active', value })

test('somebody who joins without a group that means something here has no access at all', async () => {
  const { id, member } = await join('ann')
  const group = await groupGiving(null, 'All staff')
  await directory.ask('PATCH', `/Groups/${group}`, add(id))
  expect(await membershipsOf(member)).toEqual([])
})

test('joining a group gives its role from today; leaving ends it and the history stays', async () => {
  const { id, member } = await join('bob')
  const group = await groupGiving('supervisor', 'ASB supervisors')
  await directory.ask('PATCH', `/Groups/${group}`, add(id))
  expect(await membershipsOf(member)).toEqual(['supervisor 0–'])
  await owner.query(`update membership set valid_from = valid_from - 30 where member_id = $1`, [member])
  await directory.ask('PATCH', `/Groups/${group}`, remove(id))
  expect(await membershipsOf(member)).toEqual(['supervisor -30–0'])
  await directory.ask('PATCH', `/Groups/${group}`, add(id))
  expect(await membershipsOf(member)).toEqual(['supervisor -30–0', 'supervisor 0–'])
  // Said again, it changes nothing.
  await directory.ask('PATCH', `/Groups/${group}`, add(id))
  expect(await membershipsOf(member)).toHaveLength(2)
})

test('who is put out of a group by a PUT or with the group itself loses what it gave', async () => {
  const [one, two] = [await join('cat'), await join('dan')]
  const group = await groupGiving('analyst', 'ASB analysts', [one.id, two.id])
  expect(await membershipsOf(one.member)).toEqual(['analyst 0–'])
  await directory.ask('PUT', `/Groups/${group}`, {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
    displayName: 'ASB analysts',
    members: [{ value: two.id }],
  })
  expect([await membershipsOf(one.member), await membershipsOf(two.member)]).toEqual([
    ['analyst 0–0'],
    ['analyst 0–'],
  ])
  await directory.ask('DELETE', `/Groups/${group}`)
  expect(await membershipsOf(two.member)).toEqual(['analyst 0–0'])
})

test('who leaves loses every membership today, whoever gave it, and is signed out everywhere', async () => {
  const { id, member } = await join('eve')
  await groupGiving('case_officer', 'Case officers', [id])
  await owner.query(
    `insert into membership (id, member_id, organisation_id, role, valid_from) values ($1, $2, $3, 'analyst', '2020-01-01')`,
    [newId(), member, council],
  )
  await owner.query(
    `insert into identity_user (id, name, email) values ('eve', 'Eve', 'eve@council.example')`,
  )
  await owner.query(`update member set sign_in_id = 'eve' where id = $1`, [member])
  await owner.query(
    `insert into identity_session (id, user_id, token, expires_at) values ('s1', 'eve', 't1', now() + '1 day'), ('s2', 'eve', 't2', now() + '1 day')`,
  )
  await directory.ask('PATCH', `/Users/${id}`, active(false))
  expect(await membershipsOf(member)).toEqual([expect.stringMatching(/^analyst -\d+–0$/), 'case_officer 0–0'])
  const { rows } = await owner.query(`select * from identity_session where user_id = 'eve'`)
  expect(rows).toEqual([])
  // Coming back gives what the groups give, not what a person had given.
  await directory.ask('PATCH', `/Users/${id}`, active(true))
  expect(await membershipsOf(member)).toEqual([
    expect.stringMatching(/^analyst -\d+–0$/),
    'case_officer 0–0',
    'case_officer 0–',
  ])
})

test('work that somebody held alone is free again when they leave, and the timeline says so', async () => {
  const { id, member } = await join('fin')
  const report = await addReport(owner, { audience: [council] })
  await owner.query(
    `update report set claimed_by = $1, claim_expires_at = now() + '1 hour', status = 'awaiting_triage' where id = $2`,
    [member, report],
  )
  const caseId = await addCase(owner, [council], [])
  await owner.query('update case_action set owner_member_id = $1 where case_id = $2', [member, caseId])
  await directory.ask('PATCH', `/Users/${id}`, active(false))
  const freed = await owner.query('select claimed_by, claim_expires_at, version from report where id = $1', [
    report,
  ])
  expect(freed.rows).toEqual([{ claimed_by: null, claim_expires_at: null, version: 2 }])
  const actions = await owner.query('select owner_member_id from case_action where case_id = $1', [caseId])
  expect(actions.rows).toEqual([{ owner_member_id: null }])
  const told = await owner.query(
    `select kind, actor_name from timeline_entry where report_id = $1 or case_id = $2 order by kind`,
    [report, caseId],
  )
  expect(told.rows).toEqual([
    { kind: 'action_released', actor_name: 'OpenASB' },
    { kind: 'release', actor_name: 'OpenASB' },
  ])
})

test('work is free again too when the last group that let somebody work is left', async () => {
  const { id, member } = await join('jo')
  const [working, reading] = [
    await groupGiving('case_officer', 'Case workers', [id]),
    await groupGiving('analyst', 'Readers', [id]),
  ]
  const report = await addReport(owner, { audience: [council] })
  await owner.query(`update report set claimed_by = $1, claim_expires_at = now() + '1 hour' where id = $2`, [
    member,
    report,
  ])
  const claimed = async () =>
    (await owner.query('select claimed_by from report where id = $1', [report])).rows[0]?.claimed_by
  await directory.ask('PATCH', `/Groups/${reading}`, remove(id))
  expect(await claimed()).toBe(member)
  await directory.ask('PATCH', `/Groups/${working}`, remove(id))
  expect(await claimed()).toBeNull()
})

test('somebody added by hand is taken on by the directory, under the same person', async () => {
  const member = newId()
  await owner.query(`insert into member (id, name, email) values ($1, 'By hand', 'gil@council.example')`, [
    member,
  ])
  await owner.query(
    `insert into membership (id, member_id, organisation_id, role) values ($1, $2, $3, 'analyst')`,
    [newId(), member, council],
  )
  expect((await join('gil')).member).toBe(member)
  const { rows } = await owner.query('select name from member where id = $1', [member])
  expect(rows).toEqual([{ name: 'gil' }])
  expect(await membershipsOf(member)).toEqual([expect.stringMatching(/^analyst -\d+–$/)])
})

test('who works for two organisations is named by neither directory alone, and leaves each for itself', async () => {
  const member = newId()
  await owner.query(`insert into member (id, name, email) values ($1, 'Seconded', 'hana@council.example')`, [
    member,
  ])
  for (const organisation of [council, police])
    await owner.query(
      `insert into membership (id, member_id, organisation_id, role) values ($1, $2, $3, 'analyst')`,
      [newId(), member, organisation],
    )
  const { id } = await join('hana')
  await directory.ask(
    'PATCH',
    `/Users/${id}`,
    patchOf({ op: 'Replace', path: 'displayName', value: 'Renamed' }),
  )
  const { rows } = await owner.query('select name from member where id = $1', [member])
  expect(rows).toEqual([{ name: 'Seconded' }])
  await directory.ask('DELETE', `/Users/${id}`)
  const held = await owner.query(
    'select organisation_id, valid_to is null as holds from membership where member_id = $1 order by 1',
    [member],
  )
  expect(held.rows).toEqual([
    { organisation_id: police, holds: true },
    { organisation_id: council, holds: false },
  ])
})

test('what a directory does is in the audit under its own name, person by person', async () => {
  const { id, member } = await join('ian')
  const group = await groupGiving('analyst', 'Audited analysts', [id])
  await directory.ask('PATCH', `/Groups/${group}`, remove(id))
  await directory.ask('PATCH', `/Users/${id}`, active(false))
  await directory.ask('DELETE', `/Users/${id}`)
  const { rows } = await owner.query(
    `select verb, actor_kind, actor_name, organisation_id, member_id, summary from audit_entry where record_id = $1 order by at, id`,
    [member],
  )
  const who = {
    actor_kind: 'machine',
    actor_name: `Directory of ${council}`,
    organisation_id: council,
    member_id: null,
  }
  expect(rows).toEqual([
    { verb: 'collect', ...who, summary: 'Added by the directory' },
    { verb: 'alter', ...who, summary: 'Memberships follow the group' },
    { verb: 'alter', ...who, summary: 'Memberships follow the group' },
    { verb: 'alter', ...who, summary: 'A person left: by the directory' },
    { verb: 'erase', ...who, summary: 'Removed by the directory; access ended' },
  ])
  const kept = await owner.query('select name from member where id = $1', [member])
  expect(kept.rows).toEqual([{ name: 'ian' }])
})

test('what was refused is kept for the co-ordinator, counted and not repeated', async () => {
  await join('kim')
  const again = newPerson('kim', 'council')
  await directory.ask('POST', '/Users', again)
  await directory.ask('POST', '/Users', again)
  const { rows } = await owner.query(
    `select kind, subject, times from directory_problem where subject like 'kim%'`,
  )
  expect(rows).toEqual([{ kind: 'uniqueness', subject: 'kim@council.example', times: 2 }])
})
