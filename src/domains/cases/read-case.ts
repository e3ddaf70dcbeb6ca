import { sql } from 'kysely'
import { mayAskReason } from '#domains/governance'
import { areaCodesOf } from '#domains/places'
import type { Channel, ReportStatus } from '#domains/reports'
import { readCaseTimeline, type TimelinePage } from '#domains/timeline'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type PlannedAction, readActionPlan } from './action-plan.ts'
import type { Outcome } from './case.ts'
import type { CaseKind } from './case-kind.ts'
import { countHours, type Happening } from './count-hours.ts'
import { findRepeats, type SuggestedRepeat } from './find-repeats.ts'
import type { CaseStatus } from './lifecycle.ts'
import type { OneEvent } from './one-event/compare-accounts.ts'
import { readEvents } from './one-event/read-events.ts'
import type { Regime } from './regime/regime.ts'

export type LinkedReport = Happening & {
  id: string
  reference: string
  title: string
  typeLabel: string
  status: ReportStatus
  summary: string
  placeWords: string
  occurredTo: Date
  location: { x: number; y: number } | null
  precisionM: number | null
  channel: Channel
  filedAt: Date
  organisationName: string | null
  reason: string
}

export type Partner = { id: number; name: string; shortName: string }

/** Who may be given an action: an organisation that sees the case, or one of its members. */
export type PossibleOwner = {
  organisationId: number
  organisationName: string
  members: { id: string; name: string }[]
  teams: { id: string; name: string }[]
}

/** Everything the case page shows, under the reader's own permissions. */
export type CaseRecord = {
  id: string
  reference: string
  title: string
  kind: CaseKind
  status: CaseStatus
  version: number
  /** The day on which its paused clocks run again; null while they run. */
  pausedUntil: LocalDate | null
  wasPaused: boolean
  typeLabel: string
  organisationId: number
  organisationName: string
  openedAt: Date
  openedByName: string | null
  closedAt: Date | null
  outcome: Outcome | null
  closingReason: string
  areas: { kind: string; name: string; vintage: string }[]
  areaCodes: { kind: string; code: string }[]
  /** The restricted partition it stands in. */
  restriction: string | null
  mayAskReason: boolean
  regime: Regime
  /** Organisations that see the case in full. */
  readers: number[]
  centre: { easting: number; northing: number } | null
  partners: Partner[]
  possibleOwners: PossibleOwner[]
  reports: LinkedReport[]
  /** Events of which several of them tell. */
  events: OneEvent[]
  /** Linked reports which the reader may not see. */
  hiddenReports: number
  plan: PlannedAction[]
  /** Its last entries. */
  timeline: TimelinePage
  repeats: SuggestedRepeat[]
  /** When the behaviour happened: 7 rows (Monday first) of 24 counts, local time. */
  hours: number[][]
}

/** Entries of the timeline that the overview shows. */
const latestShown = 10

/** The case under this reference, or undefined where the reader does not see all of it. */
export async function findCase(db: Transaction, reference: string): Promise<CaseRecord | undefined> {
  const found = await readHead(db, reference)
  if (found === undefined) return undefined
  const { readers, location, area_ids, ...head } = found
  const reports = await readReports(db, head.id)
  const [first] = reports
  const [linkCount, { partners, possibleOwners }, areas, plan, timeline, repeats, events] = await Promise.all(
    [
      countLinks(db, head.id),
      readPossibleOwners(db, readers),
      readAreas(db, area_ids),
      readActionPlan(db, head.id),
      readCaseTimeline(db, { ...head, reports }, { q: '' }, latestShown),
      first === undefined || head.status === 'closed' ? [] : findRepeats(db, first.reference),
      readEvents(db, reports),
    ],
  )
  return {
    ...head,
    centre: location === null ? null : { easting: location.x, northing: location.y },
    areas,
    readers,
    partners,
    possibleOwners,
    reports,
    events,
    hiddenReports: linkCount - reports.length,
    plan,
    timeline,
    repeats: repeats.filter((repeat) => repeat.caseReference === null),
    hours: countHours(reports),
  }
}

/** Organisations that see a case in full, and who of each may be given its actions. */
export async function readPossibleOwners(
  db: Transaction,
  readers: readonly number[],
): Promise<{ partners: Partner[]; possibleOwners: PossibleOwner[] }> {
  const [partners, members, teams] = await Promise.all([
    db
      .selectFrom('organisation')
      .select(['id', 'name', 'short_name as shortName'])
      .where('valid_to', 'is', null)
      .where('id', 'in', readers.length > 0 ? readers : [0])
      .orderBy('name')
      .execute(),
    readMembers(db, readers),
    db
      .selectFrom('team')
      .select(['id', 'name', 'organisation_id as organisationId'])
      .where('organisation_id', 'in', readers.length > 0 ? readers : [0])
      .orderBy('name')
      .execute(),
  ])
  return {
    partners,
    possibleOwners: partners.map(({ id, shortName }) => ({
      organisationId: id,
      organisationName: shortName,
      members: members.filter((member) => member.organisationId === id),
      teams: teams.filter((team) => team.organisationId === id),
    })),
  }
}

