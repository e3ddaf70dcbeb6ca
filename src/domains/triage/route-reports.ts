import { sql } from 'kysely'
import { type RaisedPrompt, reportTitle, restrictingAnswers } from '#domains/reports'
import { auditRuleChanges, type SharingFacts, shareByRules } from '#domains/sharing'
import { addTimelineEntries } from '#domains/timeline'
import { type Actor, organisationOf } from '#platform/actor'
import { recordAudit } from '#platform/audit'
import { londonDateOf } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type CodedPlace, codePlaces } from './code-places.ts'
import {
  type Destination,
  explainRouting,
  findMatchingRule,
  type RoutingFacts,
  type RoutingRule,
  raisePrompts,
} from './match-rule.ts'
import { type Routing, readRouting, versionOn } from './read-rules.ts'
import { reportedBeforeInWords } from './reported-before.ts'
import {
  type Cleared,
  explainRestriction,
  noteGaps,
  readCleared,
  routeRestricted,
} from './restrict-routing.ts'

type FiledReport = {
  id: string
  reference: string
  asbType: string
  typeLabel: string
  channel: string
  occurrence: string
  qualifier: string
  reportedBefore: boolean | null
  location: { x: number; y: number } | null
  /** Codes of the areas that whoever entered it chose instead, by kind. */
  corrected: Readonly<Record<string, string>> | null
  placeWords: string
  filedAt: Date
  answers: readonly { question: string; answer: string }[]
  /** The restricted partition into which its answers put it, or the report it repeats. */
  partition: string | null
}

type RoutedReport = {
  report: FiledReport
  place: CodedPlace | undefined
  rule: RoutingRule | undefined
  destination: Destination
  because: string
  prompts: readonly RaisedPrompt[]
  /** As it is written: nothing where nobody could see it then. */
  partition: string | null
  /** The organisation by whose rule it would have gone, where nobody is cleared for it. */
  passedBy: number | undefined
}

/**
 * Sends filed reports to their queues: codes the place, takes the first rule that matches or the fallback queue, makes
 * the report visible to those who are to work on it, and writes down why. All or none of the batch, in the caller's
 * transaction. Reports that are no longer `filed` are left alone, so being told twice does no harm.
 */
export async function routeReports(db: Transaction, actor: Actor, ids: readonly string[]): Promise<void> {
  const reports = await lockFiledReports(db, ids)
  if (reports.length === 0) return
  const days = reports.map(({ filedAt }) => londonDateOf(filedAt)).sort()
  const routing = await readRouting(db, days[0])
  const places = await codePlaces(
    db,
    reports.map(({ id, location, corrected, placeWords, filedAt }) => ({
      key: id,
      location: location && { easting: location.x, northing: location.y },
      words: placeWords,
      corrected: corrected ?? {},
      day: londonDateOf(filedAt),
    })),
  )
  const cleared = await readClearedFor(db, reports)
  const routed = reports.map((report) => routeReport(report, places.get(report.id), routing, cleared))
  // Before the reports have a holder: then their audience is made once, from both. What should be restricted and cannot
  // be is for those who hold it alone.
  const mayBeShared = routed.filter(({ report, partition }) => report.partition === partition)
  const shared = await shareByRules(db, 'report', mayBeShared.map(sharingFactsOf))
  await Promise.all([
    saveRouting(db, routed),
    addTimelineEntries(
      db,
      actor,
      routed.map(({ report, destination, because }) => ({
        reportId: report.id,
        kind: 'routed',
        what: `Sent to ${destination.queueName}, ${destination.organisationName}`,
        why: because,
        toldToReporter: true,
      })),
    ),
    recordAudit(
      db,
      actor,
      'disclose',
      routed.map(({ report, destination, because }) => ({
        kind: 'report',
        id: report.id,
        recipient: destination.organisationName,
        reason: because,
      })),
      auditedAs(actor),
    ),
    auditRuleChanges(db, actor, 'report', shared, auditedAs(actor)),
    noteGaps(
      db,
      routed.flatMap(({ report, passedBy, destination }) =>
        passedBy === undefined || report.partition === null
          ? []
          : [
              {
                partition: report.partition,
                organisationId: passedBy,
                wentTo: destination.organisationId === passedBy ? null : destination.organisationId,
              },
            ],
      ),
    ),
  ])
  // Rules of the day on which it was filed may name an organisation that has ended since.
  await sql`select pass_on_late_reports(${routed.map(({ report }) => report.id)}::uuid[])`.execute(db)
}

/** Who is cleared, for each partition that a report of the batch belongs into: for most batches nothing is asked. */
async function readClearedFor(
  db: Transaction,
  reports: readonly FiledReport[],
): Promise<ReadonlyMap<string, Cleared>> {
  const cleared = new Map<string, Cleared>()
  for (const partition of new Set(reports.flatMap((report) => report.partition ?? [])))
    cleared.set(partition, await readCleared(db, partition))
  return cleared
}

function routeReport(
  report: FiledReport,
  place: CodedPlace | undefined,
  routing: Routing,
  cleared: ReadonlyMap<string, Cleared>,
): RoutedReport {
  const facts = factsOf(report, place)
  const firstRule = findMatchingRule(routing.rules, facts)
  const first = firstRule?.destination ?? routing.fallback
  const version = versionOn(routing.versions, facts.filedOn)
  const prompts = raisePrompts(routing.prompts, facts, version)
  const forPartition = report.partition === null ? undefined : cleared.get(report.partition)
  if (forPartition === undefined) {
    const because = explainRouting(firstRule, first, version)
    return {
      report,
      place,
      rule: firstRule,
      destination: first,
      because,
      prompts,
      partition: null,
      passedBy: undefined,
    }
  }
  const found = routeRestricted(routing, facts, forPartition)
  const { rule, destination } = found.destination
    ? { rule: found.rule, destination: found.destination }
    : { rule: firstRule, destination: first }
  const how =
    rule === undefined && destination !== routing.fallback
      ? `To ${destination.queueName}, ${destination.organisationName}`
      : explainRouting(rule, destination, version)
  return {
    report,
    place,
    rule,
    destination,
    because: `${how}. ${explainRestriction(first, found.destination)}`,
    prompts,
    partition: found.destination === undefined ? null : report.partition,
    passedBy: found.destination?.organisationId === first.organisationId ? undefined : first.organisationId,
  }
}

