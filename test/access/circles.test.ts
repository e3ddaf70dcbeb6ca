import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { circlesOf, holds, today } from './asker.ts'
import { type Bench, openBench } from './bench.ts'
import { type Relation, readRelations } from './catalogue.ts'
import { drawFrom } from './draw.ts'
import { covers } from './oracle-sharing.ts'
import { literal, loadWorld } from './rows.ts'
import { runs } from './runs.ts'
import { drawWorld } from './world.ts'

const worlds = runs({ usually: 30, long: 2_000 })

let bench: Bench
let relations: Relation[]
beforeAll(async () => {
  bench = await openBench()
  relations = await readRelations(bench.owner, bench.schema)
})
afterAll(async () => bench.close())

const levels = ['exists', 'signpost', 'summary', 'full']

test('whoever somebody is, they belong to the circles whose every condition they meet', async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const draw = drawFrom(g)
      const world = await loadWorld(bench.owner, relations, drawWorld(draw))
      const organisations = (world.organisation ?? []).map(({ id }) => Number(id))
      for (const member of [null, ...(world.member ?? []).map(({ id }) => String(id))]) {
        const full = draw.some(organisations)
        const light = draw.some(organisations).filter((id) => !full.includes(id))
        const isGiven = (id: number) =>
          (world.circle ?? []).find((circle) => circle.id === id)?.given === true
        const expected = [
          ...circlesOf(world, full, member),
          ...circlesOf(world, light, member).filter(isGiven),
        ].sort((one, other) => one - other)
        const { rows } = await bench.owner.query(
          `select circles_of($1, $2::integer[], $3::integer[], $4) as circles`,
          [member, full, light, today],
        )
        expect(rows[0].circles).toEqual(expected)
      }
    }),
    { numRuns: worlds, endOnFailure: true },
  )
}, 3_600_000)

test('an agreement covers what its parties, dates, level, categories and partitions allow, and nothing else', async () => {
  let covered = 0
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const draw = drawFrom(g)
      const world = await loadWorld(bench.owner, relations, drawWorld(draw))
      const organisations = (world.organisation ?? []).map(({ id }) => Number(id))
      for (let asked = 0; asked < 40; asked += 1) {
        const share = {
          agreement_id: draw.pick(world.agreement ?? []).id ?? null,
          given_by_organisation_id: draw.pick(organisations),
          organisation_id: draw.pick(organisations),
          level: draw.pick(levels),
        }
        const record = { partition_code: draw.pick([null, null, 'domestic_abuse']) }
        const kind = draw.pick(['report', 'case'] as const)
        const question = [
          share.given_by_organisation_id,
          share.organisation_id,
          share.level,
          kind,
          record.partition_code,
        ]
        const { rows } = await bench.owner.query(
          `select agreement_covers($1, $2, $3, $4, $5, $6) as covers, agreement_between($2, $3, $4, $5, $6) as found`,
          [share.agreement_id, ...question],
        )
        const expected = covers(world, share, record, kind)
        expect(rows[0].covers, question.map((value) => literal(value)).join(' ')).toBe(expected)
        const all = (world.agreement ?? []).filter(({ id }) =>
          covers(world, { ...share, agreement_id: id ?? null }, record, kind),
        )
        expect(
          all.map(({ id }) => id).includes(rows[0].found) || (rows[0].found === null && all.length === 0),
        ).toBe(true)
        expect(
          holds(world, share.agreement_id, share.given_by_organisation_id, share.organisation_id) ||
            !expected,
        ).toBe(true)
        if (expected) covered += 1
      }
    }),
    { numRuns: worlds, endOnFailure: true },
  )
  expect(covered).toBeGreaterThan(0)
}, 3_600_000)
