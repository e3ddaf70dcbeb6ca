import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileReport, type NewReport, reportStaffRoutes } from '#domains/reports'
import { routeReports, triageRoutes } from '#domains/triage'
import { anybody, type MemberActor, system } from '#platform/actor'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newId, newSecret } from '#platform/ids'
import { flagRules, riskInstruments } from '../../../../packs/risk/index.ts'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { restrict } from '../../../../test/support/disclosures.ts'
import {
  inNorthWest,
  inSouthWest,
  NORTH,
  type Partnership,
  SOUTH,
  seedPartnership,
} from '../../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../../test/support/staff-server.ts'
import { publishInstruments } from '../instrument-store.ts'
import { riskRoutes } from '../risk-routes.ts'
import { flagRoutes } from './flag-routes.ts'
import { publishFlagRules } from './flag-rule.ts'
import { flagsPanel } from './flags-panel.tsx'
import { findFlagsWhileTyping, raiseAllFlags } from './read-flags.ts'

let testDatabase: TestDatabase
let partnership: Partnership
let staff: StaffServer
let web: Database
let worker: Database
let officer: MemberActor
let south: MemberActor

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  partnership = await seedPartnership(testDatabase.installation)
  await asOwner(testDatabase.installation, async (owner) => {
    await publishInstruments(owner, riskInstruments)
    await publishFlagRules(owner, flagRules)
  })
  officer = partnership.people.officer
  south = partnership.people.south
  web = openDatabase(testDatabase.installation, 'openasb_web')
  worker = openDatabase(testDatabase.installation, 'openasb_worker')
  staff = await startStaffServer(
    testDatabase.installation,
    [...riskRoutes, ...flagRoutes, ...triageRoutes, ...reportStaffRoutes([flagsPanel])],
    Object.values(partnership.people),
  )
})
afterAll(async () => {
  await Promise.all([staff.close(), web.close(), worker.close()])
  await testDatabase.drop()
})

type Filed = { id: string; reference: string }

/** A report of noise, routed: to Northholme unless it happened further south. */
async function file(changes: Partial<NewReport> = {}, isSouth = false): Promise<Filed> {
  const filed = await web.withActor(anybody, (db) =>
    fileReport(
      { db, actor: anybody, emit: async () => {} },
      {
        submissionId: randomUUID(),
        statusSecret: newSecret(),
        channel: 'public_form',
        asbType: 'noise',
        occurrence: 'once',
        occurredFrom: new Date('2026-03-01T22:00:00Z'),
        occurredTo: new Date('2026-03-01T23:00:00Z'),
        // Each at a place of its own, a hundred metres from the next.
        location: somewhere(isSouth ? inSouthWest : inNorthWest),
        ...changes,
      },
    ),
  )
  await worker.withActor(system, (db) => routeReports(db, system, [filed.id]))
  await worker.withActor(system, (db) => raiseAllFlags(db, [filed.id]))
  return filed
}

let placed = 0
function somewhere({ easting, northing }: { easting: number; northing: number }) {
  placed += 1
  return {
    easting: easting + (placed % 7) * 100,
    northing: northing + Math.floor(placed / 7) * 50,
    precisionM: 10,
  }
}

async function share({ id }: Filed, level: string, organisation = NORTH, holder = SOUTH): Promise<void> {
  await asOwner(testDatabase.installation, (owner) =>
    owner.query(
      `insert into share (id, report_id, organisation_id, level, because, reason, given_by_organisation_id)
       values ($1, $2, $3, $4, 'override', 'Needed', $5)`,
      [newId(), id, organisation, level, holder],
    ),
  )
}
const contactOf = (name: string) => ({ contact: { name, email: `${name.replace(' ', '.')}@example.org` } })
const flagsOf = async ({ reference }: Filed, as = officer) =>
  (await staff.get(`/reports/${reference}/flags`, as)).body
const typing = (email: string, as = officer) =>
  web.withActor(as, (db) =>
    findFlagsWhileTyping(db, { people: [{ role: 'victim', email }], asbType: 'noise' }),
  )

test('the second report of a victim is flagged at once, with the rule, what it rests on and its end', async () => {
  const first = await file(contactOf('Rita Twice'))
  const second = await file(contactOf('Rita Twice'))
  const body = await flagsOf(second)
  expect(body).toContain('Repeat victim: two reports in 12 months')
  expect(body).toContain(first.reference)
  expect(body).toContain('by version 1 of this rule')
  expect(body).toContain('It stands until')
  // The open one that came before is a repeat now too.
  expect(await flagsOf(first)).toContain(second.reference)
  expect((await staff.get(`/reports/${second.reference}`, officer)).body).toContain('Repeat victim')
})

test('three in six months escalate, and the queue shows the marks', async () => {
  for (let nth = 0; nth < 3; nth += 1) await file(contactOf('Theo Thrice'))
  const last = await file(contactOf('Theo Thrice'))
  expect(await flagsOf(last)).toContain('Three reports by one person in 6 months')
  const queue = await staff.get('/queue?sort=newest', officer)
  expect(queue.body).toMatch(/Escalation<\/strong>/)
  expect(queue.body).toMatch(/Repeat victim<\/strong>/)
})

test('records of another organisation count as much as the reader was given of them, and no more', async () => {
  const theirs = await file(contactOf('Lena Levels'), true)
  const mine = await file(contactOf('Lena Levels'))
  expect(await flagsOf(mine)).toContain('There is no flag')
  expect(await typing('lena.levels@example.org')).toHaveLength(1)

  await share(theirs, 'exists')
  expect(await flagsOf(mine)).toContain('1 more exists: ask your co-ordinator')
  expect(await flagsOf(mine)).not.toContain('Southholme')

  await share(theirs, 'signpost')
  expect(await flagsOf(mine)).toContain('1 at Southholme, ask them')
  await share(theirs, 'summary')
  expect(await flagsOf(mine)).toContain('1 at Southholme, ask them')
  expect(await flagsOf(mine)).not.toContain(theirs.reference)
  await share(theirs, 'full')
  expect(await flagsOf(mine)).toContain(theirs.reference)
})

