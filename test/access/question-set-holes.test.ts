import { describe, expect, test } from 'vitest'
import { openBench } from './bench.ts'

/** Holes planted on purpose in who changes what the public is asked: a check that misses its own proves nothing. */
async function findInWorlds(hole: string, subject: string, most = 200): Promise<string[]> {
  const bench = await openBench()
  try {
    await bench.owner.query(hole)
    return await bench.findInWorlds(most, subject)
  } finally {
    await bench.close()
  }
}

test('nothing is found where there is no hole', async () => {
  const bench = await openBench()
  expect(await bench.findInWorlds(8, 'question_set_draft', 'question_set_proposal')).toEqual([])
  await bench.close()
})

describe('the worlds find', () => {
  test.each([
    [
      'somebody who approves their own proposal',
      'alter policy decide_on_questions on question_set_proposal with check (decided_by = (select my_member()))',
      'question_set_proposal',
    ],
    [
      'a decision in the name of another',
      "alter policy decide_on_questions on question_set_proposal with check (decision in ('approved', 'declined'))",
      'question_set_proposal',
    ],
    [
      'a proposal that comes approved',
      "alter policy propose_questions on question_set_proposal with check (proposed_by = (select my_member()) and am_one_of('{coordinator}', null))",
      'question_set_proposal',
    ],
    [
      'proposals that any member reads',
      'alter policy read_question_proposal on question_set_proposal using (my_member() is not null)',
      'question_set_proposal',
    ],
    [
      'a draft rewritten by another',
      "alter policy rewrite_question_draft on question_set_draft using (am_one_of('{coordinator}', null))",
      'question_set_draft',
    ],
  ])('%s', async (_, hole, subject) => {
    expect(await findInWorlds(hole, subject)).not.toEqual([])
  })
})
