import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { MemberActor } from '#platform/actor'
import { addDays, londonDateOf } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import type { Route } from '#platform/http'
import { newId } from '#platform/ids'
import { findMember } from '../../src/domains/organisations/find-member.ts'
import { NORTH, POLICE, testAgreement } from '../support/partnership.ts'
import { type AppBench, changes, nameOf, openAppBench, withEveryRole } from './app-bench.ts'

/** What was allowed yesterday and is not today, on every route: sight that ended, duties that ran out, old forms. */

let bench: AppBench
let identity: Database
const today = londonDateOf(new Date())

beforeAll(async () => {
  bench = await openAppBench()
  identity = openDatabase(bench.installation, 'openasb_identity')
}, 120_000)
afterAll(async () => {
  await identity.close()
  await bench.close()
})

async function query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  return asOwner(bench.installation, async (owner) => (await owner.query<Row>(text, values)).rows)
}

/** Somebody as the product finds them when they come today. */
async function asToday(member: MemberActor): Promise<MemberActor | undefined> {
  await query(
    `insert into identity_user (id, name, email) values ($1, $2, $1 || '@example.org') on conflict do nothing`,
    [member.memberId, member.name],
  )
  await query('update member set sign_in_id = $1 where id = $2', [member.memberId, member.memberId])
  return identity.withActor({ kind: 'system', name: 'test' }, (db) => findMember(db, member.memberId, today))
}

const namesRecord = ({ url }: Route) => url.includes(':reference')

/** Gives the police the report and the case in full, in the way that is named. */
async function giveToPolice(columns: Record<string, unknown>): Promise<void> {
  const [record] = await query<{ report: string; case: string }>(
    `select (select id from report where reference = $1) as report, (select id from asb_case where reference = $2) as case`,
    [bench.report, bench.caseReference],
  )
  for (const [column, id] of [
    ['report_id', record?.report],
    ['case_id', record?.case],
  ]) {
    const values = {
      id: newId(),
      [String(column)]: id,
      organisation_id: POLICE,
      level: 'full',
      because: 'override',
      reason: 'Needed',
      given_by_organisation_id: NORTH,
      ...columns,
    }
    await query(
      `insert into share (${Object.keys(values).join(', ')})
       values (${Object.keys(values)
         .map((_, at) => `$${at + 1}`)
         .join(', ')})`,
      Object.values(values),
    )
  }
}

beforeEach(async () => {
  await query('delete from share')
  await query(
    'update report set organisation_id = organisation_id; update asb_case set organisation_id = organisation_id',
  )
})

async function police(): Promise<MemberActor> {
  const found = await asToday(bench.people.police)
  if (found === undefined) throw new Error('The constable has a membership')
  return withEveryRole(found)
}

/** Reports and cases; a Case Review is seen by the bodies of it, whatever is shared. */
const isShared = (url: string) => !url.startsWith('/reviews')

/** Every route that names a record, as this person: all as if the record were not there. */
async function expectNothing(as: MemberActor): Promise<void> {
  const routes = bench.openTo(as).filter((route) => namesRecord(route) && isShared(route.url))
  const wrong = await bench.findWrong(
    routes,
    as,
    ({ status }, route, hasBody) => status === 404 || (changes(route) && !hasBody && status === 422),
  )
  expect(routes.length).toBeGreaterThan(12)
  expect(wrong).toEqual([])
}

async function expectSight(as: MemberActor): Promise<void> {
  for (const route of bench.routes.filter(
    ({ url, method }) => isShared(url) && url.endsWith('s/:reference') && method === 'GET',
  ))
    expect([nameOf(route), (await bench.ask(route, { as })).status]).toEqual([nameOf(route), 200])
}

describe('sight that ended is gone on every route', () => {
  test('an agreement that was revoked, with no record touched', async () => {
    await giveToPolice({ agreement_id: testAgreement, because: 'partner' })
    await expectSight(await police())
    await query('update agreement set ended_at = now() where id = $1', [testAgreement])
    await expectNothing(await police())
    await query('update agreement set ended_at = null where id = $1', [testAgreement])
  })

  test('an agreement that ran out, and a party that left', async () => {
    await giveToPolice({ agreement_id: testAgreement, because: 'partner' })
    await query('update agreement set valid_to = $2 where id = $1', [testAgreement, today])
    await expectNothing(await police())
    await query('update agreement set valid_to = null where id = $1', [testAgreement])
    await query('update agreement_party set left_on = $2 where agreement_id = $1 and organisation_id = $3', [
      testAgreement,
      today,
      POLICE,
    ])
    await expectNothing(await police())
    await query('update agreement_party set left_on = null')
    await expectSight(await police())
  })

  test('a share that was ended', async () => {
    await giveToPolice({})
    await expectSight(await police())
    await query('update share set ended_at = now()')
    await expectNothing(await police())
  })

  test('a record that was restricted to people who are cleared', async () => {
    await giveToPolice({})
    await query(`update report set partition_code = 'domestic_abuse'`)
    await query(`update asb_case set partition_code = 'domestic_abuse'`)
    await expectNothing(await police())
    await expectNothing(withEveryRole((await asToday(bench.people.officer)) ?? bench.people.officer))
    await query('update report set partition_code = null')
    await query('update asb_case set partition_code = null')
  })
})

