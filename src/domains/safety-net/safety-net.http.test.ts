import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { matchDue } from '#domains/people'
import { reportStaffRoutes } from '#domains/reports'
import { publishInstruments } from '#domains/risk'
import { triageRoutes } from '#domains/triage'
import { system } from '#platform/actor'
import { fixedClock } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import safetyNet from '../../../packs/law/safety-net.json' with { type: 'json' }
import { riskInstruments } from '../../../packs/risk/index.ts'
import { type Filed, fileAndRoute, rowsOf } from '../../../test/support/contact.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { costsBesideMany, countingPages } from '../../../test/support/pages-read.ts'
import { NORTH, type Partnership, POLICE, seedPartnership } from '../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { countConcerns, publishSafetyRules, safetyNetRoutes, watchSafetyNet } from './index.ts'

let test1: TestDatabase
let partnership: Partnership
let staff: StaffServer
let worker: Database
const hour = 3_600_000
const clock = fixedClock(new Date())

beforeAll(async () => {
  test1 = await createTestDatabase()
  partnership = await seedPartnership(test1.installation)
  await asOwner(test1.installation, async (owner) => {
    await publishInstruments(owner, riskInstruments)
    await publishSafetyRules(owner, safetyNet)
    await owner.query(
      `insert into membership (id, member_id, organisation_id, role) values ($1, $2, ${NORTH}, 'coordinator')`,
      [newId(), partnership.people.colleague.memberId],
    )
  })
  worker = openDatabase(test1.installation, 'openasb_worker', { connections: 4 })
  staff = await startStaffServer(
    test1.installation,
    [...safetyNetRoutes, ...triageRoutes, ...reportStaffRoutes([])],
    Object.values(partnership.people),
    { clock },
  )
})
afterAll(async () => {
  await worker.close()
  await staff.close()
  await test1.drop()
})

const rows = <Row>(statement: string, values: readonly unknown[] = []) =>
  rowsOf<Row>(test1.installation, statement, values)
const later = (hours: number) => fixedClock(new Date(clock.now().getTime() + hours * hour))
const watch = (hours = 0) => watchSafetyNet(worker, later(hours), 'https://asb.example.org')
const spot = (at: number) => ({ easting: 400_100 + at * 120, northing: 301_900, precisionM: 10 })

type PageRow = { id: string; kind: string; step: number; organisation_id: number }
const pagesOf = (filed: readonly Filed[]) =>
  rows<PageRow>(
    'select id, kind, step, organisation_id from safety_page where report_id = any ($1) order by kind',
    [filed.map(({ id }) => id)],
  )
const noticesOf = (page: string) =>
  rows<{ step: number; member_id: string; body: string; recipient: string }>(
    `select step, member_id, body, recipient from safety_notice join outgoing_message on outgoing_message.id = message_id
     where page_id = $1 order by step`,
    [page],
  )

/** Several reports of one place that has no other neighbours. */
async function fileAt(place: number, count: number): Promise<Filed[]> {
  const filed: Filed[] = []
  for (let nth = 0; nth < count; nth += 1)
    filed.push(await fileAndRoute(test1.installation, { location: spot(place) }))
  await watch()
  return filed
}