function readHead(db: Transaction, reference: string) {
  return db
    .selectFrom('asb_case')
    .innerJoin('asb_type', 'asb_type.code', 'asb_case.asb_type')
    .innerJoin('organisation', 'organisation.id', 'asb_case.organisation_id')
    .leftJoin('member', 'member.id', 'asb_case.opened_by')
    .leftJoin('partition', 'partition.code', 'asb_case.partition_code')
    .select([
      'asb_case.id as id',
      'asb_case.reference as reference',
      'asb_case.title as title',
      'asb_case.kind as kind',
      'asb_case.status as status',
      'asb_case.version as version',
      'asb_case.paused_until as pausedUntil',
      'asb_case.was_paused as wasPaused',
      'asb_case.organisation_id as organisationId',
      'asb_case.opened_at as openedAt',
      'asb_case.closed_at as closedAt',
      'asb_case.outcome as outcome',
      'asb_case.closing_reason as closingReason',
      sql<number[]>`organisations_in(asb_case.audience)`.as('readers'),
      'asb_case.location as location',
      'asb_type.label as typeLabel',
      'partition.label as restriction',
      mayAskReason('asb_case').as('mayAskReason'),
      sql<Regime>`coalesce((select regime from case_regime where case_id = asb_case.id
        order by since desc, id desc limit 1), 'uk_gdpr')`.as('regime'),
      'organisation.name as organisationName',
      'member.name as openedByName',
      sql<string[]>`array_remove(array[beat_id, ward_id, district_id], null)`.as('area_ids'),
      areaCodesOf('asb_case').as('areaCodes'),
    ])
    .where('asb_case.reference', '=', reference)
    .executeTakeFirst()
}

async function readReports(db: Transaction, caseId: string): Promise<LinkedReport[]> {
  const reports = await db
    .selectFrom('case_report')
    .innerJoin('report', 'report.id', 'case_report.report_id')
    .innerJoin('asb_type', 'asb_type.code', 'report.asb_type')
    .leftJoin('organisation', 'organisation.id', 'report.organisation_id')
    .select([
      'report.id as id',
      'report.reference as reference',
      'report.title as title',
      'report.status as status',
      'report.summary as summary',
      'report.place_words as placeWords',
      'report.occurrence as occurrence',
      'report.occurred_from as occurredFrom',
      'report.occurred_to as occurredTo',
      'report.location as location',
      'report.location_precision_m as precisionM',
      'report.channel as channel',
      'report.filed_at as filedAt',
      'asb_type.label as typeLabel',
      'organisation.short_name as organisationName',
      'case_report.reason as reason',
    ])
    .where('case_report.case_id', '=', caseId)
    .orderBy('report.filed_at', 'desc')
    .execute()
  const patterns = await db
    .selectFrom('report_occurrence')
    .innerJoin('case_report', 'case_report.report_id', 'report_occurrence.report_id')
    .select(['report_occurrence.report_id as id', 'weekday', 'from_hour as fromHour', 'to_hour as toHour'])
    .where('case_report.case_id', '=', caseId)
    .execute()
  return reports.map((report) => ({ ...report, pattern: patterns.filter(({ id }) => id === report.id) }))
}

async function countLinks(db: Transaction, caseId: string): Promise<number> {
  const { count } = await db
    .selectFrom('case_report')
    .select((is) => is.fn.countAll<number>().as('count'))
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow()
  return count
}

function readMembers(db: Transaction, readers: readonly number[]) {
  return db
    .selectFrom('membership')
    .innerJoin('member', 'member.id', 'membership.member_id')
    .select(['member.id as id', 'member.name as name', 'membership.organisation_id as organisationId'])
    .distinct()
    .where('membership.organisation_id', 'in', readers.length > 0 ? readers : [0])
    .where('membership.role', 'in', ['triage_officer', 'case_officer', 'supervisor'])
    .where((is) =>
      is.or([
        is('membership.valid_to', 'is', null),
        is('membership.valid_to', '>', sql<string>`current_date`),
      ]),
    )
    .orderBy('member.name')
    .execute()
}

function readAreas(db: Transaction, ids: readonly string[]) {
  return db
    .selectFrom('area')
    .innerJoin('area_set', 'area_set.id', 'area.area_set_id')
    .innerJoin('area_kind', 'area_kind.kind', 'area_set.kind')
    .select(['area_kind.label as kind', 'area.name as name', 'area_set.vintage as vintage'])
    .where(sql<boolean>`area.id = any (${ids}::uuid[])`)
    .orderBy('area_kind.position')
    .execute()
}
