import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MemberActor } from '#platform/actor'
import { newId } from '#platform/ids'
import { runs } from '../../../../test/access/runs.ts'
import { type HandOverBench, openHandOverBench } from '../../../../test/support/hand-over-bench.ts'
import { NORTH, POLICE, SOUTH } from '../../../../test/support/partnership.ts'
import type { SharingLevel } from '../level.ts'
import type { HandOverKind } from './lifecycle.ts'

const levels = ['exists', 'signpost', 'summary', 'full'] as const
const organisations = [NORTH, POLICE, SOUTH] as const
type Organisation = (typeof organisations)[number]
type Sight = SharingLevel | 'none'

/** What a hand-over is, in plain words and without a line of SQL. */
type Modelled = {
  id: string
  kind: HandOverKind
  from: Organisation
  to: Organisation
  level: SharingLevel
  status: 'awaiting' | 'accepted' | 'over'
}
type Model = { holder: Organisation; handOvers: Modelled[] }

const giverOf = ({ kind, from, to }: Modelled) => (kind === 'request_access' ? to : from)
const receiverOf = ({ kind, from, to }: Modelled) => (kind === 'request_access' ? from : to)

/** Everything for the holder; for others the most that an accepted hand-over gives them. */
function sightOf({ holder, handOvers }: Model, organisation: Organisation): Sight {
  if (organisation === holder) return 'full'
  const given = handOvers.flatMap((each): SharingLevel[] => {
    if (each.status !== 'accepted' || each.kind === 'assign') return []
    const keeper = each.kind === 'transfer' ? each.from : receiverOf(each)
    return keeper === organisation ? [each.level] : []
  })
  return levels.findLast((level) => given.includes(level)) ?? 'none'
}

type Step =
  | { do: 'ask'; kind: HandOverKind; from: Organisation; to: Organisation; level: SharingLevel }
  | { do: 'answer'; which: number; by: Organisation; accepts: boolean }
  | { do: 'end'; which: number; by: Organisation; how: 'withdraw' | 'revoke' | 'hand_back' | 'finish' }

const organisation = fc.constantFrom(...organisations)
const which = fc.nat(5)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('ask' as const),
    kind: fc.constantFrom<HandOverKind>('assign', 'refer', 'refer', 'transfer', 'request_access'),
    from: organisation,
    to: organisation,
    level: fc.constantFrom(...levels),
  }),
  fc.record({
    do: fc.constant('answer' as const),
    which,
    by: organisation,
    accepts: fc.integer({ min: 0, max: 4 }).map((drawn) => drawn > 0),
  }),
  fc.record({
    do: fc.constant('end' as const),
    which,
    by: organisation,
    how: fc.constantFrom('withdraw' as const, 'revoke', 'revoke', 'hand_back', 'finish'),
  }),
)

/** Most steps are aimed at somebody who may take them, so that much comes about; the rest stay as wrong as they were drawn. */
function aim(model: Model, drawn: Step, isAimed: boolean): Step {
  if (drawn.do === 'ask') {
    const others = organisations.filter((each) => each !== model.holder)
    const other = drawn.to === model.holder ? (others[0] ?? drawn.to) : drawn.to
    if (!isAimed) return drawn
    return drawn.kind === 'request_access'
      ? { ...drawn, from: other }
      : { ...drawn, from: model.holder, to: drawn.kind === 'assign' ? drawn.to : other }
  }
  const open = model.handOvers.flatMap((each, at) =>
    each.status === (drawn.do === 'answer' || drawn.how === 'withdraw' ? 'awaiting' : 'accepted') ? [at] : [],
  )
  const at = open[drawn.which % Math.max(open.length, 1)]
  const handOver = at === undefined ? undefined : model.handOvers[at]
  if (!isAimed || at === undefined || handOver === undefined) return drawn
  if (drawn.do === 'answer') return { ...drawn, which: at, by: handOver.to }
  if (drawn.how === 'withdraw') return { ...drawn, which: at, by: handOver.from }
  return handOver.kind === 'transfer'
    ? { ...drawn, which: at, how: 'hand_back', by: handOver.to }
    : { ...drawn, which: at, how: 'revoke', by: giverOf(handOver) }
}

