import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '#platform/actor'
import { type HandOverBench, openHandOverBench } from '../../../../test/support/hand-over-bench.ts'
import { POLICE, SOUTH } from '../../../../test/support/partnership.ts'
import { markOverdueHandOvers } from './mark-overdue.ts'

let bench: HandOverBench
const asked: { id: string; report: string }[] = []
beforeAll(async () => {
  // The Wednesday before Easter 2026.
  bench = await openHandOverBench('2026-04-01T10:00:00Z')
  for (const at of Array.from({ length: 30 }).keys()) {
    const report = await bench.file()
    const { id } = await bench.ask(
      report,
      {
        kind: at % 2 === 0 ? 'refer' : 'transfer',
        to: String(at === 3 ? SOUTH : POLICE),
        level: 'summary',
        reason: at === 5 ? 'The family moved to Castle' : 'They know the family',
      },
      bench.people.officer,
    )
    asked.push({ id, report })
    bench.clock.advance(1_000)
  }
})
afterAll(async () => bench.close())

/** References in a list, in their order. */
async function listed(address: string, as = bench.people.police): Promise<string[]> {
  const { body, status } = await bench.staff.get(address, as)
  expect(status).toBe(200)
  return [...body.matchAll(/<span class="app-reference">([^<]+)/g)].map(([, reference = '']) => reference)
}
const mark = () => bench.worker.withActor(system, (db) => markOverdueHandOvers(db, bench.clock))

test('each side has its own lists, and others have none of it', async () => {
  expect(await listed('/hand-overs')).toHaveLength(25)
  expect(await listed('/hand-overs', bench.people.officer)).toEqual([])
  expect(await listed('/hand-overs?show=from_us', bench.people.officer)).toHaveLength(25)
  expect(await listed('/hand-overs', bench.people.south)).toEqual([asked[3]?.report])
})

test('the pages of a list hold everything once, in either order', async () => {
  for (const sort of ['due', 'newest']) {
    const found: string[] = []
    for (let address: string | undefined = `/hand-overs?sort=${sort}`; address !== undefined; ) {
      found.push(...(await listed(address)))
      const { body } = await bench.staff.get(address, bench.people.police)
      address = /href="([^"]+after=[^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&')
    }
    expect([sort, found.length, new Set(found).size]).toEqual([sort, 29, 29])
    if (sort === 'newest') expect(found[0]).toBe(asked[29]?.report)
  }
})

test('it is narrowed by kind, organisation, reference and words of the reason', async () => {
  expect(await listed('/hand-overs?kind=transfer')).toHaveLength(14)
  expect(await listed(`/hand-overs?show=from_us&organisation=${SOUTH}`, bench.people.officer)).toEqual([
    asked[3]?.report,
  ])
  expect(await listed(`/hand-overs?q=${asked[7]?.report.toLowerCase()}`)).toEqual([asked[7]?.report])
  expect(await listed('/hand-overs?q=castle')).toEqual([asked[5]?.report])
  expect(await listed('/hand-overs?q=100%25_')).toEqual([])
})

test.each([
  '/hand-overs?after=nonsense&sort=up&kind=gift&organisation=-1&show=all',
  '/hand-overs?sort=due&after=2026-13-45~00000000-0000-7000-8000-000000000000',
  '/hand-overs?sort=newest&after=x~00000000-0000-7000-8000-000000000000',
])('an address that nobody could have made is the list from its start (%s)', async (address) => {
  expect(await listed(address)).toHaveLength(25)
})

test('what is answered goes to the decided; the queue shows what still waits', async () => {
  const { id, report } = asked[0] ?? { id: '', report: '' }
  await bench.answer(id, 'refuse', bench.people.police, { why: 'Not ours' })
  expect(await listed('/hand-overs?show=decided')).toEqual([report])
  const { body } = await bench.staff.get('/queue', bench.people.officer)
  expect(body).toContain('Hand-over waits')
})

test('over Easter nothing is late; on the day after its last day it is, is marked once, and supervisors are told', async () => {
  // Three working days after Wednesday 1 April: 2, 7 and 8 April.
  bench.clock.set('2026-04-08T22:00:00Z')
  expect(await mark()).toBe(0)
  expect(await listed('/hand-overs?show=overdue')).toEqual([])
  bench.clock.set('2026-04-08T23:30:00Z')
  // Half past midnight in England, where summer time holds.
  expect(await mark()).toBe(15)
  expect(await mark()).toBe(0)
  expect(await listed('/hand-overs?show=overdue')).toHaveLength(14)
  expect(await listed('/hand-overs?show=overdue', bench.people.supervisor)).toHaveLength(15)
  const { body } = await bench.staff.get('/hand-overs', bench.people.supervisor)
  expect(body).toContain('15 hand-overs are overdue')
  const report = await bench.staff.get(`/reports/${asked[1]?.report}`, bench.people.officer)
  expect(report.body).toContain('Transfer not answered by Testshire Police: it was due on 8 April 2026')
})
