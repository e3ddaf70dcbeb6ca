import type { Draw } from './draw.ts'
import type { Row } from './rights.ts'

/** Drafts and proposals of every member, waiting and decided. */
export function drawQuestionSets(draw: Draw, members: readonly string[], [set]: readonly Row[]) {
  const about = { asb_type: set?.asb_type ?? null, based_on: set?.version ?? null, content: '{}' }
  const advice = { organisation_id: 1, asb_type: about.asb_type, advice: ['en'], who_deals: ['en'] }
  const proposal = (state: Row, of: Row) => ({
    id: draw.id(),
    ...of,
    valid_from: '2099-01-01',
    reason: 'Plainer words',
    proposed_by: draw.pick(members),
    // What a decision needs stands there before it, so that one change of a column makes it.
    decision_reason: 'Not yet',
    ...state,
  })
  const decided_at = '2026-01-01T00:00:00Z'
  const proposals = (of: Row) => [
    proposal({}, of),
    ...draw.times(4, () => proposal({ decided_by: draw.pick(members), decided_at }, of)),
    ...members
      .slice(1, 2)
      .map((decided_by) =>
        proposal({ proposed_by: members[0] ?? null, decision: 'declined', decided_by, decided_at }, of),
      ),
  ]
  return {
    question_set_draft: members.map((made_by) => ({ id: draw.id(), ...about, made_by })),
    question_set_proposal: proposals(about),
    type_advice_proposal: proposals(advice),
    sign_language_link: ['2020-01-01', '2099-01-01'].map((valid_from) => ({
      kind: draw.pick(['video', 'relay']),
      valid_from,
      address: 'https://example.org/bsl',
      set_by: draw.pick(members),
    })),
  }
}
