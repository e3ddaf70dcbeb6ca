import { sql } from 'kysely'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { notFound } from '#platform/http'
import type { SharingLevel } from '../level.ts'
import type { ConsentGiver } from './hand-over-form.ts'
import type { HandOverKind, HandOverStatus } from './lifecycle.ts'

export type HandOverSnapshot = {
  moment: 'asked' | 'answered'
  takenAt: Date
  giver: Side
  receiver: Side
  heldBy: string
  level: SharingLevel
  agreementTitle: string
  agreementVersion: number | null
  /** Only for those who see the record at least in summary. */
  record: { title: string; status: string } | null
}
export type Side = { name: string; contact: string; team: string; person: string }

/** A hand-over as either side may read it. */
export type HandOverDetail = {
  id: string
  kind: HandOverKind
  status: HandOverStatus
  version: number
  reference: string
  recordKind: 'report' | 'case'
  recordId: string | null
  /** Whether the reader sees the record in full, and so has its page. */
  seesRecord: boolean
  partitionCode: string | null
  fromOrganisationId: number
  fromName: string
  toOrganisationId: number | null
  toName: string | null
  toTeamName: string | null
  toMemberName: string | null
  level: SharingLevel
  work: string
  reason: string
  consentBy: ConsentGiver | null
  consentOn: LocalDate | null
  lawfulBasis: string | null
  basisWords: string
  insists: boolean
  askedByName: string
  askedAt: Date
  dueOn: LocalDate
  overdueAt: Date | null
  answeredByName: string | null
  answeredAt: Date | null
  answerReason: string
  endedByName: string | null
  endedAt: Date | null
  endedBecause: string
  /** The agreement that would cover it today, where one does. */
  coveredBy: string | null
  areas: { kind: string; code: string }[]
  snapshots: HandOverSnapshot[]
}

/** The hand-over with this id, or a refusal that does not say whether it exists. */
export async function getHandOver(db: Transaction, id: string): Promise<HandOverDetail> {
  const { rows } = await sql<Omit<HandOverDetail, 'snapshots'>>`
    select hand_over.id, hand_over.kind, hand_over.status, hand_over.version, hand_over.reference,
      case when hand_over.reference like 'CASE-%' then 'case' else 'report' end as "recordKind",
      coalesce(hand_over.report_id, hand_over.case_id) as "recordId",
      coalesce(report.id, asb_case.id) is not null as "seesRecord", hand_over.partition_code as "partitionCode",
      from_organisation_id as "fromOrganisationId", asking.name as "fromName",
      to_organisation_id as "toOrganisationId", answering.name as "toName", team.name as "toTeamName",
      named.name as "toMemberName", level, work, reason, consent_by as "consentBy", consent_on as "consentOn",
      lawful_basis.label || ' (' || lawful_basis.citation || ')' as "lawfulBasis", basis_words as "basisWords", insists,
      asker.name as "askedByName", asked_at as "askedAt", due_on as "dueOn", overdue_at as "overdueAt",
      answerer.name as "answeredByName", answered_at as "answeredAt", answer_reason as "answerReason",
      ender.name as "endedByName", hand_over.ended_at as "endedAt", hand_over.ended_because as "endedBecause",
      agreement.title as "coveredBy",
      (select coalesce(json_agg(json_build_object('kind', area_set.kind, 'code', area.code)), '[]')
        from area join area_set on area_set.id = area.area_set_id
        where area.id in (report.beat_id, report.ward_id, report.district_id, asb_case.beat_id, asb_case.ward_id, asb_case.district_id)) as areas
    from hand_over
    join organisation as asking on asking.id = from_organisation_id
    left join organisation as answering on answering.id = to_organisation_id
    left join team on team.id = to_team_id
    left join lawful_basis on lawful_basis.code = lawful_basis_code
    left join report on report.id = hand_over.report_id
    left join asb_case on asb_case.id = hand_over.case_id
    left join member as named on named.id = to_member_id
    left join member as asker on asker.id = asked_by
    left join member as answerer on answerer.id = answered_by
    left join member as ender on ender.id = hand_over.ended_by
    left join agreement on agreement.id = agreement_between(giver_organisation_id, receiver_organisation_id,
      level_needed(hand_over), case when hand_over.report_id is null then 'case' else 'report' end, hand_over.partition_code)
    where hand_over.id = ${id}`.execute(db)
  const found = rows[0]
  if (found === undefined) throw notFound('hand-over')
  return { ...found, snapshots: await readSnapshots(db, id) }
}

async function readSnapshots(db: Transaction, id: string): Promise<HandOverSnapshot[]> {
  const { rows } = await sql<HandOverSnapshot>`
    select snapshot.moment, taken_at as "takenAt", held_by as "heldBy", level, agreement_title as "agreementTitle",
      agreement_version as "agreementVersion",
      json_build_object('name', giver_name, 'contact', giver_contact, 'team', giver_team, 'person', giver_person) as giver,
      json_build_object('name', receiver_name, 'contact', receiver_contact, 'team', receiver_team, 'person', receiver_person) as receiver,
      case when title is not null then json_build_object('title', title, 'status', status) end as record
    from hand_over_snapshot as snapshot
    left join hand_over_record using (hand_over_id, moment)
    where hand_over_id = ${id}
    order by taken_at`.execute(db)
  return rows
}

/** The hand-over's number by which a form that went out of date is noticed. */
export type HandOverRow = Pick<
  HandOverDetail,
  | 'id'
  | 'kind'
  | 'status'
  | 'reference'
  | 'fromOrganisationId'
  | 'fromName'
  | 'toOrganisationId'
  | 'toName'
  | 'toTeamName'
  | 'work'
  | 'askedAt'
  | 'dueOn'
  | 'overdueAt'
>

/** Hand-overs of one record that the reader may know of: what awaits an answer first, then the newest. */
export async function readHandOversOf(
  db: Transaction,
  record: { kind: 'report' | 'case'; id: string },
): Promise<HandOverRow[]> {
  const { rows } = await sql<HandOverRow>`
    select hand_over.id, hand_over.kind, hand_over.status, reference, from_organisation_id as "fromOrganisationId", asking.short_name as "fromName",
      to_organisation_id as "toOrganisationId", answering.short_name as "toName", team.name as "toTeamName", work,
      asked_at as "askedAt", due_on as "dueOn", overdue_at as "overdueAt"
    from hand_over
    join organisation as asking on asking.id = from_organisation_id
    left join organisation as answering on answering.id = to_organisation_id
    left join team on team.id = to_team_id
    where ${record.kind === 'report' ? sql`report_id` : sql`case_id`} = ${record.id}
    order by hand_over.status <> 'awaiting', asked_at desc
    limit 50`.execute(db)
  return rows
}