/** Locked in the order of their ids, so that two workers given the same reports wait instead of blocking each other. */
async function lockFiledReports(db: Transaction, ids: readonly string[]): Promise<FiledReport[]> {
  const { rows } = await sql<FiledReport>`
    with locked as materialized (
      select id from report where id = any (${[...ids]}::uuid[]) and status = 'filed' order by id for update
    )
    select report.id, report.reference, report.asb_type as "asbType", asb_type.label as "typeLabel", report.channel,
      report.occurrence, report.opening_qualifier as qualifier, report.reported_before as "reportedBefore",
      report.location, (select json_object_agg(fact, substring(chosen from '\\(([^()]+)\\)$')) from report_derived
        where report_id = report.id and chosen <> '' and fact in ('beat', 'ward')) as corrected,
      report.place_words as "placeWords", report.filed_at as "filedAt",
      coalesce((select json_agg(json_build_object('question', question,
        'answer', coalesce(nullif(answer_in_english, ''), answer)))
        from report_answer where report_id = report.id), '[]') as answers,
      coalesce((select restricting.partition from report_answer
          join unnest(${restrictingAnswers.map(({ question }) => question)}::text[],
            ${restrictingAnswers.map(({ code }) => code)}::text[],
            ${restrictingAnswers.map(({ partition }) => partition)}::text[]) as restricting (question, code, partition)
          on restricting.question = report_answer.question and restricting.code = any (report_answer.codes)
          where report_answer.report_id = report.id limit 1),
        (select repeated.partition_code from report_link join report as repeated on repeated.id = other_report_id
          where report_link.report_id = report.id and said_by_reporter and repeated.partition_code is not null
          limit 1)) as partition
    from locked join report on report.id = locked.id join asb_type on asb_type.code = report.asb_type
    where report.status = 'filed'
    order by report.id`.execute(db)
  return rows
}

function factsOf(report: FiledReport, place: CodedPlace | undefined): RoutingFacts {
  return {
    asbType: report.asbType,
    filedOn: londonDateOf(report.filedAt),
    areas: Object.fromEntries(Object.entries(place?.areas ?? {}).map(([kind, { code }]) => [kind, code])),
    values: {
      channel: report.channel,
      occurrence: report.occurrence,
      qualifier: report.qualifier,
      reported_before: reportedBeforeInWords(report.reportedBefore),
      ...Object.fromEntries(report.answers.map(({ question, answer }) => [`answer:${question}`, answer])),
    },
  }
}

const auditedAs = (actor: Actor) => organisationOf(actor)?.name ?? 'routing'

function sharingFactsOf({ report, place, destination, partition }: RoutedReport): SharingFacts {
  const areaId = (kind: string) => place?.areas[kind]?.id ?? null
  return {
    id: report.id,
    holder: destination.organisationId,
    asbType: report.asbType,
    areas: {
      beat: areaId('beat'),
      ward: areaId('ward'),
      lsoa: areaId('lsoa'),
      district: areaId('district'),
    },
    partition,
  }
}

async function saveRouting(db: Transaction, routed: readonly RoutedReport[]): Promise<void> {
  const areaIds = (kind: string) => routed.map(({ place }) => place?.areas[kind]?.id ?? null)
  const titles = routed.map(({ report, place }) =>
    reportTitle(report.typeLabel, place?.areas.ward?.name ?? place?.areas.district?.name, report.reference),
  )
  await sql`
    update report set
      status = 'awaiting_triage',
      organisation_id = routed.organisation_id,
      team_id = routed.team_id,
      queue_id = routed.queue_id,
      partition_code = routed.partition_code,
      routed_because = routed.because,
      prompts = routed.prompts,
      title = routed.title,
      beat_id = routed.beat_id,
      ward_id = routed.ward_id,
      lsoa_id = routed.lsoa_id,
      district_id = routed.district_id,
      search = report_search_text(routed.title, report.summary, report.place_words,
        (select string_agg(answer, ' ' order by position) from report_answer where report_id = report.id)),
      version = report.version + 1,
      modified_at = clock_timestamp()
    from unnest(
      ${routed.map(({ report }) => report.id)}::uuid[],
      ${routed.map(({ destination }) => destination.organisationId)}::integer[],
      ${routed.map(({ destination }) => destination.teamId)}::uuid[],
      ${routed.map(({ destination }) => destination.queueId)}::uuid[],
      ${routed.map(({ partition }) => partition)}::text[],
      ${routed.map(({ because }) => because)}::text[],
      ${routed.map(({ prompts }) => JSON.stringify(prompts))}::jsonb[],
      ${titles}::text[],
      ${areaIds('beat')}::uuid[],
      ${areaIds('ward')}::uuid[],
      ${areaIds('lsoa')}::uuid[],
      ${areaIds('district')}::uuid[]
    ) as routed (id, organisation_id, team_id, queue_id, partition_code, because, prompts, title, beat_id, ward_id, lsoa_id, district_id)
    where report.id = routed.id`.execute(db)
}
