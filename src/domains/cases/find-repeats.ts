import { sql } from 'kysely'
import type { ReportStatus } from '#domains/reports'
import { compiledOnce, type Transaction } from '#platform/database'
import { type Judgement, judgeRepeat, repeatWeights } from './judge-repeat.ts'

/** A report that may be about the same behaviour, with enough to judge by. */
export type SuggestedRepeat = Judgement & {
  id: string
  reference: string
  title: string
  typeLabel: string
  status: ReportStatus
  summary: string
  placeWords: string
  filedAt: Date
  organisationName: string | null
  /** The case it already belongs to. */
  caseReference: string | null
}

/** Neighbours looked at before judging; a busy square has more, and the nearest of the same type come first. */
const mostCandidates = 60
const mostSuggested = 10

type Neighbour = Omit<SuggestedRepeat, keyof Judgement> & {
  myFiledAt: Date
  distanceM: number
  sameType: boolean
  sameNationalType: boolean
}

const readNeighbours = compiledOnce<Neighbour>((db, reference) =>
  db
    .selectFrom('report as mine')
    .innerJoin('asb_type as my_type', 'my_type.code', 'mine.asb_type')
    .innerJoinLateral(
      sql<{
        id: string
        distance_m: number
      }>`reports_near(mine.id, ${sql.lit(repeatWeights.withinMetres)}, ${sql.lit(repeatWeights.withinDays)}, ${sql.lit(mostCandidates)})`.as(
        'near',
      ),
      (join) => join.onTrue(),
    )
    .innerJoin('report', 'report.id', 'near.id')
    .innerJoin('asb_type', 'asb_type.code', 'report.asb_type')
    .leftJoin('organisation', 'organisation.id', 'report.organisation_id')
    .leftJoin('case_report', 'case_report.report_id', 'report.id')
    .leftJoin('asb_case', 'asb_case.id', 'case_report.case_id')
    .select([
      'report.id as id',
      'report.reference as reference',
      'report.title as title',
      'report.status as status',
      'report.summary as summary',
      'report.place_words as placeWords',
      'report.filed_at as filedAt',
      'mine.filed_at as myFiledAt',
      'near.distance_m as distanceM',
      'asb_type.label as typeLabel',
      'organisation.short_name as organisationName',
      'asb_case.reference as caseReference',
      sql<boolean>`report.asb_type = mine.asb_type`.as('sameType'),
      sql<boolean>`asb_type.national_type = my_type.national_type`.as('sameNationalType'),
    ])
    .where('mine.reference', '=', reference)
    .compile(),
)

/**
 * Likely repeats of a report by place, time and type, strongest first, among the reports the reader may see. By its
 * reference, so that they can be asked together with the report.
 */
export async function findRepeats(db: Transaction, reference: string): Promise<SuggestedRepeat[]> {
  const rows = await readNeighbours(db, reference)
  const judged = rows.map(({ distanceM, myFiledAt, sameType, sameNationalType, ...report }) => {
    const daysApart = (report.filedAt.getTime() - myFiledAt.getTime()) / 86_400_000
    return { ...report, ...judgeRepeat({ distanceM, daysApart, sameType, sameNationalType }) }
  })
  const once = [...new Map(judged.map((repeat) => [repeat.id, repeat])).values()]
  return once
    .filter(({ isSuggested }) => isSuggested)
    .sort((one, other) => other.points - one.points || other.filedAt.getTime() - one.filedAt.getTime())
    .slice(0, mostSuggested)
}
