import type { Deciding } from '#domains/reports'
import { giveSight, shareAgainByRules } from '#domains/sharing'
import { addTimelineEntries } from '#domains/timeline'
import { organisationsWith } from '#platform/actor'
import { addDays, londonDateOf } from '#platform/clock'
import { conflict, forbidden, notFound } from '#platform/http'
import { newId, newReference } from '#platform/ids'
import { caseTitle } from './case.ts'
import { reviewAfterDays } from './criteria/criterion.ts'
import { endSuggestion, readSuggestions } from './criteria/suggestions.ts'
import { casework } from './lifecycle.ts'
import { linkReports } from './link-reports.ts'
import { readReportsToLink } from './read-reports-to-link.ts'
import { recordRegime } from './regime/regime.ts'

export type OpenedCase = {
  id: string
  reference: string
  reports: readonly { id: string; reference: string }[]
}

/**
 * Opens a Monitored Case from one or several reports, in one click. Its type is the most urgent of theirs, its place the
 * first one's; it is seen by the opener's organisation and by those that hold the reports.
 */
export async function openCase(
  deciding: Deciding,
  reportReferences: readonly string[],
  suggestionId?: string,
): Promise<OpenedCase> {
  const { db, actor } = deciding
  const reports = await readReportsToLink(db, reportReferences)
  const [first] = reports
  if (first === undefined || reports.length < new Set(reportReferences).size) throw notFound('report')
  const taken = reports.find(({ caseReference }) => caseReference !== null)
  if (taken)
    throw conflict(
      `${taken.reference} already belongs to ${taken.caseReference}: open that case and link the others to it.`,
    )

  const suggestion =
    suggestionId === undefined
      ? undefined
      : (
          await readSuggestions(
            db,
            reports.map(({ id }) => id),
          )
        ).find(({ id }) => id === suggestionId)
  const openedOn = londonDateOf(deciding.now)
  const urgent = reports.reduce((most, report) => (report.priority < most.priority ? report : most))
  const placed = reports.find(({ ward_id }) => ward_id !== null) ?? first
  const id = newId()
  const reference = newReference('CASE')
  const holders = reports.flatMap(({ organisationId }) => organisationId ?? [])
  const lead = leadOf(organisationsWith(actor, ...casework), holders)
  await db
    .insertInto('asb_case')
    .values({
      id,
      reference,
      status: 'open',
      title: caseTitle(urgent.typeLabel, placed.wardName ?? undefined, reference),
      asb_type: urgent.asb_type,
      organisation_id: lead,
      opened_by: actor.memberId,
      location: placed.location === null ? null : `(${placed.location.x},${placed.location.y})`,
      beat_id: placed.beat_id,
      ward_id: placed.ward_id,
      lsoa_id: placed.lsoa_id,
      district_id: placed.district_id,
      audience: [lead],
      review_on: addDays(openedOn, suggestion?.reviewAfterDays ?? reviewAfterDays(openedOn)),
    })
    .execute()
  await recordRegime(db, actor, {
    caseId: id,
    organisationId: lead,
    regime: 'uk_gdpr',
    reason: 'Opened',
    now: deciding.now,
  })
  await addTimelineEntries(db, actor, [
    {
      caseId: id,
      kind: 'opened',
      what: `Monitored Case opened from ${reports.length === 1 ? '1 report' : `${reports.length} reports`}`,
    },
  ])
  await giveSight(db, actor, {
    record: { kind: 'case', id },
    organisations: holders,
    level: 'full',
    reason: 'They hold a report that the case was opened from',
  })
  await linkReports(deciding, { id, reference }, reports, 'Opened with the case')
  await shareAgainByRules(db, actor, 'case', [id], deciding.requestId)
  if (suggestion !== undefined) {
    await endSuggestion(db, suggestion.id, { caseId: id })
    await addTimelineEntries(db, actor, [
      {
        caseId: id,
        kind: 'suggested',
        what: `Suggested by a rule: ${suggestion.name}`,
        why: suggestion.wish === '' ? `Version ${suggestion.criterionVersion}` : suggestion.wish,
      },
    ])
  }
  return { id, reference, reports }
}

/** Of the organisations for which a person works on cases, the one that holds a report, or else the first. */
function leadOf(theirs: readonly number[], holders: readonly number[]): number {
  const lead = theirs.find((id) => holders.includes(id)) ?? theirs[0]
  if (lead === undefined) throw forbidden()
  return lead
}
