import { sql } from 'kysely'
import { areaCodesOf } from '#domains/places'
import type { Transaction } from '#platform/database'
import { notFound } from '#platform/http'
import { type SharingLevel, sharingLevels } from '../level.ts'
import type { RecordKind } from '../rules/share-by-rules.ts'

/** A record as its sharing page needs it, to somebody who sees it in full. */
export type SharedRecord = {
  kind: RecordKind
  id: string
  reference: string
  title: string
  version: number
  /** Null while a report is on its way to a queue. */
  organisationId: number | null
  organisationName: string | null
  /** The team in whose queue it lies; left out for cases. */
  teamId?: string | null
  areas: { kind: string; code: string }[]
}

export const becauseWords = {
  rule: 'Sharing rule',
  case: 'Through a case',
  partner: 'Given by a person',
  override: 'Override, without an agreement',
  hand_over: 'Hand-over',
  submission: 'Filed it',
} as const

export type Share = {
  id: string
  organisationId: number
  organisationName: string
  memberName: string | null
  level: SharingLevel
  because: keyof typeof becauseWords
  agreementId: string | null
  agreementTitle: string | null
  ruleId: string | null
  ruleName: string | null
  caseReference: string | null
  reason: string
  lawfulBasis: string
  givenByName: string | null
  givenByOrganisation: string | null
  givenAt: Date
  expiresAt: Date | null
  endedAt: Date | null
  endedByName: string | null
  endedBecause: string
  /** It shows the record now: not ended, not expired, and its agreement holds. */
  isLive: boolean
}

export const tableOf = (kind: RecordKind) => (kind === 'report' ? ('report' as const) : ('asb_case' as const))

/** The record of this reference, or a refusal that does not say whether there is one. */
export async function getSharedRecord(
  db: Transaction,
  kind: RecordKind,
  reference: string,
): Promise<SharedRecord> {
  const table = tableOf(kind)
  const { rows } = await sql<SharedRecord>`
    select ${kind} as kind, record.id, reference, title, version, organisation_id as "organisationId",
      organisation.name as "organisationName", ${kind === 'report' ? sql`team_id as "teamId",` : sql``}
      (select ${areaCodesOf(table)} from ${sql.table(table)} where id = record.id) as areas
    from ${sql.table(table)} as record left join organisation on organisation.id = organisation_id
    where reference = ${reference}`.execute(db)
  const [record] = rows
  if (record === undefined) throw notFound(kind)
  return record
}

/** Every share of the record that the reader may know of, those that live first, newest first. */
export async function readShares(db: Transaction, { kind, id }: SharedRecord): Promise<Share[]> {
  const column = sql.ref(kind === 'report' ? 'share.report_id' : 'share.case_id')
  const { rows } = await sql<Share>`
    select share.id, share.organisation_id as "organisationId", organisation.name as "organisationName",
      receiver.name as "memberName", share.level, because, share.agreement_id as "agreementId",
      agreement.title as "agreementTitle", sharing_rule.id as "ruleId", sharing_rule.name as "ruleName",
      asb_case.reference as "caseReference", share.reason, share.lawful_basis as "lawfulBasis",
      giver.name as "givenByName", giving.name as "givenByOrganisation", given_at as "givenAt",
      share.expires_at as "expiresAt", share.ended_at as "endedAt", ender.name as "endedByName",
      share.ended_because as "endedBecause",
      share.ended_at is null and (share.expires_at is null or share.expires_at > now())
        and (share.agreement_id is null
          or agreement_holds(share.agreement_id, null, share.organisation_id, current_date)) as "isLive"
    from share
    join organisation on organisation.id = share.organisation_id
    left join agreement on agreement.id = share.agreement_id
    left join sharing_rule on sharing_rule.id = share.sharing_rule_id
    left join asb_case on asb_case.id = share.through_case_id
    left join member as receiver on receiver.id = share.member_id
    left join member as giver on giver.id = share.given_by
    left join member as ender on ender.id = share.ended_by
    left join organisation as giving on giving.id = share.given_by_organisation_id
    where ${column} = ${id}
    order by "isLive" desc, organisation.name, given_at desc, share.id`.execute(db)
  return rows
}

/** An organisation that may be given sight, with the most that an agreement covers. */
export type Receiver = {
  id: number
  name: string
  most: SharingLevel | null
  agreementTitle: string | null
}

/** Every other organisation, with what may be shared with it under which agreement. */
export async function readReceivers(db: Transaction, record: SharedRecord): Promise<Receiver[]> {
  const { rows } = await sql<Receiver>`
    select receiver.id, receiver.name, covered.level as most, agreement.title as "agreementTitle"
    from organisation as receiver
    cross join ${sql.table(tableOf(record.kind))} as record
    left join lateral (
      select asked.level,
        agreement_between(record.organisation_id, receiver.id, asked.level, ${record.kind}, record.partition_code) as id
      from unnest(${[...sharingLevels].reverse()}::text[]) with ordinality as asked (level, place)
      where agreement_between(record.organisation_id, receiver.id, asked.level, ${record.kind}, record.partition_code)
        is not null
      order by place limit 1) as covered on true
    left join agreement on agreement.id = covered.id
    where record.id = ${record.id} and receiver.id <> record.organisation_id
      and (receiver.valid_to is null or receiver.valid_to > current_date)
    order by receiver.name`.execute(db)
  return rows
}
