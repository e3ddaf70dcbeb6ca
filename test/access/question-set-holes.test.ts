import { describe, expect, test } from 'vitest'
import { findInWorlds, noHole } from './holes.ts'

test('nothing is found where there is no hole', async () => {
  expect(
    await findInWorlds(
      noHole,
      ['question_set_draft', 'question_set_proposal', 'type_advice_proposal', 'sign_language_link'],
      3,
    ),
  ).toEqual([])
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
      'where sign language is found taken back by anybody',
      'alter policy take_sign_language_back on sign_language_link using (my_member() is not null)',
      'sign_language_link',
    ],
    [
      'somebody who approves their own advice',
      'alter policy decide_on_advice on type_advice_proposal with check (decided_by = (select my_member()))',
      'type_advice_proposal',
    ],
    [
      'advice proposed in the name of another',
      "alter policy propose_advice on type_advice_proposal with check (decision is null and am_one_of('{coordinator}', null))",
      'type_advice_proposal',
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
