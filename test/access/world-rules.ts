import type { Draw } from './draw.ts'
import type { Row, Value } from './rights.ts'

type Ids = readonly { id: string }[]
type Sharing = { agreement: Ids; sharing_rule: Ids }

/** Versions of agreements, panels and rules in every state, with a co-ordinator among the members. */
export function drawAgreements(
  draw: Draw,
  sharing: Sharing,
  organisations: readonly number[],
  members: readonly string[],
) {
  const somebody = (): Value => draw.pick(members)
  const panel = [{ id: draw.id(), name: 'Panel', purpose: 'Meets', made_by: somebody() }]
  const version = (agreement_id: string, number: number, state: Row) => ({
    agreement_id,
    number,
    title: 'Agreement',
    kind: 'information_sharing_agreement',
    purposes: 'Safety',
    lawful_basis: 'Crime and Disorder Act 1998 section 115',
    most_level: 'full',
    data_categories: ['reports'],
    parties: draw.chance(0.5) ? organisations : organisations.slice(0, 2),
    valid_from: '2020-01-01',
    review_on: '2099-01-01',
    proposed_by: somebody(),
    ...state,
  })
  const approved = { decision: 'approved', decided_by: somebody(), decided_at: '2026-01-01T00:00:00Z' }
  return {
    // Somebody's name stands there before the end does, so that one change of a column ends it properly.
    agreement: sharing.agreement.map((agreement) => ({ ...agreement, ended_by: somebody() })),
    agreement_version: sharing.agreement.flatMap(({ id }) => [
      version(id, 1, approved),
      version(id, 2, {}),
      version(id, 3, { decided_by: somebody() }),
    ]),
    panel,
    panel_member: organisations.map((organisation_id) => ({
      panel_id: panel[0]?.id ?? null,
      organisation_id,
      joined_on: '2020-01-01',
      left_on: draw.chance(0.3) ? '2021-01-01' : null,
    })),
    sharing_rule: sharing.sharing_rule.flatMap((rule) => [
      { ...rule, made_by: somebody(), ended_by: somebody(), ended_at: null },
      { ...rule, id: draw.id(), made_by: somebody(), ended_by: somebody(), ended_at: '2026-01-01T00:00:00Z' },
    ]),
    rule_application: sharing.sharing_rule.map(({ id }) => ({
      id: draw.id(),
      sharing_rule_id: id,
      asked_by: somebody(),
      total: 3,
      done: draw.pick([0, 0, 3]),
    })),
    coordinators: members
      .filter(() => draw.chance(0.4))
      .map((member_id) => ({
        id: draw.id(),
        member_id,
        organisation_id: draw.pick(organisations),
        role: 'coordinator',
      })),
  }
}