describe('three reports of one place that nobody opens (row 39: the lesson of the Pilkington case)', () => {
  test('call a supervisor after 24 hours, once however often it is looked', async () => {
    const filed = await fileAt(1, 3)
    await watch(23)
    expect(await pagesOf(filed)).toEqual([])
    await watch(24.1)
    await watch(24.2)
    const [found, ...more] = await pagesOf(filed)
    expect(more).toEqual([])
    expect(found).toMatchObject({ kind: 'place', step: 0, organisation_id: NORTH })
    const notices = await noticesOf(found?.id ?? '')
    expect(notices).toMatchObject([
      {
        step: 0,
        member_id: partnership.people.supervisor.memberId,
        recipient: 'cara.supervisor@example.org',
      },
    ])
    // Neither a name, an address nor a reference: an inbox is not for that.
    expect(notices[0]?.body).toContain(`https://asb.example.org/safety-net/${found?.id}`)
    expect(notices[0]?.body).not.toContain('ASB-')
  })

  test('two call nobody', async () => {
    const filed = await fileAt(2, 2)
    await watch(25)
    expect(await pagesOf(filed)).toEqual([])
  })

  test('opened by a person of those who hold it, they call nobody', async () => {
    const filed = await fileAt(3, 3)
    const last = filed.at(-1)
    expect((await staff.get(`/reports/${last?.reference}`, partnership.people.officer)).status).toBe(200)
    await watch(25)
    expect(await pagesOf(filed)).toEqual([])
  })

  test('a list in which they stand is not opening them, nor is the first of them', async () => {
    const filed = await fileAt(4, 3)
    expect((await staff.get('/queue', partnership.people.officer)).status).toBe(200)
    await staff.get(`/reports/${filed[0]?.reference}`, partnership.people.officer)
    await watch(25)
    expect(await pagesOf(filed)).toMatchObject([{ kind: 'place' }])
  })

  test('a change of status is not opening: nobody looked at what was refused unseen', async () => {
    const filed = await fileAt(5, 3)
    await rows(
      `update report set status = 'refused', decision_reason = 'By another system' where id = any ($1)`,
      [filed.map(({ id }) => id)],
    )
    await watch(25)
    expect(await pagesOf(filed)).toHaveLength(1)
  })

  test('a fourth while the call is open joins it; after it was acknowledged another unseen one calls again', async () => {
    const filed = await fileAt(6, 3)
    await watch(25)
    const [first] = await pagesOf(filed)
    const fourth = await fileAt(6, 1)
    await watch(26)
    expect(await pagesOf(fourth)).toEqual([])
    const [{ basis } = { basis: [] }] = await rows<{ basis: string[] }>(
      'select basis from safety_page where id = $1',
      [first?.id],
    )
    expect(basis).toContain(fourth[0]?.id)
    const words = { words: 'Dan visits tonight' }
    expect((await staff.post(`/safety-net/${first?.id}`, words, partnership.people.supervisor)).status).toBe(
      303,
    )
    const fifth = await fileAt(6, 1)
    await watch(27)
    expect(await pagesOf(fifth)).toHaveLength(1)
  })
})

test('three reports of one victim call, wherever they happened and whoever holds them', async () => {
  const people = [{ role: 'victim', name: 'Wren Repeat', phone: '07700 900 555' }] as const
  const filed: Filed[] = []
  for (const at of [7, 8, 9])
    filed.push(await fileAndRoute(test1.installation, { location: spot(at), people: [...people] }))
  const [first] = filed
  // One is the police's meanwhile: it counts all the same.
  await rows(`update report set organisation_id = ${POLICE}, audience = '{${POLICE}}' where id = $1`, [
    first?.id,
  ])
  await worker.withActor(system, (db) => matchDue(db, system))
  await watch()
  await watch(25)
  const [found] = await pagesOf(filed)
  expect(found?.kind).toBe('victim')
  const body = (await staff.get(`/safety-net/${found?.id}`, partnership.people.supervisor)).body
  expect(body).toContain('Several reports of one victim')
  expect(body).toContain(filed[1]?.reference)
  // What they may not see stays unsaid.
  expect(body).not.toContain(first?.reference)
  expect(body).not.toContain('Wren')
})

async function assess(report: string, band: 'high' | 'medium', at = clock.now()): Promise<void> {
  await rows(
    `insert into risk_assessment (id, report_id, instrument, instrument_version, answers, score, score_band, band,
       next_due_on, assessed_by, organisation_id, assessed_at)
     values ($1, $2, 'ram', 1, '{}', 30, $3, $3, '2030-01-01', $4, ${POLICE}, $5)`,
    [newId(), report, band, partnership.people.police.memberId, at],
  )
}

test('a high score that nobody opens calls after 4 hours; a medium one does not', async () => {
  const filed = await fileAt(10, 1)
  await assess(filed[0]?.id ?? '', 'high')
  const other = await fileAt(11, 1)
  await assess(other[0]?.id ?? '', 'medium')
  await watch()
  await watch(3.9)
  expect(await pagesOf(filed)).toEqual([])
  await watch(4.1)
  expect(await pagesOf(filed)).toMatchObject([{ kind: 'high_risk' }])
  expect(await pagesOf(other)).toEqual([])
})

