import { type RawBuilder, sql } from 'kysely'
import { signpostMetres } from '#domains/sharing'
import type { LocalDate } from '#platform/clock'
import { compiledOnce, type Transaction } from '#platform/database'
import { type GlobePoint, toGlobe } from '#platform/geography'
import type { Qualifier } from './asb-types.ts'
import type { ReportStatus } from './lifecycle.ts'
import type { Channel, PlaceTold, RaisedPrompt, ReporterKind } from './report.ts'
import { shapeIn } from './shape-location.ts'

export type ReportContact = {
  name: string
  email: string
  phone: string
  address: string
  preferredChannel: string
  safeContact: string
  /** In which language or form to be in touch. */
  format: string
}

/** Another record, with no more than its title tells. */
export type RelatedRecord = { reference: string; title: string; status: string; reason: string }

/** A report as its page shows it, to somebody whose organisation may see it. */
export type ReportDetail = {
  id: string
  reference: string
  title: string
  asbType: string
  typeLabel: string
  channel: Channel
  source: string
  reporterKind: ReporterKind
  /** Who typed it for the reporter, by name, and for whom; no name for a machine. Null where the reporter typed it. */
  entered: { name: string | null; organisation: string } | null
  /** What was asked and left open on purpose. */
  unknowns: readonly { fact: string; because: string }[]
  status: ReportStatus
  qualifier: Qualifier
  summary: string
  occurrence: 'once' | 'pattern' | 'now'
  occurredFrom: Date
  occurredTo: Date
  reportedBefore: boolean | null
  anonymous: boolean
  placeWords: string
  location:
    | (GlobePoint & {
        easting: number
        northing: number
        precisionM: number | null
        kind: PlaceTold | null
        /** Corners of an area, or the points of a way. */
        shape: readonly GlobePoint[]
      })
    | null
  /** What followed from the place when it was entered, and what was chosen instead. */
  derived: readonly {
    fact: 'uprn' | 'landlord' | 'beat' | 'ward'
    derived: string
    origin: string
    chosen: string | null
    because: string
  }[]
  areas: readonly { kind: string; code: string; name: string; vintage: string }[]
  /** The restricted partition it stands in. */
  restriction: string | null
  mayAskReason: boolean
  /** Whether there is anything for the panels of other domains: most reports have little of it. */
  hasHandOvers: boolean
  hasFlags: boolean
  hasPeople: boolean
  hasRisk: boolean
  isInCase: boolean
  /** The day on which its paused clock runs again; null while it runs. */
  pausedUntil: LocalDate | null
  wasPaused: boolean
  /** Whether reports like it fulfil a criterion for a Monitored Case, be it told to the reader or not. */
  hasSuggestions: boolean
  hasTasks: boolean
  hasSignposts: boolean
  hasEvidence: boolean
  /** Whether the reporter and the reader's organisation have written to each other, or there is a diary. */
  hasThread: boolean
  hasServiceRequests: boolean
  /** Whether the reader's organisation has a system that takes service requests. */
  maySendOn: boolean
  /** Whether it is read for a police force, which may keep a log of it. */
  isForPolice: boolean
  /** Null while it is being routed. */
  holder: {
    organisationId: number
    organisationName: string
    teamId: string | null
    teamName: string
    queueName: string
  } | null
  /** The organisations that see it in full today. */
  readers: readonly { id: number; name: string }[]
  routedBecause: string
  prompts: readonly RaisedPrompt[]
  decisionReason: string
  claim: Claim | null
  version: number
  filedAt: Date
  triagedAt: Date | null
  closedAt: Date | null
  /** BCP 47: in which it was told, and in which the reporter is answered. */
  language: string
  /** In English; `answered` holds what was read where that was another language. */
  answers: readonly { question: string; wording: string; answer: string; answered: string }[]
  pattern: readonly { weekday: number; fromHour: number; toHour: number }[]
  repeats: readonly RelatedRecord[]
  cases: readonly RelatedRecord[]
  /** Undefined where there is none, or where only the organisation that holds the report may see it. */
  contact: ReportContact | undefined
}

export type Claim = { memberId: string; name: string; until: Date }

type Beside =
  | 'hasHandOvers'
  | 'hasFlags'
  | 'hasPeople'
  | 'hasRisk'
  | 'isInCase'
  | 'hasSuggestions'
  | 'hasTasks'
  | 'hasEvidence'
  | 'hasThread'
  | 'mayAskReason'
  | 'isForPolice'
  | 'hasSignposts'
  | 'hasServiceRequests'
  | 'maySendOn'

type Row = Omit<
  ReportDetail,
  | Beside
  | 'location'
  | 'holder'
  | 'claim'
  | 'contact'
  | 'answers'
  | 'pattern'
  | 'areas'
  | 'entered'
  | 'derived'
  | 'readers'
  | 'unknowns'
  | 'repeats'
  | 'cases'
