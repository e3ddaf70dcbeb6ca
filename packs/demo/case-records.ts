import { reportTitle } from '#domains/reports'
import { formatDate, type LocalDate } from '#platform/clock'
import { idAt } from './identity.ts'
import type { Point } from './mesh.ts'
import type { DemoMember } from './organisations.ts'
import type { CaseOutcome, PlannedAction, PlannedCase } from './plan-cases.ts'
import type { Random } from './random.ts'
import { type ReportName, typeOf } from './records.ts'
import { actor, type DemoAuditEntry, type DemoTimelineEntry } from './report-history.ts'

export type DemoAction = {
  id: string
  what: string
  ownerOrganisationId: number
  ownerMemberId: string
  dueOn: LocalDate
  status: 'open' | 'done' | 'cancelled'
  outcome: string
  addedBy: string
  version: number
  createdAt: Date
  finishedAt: Date | undefined
  modifiedAt: Date
}

/** One case with its reports, plan and timeline. */
export type DemoCase = {
  id: string
  reference: string
  kind: 'monitored' | 'investigative'
  status: 'open' | 'closed'
  title: string
  asbType: string
  organisationId: number
  openedBy: string
  location: Point | undefined
  beatId: string | undefined
  wardId: string | undefined
  lsoaId: string | undefined
  districtId: string | undefined
  outcome: CaseOutcome | undefined
  closingReason: string
  audience: readonly number[]
  version: number
  openedAt: Date
  closedAt: Date | undefined
  modifiedAt: Date
  reports: readonly {
    reportId: string
    reason: string
    linkedBy: string
    linkedAt: Date
    /** For the report's own timeline. */
    entry: DemoTimelineEntry
  }[]
  actions: readonly DemoAction[]
  timeline: readonly DemoTimelineEntry[]
  audit: readonly DemoAuditEntry[]
}

/** Writes out a planned case. `nameOf` names a report by its number, `shortName` an organisation by its id. */
export function caseRecord(
  planned: PlannedCase,
  reference: string,
  nameOf: (report: number) => ReportName,
  shortName: (organisation: number) => string,
  random: Random,
): DemoCase {
  const draw = random.fork('case', planned.number)
  const [first] = planned.reports
  if (!first) throw new Error(`Case ${reference} has no report`)
  const id = idAt(planned.openedAt, draw)
  const kinds = planned.reports.map((report) => typeOf(report.type.code))
  const type = kinds.reduce((worst, kind) => (kind.priority < worst.priority ? kind : worst))
  const actions = planned.actions.map((action) => actionRecord(action, draw))
  const reports = planned.reports.map((report, index) => {
    const name = nameOf(report.number)
    const reason = index === 0 ? 'Opened with the case' : report.place ? 'Same place' : 'Same reporter'
    const at = report.linkedAt ?? planned.openedAt
    const entry = caseEntry(at, 'case_linked', `Linked to ${reference}`, reason, planned.openedBy, draw)
    return {
      reportId: name.id,
      reference: name.reference,
      reason,
      linkedBy: planned.openedBy.id,
      linkedAt: new Date(at),
      entry,
    }
  })
  const timeline = timelineOf(planned, reports, shortName, draw)
  const changes = timeline.map(({ at }) => at.getTime())
  return {
    id,
    reference,
    kind: planned.kind,
    status: planned.closedAt ? 'closed' : 'open',
    title: reportTitle(type.label, first.areas?.ward.name, reference),
    asbType: type.code,
    organisationId: planned.organisationId,
    openedBy: planned.openedBy.id,
    location: first.areas ? first.at : undefined,
    beatId: first.areas?.beat.id,
    wardId: first.areas?.ward.id,
    lsoaId: first.areas?.lsoa.id,
    districtId: first.areas?.district.id,
    outcome: planned.outcome,
    closingReason: planned.closingReason,
    audience: planned.audience,
    version: timeline.length,
    openedAt: new Date(planned.openedAt),
    closedAt: planned.closedAt ? new Date(planned.closedAt) : undefined,
    modifiedAt: new Date(Math.max(...changes)),
    reports: reports.map(({ reference: _reference, ...link }) => link),
    actions,
    timeline,
    audit: auditOf(planned, id, draw),
  }
}

function actionRecord(action: PlannedAction, draw: Random): DemoAction {
  return {
    id: idAt(action.createdAt, draw),
    what: action.what,
    ownerOrganisationId: action.owner.organisationId,
    ownerMemberId: action.owner.id,
    dueOn: action.dueOn,
    status: action.status,
    outcome: action.outcome,
    addedBy: action.addedBy.id,
    version: action.finishedAt ? 2 : 1,
    createdAt: new Date(action.createdAt),
    finishedAt: action.finishedAt ? new Date(action.finishedAt) : undefined,
    modifiedAt: new Date(action.finishedAt ?? action.createdAt),
  }
}

function timelineOf(
  planned: PlannedCase,
  reports: readonly { reportId: string; reference: string; linkedAt: Date; reason: string }[],
  shortName: (organisation: number) => string,
  draw: Random,
): DemoTimelineEntry[] {
  const entry = (at: number, kind: string, what: string, why: string, by: DemoMember) =>
    caseEntry(at, kind, what, why, by, draw)
  const { openedBy, openedAt, closedAt } = planned
  const entries = [
    entry(openedAt, 'opened', `Monitored Case opened from ${reports.length} reports`, '', openedBy),
    ...reports.map(({ reportId, reference, linkedAt, reason }) => ({
      ...entry(linkedAt.getTime() + 1, 'report_linked', `${reference} linked`, reason, openedBy),
      aboutReportId: reportId,
    })),
  ]
  for (const action of planned.actions) {
    entries.push(
      entry(
        action.createdAt + 2,
        'action_added',
        `${shortName(action.owner.organisationId)} to do by ${formatDate(action.dueOn)}: ${action.what}`,
        '',
        action.addedBy,
      ),
    )
    if (action.finishedAt) {
      const word = action.status === 'done' ? 'Done' : 'Cancelled'
      const kind = action.status === 'done' ? 'action_done' : 'action_cancelled'
      entries.push(entry(action.finishedAt, kind, `${word}: ${action.what}`, action.outcome, action.owner))
    }
  }
  if (closedAt)
    entries.push(
      entry(
        closedAt,
        'closed',
        `Closed: ${(planned.outcome ?? '').replaceAll('_', ' ')}`,
        planned.closingReason,
        openedBy,
      ),
    )
  return entries.sort((one, other) => one.at.getTime() - other.at.getTime())
}

function caseEntry(
  at: number,
  kind: string,
  what: string,
  why: string,
  by: DemoMember,
  draw: Random,
): DemoTimelineEntry {
  return { id: idAt(at, draw), at: new Date(at), kind, what, why, ...actor(by), toldToReporter: false }
}

function auditOf(planned: PlannedCase, recordId: string, draw: Random): DemoAuditEntry[] {
  const entry = (at: number, verb: 'collect' | 'alter' | 'combine', summary: string): DemoAuditEntry => ({
    id: idAt(at, draw),
    at: new Date(at),
    verb,
    actorKind: 'member',
    ...actor(planned.openedBy),
    recordKind: 'case',
    recordId,
    summary,
  })
  const entries = [entry(planned.openedAt, 'combine', `${planned.reports.length} reports`)]
  if (planned.closedAt) entries.push(entry(planned.closedAt, 'alter', 'closed'))
  return entries
}
