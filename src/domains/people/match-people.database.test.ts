import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileReport, type NamedPerson } from '#domains/reports'
import { routeReports } from '#domains/triage'
import { anybody, system } from '#platform/actor'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newSecret } from '#platform/ids'
import { generateDemo, loadDemo } from '../../../packs/demo/index.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { inNorthWest, inSouthWest, NORTH, SOUTH, seedPartnership } from '../../../test/support/partnership.ts'
import { matchDue } from './match-people.ts'

let testDatabase: TestDatabase
let web: Database
let worker: Database

async function open(): Promise<void> {
  testDatabase = await createTestDatabase()
  web = openDatabase(testDatabase.installation, 'openasb_web')
  worker = openDatabase(testDatabase.installation, 'openasb_worker')
}
async function close(): Promise<void> {
  await Promise.all([web.close(), worker.close()])
  await testDatabase.drop()
}
const ask = <Row extends object>(query: string, values: unknown[] = []) =>
  asOwner(testDatabase.installation, async (owner) => (await owner.query<Row>(query, values)).rows)

describe('people of a report that is routed', () => {
  beforeAll(async () => {
    await open()
    await seedPartnership(testDatabase.installation)
  })
  afterAll(close)

  async function file(person: Omit<NamedPerson, 'role'>, at = inNorthWest): Promise<string> {
    const { id } = await web.withActor(anybody, (db) =>
      fileReport(
        { db, actor: anybody, emit: async () => {} },
        {
          submissionId: randomUUID(),
          statusSecret: newSecret(),
          channel: 'phone',
          asbType: 'noise',
          occurrence: 'once',
          occurredFrom: new Date('2026-03-01T22:00:00Z'),
          occurredTo: new Date('2026-03-01T23:00:00Z'),
          location: { ...at, precisionM: 10 },
          people: [{ role: 'victim', ...person }],
        },
      ),
    )
    await worker.withActor(system, (db) => routeReports(db, system, [id]))
    await worker.withActor(system, (db) => matchDue(db, system))
    return id
  }
  type Matched = {
    profile_id: string | null
    matched_because: string
    organisation_id: number | null
    outcomes: string[]
  }
  const matchOf = async (reportId: string): Promise<Matched | undefined> =>
    (
      await ask<Matched>(
        `select profile_id, matched_because, profile.organisation_id,
           array(select outcome from profile_match where report_person_id = named.id order by decided_at) as outcomes
         from report_person as named left join profile on profile.id = profile_id where report_id = $1`,
        [reportId],
      )
    )[0]

  test('are matched before a profile is made: the same number and name is the same person', async () => {
    const first = await matchOf(await file({ name: 'Zelda Quirke', phone: '07700 900 501' }))
    const again = await matchOf(await file({ name: 'QUIRKE, Ms Zelda', phone: '+44 7700 900501' }))
    expect(first).toMatchObject({ outcomes: ['created'], organisation_id: NORTH })
    expect(again).toMatchObject({
      profile_id: first?.profile_id,
      outcomes: ['matched'],
      matched_because: 'same telephone number, same name',
    })
  })

  test('who is not clear is for staff to say: nobody is matched, and the profile is suggested', async () => {
    await file({ name: 'Una Vantongeren', phone: '07700 900 502' })
    expect(await matchOf(await file({ phone: '07700 900 502' }))).toMatchObject({
      profile_id: null,
      outcomes: ['suggested'],
    })
  })

  test('another name at the same number is somebody else', async () => {
    const one = await matchOf(await file({ name: 'Bertil Oxenstierna', phone: '07700 900 503' }))
    const other = await matchOf(await file({ name: 'Ivy Plum', phone: '07700 900 503' }))
    expect(other?.outcomes).toEqual(['created'])
    expect(other?.profile_id).not.toBe(one?.profile_id)
  })

  test('nobody is looked for among the profiles of another organisation', async () => {
    const north = await matchOf(await file({ name: 'Orla Crossborder', phone: '07700 900 504' }))
    const south = await matchOf(await file({ name: 'Orla Crossborder', phone: '07700 900 504' }, inSouthWest))
    expect(north?.organisation_id).toBe(NORTH)
    expect(south).toMatchObject({ outcomes: ['created'], organisation_id: SOUTH })
  })

  test('whoever holds the report next looks among its own profiles', async () => {
    const before = await matchOf(await file({ name: 'Tam Mover', phone: '07700 900 505' }, inSouthWest))
    const id = await file({ name: 'Tam Mover', phone: '07700 900 505' })
    await ask(
      `update report set organisation_id = ${SOUTH}, queue_id = (select id from queue where organisation_id = ${SOUTH})
      where id = $1`,
      [id],
    )
    expect(await matchOf(id)).toMatchObject({ profile_id: null })
    await worker.withActor(system, (db) => matchDue(db, system))
    expect(await matchOf(id)).toMatchObject({ profile_id: before?.profile_id, organisation_id: SOUTH })
    expect(await ask('select from match_due')).toEqual([])
  })

  test('somebody new in two reports at the same moment becomes one profile', async () => {
    const people = await Promise.all(
      [1, 2, 3, 4].map(() => file({ name: 'Nova Simultan', email: 'nova@example.org' })),
    )
    const matches = await Promise.all(people.map(matchOf))
    expect(new Set(matches.map((match) => match?.profile_id)).size).toBe(1)
  })
})

test('on the made-up county, whose truth is known, hardly anybody is doubled and hardly anybody confused', async () => {
  await open()
  try {
    const county = generateDemo({ seed: 'matching', today: '2026-03-03', reports: 3_000 })
    await asOwner(testDatabase.installation, (owner) => loadDemo(owner, county))
    await ask(
      `insert into match_due (report_id) select distinct report_id from report_person on conflict do nothing`,
    )
    while ((await worker.withActor(system, (db) => matchDue(db, system, 200))) > 0);
    // Who a victim truly is stands in the contact of the report, which matching does not read.
    const [measured] = await ask<
      Record<'people' | 'matched' | 'asked' | 'truths' | 'profiles' | 'pairs' | 'right', number>
    >(`
      with named as (
        select report.organisation_id as holder, named.profile_id, contact.name || '|' || contact.address as truth, named.id
        from report_person as named join report on report.id = named.report_id
        join report_contact as contact on contact.report_id = report.id
        where named.role = 'victim'),
      paired as (
        select one.truth = other.truth as is_right from named as one join named as other
          on one.profile_id = other.profile_id and one.id < other.id)
      select (select count(*) from named)::integer as people,
        (select count(*) from named where profile_id is not null)::integer as matched,
        (select count(*) from named where profile_id is null)::integer as asked,
        (select count(distinct (holder, truth)) from named where profile_id is not null)::integer as truths,
        (select count(distinct profile_id) from named)::integer as profiles,
        (select count(*) from paired)::integer as pairs,
        (select count(*) from paired where is_right)::integer as right`)
    if (measured === undefined) throw new Error('Nothing was measured')
    const { people, asked, truths, profiles, pairs, right } = measured
    const doubled = (profiles - truths) / profiles
    const precision = right / pairs
    process.stdout.write(
      `Matching: ${people} named, ${profiles} profiles of ${truths} people, ${(doubled * 100).toFixed(2)} % doubled, ` +
        `precision ${(precision * 100).toFixed(2)} % of ${pairs} pairs, ${asked} left to staff\n`,
    )
    expect(pairs).toBeGreaterThan(50)
    expect(precision).toBeGreaterThan(0.99)
    expect(doubled).toBeLessThan(0.01)
    expect(asked / people).toBeLessThan(0.1)
  } finally {
    await close()
  }
}, 120_000)
