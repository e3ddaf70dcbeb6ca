import type { Draw } from './draw.ts'
import type { Row } from './rights.ts'

const moment = '2026-10-01T20:00:00Z'
const day = '2026-10-01'

/** What victims need, the directory of services, referrals to these and what became of them. */
export function drawNeeds(
  draw: Draw,
  organisations: readonly number[],
  members: readonly string[],
  contact_plan: readonly Row[],
) {
  const support_service = draw.times(3, (at) => ({
    id: draw.id(),
    organisation_id: draw.pick(organisations),
    name: `Service ${at}`,
    what_for: 'Locks',
    needs: ['safety'],
    partner_organisation_id: draw.pick([null, ...organisations]),
    consent_needed: draw.chance(0.5),
    answer_working_days: 3,
    modified_by: draw.pick(members),
    ended_on: draw.chance(0.2) ? day : null,
  }))
  const needs_assessment = contact_plan
    .filter(() => draw.chance(0.7))
    .map(({ id, case_id, organisation_id }) => ({
      id: draw.id(),
      plan_id: id ?? null,
      case_id: case_id ?? null,
      organisation_id: organisation_id ?? null,
      instrument_version: 1,
      asked_on: day,
      asked_whom: 'victim',
      answers: '[]',
      assessed_by: draw.pick(members),
    }))
  const support_referral = needs_assessment.flatMap(({ id, plan_id, case_id, organisation_id }) =>
    draw.times(draw.number(0, 2), () => {
      const service = draw.pick(support_service)
      const isOver = draw.chance(0.3)
      const consents = draw.chance(0.6)
      return {
        id: draw.id(),
        assessment_id: id,
        plan_id,
        case_id,
        service_id: service.id,
        organisation_id,
        partner_organisation_id: service.partner_organisation_id,
        need: 'safety',
        told: 'A lock',
        consent: consents ? 'given' : 'not_needed',
        consent_on: consents ? day : null,
        basis: consents ? '' : 'Vital interests',
        sent_by: draw.pick(['email', 'by_hand']),
        made_by: draw.pick(members),
        status: isOver ? 'ended' : 'sent',
        due_on: isOver ? null : day,
      }
    }),
  )
  return {
    support_service,
    needs_assessment,
    support_referral,
    support_outcome: support_referral
      .filter(() => draw.chance(0.8))
      .map(({ id }) => ({
        id: draw.id(),
        referral_id: id,
        outcome: 'ended',
        words: 'Fitted',
        member_id: draw.pick(members),
        organisation_id: draw.pick(organisations),
        at: moment,
      })),
  }
}
