import { Command } from 'commander'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { londonDateOf } from '#platform/clock'
import { dateFields } from '../../../../test/support/date-fields.ts'
import { costsBesideMany, countingPages } from '../../../../test/support/pages-read.ts'
import { openReviewBench, type ReviewBench } from '../../../../test/support/reviews.ts'
import { addDataCommands } from '../../../commands/data-commands.ts'
import { keepLedger, recomputeLedger } from '../index.ts'

let bench: ReviewBench
beforeAll(async () => {
  bench = await openReviewBench()
})
afterAll(() => bench.close())

test('the ledger finds the victim’s complaints by itself, one incident told to two counts once, each with its reason', async () => {
  const name = 'Lena Ledger'
  await bench.complain(name, 1)
  await bench.complain(name, 1)
  await bench.complain(name, 9)
  const old = await bench.complain(name, 60)
  await bench.rows(
    `update report set filed_at = now() - interval '8 months', occurred_to = now() - interval '8 months',
    occurred_from = now() - interval '8 months' where id = $1`,
    [old.id],
  )
  await bench.rows(
    'update report_key set filed_at = (select filed_at from report where id = report_id) where report_id = $1',
    [old.id],
  )
  const first = await bench.ledger((worker) => recomputeLedger(worker))
  expect(first.reports).toBe((await bench.rows('select from report')).length)
  // Taken in one by one or all again: the same figure.
  await bench.rows(
    `insert into complaint_ledger_due (report_id, made_at) select id, filed_at from report on conflict do nothing`,
  )
  await bench.ledger(async (worker) => {
    while ((await keepLedger(worker)) > 0);
  })
  expect((await bench.ledger((worker) => recomputeLedger(worker))).qualifying).toBe(first.qualifying)
  const { reference } = await bench.apply({ name, email: 'lena.ledger@example.org' })
  const { body } = await bench.staff.get(
    `/reviews/${reference}/threshold`,
    bench.partnership.people.caseOfficer,
  )
  expect(body).toContain('2 of 3 qualifying complaints')
  expect(body).toContain('The same incident as one that counts')
  expect(body).toContain('6 months beginning with the day of the complaint')
  // The third, made to a landlord who does not use this system.
  const day = londonDateOf(bench.daysAgo(3))
  const added = await bench.act(reference, 'complaints', {
    toldTo: 'Harbour Homes',
    ...dateFields('complained', day),
    ...dateFields('incident', day),
    because: 'The same drums',
  })
  expect(added.status).toBe(303)
  expect(
    (await bench.staff.get(`/reviews/${reference}/threshold`, bench.partnership.people.police)).body,
  ).toContain('The threshold must be met')
})

test('operators judge the ledger again, or take in what waits, and read one figure', async () => {
  await bench.complain('Olga Operator', 2)
  const { owner, schema, secret } = bench.database.installation
  const { host = '', user = '', database: name = '' } = owner as Record<string, string>
  vi.stubEnv('DATABASE_URL', `postgres://${user}@localhost/${name}?host=${encodeURIComponent(host)}`)
  vi.stubEnv('OPENASB_SCHEMA', schema)
  vi.stubEnv('OPENASB_SECRET', secret)
  const said = vi.spyOn(console, 'log').mockImplementation(() => {})
  vi.spyOn(console, 'error').mockImplementation(() => {})
  try {
    const run = async (...words: string[]) => {
      const program = new Command()
      addDataCommands(program)
      await program.parseAsync(['node', 'openasb', 'reviews', 'recompute-ledger', ...words])
      return String(said.mock.lastCall?.[0])
    }
    const all = await run()
    const [{ count } = { count: -1 }] = await bench.rows<{ count: number }>(
      'select count(*)::integer as count from report',
    )
    expect(all).toContain(`from ${count} reports`)
    const figure = /^\d+/.exec(all)?.[0]
    await bench.complain('Olga Operator', 1)
    expect(await run('--waiting')).toMatch(new RegExp(`^${Number(figure) + 1} incidents .* from 1 reports`))
    expect(await run('--waiting')).toMatch(new RegExp(`^${Number(figure) + 1} incidents .* from 0 reports`))
  } finally {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  }
})

// Counted, not timed: the pages of the database that taking one new report into the ledger takes.
test('taking a new report into the ledger costs the same however many there are', async () => {
  await bench.ledger(async (worker) => {
    const { counted, pages } = countingPages(worker)
    while ((await keepLedger(worker)) > 0);
    const costOfNext = async () => {
      await bench.complain('Ola Often', 1)
      const before = pages()
      while ((await keepLedger(counted)) > 0);
      return pages() - before
    }
    const { id } = await bench.complain('Ola Often', 1)
    const { few, many, table } = await costsBesideMany(bench.database.installation, id, costOfNext)
    expect(few).toBeGreaterThan(10)
    expect(many).toBeLessThan(few * 1.5)
    expect(many).toBeLessThan(table / 2)
  })
})