> & {
  /** The organisation for which somebody entered it. */
  enteredFor: number | null
  location: { x: number; y: number } | null
  precisionM: number | null
  placeKind: PlaceTold | null
  placeShape: string | null
  organisationId: number | null
  organisationName: string | null
  teamId: string | null
  teamName: string | null
  queueName: string | null
  claimedBy: string | null
  claimedByName: string | null
  claimExpiresAt: Date | null
  answers: ReportDetail['answers'] | null
  areas: ReportDetail['areas'] | null
  readers: ReportDetail['readers'] | null
  contact: ReportContact | null
  /** As the function of that name gives them. */
  beside: readonly string[]
}

/**
 * Whatever of a report the actor may see, or undefined when that is nothing. One statement, and another each where it
 * belongs to others or was entered for somebody: most have neither, and the policies of these tables cost a third of it.
 */
export async function findReport(db: Transaction, reference: string): Promise<ReportDetail | undefined> {
  const [row] = await readRow(db, reference)
  if (row === undefined) return undefined
  const hasAny = (...kinds: readonly string[]) => kinds.some((kind) => row.beside.includes(kind))
  const [related, entry, pattern] = await Promise.all([
    hasAny('link', 'case') ? findRelated(db, row.id) : {},
    row.enteredFor !== null || hasAny('derived', 'unknown') ? findEntry(db, row.id) : {},
    row.occurrence === 'pattern' ? findPattern(db, row.id) : [],
  ])
  return toReport(row, { ...related, ...entry, pattern })
}

const readRow = compiledOnce<Row>((db, reference) =>
  sql<Row>`
    select report.id, report.reference, report.title, report.asb_type as "asbType", asb_type.label as "typeLabel",
      report.channel, report.source, report.reporter_kind as "reporterKind", report.language, report.paused_until as "pausedUntil", report.was_paused as "wasPaused", report.status, report.opening_qualifier as qualifier, report.summary,
      report.occurrence, report.occurred_from as "occurredFrom", report.occurred_to as "occurredTo",
      report.reported_before as "reportedBefore", report.anonymous, report.place_words as "placeWords", report.location,
      report.location_precision_m as "precisionM", report.place_kind as "placeKind", report.place_shape::text as "placeShape",
      report.organisation_id as "organisationId",
      organisation.name as "organisationName", report.team_id as "teamId", team.name as "teamName", queue.name as "queueName",
      ${listOf(sql`select organisation.id, organisation.name from organisation
        where organisation.id in (select organisation_id from circle_in_force where id = any (report.audience))
        order by organisation.name`)} as readers,
      (select label from partition where code = report.partition_code) as restriction,
      report_beside(report.id, ${sql.lit(signpostMetres)}) as beside,
      report.routed_because as "routedBecause", report.prompts, report.decision_reason as "decisionReason",
      report.claimed_by as "claimedBy", member.name as "claimedByName", report.claim_expires_at as "claimExpiresAt",
      report.version, report.filed_at as "filedAt", report.triaged_at as "triagedAt", report.closed_at as "closedAt",
      report.entered_for as "enteredFor",
      ${listOf(sql`select question,
        coalesce(nullif(wording_in_english, ''), wording) as wording, coalesce(nullif(answer_in_english, ''), answer) as answer,
        case when answer_in_english in ('', answer) then '' else answer end as answered
        from report_answer where report_id = report.id order by position`)} as answers,
      ${listOf(sql`select area_set.kind, area.code, area.name, area_set.vintage
        from area join area_set on area_set.id = area.area_set_id join area_kind on area_kind.kind = area_set.kind
        where area.id in (report.beat_id, report.ward_id, report.lsoa_id, report.district_id)
        order by area_kind.position`)} as areas,
      -- Row-level security lets only the organisation that holds the report see it.
      (select json_build_object('name', name, 'email', email, 'phone', phone, 'address', address,
        'preferredChannel', preferred_channel, 'safeContact', safe_contact, 'format', format)
        from report_contact where report_contact.report_id = report.id) as contact
    from report
    join asb_type on asb_type.code = report.asb_type
    left join organisation on organisation.id = report.organisation_id
    left join team on team.id = report.team_id
    left join queue on queue.id = report.queue_id
    left join member on member.id = report.claimed_by
    where report.reference = ${reference}`.compile(db),
)

type Related = Pick<ReportDetail, 'repeats' | 'cases'>

/** The repeats and cases of a report. */
async function findRelated(db: Transaction, reportId: string): Promise<Related> {
  const { rows } = await sql<{ [Kind in keyof Related]: Related[Kind] | null }>`
    select
      ${listOf(sql`select other.reference, other.title, other.status, report_link.reason
        from report_link join report as other
          on other.id = case when report_link.report_id = ${reportId} then report_link.other_report_id else report_link.report_id end
        where ${reportId} in (report_link.report_id, report_link.other_report_id)
        order by other.filed_at`)} as repeats,
      ${listOf(sql`select asb_case.reference, asb_case.title, asb_case.status, case_report.reason
        from case_report join asb_case on asb_case.id = case_report.case_id
        where case_report.report_id = ${reportId} order by asb_case.opened_at`)} as cases`.execute(db)
  return { repeats: rows[0]?.repeats ?? [], cases: rows[0]?.cases ?? [] }
}

