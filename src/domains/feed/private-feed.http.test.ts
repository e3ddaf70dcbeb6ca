import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner, connectAs } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { type MachineServer, startMachineServer } from '../../../test/support/machine-server.ts'
import {
  addCase,
  addPartnership,
  addReport,
  council,
  landlord,
  police,
} from '../../../test/support/records.ts'
import { createApiToken, feedRoutes } from './index.ts'

let database: TestDatabase
let machine: MachineServer
let owner: pg.Client
let role: pg.Client
const tokens = new Map<number, string>()

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client(database.installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${database.installation.schema}, public`)
  await addPartnership(owner)
  role = new pg.Client(connectAs(database.installation, 'openasb_feed'))
  await role.connect()
  await role.query(`set search_path = ${database.installation.schema}, public`)
  await role.query(`set openasb.organisations = '{1,2,3}'`)
  machine = await startMachineServer(database.installation, feedRoutes)
  for (const organisationId of [police, council, landlord]) {
    const { secret } = await asOwner(database.installation, (client) =>
      createApiToken(client, {
        organisationId,
        name: 'Power BI',
        abilities: ['read_feed'],
        expiresAt: undefined,
      }),
    )
    tokens.set(organisationId, secret)
  }
  // Rows of the past are given at once; the stamp itself is tested in complete-feed.
  for (const table of ['report', 'asb_case', 'case_action'])
    await owner.query(`alter table ${table} disable trigger feed_stamp;
      alter table ${table} alter column modified_at set default now() - interval '1 hour'`)
  await owner.query('alter table case_report disable trigger feed_linked')
})

afterAll(async () => {
  await machine.close()
  await role.end()
  await owner.end()
  await database.drop()
})

type Answer = Awaited<ReturnType<MachineServer['server']['inject']>>

async function everyPage(organisation: number, limit: number): Promise<string[]> {
  const bodies: string[] = []
  for (const { url: start } of feedRoutes) {
    let url: string | undefined = `${start}?limit=${limit}`
    while (url !== undefined) {
      const answer: Answer = await machine.server.inject({
        url,
        headers: { authorization: `Bearer ${tokens.get(organisation)}` },
      })
      expect(answer.statusCode).toBe(200)
      bodies.push(`${JSON.stringify(answer.headers)}\n${answer.body}`)
      url = /<https:\/\/asb\.example\.org([^>]*)>; rel="next"/.exec(String(answer.headers.link))?.[1]
    }
  }
  return bodies
}

/** Text of every table that the feed's role is not granted, and so everything that anybody can type. */
async function ungrantedText(): Promise<{ table: string; column: string }[]> {
  const { rows } = await owner.query<{ table: string; column: string }>(
    `select c.relname as table, a.attname as column
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and a.attgenerated = ''
       and a.atttypid = 'text'::regtype and not has_column_privilege('openasb_feed', c.oid, a.attnum, 'select')`,
  )
  return rows
}

test('nothing that anybody typed is in any byte of the feed', async () => {
  const report = await addReport(owner, { audience: [police] })
  const other = await addReport(owner, { audience: [police] })
  const id = await addCase(owner, [police], [report])
  await owner.query(
    `insert into report_contact (report_id, name) values ('${report}', '');
     insert into report_answer (report_id, position, question, wording, answer) values ('${report}', 1, '', '', '');
     insert into report_link (report_id, other_report_id, reason) values (greatest('${report}', '${other}')::uuid, least('${report}', '${other}')::uuid, '');
     insert into member (id, name, email) values (gen_random_uuid(), '', 'canary');
     insert into timeline_entry (id, report_id, kind, what, actor_name) values (gen_random_uuid(), '${report}', 'filed', '', '');
     insert into timeline_entry (id, case_id, kind, what, actor_name) values (gen_random_uuid(), '${id}', 'opened', '', '')`,
  )
  const planted: string[] = []
  for (const { table, column } of await ungrantedText()) {
    // A column with a list of values, a reference or a key refuses the canary; nobody can type into it either.
    const listedValuesOnly = /^(23503|23505|23514)$/
    await owner.query(`update ${table} set ${column} = 'CANARY ' || '${table}.${column}'`).then(
      ({ rowCount }) => (rowCount ?? 0) > 0 && planted.push(`${table}.${column}`),
      (error: pg.DatabaseError) => expect(error.code, `${table}.${column}`).toMatch(listedValuesOnly),
    )
  }
  expect(planted).toEqual(
    expect.arrayContaining([
      'report.summary',
      'report.title',
      'report.place_words',
      'report.source',
      'report.routed_because',
      'report.decision_reason',
      'report_contact.name',
      'report_contact.email',
      'report_contact.phone',
      'report_contact.address',
      'report_contact.safe_contact',
      'report_answer.answer',
      'report_link.reason',
      'asb_case.title',
      'asb_case.closing_reason',
      'case_report.reason',
      'case_action.what',
      'case_action.outcome',
      'timeline_entry.what',
      'timeline_entry.why',
      'timeline_entry.actor_name',
      'member.name',
      'member.email',
    ]),
  )
  const bodies = await everyPage(police, 1)
  expect(bodies.join('\n')).toContain(report)
  expect(bodies.join('\n')).toContain(id)
  for (const body of bodies) {
    expect(body).not.toMatch(/CANARY/i)
    // The exact place of every report of these tests.
    expect(body).not.toMatch(/458123|304567/)
  }
})

test.each([
  'select location from report',
  'select * from report',
  'select summary from report',
  'select title from report',
  'select place_words from report',
  'select routed_because from report',
  'select search from report',
  'select location from asb_case',
  'select title from asb_case',
  'select closing_reason from asb_case',
  'select what from case_action',
  'select outcome from case_action',
  'select owner_member_id from case_action',
  'select reason from case_report',
  'select report_id from report_contact',
  'select report_id from report_answer',
  'select id from timeline_entry',
  'select name from member',
  'select member_id from membership',
  'select secret_hash from report_status_link',
  'select secret_hash from report_draft',
  `update report set status = 'closed'`,
  'delete from report',
  `select * from api_token_of('')`,
  `select * from report_status('')`,
])('the role that serves the feed may not: %s', async (statement) => {
  await expect(role.query(statement)).rejects.toMatchObject({ code: '42501' })
})

test('the role that serves the feed may call one function that sees past its policies, which gives a time', async () => {
  const { rows } = await owner.query<{ name: string }>(
    `select proname as name from pg_proc
     where pronamespace = current_schema()::regnamespace and prosecdef and prorettype <> 'trigger'::regtype
       and has_function_privilege('openasb_feed', oid, 'execute')`,
  )
  expect(rows.map(({ name }) => name)).toEqual(['feed_horizon'])
})

test('an organisation is given what its audience says and nothing of the others, whatever the sharing', async () => {
  const audience = fc.uniqueArray(fc.constantFrom(police, council, landlord), { minLength: 1 })
  const records = fc.record({
    reports: fc.array(audience, { maxLength: 8 }),
    cases: fc.array(fc.tuple(audience, fc.array(fc.nat({ max: 7 }), { maxLength: 4 })), { maxLength: 4 }),
  })
  await fc.assert(
    fc.asyncProperty(records, fc.integer({ min: 1, max: 5 }), async ({ reports, cases }, limit) => {
      await owner.query('truncate report, asb_case, erased_record cascade')
      const wanted = new Map([police, council, landlord].map((each) => [each, new Set<string>()]))
      const hidden = new Map([police, council, landlord].map((each) => [each, new Set<string>()]))
      const place = (id: string, sees: readonly number[]) => {
        for (const each of [police, council, landlord])
          (sees.includes(each) ? wanted : hidden).get(each)?.add(id)
      }
      const ids: string[] = []
      for (const sees of reports) {
        const id = await addReport(owner, { audience: sees })
        ids.push(id)
        place(id, sees)
      }
      for (const [sees, links] of cases) {
        const linked = [...new Set(links.flatMap((link) => ids[link] ?? []))]
        const id = await addCase(owner, sees, linked)
        place(id, sees)
        const actions = await owner.query<{ id: string }>('select id from case_action where case_id = $1', [
          id,
        ])
        for (const action of actions.rows) place(action.id, sees)
      }
      for (const organisation of [police, council, landlord]) {
        const given = (await everyPage(organisation, limit)).join('\n')
        for (const id of wanted.get(organisation) ?? []) expect(given).toContain(id)
        for (const id of hidden.get(organisation) ?? []) expect(given).not.toContain(id)
      }
    }),
    { numRuns: 12 },
  )
})
