import type { Draw } from './draw.ts'
import type { Row, Value } from './rights.ts'

const moment = '2026-10-01T20:00:00Z'

/** Reviews in every state: seen by some bodies, with private minutes, open and answered recommendations, appeals. */
export function drawReviews(
  draw: Draw,
  organisations: readonly number[],
  members: readonly Value[],
  report: readonly Row[],
  asbCase: readonly Row[],
) {
  const review_procedure = ['2020-01-01', '2099-01-01'].map((valid_from) => ({
    id: draw.id(),
    organisation_id: draw.pick(organisations),
    district_code: 'Z07000001',
    valid_from,
    complaints: 2,
    complaint_months: 1,
    application_months: 6,
    same_metres: 500,
    acknowledge_days: 3,
    threshold_days: 15,
    panel_days: 20,
    outcome_days: 25,
    respond_days: 10,
    appeal_within_days: 28,
    appeal_days: 20,
    appeal_to: 'csp_chair',
    contact_name: 'Safety team',
    source: 'Made up',
    set_by: draw.pick(members),
  }))
  const asb_review = Array.from({ length: 4 }, (_, at) => {
    const lead = draw.pick(organisations)
    return {
      id: draw.id(),
      reference: `CR-${at}`,
      submission_id: draw.id(),
      organisation_id: lead,
      district_code: 'Z07000001',
      case_id: draw.chance(0.5) ? (draw.pick(asbCase).id ?? null) : null,
      status: draw.pick(['received', 'threshold_met', 'panel_arranged', 'closed', 'withdrawn']),
      channel: 'online',
      behaviour: 'Drums',
      applied_on: '2026-10-01',
      acknowledge_due_on: '2026-10-06',
      audience: [...new Set([...(draw.chance(0.8) ? [lead] : []), draw.pick(organisations)])],
      closed_at: null,
    }
  })
  const each = <Drawn extends Row>(make: (review: Row) => Drawn): Drawn[] =>
    asb_review.map((review) => make(review))
  const review_body = asb_review.flatMap(({ id, organisation_id, audience }) =>
    [...new Set([...audience, organisation_id])].map((body) => ({
      review_id: id,
      organisation_id: body,
      role: 'council',
      passed_by: draw.pick(members),
    })),
  )
  const bodyOf = (id: Value | undefined) =>
    draw.pick(review_body.filter((body) => body.review_id === id)).organisation_id
  return {
    review_procedure,
    review_relevant_body: [
      {
        organisation_id: organisations[0] ?? 1,
        district_code: 'Z07000001',
        role: 'council',
        valid_from: '2020-01-01',
      },
      ...organisations.slice(1).map((organisation) => ({
        organisation_id: organisation,
        district_code: 'Z07000001',
        role: draw.pick(['council', 'police']),
        valid_from: draw.pick(['2020-01-01', '2099-01-01']),
        valid_to: draw.pick([null, '2100-01-01']),
        set_by: draw.pick(members),
        ended_by: draw.pick(members),
      })),
    ],
    complaint_ledger: report.slice(0, 3).map(({ id }) => ({
      report_id: id ?? null,
      made_at: moment,
      counts_with: id ?? null,
      limb_a: true,
      limb_because: 'Told by the victim',
      is_hate: false,
      qualifies: true,
      because: 'Qualifies',
    })),
    complaint_ledger_due: report.slice(0, 2).map(({ id }) => ({ report_id: id ?? null, made_at: moment })),
    asb_review,
    review_applicant: each(({ id }) => ({ review_id: id ?? null, name: 'Vera Victim' })),
    review_link: each(({ id }) => ({
      review_id: id ?? null,
      secret_hash: `\\x${draw.id().replaceAll('-', '')}`,
    })),
    review_key: each(({ id }) => ({ review_id: id ?? null, kind: 'email', key: 'nobody@example.org' })),
    review_body,
    review_complaint: each(({ id }) => ({
      id: draw.id(),
      review_id: id ?? null,
      report_id: draw.pick(report).id ?? null,
      reference: 'ASB-1',
      told_to: '',
      added_by: draw.pick(members),
    })),
    review_decision: each(({ id, organisation_id }) => ({
      id: draw.id(),
      review_id: id ?? null,
      kind: 'threshold',
      decision: 'met',
      reason_code: 'count',
      reasons: 'Three',
      told: 'Three',
      organisation_id: organisation_id ?? null,
      decided_by: draw.pick(members),
    })),
    review_panel: each(({ id }) => ({
      id: draw.id(),
      review_id: id ?? null,
      meets_at: moment,
      place: 'Town hall',
      chair_name: 'Ines',
      chair_from: 'Elsewhere',
      chair_is_independent: true,
      members: 'Ines',
      victim_invited: draw.chance(0.7),
      not_invited_because: 'Unsafe',
      attended: 'Ines',
      held_at: draw.chance(0.5) ? moment : null,
      arranged_by: draw.pick(members),
    })),
    review_minute: asb_review.flatMap(({ id }) =>
      [true, false].map((is_private) => ({
        id: draw.id(),
        review_id: id,
        subject: 'risk',
        words: 'Said',
        is_private,
        organisation_id: bodyOf(id),
        written_by: draw.pick(members),
      })),
    ),
    review_recommendation: each(({ id }) => ({
      id: draw.id(),
      review_id: id ?? null,
      what: 'Visit',
      organisation_id: bodyOf(id),
      due_on: '2026-12-01',
      respond_due_on: '2026-11-01',
      status: 'made',
      response: 'Yes',
      outcome: 'Done',
      done_at: moment,
      made_by: draw.pick(members),
    })),
    review_appeal: each(({ id }) => ({
      id: draw.id(),
      review_id: id ?? null,
      submission_id: draw.id(),
      against: 'conduct',
      grounds: 'Why',
      heard_by: 'csp_chair',
      due_on: '2026-12-01',
      decided_by_name: 'The chair',
      reasons: 'Because',
      told: 'Told',
      decided_at: moment,
      decision: draw.chance(0.5) ? 'upheld' : null,
      entered_by: draw.pick(members),
      recorded_by: draw.pick(members),
    })),
    review_event: each(({ id, organisation_id }) => ({
      id: draw.id(),
      review_id: id ?? null,
      kind: 'note',
      what: 'Noted',
      organisation_id: organisation_id ?? null,
      member_id: draw.pick(members),
      actor_name: 'Ada',
    })),
    review_figure: organisations.slice(0, 2).map((organisation) => ({
      organisation_id: organisation,
      year: 2026,
      body_id: organisation,
      measure: 'applications',
      shown: '<5',
      published_by: draw.pick(members),
    })),
  }
}
