import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MemberActor } from '#platform/actor'
import { addDays, londonDateOf } from '#platform/clock'
import { openDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import {
  inDays,
  openQuestionSetBench,
  type QuestionSetBench,
  soon,
} from '../../../test/support/question-sets.ts'

let bench: QuestionSetBench
beforeAll(async () => {
  bench = await openQuestionSetBench()
})
afterAll(() => bench.close())

test('advice is told from its day once a second person has approved it, and what was told before ends there', async () => {
  const today = londonDateOf(new Date())
  const address = '/question-sets/advice'
  const fields = (words: string, from = soon) => ({
    organisation: String(bench.partnership.people.officer.organisationId),
    type: 'fireworks',
    advice_en: words,
    advice_cy: `${words} (cy)`,
    who_en: 'The police',
    who_cy: 'Yr heddlu',
    valid_from: from,
    reason: 'Decided by the council',
  })
  const propose = async (words: string, from: string) => {
    const { status, location = '', body } = await bench.staff.post(address, fields(words, from), bench.first)
    expect([status, status === 303 ? '' : body]).toEqual([303, ''])
    return location
  }
  const kept = () =>
    bench.ask<{ id: string; from: string; until: string | null; words: string }>(
      `select id, valid_from::text as from, valid_to::text as until, advice ->> 'en' as words
       from type_advice where asb_type = 'fireworks' order by valid_from`,
    )
  for (const [changed, said] of [
    [{ advice_cy: '' }, 'Say what the organisation says in Welsh'],
    [{ reason: '' }, 'Say what changes and why'],
    [{ valid_from: '2020-01-01' }, 'It can hold from today on'],
  ] as const) {
    const { status, body } = await bench.staff.post(
      address,
      { ...fields('We do not'), ...changed },
      bench.first,
    )
    expect([status, body.includes(said), body.includes('We do not')]).toEqual([422, true, true])
  }

  const now = await propose('We do not deal with them', today)
  expect(await kept()).toEqual([])
  expect((await bench.decideOn(now, 'approved', bench.first)).status).toBe(403)
  expect((await bench.decideOn(now, 'withdrawn', bench.second)).status).toBe(403)
  expect((await bench.decideOn(now, 'declined', bench.second)).body).toContain('Say why you refuse it')
  const shown = await bench.staff.get(now, bench.second)
  expect(shown.body).toContain('We do not deal with them (cy)')
  expect(shown.body).toContain('Nothing: the organisation says nothing of it.')
  expect((await bench.decideOn(now, 'approved', bench.second)).status).toBe(303)
  expect((await bench.decideOn(now, 'declined', bench.third, 'Too late')).status).toBe(409)

  const later = await propose('We do, from now on', soon)
  expect((await bench.staff.get(later, bench.third)).body).toContain('We do not deal with them')
  expect((await bench.decideOn(later, 'approved', bench.third)).status).toBe(303)
  expect(await kept()).toMatchObject([
    { from: today, until: soon, words: 'We do not deal with them' },
    { from: soon, until: null },
  ])
  // Between the two: it ends where the later begins. On a day that is taken there is none.
  const between = addDays(londonDateOf(new Date()), 1)
  const middle = await propose('For a while', between)
  const taken = await bench.staff.post(address, fields('Again', soon), bench.first)
  expect([taken.status, taken.body.includes('from that day already'), taken.body.includes('Again')]).toEqual([
    409,
    true,
    true,
  ])
  const late = await bench.at(inDays(5), () => bench.decideOn(middle, 'approved', bench.second))
  expect([late.status, late.body.includes('has passed')]).toEqual([409, true])
  expect((await bench.decideOn(middle, 'approved', bench.second)).status).toBe(303)
  expect((await kept()).map(({ from, until }) => [from, until])).toEqual([
    [today, between],
    [between, soon],
    [soon, null],
  ])

  const page = (await bench.staff.get(address, bench.first)).body
  expect(page).toContain('We do not deal with them')
  expect(page).toContain('Approved')
  expect((await bench.staff.get('/question-sets', bench.first)).body).toContain(`href="${address}"`)
  // Who answers for information governance decides, and neither proposes nor ends.
  expect((await bench.staff.get(address, bench.third)).body).not.toContain('Propose it')
  expect((await bench.staff.post(address, fields('By another', addDays(soon, 1)), bench.third)).status).toBe(
    403,
  )
  expect((await bench.staff.get(now, bench.partnership.people.supervisor)).status).toBe(403)
  const [, , newest] = await kept()
  expect((await bench.staff.post(`${address}/${newest?.id}/end`, {}, bench.third)).status).toBe(403)
  expect((await bench.staff.post(`${address}/${newest?.id}/end`, {}, bench.first)).status).toBe(303)
  expect((await kept())[2]?.until).not.toBeNull()
})

test('advice cannot be told past its approval, nor approved by who proposed it, in the database', async () => {
  const web = openDatabase(bench.database.installation, 'openasb_web')
  const advice = {
    id: newId(),
    organisation_id: bench.partnership.people.officer.organisationId,
    asb_type: 'litter',
    advice: JSON.stringify({ en: 'Not us' }),
    who_deals: JSON.stringify({ en: 'The police' }),
    valid_from: soon,
  }
  await expect(
    web.withActor(bench.first, (db) => db.insertInto('type_advice').values(advice).execute()),
  ).rejects.toThrow('permission denied')
  await web.withActor(bench.first, (db) =>
    db
      .insertInto('type_advice_proposal')
      .values({ ...advice, reason: 'Decided', proposed_by: bench.first.memberId })
      .execute(),
  )
  const approve = (as: MemberActor) =>
    web.withActor(as, (db) =>
      db
        .updateTable('type_advice_proposal')
        .set({ decision: 'approved', decided_by: as.memberId, decided_at: new Date() })
        .where('id', '=', advice.id)
        .execute(),
    )
  await expect(approve(bench.first)).rejects.toThrow('row-level security')
  expect(await bench.ask("select from type_advice where asb_type = 'litter'")).toEqual([])
  await expect(approve(bench.third)).rejects.toThrow('row-level security')
  await web.withActor(bench.third, (db) =>
    db
      .insertInto('change_vote')
      .values({ change_id: advice.id, kind: 'advice', cast_by: bench.third.memberId, vote: 'approved' })
      .execute(),
  )
  await approve(bench.third)
  expect(
    await bench.ask("select advice ->> 'en' as words from type_advice where asb_type = 'litter'"),
  ).toEqual([{ words: 'Not us' }])
  await web.close()
})

test('an organisation’s own code stands for one type at a time', async () => {
  const code = (changes: Record<string, string> = {}) => ({
    organisation: String(bench.partnership.people.officer.organisationId),
    type: 'noise',
    code: 'EH-9',
    label: 'Domestic noise',
    valid_from: londonDateOf(new Date()),
    ...changes,
  })
  const address = '/question-sets/local-types'
  expect((await bench.staff.post(address, code(), bench.first)).status).toBe(303)
  expect((await bench.staff.post(address, code({ type: 'litter' }), bench.first)).status).toBe(409)
  expect(
    (await bench.staff.post(address, code({ type: 'litter', valid_from: soon }), bench.first)).status,
  ).toBe(303)
  const meant = await bench.ask<{ type: string; until: string | null }>(
    `select asb_type as type, valid_to::text as until from local_type where code = 'EH-9' order by valid_from`,
  )
  expect(meant).toEqual([
    { type: 'noise', until: soon },
    { type: 'litter', until: null },
  ])
  const ended = { organisation: code().organisation, code: 'EH-9' }
  expect((await bench.staff.post(`${address}/end`, ended, bench.second)).status).toBe(303)
  expect((await bench.staff.post(address, code({ code: '' }), bench.second)).status).toBe(422)
  expect((await bench.staff.get(address, bench.partnership.people.police)).status).toBe(403)
})
