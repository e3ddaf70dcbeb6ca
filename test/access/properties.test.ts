import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { triedFunctions } from './attempts-on-functions.ts'
import { type Bench, openBench } from './bench.ts'
import { definerFunctions, oracle } from './oracle.ts'
import { runs } from './runs.ts'

/**
 * Worlds to make; more before a release and after a change to any access.sql. In each some 25,000 things are tried: 60 are
 * 1.5 million, in about half an hour on two cores.
 */
const worlds = runs({ usually: 6, long: 60 })

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(async () => bench.close())

test('whatever the records and whoever asks, the database allows what the oracle allows and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const disagreements = await bench.tryWorld(g)
      expect(disagreements.slice(0, 3).join('\n')).toBe('')
    }),
    { numRuns: worlds, endOnFailure: true },
  )
  const tried = [...bench.counts.values()].reduce((sum, count) => sum + count, 0)
  console.info(`Access: ${tried.toLocaleString('en-GB')} attempts in ${worlds} worlds, by 12 askers each`)
}, 3_600_000)

/** Rights of the oracle which no attempt so far was allowed, or never refused, by their table. */
function unusedRights(): { table: string; right: string }[] {
  const times = (name: string) => bench.counts.get(name) ?? 0
  return Object.entries(oracle).flatMap(([table, { rights }]) =>
    Object.entries(rights).flatMap(([role, right]) =>
      [
        ...(right.see && times(`${role} select ${table}: shows some`) === 0 ? [`${role} sees ${table}`] : []),
        ...(right.add && times(`${role} insert ${table}: done`) === 0 ? [`${role} adds ${table}`] : []),
        ...(right.change && times(`${role} update ${table}: done`) === 0 ? [`${role} changes ${table}`] : []),
        ...(right.remove && times(`${role} delete ${table}: done`) === 0 ? [`${role} removes ${table}`] : []),
        ...(right.add && role === 'openasb_web' && times(`${role} insert ${table}: refused`) === 0
          ? [`${role} is refused ${table}`]
          : []),
      ].map((right) => ({ table, right })),
    ),
  )
}

test('every right that the oracle knows was used and was withheld', async () => {
  // Rare ones need more worlds than others.
  for (const g of fc.sample(fc.gen(), 250)) {
    const tables = new Set(unusedRights().map(({ table }) => table))
    if (tables.size === 0) break
    expect((await bench.tryWorld(g, [...tables])).slice(0, 3).join('\n')).toBe('')
  }
  expect(unusedRights()).toEqual([])
}, 600_000)

test('every function with the rights of the owner was called, those of triggers apart', async () => {
  const { rows } = await bench.owner.query<{ name: string }>(
    `select proname as name from pg_proc where prosecdef and prorettype <> 'trigger'::regtype
     and pronamespace = $1::text::regnamespace`,
    [bench.schema],
  )
  expect(triedFunctions().sort()).toEqual(rows.map(({ name }) => name).sort())
  expect(Object.keys(definerFunctions)).toEqual(expect.arrayContaining(triedFunctions()))
})
