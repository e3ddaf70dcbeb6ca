import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { addCase, addPartnership, addReport, council, landlord, police } from '../support/records.ts'
import { runs } from './runs.ts'

const histories = runs({ usually: 100, long: 10_000 })

let testDatabase: TestDatabase
let owner: pg.Client
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  owner = new pg.Client(testDatabase.installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${testDatabase.installation.schema}, public`)
  await addPartnership(owner)
})
afterAll(async () => {
  await owner.end()
  await testDatabase.drop()
})

const organisations = [police, council, landlord]
const levels = ['exists', 'signpost', 'summary', 'full'] as const
type Level = (typeof levels)[number]

/** What may happen to a record, one after another. */
type Step =
  | { does: 'give'; to: number; level: Level }
  | { does: 'end'; which: number }
  | { does: 'expire'; which: number }
  | { does: 'move'; to: number }
  | { does: 'restrict'; partition: string | null }

const step = fc.oneof<fc.Arbitrary<Step>[]>(
  fc.record({
    does: fc.constant('give' as const),
    to: fc.constantFrom(...organisations),
    level: fc.constantFrom(...levels),
  }),
  fc.record({ does: fc.constant('end' as const), which: fc.nat(5) }),
  fc.record({ does: fc.constant('expire' as const), which: fc.nat(5) }),
  fc.record({ does: fc.constant('move' as const), to: fc.constantFrom(...organisations) }),
  fc.record({
    does: fc.constant('restrict' as const),
    partition: fc.constantFrom(null, 'domestic_abuse', 'police_sensitive'),
  }),
)

type Model = {
  holder: number
  partition: string | null
  shares: { to: number; level: Level; lives: boolean }[]
}

/** Who sees how much, as plainly as it can be said: the holder everything, others what lives of what they were given. */
function expectedOf({ holder, partition, shares }: Model) {
  const given = (level: Level) =>
    shares.filter((share) => share.lives && share.level === level).map(({ to }) => `${to} given ${partition}`)
  const full = new Set([`${holder} held ${partition}`, ...given('full')])
  return {
    full: [...full].sort(),
    summary: [...new Set(given('summary'))].filter((circle) => !full.has(circle)).sort(),
  }
}

test.each(['report', 'asb_case'])(
  'whatever happens to a %s, its audiences are its holder and what lives of its shares',
  async (table) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
        const isReport = table === 'report'
        const id = isReport
          ? await addReport(owner, { audience: [police] })
          : await addCase(owner, [police], [])
        const model: Model = { holder: police, partition: null, shares: [] }
        const ids: string[] = []
        for (const one of steps) {
          switch (one.does) {
            case 'give': {
              const share = newId()
              await owner.query(
                `insert into share (id, ${isReport ? 'report_id' : 'case_id'}, organisation_id, level, because, reason)
                 values ($1, $2, $3, $4, 'override', 'Needed')`,
                [share, id, one.to, one.level],
              )
              ids.push(share)
              model.shares.push({ to: one.to, level: one.level, lives: true })
              break
            }
            case 'end':
            case 'expire': {
              const share = model.shares[one.which]
              if (share === undefined) break
              await owner.query(
                one.does === 'end'
                  ? 'update share set ended_at = now() where id = $1'
                  : `update share set expires_at = now() - interval '1 second' where id = $1`,
                [ids[one.which]],
              )
              share.lives = false
              break
            }
            case 'move':
              await owner.query(`update ${table} set organisation_id = $2 where id = $1`, [id, one.to])
              model.holder = one.to
              break
            case 'restrict':
              await owner.query(`update ${table} set partition_code = $2 where id = $1`, [id, one.partition])
              model.partition = one.partition
          }
        }
        const { rows } = await owner.query<{ full: string[]; summary: string[] }>(
          `select ${circlesIn('audience')} as full, ${circlesIn('outline_audience')} as summary from ${table} where id = $1`,
          [id],
        )
        const expected =
          steps.length === 0 ? { full: [`${police} held null`], summary: [] } : expectedOf(model)
        expect({ full: rows[0]?.full.toSorted(), summary: rows[0]?.summary.toSorted() }).toEqual(expected)
      }),
      { numRuns: histories },
    )
  },
  3_600_000,
)

const circlesIn = (audience: string) => `array(
  select format('%s %s %s', organisation_id, case when given then 'given' else 'held' end, coalesce(partition_code, 'null'))
  from circle where id = any (${audience}))`
