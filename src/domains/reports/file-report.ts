import { sql } from 'kysely'
import type { z } from 'zod'
import { addTimelineEntries } from '#domains/timeline'
import type { Actor, MemberActor } from '#platform/actor'
import { breaksUnique, type Transaction, TryAgain } from '#platform/database'
import { invalid } from '#platform/http'
import { hashSecret, newId, newReference } from '#platform/ids'
import type { Event } from '#platform/jobs'
import { findAsbType } from './asb-types.ts'
import { reportFiled } from './events.ts'
import { withNamedPlace } from './named-place.ts'
import {
  type Location,
  type NewReport,
  type namedPersonSchema,
  newReportSchema,
  reportTitle,
} from './report.ts'

export type FiledReport = { id: string; reference: string; isNew: boolean }

export type Filing = {
  db: Transaction
  actor: Actor
  emit: <Data extends object>(event: Event<Data>, data: Data) => Promise<void>
  /** What the door writes beside a report that is new. */
  alongside?: (reportId: string) => Promise<void>
}

/**
 * Files one report, by whatever door: report, answers, contact, status link, timeline and the job that follows, in the
 * caller's transaction. However often a submission is sent, also at the same moment, one report comes of it.
 */
export async function fileReport(
  { db, actor, emit, alongside }: Filing,
  given: NewReport,
): Promise<FiledReport> {
  const report = await withNamedPlace(db, newReportSchema.parse(given))
  const [before, type] = await Promise.all([
    findBySubmission(db, report.submissionId),
    findAsbType(db, report.asbType),
  ])
  if (before !== undefined) return { ...before, isNew: false }
  if (type === undefined)
    throw invalid('There is no such type of anti-social behaviour.', [
      { field: 'asbType', message: `Unknown type: ${report.asbType}` },
    ])

  const id = newId()
  const reference = newReference('ASB')
  // Sent in this order without waiting for each other; after one that fails the server refuses the rest.
  await Promise.all([
    sql`set local openasb.filing = ${sql.lit(id)}`.execute(db),
    insertReport(db, {
      ...report,
      id,
      reference,
      title: reportTitle(type.label, undefined, reference),
      qualifier: type.qualifier,
    }),
    addTimelineEntries(db, actor, [
      { reportId: id, kind: 'filed', what: 'The report was received', toldToReporter: true },
    ]),
    actor.kind === 'member' ? keepSubmission(db, actor, id) : undefined,
    emit(reportFiled, { reportId: id }),
    alongside?.(id),
  ])
  return { id, reference, isNew: true }
}

/** Who files while signed in goes on seeing what becomes of it, in summary, whoever comes to hold it. */
async function keepSubmission(db: Transaction, actor: MemberActor, reportId: string): Promise<void> {
  await db
    .insertInto('share')
    .values({
      id: newId(),
      report_id: reportId,
      organisation_id: actor.organisationId,
      member_id: actor.memberId,
      level: 'summary',
      because: 'submission',
      reason: 'They filed it',
      given_by: actor.memberId,
    })
    .execute()
}

async function findBySubmission(
  db: Transaction,
  submissionId: string,
): Promise<{ id: string; reference: string } | undefined> {
  const { rows } = await sql<{ id: string; reference: string }>`
    select id, reference from report_of_submission(${submissionId})`.execute(db)
  return rows[0]
}

type Insertable = ReturnType<typeof newReportSchema.parse> & {
  id: string
  reference: string
  title: string
  qualifier: string
}