describe('a call', () => {
  test('climbs from the supervisor to the co-ordinator until a person says what is done', async () => {
    const filed = await fileAt(12, 3)
    await watch(25)
    const [found] = await pagesOf(filed)
    const id = found?.id ?? ''
    await watch(28)
    expect(await noticesOf(id)).toHaveLength(1)
    await watch(29.1)
    await watch(29.2)
    expect((await noticesOf(id)).map(({ step, member_id }) => [step, member_id])).toEqual([
      [0, partnership.people.supervisor.memberId],
      [1, partnership.people.colleague.memberId],
    ])
    const page = await staff.get(`/safety-net/${id}`, partnership.people.supervisor)
    expect(page.body).toContain('Ben Colleague (co-ordinators)')
    expect(
      (await staff.post(`/safety-net/${id}`, { words: ' ' }, partnership.people.supervisor)).status,
    ).toBe(422)
    const words = { words: 'Asha rings them at nine' }
    // It stands in the work of the organisation's triage officers, who may open it but were not called.
    const seen = await staff.get(`/safety-net/${id}`, partnership.people.officer)
    expect(seen.status).toBe(200)
    expect(seen.body).not.toContain('name="words"')
    expect((await staff.post(`/safety-net/${id}`, words, partnership.people.officer)).status).toBe(403)
    expect((await staff.post(`/safety-net/${id}`, words, partnership.people.supervisor)).status).toBe(303)
    const second = await staff.post(`/safety-net/${id}`, { words: 'Me too' }, partnership.people.supervisor)
    expect(second.status).toBe(409)
    await watch(200)
    expect(await noticesOf(id)).toHaveLength(2)
    const done = await staff.get('/safety-net?show=acknowledged', partnership.people.supervisor)
    expect(done.body).toContain('Asha rings them at nine')
    expect((await staff.get(`/safety-net/${id}`, partnership.people.south)).status).toBe(404)
    expect((await staff.get(`/safety-net/${id}`, partnership.people.analyst)).status).toBe(403)
  })

  test('passes over a step at which nobody has the role today', async () => {
    await rows(
      `update membership set valid_to = current_date where role = 'supervisor' and organisation_id = ${NORTH}`,
    )
    const filed = await fileAt(13, 3)
    await watch(25)
    const [found] = await pagesOf(filed)
    expect(found?.step).toBe(1)
    expect((await noticesOf(found?.id ?? '')).map(({ member_id }) => member_id)).toEqual([
      partnership.people.colleague.memberId,
    ])
    await rows(
      `update membership set valid_to = null where role = 'supervisor' and organisation_id = ${NORTH}`,
    )
  })

  test('goes out once when four workers look at the same moment, and a transaction that is cut off leaves nothing', async () => {
    const filed = await fileAt(14, 3)
    const rules = await rows<{ count: string }>('select count(*) from safety_notice')
    await expect(
      worker.withActor(system, async (db) => {
        await db.updateTable('safety_concern').set({ settled_at: new Date(), settled_as: 'paged' }).execute()
        throw new Error('killed')
      }),
    ).rejects.toThrow('killed')
    await Promise.all([1, 2, 3, 4].map(() => watch(25)))
    const pages = await pagesOf(filed)
    expect(pages).toHaveLength(1)
    expect(await noticesOf(pages[0]?.id ?? '')).toHaveLength(1)
    expect(Number((await rows<{ count: string }>('select count(*) from safety_notice'))[0]?.count)).toBe(
      Number(rules[0]?.count) + 1,
    )
  })
})

