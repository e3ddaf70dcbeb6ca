import { sql } from 'kysely'
import { type MemberActor, organisationsWith } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import type { SharingLevel } from './level.ts'

/** Who decides with whom a record is shared, in the organisation that holds it. */
export const givers = ['triage_officer', 'case_officer', 'supervisor'] as const

export type Given = {
  record: { kind: 'report' | 'case'; id: string }
  /** Which organisations are to see it; the holder and those who see as much already are left out. */
  organisations: readonly number[]
  level: SharingLevel
  reason: string
  /** The case because of which a report is given. */
  throughCaseId?: string
  /** Until when; as long as nobody ends it when left out. */
  expiresAt?: Date
  /** Shares where no agreement covers it; the exposure report names every such share. */
  override?: { lawfulBasis: string }
}

export type Giving = {
  given: number[]
  /** The shares that were made, for whoever takes them back again. */
  shares: string[]
  /** No agreement covers these, so they were given nothing. */
  uncovered: number[]
}

/**
 * Lets other organisations see a record held by one in which the actor does casework: each under the agreement that
 * covers it, or with the reason of an override. What others hold is theirs to give, and is left out in silence.
 */
export async function giveSight(db: Transaction, actor: MemberActor, gift: Given): Promise<Giving> {
  const isReport = gift.record.kind === 'report'
  const table = sql.table(isReport ? 'report' : 'asb_case')
  const { rows } = await sql<{ organisationId: number; holder: number; agreementId: string | null }>`
    select receiver.id as "organisationId", record.organisation_id as holder,
      agreement_between(record.organisation_id, receiver.id, ${gift.level}, ${gift.record.kind}, record.partition_code) as "agreementId"
    from ${table} as record cross join unnest(${[...new Set(gift.organisations)]}::integer[]) as receiver (id)
    where record.id = ${gift.record.id} and record.organisation_id = any (${[...organisationsWith(actor, ...givers)]}::integer[])
      and receiver.id <> record.organisation_id
      and not exists (select from share
        where share.organisation_id = receiver.id and share.member_id is null and share.ended_at is null
          and ${isReport ? sql`share.report_id` : sql`share.case_id`} = record.id
          and (share.expires_at is null or ${gift.expiresAt ?? null}::timestamptz is null
            or share.expires_at >= ${gift.expiresAt ?? null})
          and (share.agreement_id is null or agreement_holds(share.agreement_id, record.organisation_id, receiver.id, current_date))
          and array_position(array['exists', 'signpost', 'summary', 'full'], share.level)
            >= array_position(array['exists', 'signpost', 'summary', 'full'], ${gift.level}))`.execute(db)
  const covered = rows.filter(({ agreementId }) => agreementId !== null || gift.override !== undefined)
  const made = covered.map((row) => ({ ...row, id: newId() }))
  if (made.length > 0)
    await db
      .insertInto('share')
      .values(
        made.map(({ id, organisationId, holder, agreementId }) => ({
          id,
          report_id: isReport ? gift.record.id : null,
          case_id: isReport ? null : gift.record.id,
          organisation_id: organisationId,
          agreement_id: agreementId,
          level: gift.level,
          because: becauseOf(agreementId, gift),
          through_case_id: gift.throughCaseId ?? null,
          reason: gift.reason,
          lawful_basis: agreementId === null ? (gift.override?.lawfulBasis ?? '') : '',
          given_by_organisation_id: holder,
          given_by: actor.memberId,
          expires_at: gift.expiresAt ?? null,
        })),
      )
      .execute()
  const organisationsOf = (some: typeof rows) => some.map(({ organisationId }) => organisationId)
  return {
    given: organisationsOf(covered),
    shares: made.map(({ id }) => id),
    uncovered: organisationsOf(rows.filter((row) => !covered.includes(row))),
  }
}

function becauseOf(agreementId: string | null, { throughCaseId }: Given): 'override' | 'case' | 'partner' {
  if (agreementId === null) return 'override'
  return throughCaseId === undefined ? 'partner' : 'case'
}

/** Gives those who see a case in full sight of those of its reports which are the actor's to give. */
export async function shareReportsOfCase(
  db: Transaction,
  actor: MemberActor,
  to: { id: string },
  reportIds: readonly string[],
): Promise<void> {
  const { rows } = await sql<{ readers: number[] }>`
    select organisations_in(audience) as readers from asb_case where id = ${to.id}`.execute(db)
  for (const id of reportIds)
    await giveSight(db, actor, {
      record: { kind: 'report', id },
      organisations: rows[0]?.readers ?? [],
      level: 'full',
      reason: 'Linked to a case',
      throughCaseId: to.id,
    })
}
