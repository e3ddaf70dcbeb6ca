import type { DecidedReport } from './decide.ts'
import { idAt } from './identity.ts'
import type { DemoMember } from './organisations.ts'
import type { Random } from './random.ts'

export type DemoTimelineEntry = {
  id: string
  at: Date
  kind: string
  what: string
  why: string
  organisationId: number | undefined
  memberId: string | undefined
  actorName: string
  toldToReporter: boolean
  /** Another report that it tells of. */
  aboutReportId?: string
}

export type DemoAuditEntry = {
  id: string
  at: Date
  verb: 'collect' | 'alter' | 'combine'
  actorKind: 'public' | 'member'
  actorName: string
  organisationId: number | undefined
  memberId: string | undefined
  recordKind: 'report' | 'case'
  recordId: string
  summary: string
}

/** What was done with a report: filed, routed, then what triage made of it. */
export function timelineOf(
  report: DecidedReport,
  routedAt: number,
  reason: string,
  random: Random,
): DemoTimelineEntry[] {
  const entry = (
    at: number,
    kind: string,
    what: string,
    why: string,
    by: DemoMember | 'public' | 'system',
    toldToReporter: boolean,
  ): DemoTimelineEntry => ({
    id: idAt(at, random),
    at: new Date(at),
    kind,
    what,
    why,
    ...actor(by),
    toldToReporter,
  })
  const { queueName, because } = report.destination
  const entries = [
    entry(report.filedAt, 'filed', 'The report was received', '', 'public', true),
    entry(routedAt, 'routed', `Sent to ${queueName}`, because, 'system', true),
  ]
  const { triagedAt, triagedBy, closedAt, status } = report
  if (triagedAt && triagedBy) {
    if (status === 'refused') entries.push(entry(triagedAt, 'refused', 'Refused', reason, triagedBy, true))
    else if (status === 'not_asb') {
      entries.push(
        entry(triagedAt, 'not_asb', 'Found not to be anti-social behaviour', reason, triagedBy, true),
      )
    } else entries.push(entry(triagedAt, 'accepted', 'Accepted', '', triagedBy, true))
    if (closedAt) entries.push(entry(closedAt, 'closed', 'Closed', reason, triagedBy, true))
  }
  return entries
}

/** The audit of collecting and altering a report. */
export function auditOf(report: DecidedReport, recordId: string, random: Random): DemoAuditEntry[] {
  const entry = (
    at: number,
    verb: 'collect' | 'alter',
    by: DemoMember | 'public',
    summary: string,
  ): DemoAuditEntry => ({
    id: idAt(at, random),
    at: new Date(at),
    verb,
    actorKind: by === 'public' ? 'public' : 'member',
    ...actor(by),
    recordKind: 'report',
    recordId,
    summary,
  })
  const entries = [entry(report.filedAt, 'collect', 'public', '')]
  const { triagedAt, triagedBy, closedAt, status } = report
  if (triagedAt && triagedBy)
    entries.push(entry(triagedAt, 'alter', triagedBy, closedAt ? 'accepted' : status))
  if (closedAt && triagedBy) entries.push(entry(closedAt, 'alter', triagedBy, 'closed'))
  return entries
}

/** How timeline and audit name who did it. */
export function actor(by: DemoMember | 'public' | 'system') {
  if (by === 'public')
    return { organisationId: undefined, memberId: undefined, actorName: 'Member of the public' }
  if (by === 'system') return { organisationId: undefined, memberId: undefined, actorName: 'OpenASB' }
  return { organisationId: by.organisationId, memberId: by.id, actorName: by.name }
}