let bench: HandOverBench
let person: Record<Organisation, MemberActor>
let teams: Record<Organisation, string>
let queues: Record<Organisation, string>
const outcomes = new Map<string, number>()

beforeAll(async () => {
  bench = await openHandOverBench()
  person = { [NORTH]: bench.people.officer, [POLICE]: bench.people.police, [SOUTH]: bench.people.south }
  teams = { [NORTH]: bench.teams.health, [POLICE]: bench.teams.police, [SOUTH]: bench.teams.southHealth }
  queues = { [NORTH]: bench.queues.noise, [POLICE]: bench.queues.police, [SOUTH]: bench.queues.southNoise }
})
afterAll(async () => bench.close())

/** What the model says comes of a step, with the model after it. */
function expectedOf(model: Model, step: Step, id: string): { isDone: boolean; after: Model } {
  const nothing = { isDone: false, after: model }
  const changed = (handOver: Modelled, status: Modelled['status'], holder = model.holder) => {
    const handOvers = model.handOvers.map((each): Modelled => {
      if (each === handOver) return { ...each, status }
      if (holder === model.holder || each.status !== 'awaiting') return each
      // Requests follow the record; whoever gave it away has nothing more to offer.
      if (each.kind === 'request_access' && each.from !== holder) return { ...each, to: holder }
      return { ...each, status: 'over' }
    })
    return { isDone: true, after: { holder, handOvers } }
  }
  if (step.do === 'ask') {
    const asked: Modelled = { id, ...step, status: 'awaiting' }
    const isRequest = step.kind === 'request_access'
    if (isRequest) asked.to = model.holder
    const isTwice = model.handOvers.some(
      (each) =>
        each.status === 'awaiting' &&
        each.kind === asked.kind &&
        (isRequest ? each.from === asked.from : each.to === asked.to),
    )
    const seesAll = (who: Organisation) => sightOf(model, who) === 'full'
    const mayAsk = isRequest
      ? !seesAll(step.from)
      : step.from === model.holder &&
        (step.kind === 'assign'
          ? seesAll(step.to)
          : step.to !== step.from && (step.kind === 'transfer' || !seesAll(step.to)))
    if (!mayAsk || isTwice) return nothing
    return { isDone: true, after: { ...model, handOvers: [...model.handOvers, asked] } }
  }
  const handOver = model.handOvers.at(step.which)
  if (handOver === undefined) return nothing
  if (step.do === 'answer') {
    if (handOver.status !== 'awaiting' || step.by !== handOver.to) return nothing
    if (!step.accepts) return changed(handOver, 'over')
    if (handOver.kind === 'assign' && sightOf(model, handOver.to) !== 'full') return nothing
    return changed(handOver, 'accepted', handOver.kind === 'transfer' ? handOver.to : model.holder)
  }
  switch (step.how) {
    case 'withdraw':
      return handOver.status === 'awaiting' && step.by === handOver.from ? changed(handOver, 'over') : nothing
    case 'revoke':
      return handOver.status === 'accepted' &&
        handOver.kind !== 'transfer' &&
        step.by === giverOf(handOver) &&
        step.by === model.holder
        ? changed(handOver, 'over')
        : nothing
    case 'hand_back':
      return handOver.status === 'accepted' &&
        handOver.kind === 'transfer' &&
        step.by === handOver.to &&
        step.by === model.holder
        ? changed(handOver, 'over', handOver.from)
        : nothing
    case 'finish':
      return handOver.status === 'accepted' && handOver.kind === 'assign' && step.by === handOver.to
        ? changed(handOver, 'over')
        : nothing
  }
}