type Entry = Pick<ReportDetail, 'entered' | 'unknowns' | 'derived'>

/** Who entered a report for whom, what they left open, and what followed from the place. */
async function findEntry(db: Transaction, reportId: string): Promise<Entry> {
  const { rows } = await sql<{ [Kind in keyof Entry]: Entry[Kind] | null }>`
    select
      (select json_build_object('name', (select name from member where id = report.entered_by), 'organisation', name)
        from organisation where id = report.entered_for) as entered,
      ${listOf(sql`select fact, because from report_unknown where report_id = report.id order by fact`)} as unknowns,
      ${listOf(sql`select fact, derived, origin, chosen, because from report_derived where report_id = report.id order by fact`)} as derived
    from report where report.id = ${reportId}`.execute(db)
  const { entered = null, unknowns, derived } = rows[0] ?? {}
  return { entered, unknowns: unknowns ?? [], derived: derived ?? [] }
}

/** On which days of the week and at which hours it happens. */
async function findPattern(db: Transaction, reportId: string): Promise<ReportDetail['pattern']> {
  return db
    .selectFrom('report_occurrence')
    .select(['weekday', 'from_hour as fromHour', 'to_hour as toHour'])
    .where('report_id', '=', reportId)
    .orderBy('weekday')
    .orderBy('from_hour')
    .execute()
}

/** The rows of a sub-query as one JSON list; null when there are none. */
function listOf(query: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select json_agg(listed) from (${query}) as listed)`
}

/** The points of a shape in degrees. */
function shapeOf(path: string | null): GlobePoint[] {
  return shapeIn(path ?? '').map(toGlobe)
}

function toReport(row: Row, found: Partial<Related & Entry & Pick<ReportDetail, 'pattern'>>): ReportDetail {
  const { pattern = [], repeats = [], cases = [], entered = null, unknowns = [], derived = [] } = found
  const {
    enteredFor: _,
    location,
    precisionM,
    placeKind,
    placeShape,
    organisationId,
    organisationName,
    teamId,
    teamName,
    queueName,
    claimedBy,
    claimedByName,
    claimExpiresAt,
    beside,
    ...rest
  } = row
  const point = location && { easting: location.x, northing: location.y }
  return {
    ...rest,
    mayAskReason: row.restriction !== null || beside.includes('reason'),
    isForPolice: beside.includes('police'),
    hasSignposts: beside.includes('signpost'),
    hasServiceRequests: beside.includes('service_request'),
    maySendOn: beside.includes('service_endpoint'),
    hasHandOvers: beside.includes('hand_over'),
    hasFlags: beside.includes('flag'),
    hasPeople: beside.includes('person'),
    hasRisk: beside.includes('risk'),
    isInCase: beside.includes('case'),
    hasSuggestions: beside.includes('suggestion'),
    hasTasks: beside.includes('task'),
    hasEvidence: beside.includes('evidence'),
    hasThread: beside.includes('message') || beside.includes('diary'),
    location: point && {
      ...point,
      ...toGlobe(point),
      precisionM,
      kind: placeKind,
      shape: shapeOf(placeShape),
    },
    holder:
      organisationId === null
        ? null
        : {
            organisationId,
            organisationName: organisationName ?? '',
            teamId,
            teamName: teamName ?? '',
            queueName: queueName ?? '',
          },
    claim:
      claimedBy === null || claimExpiresAt === null
        ? null
        : { memberId: claimedBy, name: claimedByName ?? 'a colleague', until: claimExpiresAt },
    answers: row.answers ?? [],
    entered,
    derived,
    pattern,
    areas: row.areas ?? [],
    readers: row.readers ?? [],
    unknowns,
    repeats,
    cases,
    contact: row.contact ?? undefined,
  }
}

/** A queue in force on the day, for sending a report to. */
export type OpenQueue = { id: string; name: string; organisationId: number; organisationName: string }

export function readOpenQueues(db: Transaction, day: string): Promise<OpenQueue[]> {
  return db
    .selectFrom('queue')
    .innerJoin('organisation', 'organisation.id', 'queue.organisation_id')
    .select([
      'queue.id as id',
      'queue.name as name',
      'organisation.id as organisationId',
      'organisation.name as organisationName',
    ])
    .where('queue.valid_from', '<=', day)
    .where((is) => is.or([is('queue.valid_to', 'is', null), is('queue.valid_to', '>', day)]))
    .orderBy('organisation.name')
    .orderBy('queue.name')
    .execute()
}
