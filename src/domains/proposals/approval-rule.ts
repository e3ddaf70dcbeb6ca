import { sql } from 'kysely'
import { type LocalDate, londonDateOf } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { ChangeKind } from './change-kind.ts'

/** More than this many have never to agree. */
export const mostApprovals = 9

/** How many approvals a kind of change needs when it is proposed from a day on. */
export type ApprovalRule = {
  kind: ChangeKind
  validFrom: LocalDate
  approvals: number
  reason: string
  setByName: string | null
}

/** Every rule that was ever set, the latest day first. */
export async function readApprovalRules(db: Transaction): Promise<ApprovalRule[]> {
  const { rows } = await sql<ApprovalRule>`
    select kind, valid_from as "validFrom", approvals, reason, member.name as "setByName"
    from approval_rule left join member on member.id = set_by
    order by valid_from desc, kind`.execute(db)
  return rows
}

/** How many could vote on a proposal of one of them: everybody with a say but the one. */
export async function countVoters(db: Transaction, now: Date): Promise<number> {
  const day = londonDateOf(now)
  const { rows } = await sql<{ voters: number }>`
    select greatest(count(distinct member_id) - 1, 0)::integer as voters from membership
    where role in ('coordinator', 'information_governance')
      and valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)`.execute(db)
  return rows[0]?.voters ?? 0
}

/** Sets a rule for a later day. Gives false where one begins on that day already. */
export async function setApprovalRule(
  db: Transaction,
  rule: Omit<ApprovalRule, 'setByName'> & { setBy: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('approval_rule')
    .values({
      kind: rule.kind,
      valid_from: rule.validFrom,
      approvals: rule.approvals,
      reason: rule.reason,
      set_by: rule.setBy,
    })
    .onConflict((clash) => clash.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Takes a rule back before its day. Gives false where there is none, or its day has come. */
export async function takeBackApprovalRule(
  db: Transaction,
  { kind, validFrom }: Pick<ApprovalRule, 'kind' | 'validFrom'>,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('approval_rule')
    .where('kind', '=', kind)
    .where('valid_from', '=', validFrom)
    .executeTakeFirst()
  return numDeletedRows === 1n
}