/** Carries a step out as its person, by the functions that the pages call. */
async function carryOut(reference: string, model: Model, step: Step, id: string): Promise<string> {
  const who = person[step.do === 'ask' ? step.from : step.by]
  const handOver = step.do === 'ask' ? undefined : model.handOvers.at(step.which)
  if (step.do !== 'ask' && handOver === undefined) return 'nothing there'
  return bench.web.withActor(who, async (db) => {
    if (step.do === 'ask') {
      const asked = {
        id,
        kind: step.kind,
        reference,
        from_organisation_id: step.from,
        to_organisation_id: step.to,
        to_team_id: step.kind === 'assign' ? teams[step.to] : null,
        level: step.level,
        reason: 'Because',
        lawful_basis_code: 'public_task',
        asked_at: '2026-04-02T10:00:00Z',
        due_on: '2026-04-09',
      }
      const { rows } = await sql<{ outcome: string }>`
        select ask_hand_over(jsonb_populate_record(null::hand_over, ${JSON.stringify(asked)}::jsonb), 'Somebody') as outcome`.execute(
        db,
      )
      return rows[0]?.outcome ?? ''
    }
    const queue = queues[step.by]
    // In other words each time: the same answer by the same person is one that was sent twice, and is done.
    const why = `Because ${id}`
    const call =
      step.do === 'answer'
        ? sql`answer_hand_over(${handOver?.id}, seen.version, ${step.accepts}, ${why}, ${queue}, false, null, 'Somebody')`
        : sql`end_hand_over(${handOver?.id}, seen.version, ${step.how}, ${why}, 'Somebody')`
    // A stranger sees no version and tries the first.
    const { rows } = await sql<{ outcome: string }>`
      select ${call} as outcome
      from (select coalesce((select version from hand_over where id = ${handOver?.id}), 1) as version) as seen`.execute(
      db,
    )
    return rows[0]?.outcome ?? ''
  })
}

/** How much each organisation sees of the record, by the ways that the product shows it. */
async function sights(reference: string): Promise<Sight[]> {
  return Promise.all(
    organisations.map((organisation) =>
      bench.web.withActor(person[organisation], async (db) => {
        const { rows } = await sql<{ sight: Sight }>`
          select case
            when exists (select from report where reference = ${reference}) then 'full'
            when exists (select from asb_case where reference = ${reference}) then 'full'
            when exists (select from report_outline where reference = ${reference}) then 'summary'
            when exists (select from case_outline where reference = ${reference}) then 'summary'
            else coalesce((select level from record_pointer where reference = ${reference}
              order by level = 'signpost' desc limit 1), 'none') end as sight`.execute(db)
        return rows[0]?.sight ?? 'none'
      }),
    ),
  )
}

test.each(['report', 'case'] as const)(
  'whatever is asked, answered and ended by whom, of a %s each sees what the model says and no more',
  async (kind) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(step, fc.nat(4)), { minLength: 8, maxLength: 25 }),
        async (steps) => {
          const reference = kind === 'report' ? await bench.file() : await bench.openCase()
          let model: Model = { holder: NORTH, handOvers: [] }
          for (const [drawn, chance] of steps) {
            const step = aim(model, drawn, chance > 0)
            const id = newId()
            const { isDone, after } = expectedOf(model, step, id)
            const outcome = await carryOut(reference, model, step, id)
            expect([step, outcome === 'done']).toEqual([step, isDone])
            const name = `${step.do} ${'kind' in step ? step.kind : ''}: ${outcome}`
            outcomes.set(name, (outcomes.get(name) ?? 0) + 1)
            model = after
            expect([step, await sights(reference)]).toEqual([
              step,
              organisations.map((each) => sightOf(model, each)),
            ])
          }
        },
      ),
      { numRuns: runs({ usually: 30, long: 300 }), endOnFailure: true },
    )
  },
  3_600_000,
)

test('every kind was asked, and every way to end came about', () => {
  const happened = (name: string) => [...outcomes.keys()].some((each) => each.startsWith(name))
  for (const name of [
    'ask assign: done',
    'ask refer: done',
    'ask transfer: done',
    'ask request_access: done',
  ])
    expect([name, happened(name)]).toEqual([name, true])
  for (const name of ['answer : done', 'end : done', 'answer : closed', 'end : closed'])
    expect([name, happened(name)]).toEqual([name, true])
})