/** One statement for all rows of a report, so that filing costs one round trip however many answers there are. */
async function insertReport(db: Transaction, report: Insertable): Promise<void> {
  const { answers, pattern, contact, location, entered, people, unknowns } = report
  const point = location === undefined ? null : `(${location.easting},${location.northing})`
  const statement = sql`
    with filed as (
      insert into report (id, reference, submission_id, channel, source, asb_type, question_set_version, title, summary,
        status, opening_qualifier, occurrence, occurred_from, occurred_to, location, location_precision_m, place_kind, place_shape, uprn,
        place_words, reported_before, anonymous, reporter_kind, entered_by, entered_for, language)
      values (${report.id}, ${report.reference}, ${report.submissionId}, ${report.channel}, ${report.source},
        ${report.asbType}, ${report.questionSetVersion}, ${report.title}, ${report.summary}, 'filed', ${report.qualifier},
        ${report.occurrence}, ${report.occurredFrom}, ${report.occurredTo}, ${point}::point,
        ${location?.precisionM ?? null}, ${location?.kind ?? null}, ${location === undefined ? null : shapeText(location)}::path,
        ${location?.uprn ?? null}, ${report.placeWords}, ${report.reportedBefore}, ${contact === undefined},
        ${report.reporterKind ?? (contact === undefined ? 'anonymous' : 'not_known')}, ${entered?.by ?? null},
        ${entered?.for ?? null}, ${report.language})
    ), answered as (
      insert into report_answer (report_id, position, question, wording, answer, codes, wording_in_english,
        answer_in_english)
      select ${report.id}, position, question, wording, answer, array(select json_array_elements_text(codes)),
        coalesce(wording_in_english, ''), coalesce(answer_in_english, '')
      from json_to_recordset(${JSON.stringify(withLandlord(answers, report.derived).map(toAnswerRow))}) as given (position smallint, question text,
        wording text, answer text, codes json, wording_in_english text, answer_in_english text)
    ), patterned as (
      insert into report_occurrence (report_id, weekday, from_hour, to_hour)
      select ${report.id}, weekday, from_hour, to_hour
      from unnest(${pattern.map(({ weekday }) => weekday)}::smallint[], ${pattern.map(({ fromHour }) => fromHour)}::smallint[],
        ${pattern.map(({ toHour }) => toHour)}::smallint[]) as given (weekday, from_hour, to_hour)
    ), named as (
      insert into report_person (id, report_id, position, role, name, born_on, phone, email, address, postcode,
        description, vehicle, vulnerabilities)
      select id, ${report.id}, position, role, coalesce(name, ''), born_on, coalesce(phone, ''), coalesce(email, ''),
        coalesce(address, ''), coalesce(postcode, ''), coalesce(description, ''), coalesce(vehicle, ''),
        array(select json_array_elements_text(vulnerabilities))
      from json_to_recordset(${JSON.stringify(people.map(toRow))}) as given (id uuid, position smallint, role text,
        name text, born_on date, phone text, email text, address text, postcode text, description text, vehicle text,
        vulnerabilities json)
    ), left_open as (
      insert into report_unknown (report_id, fact, because)
      select ${report.id}, fact, because from unnest(${unknowns.map(({ fact }) => fact)}::text[],
        ${unknowns.map(({ because }) => because)}::text[]) as given (fact, because)
    ), followed as (
      insert into report_derived (report_id, fact, derived, origin, chosen, because, chosen_by)
      select ${report.id}, fact, derived, origin, chosen, coalesce(because, ''),
        case when chosen is not null then ${entered?.by ?? null}::uuid end
      from json_to_recordset(${JSON.stringify(report.derived)}) as given (fact text, derived text, origin text, chosen text,
        because text)
    ), linked as (
      insert into report_status_link (secret_hash, report_id)
      values (${Buffer.from(hashSecret(report.statusSecret), 'hex')}, ${report.id})
    )
    insert into report_contact (report_id, name, email, phone, address, preferred_channel, safe_contact,
      format)
    select ${report.id}, ${contact?.name ?? ''}, ${contact?.email ?? ''}, ${contact?.phone ?? ''}, ${contact?.address ?? ''},
      ${contact?.preferredChannel ?? 'none'}, ${contact?.safeContact ?? ''}, ${contact?.format ?? ''}
    where ${contact !== undefined}::boolean`
  try {
    await statement.execute(db)
  } catch (error) {
    // Which of them a retry breaks first is the server's choice: the rows are of one statement.
    const wasQuicker = ['report_submission_id_key', 'report_reference_key', 'report_status_link_pkey'].some(
      (name) => breaksUnique(error, name),
    )
    throw wasQuicker ? new TryAgain(error) : error
  }
}

/** As PostgreSQL writes a path: square brackets leave it open. */
function shapeText({ kind, shape }: Location): string | null {
  if (shape === undefined || (kind !== 'area' && kind !== 'moving')) return null
  const points = shape.map(({ easting, northing }) => `(${easting},${northing})`).join(',')
  return kind === 'area' ? `(${points})` : `[${points}]`
}

/** The landlord is an answer like any other: routing asks for it, whoever gave it. */
function withLandlord(answers: Insertable['answers'], derived: Insertable['derived']): Insertable['answers'] {
  const landlord = derived.find(({ fact }) => fact === 'landlord')
  const name = landlord?.chosen ?? landlord?.derived ?? ''
  if (name === '' || answers.some(({ question }) => question === 'landlord')) return answers
  return [...answers, { question: 'landlord', wording: 'Landlord of the address', answer: name, codes: [] }]
}

function toAnswerRow({ inEnglish, ...answer }: Insertable['answers'][number], index: number) {
  return {
    ...answer,
    position: index + 1,
    wording_in_english: inEnglish?.wording,
    answer_in_english: inEnglish?.answer,
  }
}

function toRow({ bornOn, ...person }: z.output<typeof namedPersonSchema>, index: number) {
  return { id: newId(), position: index + 1, born_on: bornOn, ...person }
}
