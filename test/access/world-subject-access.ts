import type { Draw } from './draw.ts'
import type { Row, Value } from './rights.ts'

const moment = '2026-10-01T20:00:00Z'
const later = '2100-01-01T00:00:00Z'

/** People who answer for information, and requests in every state with what was found, given and packed. */
export function drawSubjectAccess(
  draw: Draw,
  organisations: readonly number[],
  members: readonly Value[],
  report: readonly Row[],
  cases: readonly Row[],
) {
  const membership = members.flatMap((member_id) =>
    organisations
      .filter(() => draw.chance(0.5))
      .map((organisation_id) => ({
        id: draw.id(),
        member_id,
        organisation_id,
        role: 'information_governance',
        valid_to: draw.chance(0.1) ? '2020-01-01' : null,
      })),
  )
  const subject_request = draw.times(draw.number(3, 5), (at) => {
    const status = draw.pick(['open', 'awaiting_approval', 'approved', 'approved', 'closed'])
    return {
      id: draw.id(),
      reference: `SAR-${at}`,
      organisation_id: draw.pick(organisations),
      regime: 'uk_gdpr',
      status,
      person_name: 'Reporter',
      asked_by: 'themselves',
      received_on: '2026-10-01',
      due_on: '2026-11-02',
      approved_by: status === 'approved' ? draw.pick(members) : null,
      closed_on: status === 'closed' ? '2026-10-09' : null,
      created_by: draw.pick(members),
    }
  })
  const subject_contribution = subject_request.flatMap((request) =>
    organisations
      .filter((id) => id !== request.organisation_id && draw.chance(0.7))
      .map((organisation_id) => {
        const status = draw.pick(['asked', 'accepted', 'accepted', 'refused', 'answered', 'withdrawn'])
        return {
          id: draw.id(),
          request_id: request.id,
          controller_id: request.organisation_id,
          organisation_id,
          status,
          reason: 'Because',
          due_on: '2026-10-15',
          answered_at: status === 'answered' ? moment : null,
          asked_by: draw.pick(members),
        }
      }),
  )
  const subject_item = [
    ...subject_request.map(({ id, organisation_id }) => ({
      id,
      controller_id: organisation_id,
      organisation_id,
      isAnswered: false,
    })),
    ...subject_contribution.map((each) => ({
      id: each.request_id,
      controller_id: each.controller_id,
      organisation_id: each.organisation_id,
      isAnswered: each.status === 'answered',
    })),
  ].flatMap(({ id, controller_id, organisation_id, isAnswered }) =>
    [
      ...report.map((record) => ({ record, report_id: record.id ?? null, case_id: null })),
      ...cases.map((record) => ({ record, report_id: null, case_id: record.id ?? null })),
    ]
      .filter(() => draw.chance(0.12))
      .map(({ record, report_id, case_id }) => {
        const decision = draw.pick(['undecided', 'included', 'excluded'])
        return {
          id: draw.id(),
          request_id: id,
          controller_id,
          organisation_id,
          report_id,
          case_id,
          reference: record.reference ?? null,
          title: 'A record',
          held_by: '',
          recorded_on: '2026-10-01',
          score: 1,
          matches: ['Alike'],
          decision,
          decided_by: decision === 'undecided' ? null : draw.pick(members),
          shared_at: isAnswered && draw.chance(0.7) ? moment : null,
        }
      }),
  )
  const subject_passage = subject_item
    .filter(() => draw.chance(0.5))
    .slice(0, 5)
    .map(({ id }) => ({
      id: draw.id(),
      item_id: id,
      position: 0,
      heading: 'What was reported',
      part: 'record',
      content: 'Words of the reporter',
    }))
  const stored_file = subject_request.flatMap(({ id, organisation_id }) =>
    draw.times(2, () => ({
      id: draw.id(),
      kind: draw.chance(0.8) ? 'subject_access_package' : 'unknown',
      organisation_id,
      record_kind: 'subject_request',
      record_id: id,
      name: 'package.zip',
      media_type: 'application/zip',
      size: 1,
      sha256: draw.hash(),
      created_at: '2019-01-01T00:00:00Z',
      expires_at: draw.pick([later, later, '2020-01-01T00:00:00Z']),
      removed_at: draw.chance(0.2) ? moment : null,
    })),
  )
  return {
    membership,
    subject_request,
    subject_contribution,
    subject_item,
    subject_passage,
    subject_redaction: subject_passage
      .filter(() => draw.chance(0.7))
      .map(({ id }) => ({
        id: draw.id(),
        passage_id: id,
        starts: 0,
        ends: 5,
        kind: 'name',
        status: 'suggested',
      })),
    stored_file,
    subject_package: subject_request.map(({ id }) => {
      const status = draw.pick(['building', 'ready', 'failed'])
      return {
        id: draw.id(),
        request_id: id,
        status,
        file_id:
          status === 'ready' ? (stored_file.find(({ record_id }) => record_id === id)?.id ?? null) : null,
        asked_by: draw.pick(members),
        finished_at: status === 'building' ? null : moment,
      }
    }),
  }
}
