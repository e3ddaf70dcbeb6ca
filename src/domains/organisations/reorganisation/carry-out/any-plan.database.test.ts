import fc, { type GeneratorValue } from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { londonDateOf } from '#platform/clock'
import { asOwner } from '#platform/database'
import { generateDemo, loadDemo } from '../../../../../packs/demo/index.ts'
import { runs } from '../../../../../test/access/runs.ts'
import { createTestDatabase, type TestDatabase } from '../../../../../test/support/database.ts'
import {
  addPlan,
  findOwnerless,
  type Snapshot,
  type TestPlan,
  takeSnapshot,
} from '../../../../../test/support/reorganisations.ts'

const county = generateDemo({ seed: 'any plan', today: londonDateOf(new Date()), reports: 250 })
const organisations = county.partnership.organisations.map(({ id }) => id)

let database: TestDatabase
let owner: pg.Client
let before: Snapshot
let members: ReadonlyMap<string, number>

beforeAll(async () => {
  database = await createTestDatabase()
  await asOwner(database.installation, (client) => loadDemo(client, county))
  owner = new pg.Client(database.installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${database.installation.schema}, public`)
  before = await takeSnapshot(owner)
  members = await readMembers()
})
afterAll(async () => {
  await owner?.end()
  await database?.drop()
})

async function readMembers(): Promise<Map<string, number>> {
  const { rows } = await owner.query<{ member_id: string; organisation_id: number }>(
    'select member_id, organisation_id from membership where valid_to is null',
  )
  return new Map(rows.map(({ member_id, organisation_id }) => [member_id, organisation_id]))
}

const fresh = (name: string) => ({ name, shortName: name, kind: 'unitary_council' })

/** A merger of some into a new or an existing organisation, or a split of one by any kind of area, team and person. */
function drawPlan(g: GeneratorValue): TestPlan {
  const sameNamedTeams = g(fc.constantFrom, 'apart', 'join') as 'apart' | 'join'
  if (g(fc.boolean)) {
    const predecessors = g(fc.subarray, organisations, { minLength: 2, maxLength: 5 })
    const others = organisations.filter((id) => !predecessors.includes(id))
    const successor = g(fc.boolean) ? fresh('Merged') : g(fc.constantFrom, ...others)
    return { kind: 'merge_organisations', predecessors, successors: [successor], sameNamedTeams }
  }
  const split = g(fc.constantFrom, ...organisations)
  const others = organisations.filter((id) => id !== split)
  const successors = [fresh('First'), g(fc.boolean) ? fresh('Second') : g(fc.constantFrom, ...others)]
  const areaKind = g(fc.constantFrom, 'district', 'ward', 'beat') as string
  const some = <T>(list: readonly T[]) => list.filter(() => g(fc.boolean))
  const give = (subject: string, items: readonly string[]) =>
    items.map((item) => ({ subject, item, position: g(fc.constantFrom, 1, 2) }))
  const { areas, partnership } = county
  return {
    kind: 'split_organisation',
    sameNamedTeams,
    areaKind,
    defaultPosition: g(fc.constantFrom, 1, 2),
    predecessors: [split],
    successors,
    allocations: [
      ...give(
        'area',
        some(areas.filter(({ kind }) => kind === areaKind)).map(({ code }) => code),
      ),
      ...give(
        'team',
        some(partnership.teams.filter(({ organisationId }) => organisationId === split)).map(({ id }) => id),
      ),
      ...give(
        'member',
        some(partnership.members.filter(({ organisationId }) => organisationId === split)).map(
          ({ id }) => id,
        ),
      ),
    ],
  }
}

const sightOf = (snapshot: Snapshot, people: Iterable<string>) =>
  new Set([...people].flatMap((person) => snapshot.sight.get(person) ?? []))

/** What is wrong after the plan, in words. */
async function findWrong(plan: TestPlan): Promise<string[]> {
  const wrong: string[] = []
  const id = await addPlan(owner, plan)
  await owner.query('select change_organisations($1)', [id])
  await owner.query('select pass_on_open_records($1)', [id])
  while ((await owner.query('select pass_on_closed_records($1) as passed', [id])).rows[0]?.passed > 0);
  const ownerless = await findOwnerless(owner)
  if (ownerless.length > 0) wrong.push(`without an owner: ${JSON.stringify(ownerless)}`)
  const after = await takeSnapshot(owner)
  if (after.written !== before.written) wrong.push('what was written down has changed')

  const joined = new Set((plan.successors ?? []).filter((successor) => typeof successor === 'number'))
  const isInside = (organisation: number) =>
    plan.predecessors?.includes(organisation) || joined.has(organisation)
  const inside = [...members].filter(([, organisation]) => isInside(organisation)).map(([person]) => person)
  for (const [person, organisation] of members) {
    if (isInside(organisation)) continue
    if (
      [...(before.sight.get(person) ?? [])].sort().join() !==
      [...(after.sight.get(person) ?? [])].sort().join()
    )
      wrong.push(`somebody of organisation ${organisation} sees something else than before`)
  }
  const ordinary = (records: Iterable<string>) =>
    [...records].filter((record) => before.ordinary.has(record)).length
  const could = sightOf(before, inside)
  const can = sightOf(after, inside)
  // What one of them was given for people cleared, of whom it had none, is seen by those whom another brings along.
  const wasGivenInside = (record: string) => before.restricted.get(record)?.some(isInside) ?? false
  if (![...can].every((record) => could.has(record) || wasGivenInside(record)))
    wrong.push('successors together see more than before')
  // Together they lose nothing, except where a successor got nobody to see it.
  const now = await readMembers()
  const { rows } = await owner.query<{ organisation_id: number }>(
    'select organisation_id from reorganisation_successor where reorganisation_id = $1',
    [id],
  )
  const isStaffed = rows.every(({ organisation_id }) => [...now.values()].includes(organisation_id))
  if (isStaffed && ordinary(can) !== ordinary(could))
    wrong.push(`${could.size - can.size} records are seen by nobody inside`)
  if (plan.kind === 'merge_organisations')
    for (const person of inside)
      if (ordinary(after.sight.get(person) ?? []) !== ordinary(could))
        wrong.push('somebody does not see what all saw together')
  return [...new Set(wrong)]
}

test('whatever the plan, every record has an owner, nobody outside notices, and nobody inside sees more than all saw', async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const plan = drawPlan(g)
      await owner.query('begin')
      try {
        expect(await findWrong(plan)).toEqual([])
      } finally {
        await owner.query('rollback')
      }
    }),
    { numRuns: runs({ usually: 8, long: 200 }), endOnFailure: true },
  )
}, 3_600_000)