test('an organisation sets its own rule from tomorrow on, as dated data', async () => {
  const { supervisor, caseOfficer } = partnership.people
  const rule = {
    from: '2099-01-01',
    atLeast: '4',
    windowDays: '90',
    withinMetres: '30',
    unseenHours: '12',
    highRiskHours: '2',
    role1: 'supervisor',
    role2: 'coordinator',
    after2: '1',
    source: 'Community safety board, 3 March',
  }
  const refused = await staff.post(
    '/safety-net/rules',
    { ...rule, from: '2020-01-01', after2: '' },
    supervisor,
  )
  expect(refused.status).toBe(422)
  expect(refused.body).toContain('Enter a day from tomorrow on')
  expect(refused.body).toContain('after how many hours')
  expect((await staff.post('/safety-net/rules', rule, caseOfficer)).status).toBe(403)
  expect((await staff.post('/safety-net/rules', rule, supervisor)).status).toBe(303)
  expect((await staff.get('/safety-net/rules', supervisor)).body).toContain('Community safety board, 3 March')
  expect((await staff.post('/safety-net/rules', rule, supervisor)).status).toBe(422)
  const on = (day: string) =>
    rows<{ at_least: number }>('select at_least from safety_rule_on($1, $2)', [NORTH, day])
  expect(await on('2098-12-31')).toEqual([{ at_least: 3 }])
  expect(await on('2099-01-01')).toEqual([{ at_least: 4 }])
})

test('a call is due as many hours after the report by the clock: when clocks change, over leap days and at night', async () => {
  const ids = (await fileAt(30, 3)).map(({ id }) => id)
  const dueAfter = async (filed: Date) => {
    await rows('update report set filed_at = $2 where id = any ($1)', [ids, filed])
    await rows('delete from safety_concern where report_id = any ($1)', [ids])
    await rows('select raise_concerns($1, $2)', [ids, new Date(filed.getTime() + hour)])
    const due = await rows<{ page_at: Date }>(
      `select page_at from safety_concern where report_id = any ($1) and kind = 'place'`,
      [ids],
    )
    expect(due.length).toBeGreaterThan(0)
    return due.map(({ page_at }) => (page_at.getTime() - filed.getTime()) / hour)
  }
  await fc.assert(
    fc.asyncProperty(
      fc.date({ min: new Date('2026-12-01'), max: new Date('2031-01-01'), noInvalidDate: true }),
      async (filed) => {
        expect(new Set(await dueAfter(filed))).toEqual(new Set([24]))
      },
    ),
    {
      numRuns: 10,
      examples: [
        [new Date('2027-03-27T23:30:00Z')],
        [new Date('2027-10-31T00:30:00Z')],
        [new Date('2028-02-28T12:00:00Z')],
      ],
    },
  )
  await dueAfter(clock.now())
})

test('all reports are worked out again by one command, which changes nothing', async () => {
  const before = await rows('select count(*) from safety_concern')
  const { reports, found } = await countConcerns(worker)
  expect(reports).toBe(Number((await rows<{ count: string }>('select count(*) from report'))[0]?.count))
  expect(found.place).toBeGreaterThan(3)
  expect(found.victim).toBeGreaterThan(0)
  expect(await rows('select count(*) from safety_concern')).toEqual(before)
})

test('a published rule never changes', async () => {
  const changed = safetyNet.map((rule) => ({ ...rule, unseenHours: 48 }))
  await expect(asOwner(test1.installation, (owner) => publishSafetyRules(owner, changed))).rejects.toThrow(
    /may not change/,
  )
})

// Counted, not timed: the pages of the database that looking at one new report and calling about it take.
test('a new report costs the same however many reports there are', async () => {
  const one = openDatabase(test1.installation, 'openasb_worker', { connections: 1 })
  const { counted, pages } = countingPages(one)
  const fileNew = () =>
    fileAndRoute(test1.installation, {
      location: spot(20),
      people: [{ role: 'victim', name: 'Wren Often', phone: '07700 900 777' }],
    })
  const costOfNext = async () => {
    await fileNew()
    const before = pages()
    await watchSafetyNet(counted, clock, 'https://asb.example.org')
    await watchSafetyNet(counted, later(25), 'https://asb.example.org')
    return pages() - before
  }
  try {
    const { id } = await fileNew()
    await fileNew()
    await watch(25)
    const { few, many, table } = await costsBesideMany(test1.installation, id, costOfNext)
    expect(few).toBeGreaterThan(20)
    expect(many).toBeLessThan(few * 1.5)
    expect(many).toBeLessThan(table / 2)
  } finally {
    await one.close()
  }
})
