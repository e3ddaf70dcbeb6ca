import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { notFound } from '#platform/http'
import { type Procedure, procedureFrom, procedureOfTheAct } from './procedure.ts'
import type { ReviewStatus } from './review.ts'

export type Review = Awaited<ReturnType<typeof findReview>> & object
export type Applicant = Review['applicant']

/** A review as whoever sees it reads it, with the applicant; undefined where they see none of this reference. */
export async function findReview(db: Transaction, reference: string) {
  const row = await db
    .selectFrom('asb_review')
    .innerJoin('review_applicant', 'review_applicant.review_id', 'asb_review.id')
    .innerJoin('organisation', 'organisation.id', 'asb_review.organisation_id')
    .leftJoin('asb_type', 'asb_type.code', 'asb_review.asb_type')
    .leftJoin('asb_case', 'asb_case.id', 'asb_review.case_id')
    .selectAll('asb_review')
    .select((is) => [
      'organisation.short_name as leadName',
      'asb_type.label as kind',
      is.fn.coalesce('asb_type.parent', 'asb_type.code').as('family'),
      'asb_case.reference as caseReference',
      'review_applicant.name as applicantName',
      'review_applicant.email as email',
      'review_applicant.phone as phone',
      'review_applicant.address as address',
      'review_applicant.preferred_channel as preferredChannel',
      'review_applicant.safe_contact as safeContact',
      'review_applicant.victim_name as victimName',
      'review_applicant.relation as relation',
      'review_applicant.consent as consent',
      'review_applicant.needs as needs',
    ])
    .where('asb_review.reference', '=', reference)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const [procedure, bodies, area] = await Promise.all([
    readProcedure(db, row.procedure_id, row.applied_on),
    readBodies(db, row.id),
    sql<{
      name: string
    }>`select area.name from area join area_set on area_set.id = area_set_id and kind = 'district'
      where code = ${row.district_code} order by valid_from desc limit 1`.execute(db),
  ])
  return {
    id: row.id,
    reference: row.reference,
    status: row.status as ReviewStatus,
    version: row.version,
    organisationId: row.organisation_id,
    leadName: row.leadName,
    districtCode: row.district_code,
    districtName: area.rows[0]?.name ?? row.district_code,
    caseId: row.case_id,
    caseReference: row.caseReference,
    channel: row.channel,
    language: row.language,
    kind: row.kind,
    family: row.family,
    behaviour: row.behaviour,
    isHate: row.is_hate,
    isVulnerable: row.is_vulnerable,
    appliedOn: row.applied_on,
    contactName: row.contact_name,
    contactPhone: row.contact_phone,
    contactEmail: row.contact_email,
    contactMemberId: row.contact_member_id,
    acknowledgeDueOn: row.acknowledge_due_on,
    thresholdDueOn: row.threshold_due_on,
    panelDueOn: row.panel_due_on,
    outcomeDueOn: row.outcome_due_on,
    appealUntil: row.appeal_until,
    closedAt: row.closed_at,
    applicant: {
      name: row.applicantName,
      email: row.email,
      phone: row.phone,
      address: row.address,
      preferredChannel: row.preferredChannel,
      safeContact: row.safeContact,
      victimName: row.victimName,
      relation: row.relation,
      consent: row.consent,
      needs: row.needs,
    },
    bodies,
    procedure,
  }
}

/** @throws Refusal 404, the same for one that others see and for none at all */
export async function getReview(db: Transaction, reference: string): Promise<Review> {
  const review = await findReview(db, reference)
  if (review === undefined) throw notFound('review')
  return review
}

async function readProcedure(db: Transaction, id: string | null, day: string): Promise<Procedure> {
  if (id === null) return procedureOfTheAct(day)
  const row = await db.selectFrom('review_procedure').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? procedureOfTheAct(day) : procedureFrom(row)
}

function readBodies(db: Transaction, reviewId: string) {
  return db
    .selectFrom('review_body')
    .innerJoin('organisation', 'organisation.id', 'review_body.organisation_id')
    .select([
      'organisation.id',
      'organisation.short_name as name',
      'review_body.role',
      'passed_at as passedAt',
    ])
    .where('review_id', '=', reviewId)
    .orderBy('organisation.short_name')
    .execute()
}

/** Who could be the contact in the lead, and every organisation there is. */
export async function readGivable(db: Transaction, review: Review) {
  const [members, organisations] = await Promise.all([
    sql<{ id: string; name: string }>`
      select distinct member.id, member.name from membership join member on member.id = membership.member_id
      where membership.organisation_id = ${review.organisationId}
        and role in ('triage_officer', 'case_officer', 'supervisor') and covers_for is null
        and membership.valid_from <= day_in_england() and (membership.valid_to is null or membership.valid_to > day_in_england())
      order by member.name, member.id`.execute(db),
    db
      .selectFrom('organisation')
      .select(['id', 'short_name as name'])
      .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>', review.appliedOn)]))
      .orderBy('short_name')
      .execute(),
  ])
  return { members: members.rows, organisations }
}

export type ReviewRecord = Awaited<ReturnType<typeof readRecord>>

/** Everything that was decided, minuted, recommended, appealed and told: what a reader's own policies let them see. */
export async function readRecord(db: Transaction, reviewId: string) {
  const [decisions, panels, minutes, recommendations, appeals, events] = await Promise.all([
    db
      .selectFrom('review_decision')
      .innerJoin('member', 'member.id', 'review_decision.decided_by')
      .selectAll('review_decision')
      .select('member.name as memberName')
      .where('review_id', '=', reviewId)
      .orderBy('decided_at')
      .execute(),
    db
      .selectFrom('review_panel')
      .selectAll()
      .where('review_id', '=', reviewId)
      .orderBy('meets_at', 'desc')
      .execute(),
    db
      .selectFrom('review_minute')
      .innerJoin('organisation', 'organisation.id', 'review_minute.organisation_id')
      .innerJoin('member', 'member.id', 'review_minute.written_by')
      .selectAll('review_minute')
      .select(['organisation.short_name as organisationName', 'member.name as memberName'])
      .where('review_id', '=', reviewId)
      .orderBy('written_at')
      .execute(),
    db
      .selectFrom('review_recommendation')
      .innerJoin('organisation', 'organisation.id', 'review_recommendation.organisation_id')
      .leftJoin('member', 'member.id', 'review_recommendation.owner_member_id')
      .selectAll('review_recommendation')
      .select(['organisation.short_name as organisationName', 'member.name as ownerName'])
      .where('review_id', '=', reviewId)
      .orderBy('due_on')
      .orderBy('review_recommendation.id')
      .execute(),
    db.selectFrom('review_appeal').selectAll().where('review_id', '=', reviewId).orderBy('made_at').execute(),
    db
      .selectFrom('review_event')
      .selectAll()
      .where('review_id', '=', reviewId)
      .orderBy('at')
      .orderBy('id')
      .execute(),
  ])
  return { decisions, panel: panels[0], minutes, recommendations, appeals, events }
}