describe('duties that ran out count for nothing', () => {
  test('cover for a colleague that ended yesterday leaves the person with their own role', async () => {
    const { analyst, supervisor } = bench.people
    const cover = newId()
    await query(
      `insert into membership (id, member_id, organisation_id, team_id, role, valid_from, valid_to, covers_for)
       select $1, $2, $3, team_id, 'supervisor', $4, $5, member_id from membership where member_id = $6`,
      [cover, analyst.memberId, NORTH, addDays(today, -10), addDays(today, 10), supervisor.memberId],
    )
    expect((await asToday(analyst))?.roles).toContain('supervisor')
    await query('update membership set valid_to = $2 where id = $1', [cover, today])
    const after = await asToday(analyst)
    expect(after?.roles).toEqual(['analyst'])
    if (after === undefined) return
    const wrong = await bench.findWrong(bench.closedTo(after), after, ({ status }) => status === 403)
    expect(bench.closedTo(after).length).toBeGreaterThan(8)
    expect(wrong).toEqual([])
  })

  test('whoever was covered for goes on, and the one who covered may not act for an organisation they left', async () => {
    const { colleague } = bench.people
    await query('update membership set valid_to = $2 where member_id = $1', [colleague.memberId, today])
    expect(await asToday(colleague)).toBeUndefined()
  })

  test('a light account whose day has come is nobody', async () => {
    const member = newId()
    await query(`insert into member (id, name, email) values ($1, 'Lena Light', 'lena@example.org')`, [
      member,
    ])
    await query(
      `insert into membership (id, member_id, organisation_id, role, valid_from, valid_to, sponsor_id)
       values ($1, $2, $3, 'partner', $4, $5, $6)`,
      [newId(), member, NORTH, addDays(today, -10), today, bench.people.supervisor.memberId],
    )
    expect(await asToday({ ...bench.people.officer, memberId: member, name: 'Lena Light' })).toBeUndefined()
  })
})

describe('a form shown before somebody else changed the record', () => {
  /** Forms that add something of their own, whatever else happened to the record meanwhile. */
  const addsOnly = [
    /\/reason$/,
    /\/cases\/:reference\/reports$/,
    /\/cases\/:reference\/actions$/,
    /\/notes$/,
    // What somebody wishes now counts, whoever wrote down what before it.
    /\/contact-wishes$/,
    /\/tasks$/,
    /\/evidence\/uploads/,
    // Whoever the reports name comes into the case once.
    /\/people\/bring$/,
    /\/unlink$/,
    // Clocks that run already are left alone.
    /\/resume$/,
    /\/hand-over$/,
    /\/disclosures\/export/,
    /\/sharing/,
  ]

  const date = {
    'on-day': '1',
    'on-month': '4',
    'on-year': '2030',
    'due-day': '1',
    'due-month': '4',
    'due-year': '2030',
  }
  /** What each form asks for, so that nothing but its version keeps it from being carried out. */
  const everywhere: Readonly<Record<string, string>> = {
    ...date,
    reasons: 'Because it is so',
    told: 'This is why',
    because: 'Because it is so',
    name: 'Ann Example',
    phone: '01632 960000',
    email: 'ann@example.org',
    body: String(NORTH),
    partition: 'police_sensitive',
    regime: 'part_3',
    until: '4',
    at: '10:00',
    place: 'The town hall',
    chair: 'Ann Example',
    from: 'Another council',
    independent: 'yes',
    members: 'Ann and Ben',
    invited: 'yes',
    attended: 'Ann and Ben',
    victim: 'yes',
    subject: 'other',
    words: 'again and again',
    read: 'all',
    persistence: 'For a month',
    harm: 'None shown',
    adequacy: 'It was enough',
    role: 'other',
    toldTo: 'The council',
    submission: newId(),
    against: 'conduct',
    grounds: 'It was late',
  }
  const codes: readonly (readonly [RegExp, string])[] = [
    [/refused$/, 'too_few_and_adequate'],
    [/trigger$/, 'vulnerable_victim'],
    [/\/reviews\/.*close$/, 'threshold_not_met'],
    [/(met|outcome)$/, 'count'],
  ]
  const filledIn = (url: string) => {
    const code = codes.find(([ending]) => ending.test(url))?.[1]
    return { ...everywhere, ...(code === undefined ? {} : { code }) }
  }

  test('changes nothing, on every route', async () => {
    const officer = withEveryRole(bench.people.supervisor)
    const versions = () =>
      query(
        'select version, audience, status from report union all select version, audience, status from asb_case',
      )
    const routes = bench
      .openTo(officer)
      .filter((route) => namesRecord(route) && changes(route) && !addsOnly.some((one) => one.test(route.url)))
    const before = await versions()
    const done: string[] = []
    const toldOfChange: string[] = []
    for (const route of routes) {
      const body = new URLSearchParams({
        ...Object.fromEntries(new URLSearchParams(bench.bodyFor(route))),
        ...filledIn(route.url),
        version: '99',
      }).toString()
      const { status } = await bench.ask(route, { as: officer, body })
      if (status === 409) toldOfChange.push(nameOf(route))
      if (![403, 404, 409, 422].includes(status)) done.push(`${nameOf(route)} answered ${status}`)
    }
    expect(done).toEqual([])
    expect(await versions()).toEqual(before)
    // Those that carry the version of a record which is here; others are refused for want of their own part of it.
    expect(toldOfChange.length).toBeGreaterThan(22)
    for (const each of [
      'reports/:reference/actions/:action',
      'cases/:reference/close',
      'cases/:reference/regime',
    ])
      expect(toldOfChange).toContain(`POST /${each}`)
  })
})
