import { afterAll, beforeAll, expect, test } from 'vitest'
import { londonDateOf, systemClock } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import { generateDemo, loadDemo } from '../../../../../packs/demo/index.ts'
import { createTestDatabase, type TestDatabase } from '../../../../../test/support/database.ts'
import { addPlan } from '../../../../../test/support/reorganisations.ts'
import { carryOutReorganisations, longestStageMs } from './carry-out.ts'

const ENDING = 2
const SUCCESSOR = 5
const LANDLORD = 9
const county = generateDemo({ seed: 'share again', today: londonDateOf(new Date()), reports: 400 })
const ids = {
  agreement: newId(),
  merging: newId(),
  ofEnding: newId(),
  ofSuccessor: newId(),
}

let database: TestDatabase
let worker: Database
/** Open reports of the organisation that ends: shared as usual, taken back by a person, expired. */
let [usual, ended, expired] = ['', '', '']

const ask = <Row extends Record<string, unknown>>(query: string, values: unknown[] = []) =>
  asOwner(database.installation, async (owner) => (await owner.query<Row>(query, values)).rows)

const versionOf = (agreement: string, parties: readonly number[]) =>
  ask(
    `insert into agreement_version (agreement_id, number, title, kind, purposes, lawful_basis, most_level, data_categories,
       parties, valid_from, review_on, proposed_by)
     values ($1, 1, 'Agreement of the test', 'information_sharing_agreement', 'Noise', 'Public task', 'full', '{reports}',
       $2, '2020-01-01', '2099-01-01', (select id from member order by id limit 1))`,
    [agreement, parties],
  )
const approve = (agreement: string) =>
  ask(
    `update agreement_version set decision = 'approved', decided_at = now(),
       decided_by = (select id from member order by id desc limit 1) where agreement_id = $1`,
    [agreement],
  )

beforeAll(async () => {
  database = await createTestDatabase()
  worker = openDatabase(database.installation, 'openasb_worker', { statementTimeoutMs: longestStageMs })
  await asOwner(database.installation, (owner) => loadDemo(owner, county))
  await versionOf(ids.agreement, [ENDING, SUCCESSOR, LANDLORD])
  await approve(ids.agreement)
  for (const [rule, giver, level] of [
    [ids.ofEnding, ENDING, 'full'],
    [ids.ofSuccessor, SUCCESSOR, 'summary'],
  ])
    await ask(
      `insert into sharing_rule (id, name, agreement_id, giver_organisation_id, receiver_organisation_id, record_kind, level)
       values ($1, $2, $3, $4, $5, 'report', $6)`,
      [rule, `Rule of ${giver}`, ids.agreement, giver, LANDLORD, level],
    )
  const open = await ask<{ id: string }>(
    `select id from report where organisation_id = $1 and status in ('awaiting_triage', 'accepted')
     and partition_code is null order by id`,
    [ENDING],
  )
  expect(open.length).toBeGreaterThan(2)
  ;[usual, ended, expired] = open.map(({ id }) => id) as [string, string, string]
  await ask(`select share_again_by_rules('report', $1::uuid[], null)`, [open.map(({ id }) => id)])
  await ask(
    `update share set ended_at = now(), ended_by = (select id from member order by id limit 1), ended_because = 'Not theirs'
     where report_id = $1 and sharing_rule_id = $2`,
    [ended, ids.ofEnding],
  )
  await ask(
    `update share set expires_at = now() - interval '1 hour' where report_id = $1 and sharing_rule_id = $2`,
    [expired, ids.ofEnding],
  )
  // Proposed before the day, and approved after it: one that goes on and one between organisations that become one.
  await versionOf(ids.merging, [ENDING, SUCCESSOR])
  await ask(
    `insert into agreement_version select (jsonb_populate_record(version, '{"number": 2, "decision": null, "decided_at": null, "decided_by": null}')).*
     from agreement_version as version where agreement_id = $1`,
    [ids.agreement],
  )
  await asOwner(database.installation, (owner) =>
    addPlan(owner, {
      kind: 'merge_organisations',
      title: 'Joined',
      predecessors: [ENDING],
      successors: [SUCCESSOR],
    }),
  )
  await carryOutReorganisations(worker, systemClock)
}, 120_000)
afterAll(async () => {
  await worker?.close()
  await database?.drop()
})

const sharedWithLandlord = (report: string) =>
  ask(
    `select share.level, given_by_organisation_id as giver, coalesce(rule.continues, rule.id) as rule
     from share join sharing_rule as rule on rule.id = sharing_rule_id
     where report_id = $1 and share.organisation_id = $2 and share.ended_at is null
       and (share.expires_at is null or share.expires_at > now()) and share.agreement_id = $3 order by share.level`,
    [report, LANDLORD, ids.agreement],
  )

const own = { level: 'full', giver: SUCCESSOR, rule: ids.ofEnding }
const successors = { level: 'summary', giver: SUCCESSOR, rule: ids.ofSuccessor }

test('what a rule shared is shared by the rule that goes on for it, in the name of the successor', async () => {
  expect(await sharedWithLandlord(usual)).toContainEqual(own)
})

test('rules of the successor reach the records it was passed on the same day, and who was told is on record', async () => {
  expect(await sharedWithLandlord(usual)).toContainEqual(successors)
  expect(
    await ask(
      `select recipient, reason, summary from audit_entry
       where record_id = $1 and request_id = 'reorganisation' and verb = 'disclose' and reason like '%Rule of 5%'`,
      [usual],
    ),
  ).toEqual([
    {
      recipient: county.partnership.organisations.find(({ id }) => id === LANDLORD)?.name,
      reason: 'Sharing rule: Rule of 5 (summary)',
      summary: 'Joined',
    },
  ])
})

test('what a person took back, or what expired, is not given again by the rule that goes on', async () => {
  expect(await sharedWithLandlord(ended)).toEqual([successors])
  expect(await sharedWithLandlord(expired)).toEqual([successors])
})

test('a version that waited for approval brings no organisation back that has ended', async () => {
  expect(
    await ask(
      'select number, parties, decision from agreement_version where agreement_id = $1 order by number',
      [ids.agreement],
    ),
  ).toEqual([
    { number: 1, parties: [ENDING, SUCCESSOR, LANDLORD], decision: 'approved' },
    { number: 2, parties: [SUCCESSOR, LANDLORD], decision: null },
  ])
  await ask('update agreement_version set parties = $2 where agreement_id = $1 and number = 2', [
    ids.agreement,
    [ENDING, SUCCESSOR, LANDLORD],
  ])
  await ask(
    `update agreement_version set decision = 'approved', decided_at = now() where agreement_id = $1 and number = 2`,
    [ids.agreement],
  )
  expect(
    await ask(
      'select organisation_id from agreement_party where agreement_id = $1 and left_on is null order by 1',
      [ids.agreement],
    ),
  ).toEqual([{ organisation_id: SUCCESSOR }, { organisation_id: LANDLORD }])
})

test('an agreement between organisations that became one is declined', async () => {
  expect(
    await ask('select decision, decision_reason from agreement_version where agreement_id = $1', [
      ids.merging,
    ]),
  ).toEqual([{ decision: 'declined', decision_reason: 'Its parties became one organisation' }])
})
