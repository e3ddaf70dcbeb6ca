import { areaCodesOf } from '#domains/places'
import type { Transaction } from '#platform/database'

export type ReportToLink = Awaited<ReturnType<typeof readReportsToLink>>[number]

/** What linking needs to know of reports the actor sees, in the order of the references given. */
export async function readReportsToLink(db: Transaction, references: readonly string[]) {
  const rows = await db
    .selectFrom('report')
    .innerJoin('asb_type', 'asb_type.code', 'report.asb_type')
    .leftJoin('area as ward', 'ward.id', 'report.ward_id')
    .leftJoin('case_report', 'case_report.report_id', 'report.id')
    .leftJoin('asb_case', (on) =>
      on.onRef('asb_case.id', '=', 'case_report.case_id').on('asb_case.status', '=', 'open'),
    )
    .select([
      'report.id as id',
      'report.reference as reference',
      'report.status as status',
      'report.version as version',
      'report.asb_type as asb_type',
      'report.organisation_id as organisationId',
      'report.team_id as teamId',
      areaCodesOf('report').as('areas'),
      'report.location as location',
      'report.beat_id as beat_id',
      'report.ward_id as ward_id',
      'report.lsoa_id as lsoa_id',
      'report.district_id as district_id',
      'asb_type.label as typeLabel',
      'asb_type.priority as priority',
      'ward.name as wardName',
      'asb_case.reference as caseReference',
    ])
    .where('report.reference', 'in', references.length > 0 ? references : [''])
    .execute()
  // A report may stand in several closed cases and one open one; the open one counts.
  const byReference = new Map<string, (typeof rows)[number]>()
  for (const row of rows)
    if (row.caseReference !== null || !byReference.has(row.reference)) byReference.set(row.reference, row)
  return references.flatMap((reference) => byReference.get(reference) ?? [])
}