test('a vulnerability that another organisation noted warns whoever was given a signpost, without its words', async () => {
  const person = { role: 'victim', name: 'Vera Frail', phone: '07700 900 611' } as const
  const theirs = await file({ people: [{ ...person, vulnerabilities: ['mental_health'] }] }, true)
  const mine = await file({ people: [person] })
  expect(await flagsOf(mine)).toContain('There is no flag')
  await share(theirs, 'signpost')
  const body = await flagsOf(mine)
  expect(body).toContain('Vulnerable person')
  expect(body).toContain('1 at Southholme, ask them')
  expect(body.toLowerCase()).not.toContain('mental')
  expect(await flagsOf(theirs, south)).toContain('Said in this report')
})

test('a restricted report counts for those who are cleared for it alone', async () => {
  const secret = await file(contactOf('Nina Shelter'))
  await restrict(testDatabase.installation, { kind: 'report', id: secret.id }, [])
  const other = await file(contactOf('Nina Shelter'))
  expect(await flagsOf(other)).toContain('There is no flag')
})

test('three of one type at one place make a repeat place; others further off do not count', async () => {
  const location = { easting: 400_900, northing: 301_900, precisionM: 5 }
  await file({ location })
  await file({ location: { ...location, easting: location.easting + 20 } })
  await file({ location: { ...location, easting: location.easting + 80 } })
  expect(await flagsOf(await file({ location }))).toContain('within 30 metres in 3 months')
})

test('a high risk escalates the moment it is assessed', async () => {
  const report = await file()
  await staff.post(
    `/reports/${report.reference}/risk`,
    { id: newId(), instrument: 'thrive', version: '1', risk_threat: 'now' },
    officer,
  )
  expect(await flagsOf(report)).toContain('High risk')
})

test('a flag is ended with a reason by the organisation that holds the report, and not raised again for the same', async () => {
  await file(contactOf('Mo Mended'))
  const report = await file(contactOf('Mo Mended'))
  const { rows } = await asOwner(testDatabase.installation, (owner) =>
    owner.query<{ id: string }>('select id from flag where report_id = $1', [report.id]),
  )
  const url = `/reports/${report.reference}/flags/${rows[0]?.id}/end`
  const silent = await staff.post(url, { why: ' ' }, officer)
  expect([silent.status, silent.body.includes('Say why the flag does not hold')]).toEqual([422, true])
  expect((await staff.post(url, { why: 'Two brothers of one name' }, partnership.people.police)).status).toBe(
    404,
  )
  expect((await staff.post(url, { why: 'Two brothers of one name' }, officer)).status).toBe(303)
  await worker.withActor(system, (db) => raiseAllFlags(db, [report.id]))
  const body = await flagsOf(report)
  expect(body).toContain('Two brothers of one name')
  expect(body).not.toContain('It stands until')
})

test('while somebody types, the screen is told what it may know; one telephone with two names is two people', async () => {
  const { reference } = await file({ contact: { name: 'Ada Kettle', phone: '07700 900 612' } })
  const ask = async (people: object[], as = officer) => {
    const { statusCode, body } = await staff.server.inject({
      method: 'POST',
      url: '/flags/while-typing',
      headers: {
        cookie: `member=${as.memberId}`,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/json',
      },
      payload: JSON.stringify({ people }),
    })
    expect([statusCode, body.slice(0, 0)]).toEqual([200, ''])
    return JSON.parse(body).flags
  }
  expect(await ask([{ phone: '+447700900612' }])).toMatchObject([
    { kind: 'repeat_victim', rule: 'repeat_victim_12_months', reports: [reference], person: 0 },
  ])
  expect(await ask([{ phone: '07700 900612', name: 'Boris Lantern' }])).toEqual([])
  expect(await ask([{ phone: '07700 900612' }], south)).toEqual([])
  expect(await ask([{ phone: '07', bornOn: '19' }])).toEqual([])
})

test('a published definition does not change', async () => {
  const changed = flagRules.map((rule) => ({ ...(rule as object), atLeast: 9 }))
  const publishing = asOwner(testDatabase.installation, (owner) => publishFlagRules(owner, changed))
  await expect(publishing).rejects.toThrow('may not change')
})

test('a burst of fifty at one place by one person is in its queue within two seconds, and its flags follow', async () => {
  const location = { easting: 400_100, northing: 301_100, precisionM: 5 }
  const filed = await web.withActor(anybody, async (db) => {
    const all: string[] = []
    for (let nth = 0; nth < 50; nth += 1)
      all.push(
        (
          await fileReport(
            { db, actor: anybody, emit: async () => {} },
            {
              submissionId: randomUUID(),
              statusSecret: newSecret(),
              channel: 'public_form',
              asbType: 'noise',
              occurrence: 'once',
              occurredFrom: new Date(),
              occurredTo: new Date(),
              location,
              ...contactOf('Busy Body'),
            },
          )
        ).id,
      )
    return all
  })
  const started = performance.now()
  await worker.withActor(system, (db) => routeReports(db, system, filed))
  expect(performance.now() - started).toBeLessThan(2_000)
  await worker.withActor(system, (db) => raiseAllFlags(db, filed))
  const { rows } = await asOwner(testDatabase.installation, (owner) =>
    owner.query('select distinct report_id from flag where report_id = any ($1) and ended_at is null', [
      filed,
    ]),
  )
  expect(rows).toHaveLength(50)
})
