import type { DemoAction, DemoCase } from './case-records.ts'
import type { Row } from './insert-rows.ts'
import type { Point } from './mesh.ts'
import type { DemoReport } from './records.ts'
import type { DemoAuditEntry, DemoTimelineEntry } from './report-history.ts'

/** Where the demo's areas, streets and postcodes say they come from. */
export const SOURCE = 'Made-up county'

export const pointText = (point: Point | undefined) => (point ? `(${point[0]},${point[1]})` : null)

export function reportRow(report: DemoReport): Row {
  return {
    id: report.id,
    reference: report.reference,
    submission_id: report.submissionId,
    channel: report.channel,
    asb_type: report.asbType,
    question_set_version: report.questionSetVersion ?? null,
    title: report.title,
    summary: report.summary,
    status: report.status,
    opening_qualifier: report.openingQualifier,
    closing_qualifier: report.closingQualifier ?? null,
    occurrence: report.occurrence,
    occurred_from: report.occurredFrom,
    occurred_to: report.occurredTo,
    location: pointText(report.location),
    location_precision_m: report.locationPrecisionM ?? null,
    place_kind: report.placeKind ?? null,
    place_shape: report.placeShape ?? null,
    place_words: report.placeWords,
    beat_id: report.beatId ?? null,
    ward_id: report.wardId ?? null,
    lsoa_id: report.lsoaId ?? null,
    district_id: report.districtId ?? null,
    reported_before: report.reportedBefore,
    anonymous: report.anonymous,
    organisation_id: report.organisationId,
    team_id: report.teamId,
    queue_id: report.queueId,
    routed_because: report.routedBecause,
    claimed_by: report.claimedBy ?? null,
    claim_expires_at: report.claimExpiresAt ?? null,
    decision_reason: report.decisionReason,
    version: report.version,
    filed_at: report.filedAt,
    triaged_at: report.triagedAt ?? null,
    closed_at: report.closedAt ?? null,
    modified_at: report.modifiedAt,
  }
}

export function contactRows(report: DemoReport): Row[] {
  const { contact } = report
  if (!contact) return []
  return [
    {
      report_id: report.id,
      name: contact.name,
      email: contact.email,
      phone: contact.phone,
      address: contact.address,
      preferred_channel: contact.preferredChannel,
      safe_contact: contact.safeContact,
    },
  ]
}

export function answerRows(report: DemoReport): Row[] {
  return report.answers.map((answer, index) => ({ report_id: report.id, position: index + 1, ...answer }))
}

export function patternRows(report: DemoReport): Row[] {
  return report.pattern.map(({ weekday, fromHour, toHour }) => ({
    report_id: report.id,
    weekday,
    from_hour: fromHour,
    to_hour: toHour,
  }))
}

export function timelineRow(
  of: { reportId: string } | { caseId: string },
  entry: DemoTimelineEntry,
  aboutCaseId: string | null = null,
): Row {
  return {
    id: entry.id,
    report_id: 'reportId' in of ? of.reportId : null,
    case_id: 'caseId' in of ? of.caseId : null,
    about_report_id: entry.aboutReportId ?? null,
    about_case_id: aboutCaseId,
    at: entry.at,
    kind: entry.kind,
    what: entry.what,
    why: entry.why,
    organisation_id: entry.organisationId ?? null,
    member_id: entry.memberId ?? null,
    actor_name: entry.actorName,
    told_to_reporter: entry.toldToReporter,
  }
}

export function auditRow(entry: DemoAuditEntry): Row {
  return {
    id: entry.id,
    at: entry.at,
    verb: entry.verb,
    actor_kind: entry.actorKind,
    actor_name: entry.actorName,
    organisation_id: entry.organisationId ?? null,
    member_id: entry.memberId ?? null,
    record_kind: entry.recordKind,
    record_id: entry.recordId,
    recipient: '',
    reason: '',
    summary: entry.summary,
    request_id: 'demo',
  }
}

export function caseRow(one: DemoCase): Row {
  return {
    id: one.id,
    reference: one.reference,
    kind: one.kind,
    status: one.status,
    title: one.title,
    asb_type: one.asbType,
    organisation_id: one.organisationId,
    opened_by: one.openedBy,
    location: pointText(one.location),
    beat_id: one.beatId ?? null,
    ward_id: one.wardId ?? null,
    lsoa_id: one.lsoaId ?? null,
    district_id: one.districtId ?? null,
    outcome: one.outcome ?? null,
    closing_reason: one.closingReason,
    version: one.version,
    opened_at: one.openedAt,
    closed_at: one.closedAt ?? null,
    modified_at: one.modifiedAt,
  }
}

export function caseReportRows(one: DemoCase): Row[] {
  return one.reports.map((link) => ({
    case_id: one.id,
    report_id: link.reportId,
    reason: link.reason,
    linked_by: link.linkedBy,
    linked_at: link.linkedAt,
  }))
}

export function actionRow(one: DemoCase, action: DemoAction): Row {
  return {
    id: action.id,
    case_id: one.id,
    what: action.what,
    owner_organisation_id: action.ownerOrganisationId,
    owner_member_id: action.ownerMemberId,
    due_on: action.dueOn,
    status: action.status,
    outcome: action.outcome,
    added_by: action.addedBy,
    version: action.version,
    created_at: action.createdAt,
    finished_at: action.finishedAt ?? null,
    modified_at: action.modifiedAt,
  }
}
