import { sql } from 'kysely'
import { system } from '#platform/actor'
import { recordAudit } from '#platform/audit'
import type { Database, Transaction } from '#platform/database'

/** Shares ended in one transaction: each may write its record, its cases and their tombstones anew. */
export const lapseBatch = 500

type Lapsed = { kind: 'report' | 'case'; id: string; organisationName: string; why: string }

/**
 * Ends the shares that nothing bears any more: those that expired, whose agreement ended or lost the giver or the
 * receiver, and whose rule ended. Done again it finds nothing. Who was seeing by an agreement lost sight already when
 * it ended (their circle did); this brings audiences and the feed's tombstones after it, and what expired out of sight.
 * @returns how many shares were ended
 */
export async function lapseShares(database: Database): Promise<number> {
  let ended = 0
  for (;;) {
    const batch = await database.withActor(system, lapseSome)
    ended += batch
    if (batch < lapseBatch) return ended
  }
}

async function lapseSome(db: Transaction): Promise<number> {
  const { rows } = await sql<Lapsed>`
    with gone as (
      select id from agreement
      where ended_at is not null or valid_from > current_date or valid_to <= current_date
    ), left_party as (
      select agreement_id, organisation_id from agreement_party group by agreement_id, organisation_id
      having not bool_or(joined_on <= current_date and (left_on is null or left_on > current_date))
    ), over as (
      (select share.id, 'It was shared until then' as why from share
        where ended_at is null and expires_at <= now() limit ${lapseBatch})
      union all
      (select share.id, 'The agreement ended' from gone join share on share.agreement_id = gone.id
        where share.ended_at is null limit ${lapseBatch})
      union all
      (select share.id, 'The organisation left the agreement' from left_party join share
        on share.agreement_id = left_party.agreement_id and share.organisation_id = left_party.organisation_id
        where share.ended_at is null limit ${lapseBatch})
      union all
      (select share.id, 'The organisation that gave it left the agreement' from left_party join share
        on share.agreement_id = left_party.agreement_id
          and share.given_by_organisation_id = left_party.organisation_id
        where share.ended_at is null limit ${lapseBatch})
      union all
      (select share.id, 'The sharing rule ended' from sharing_rule join share on share.sharing_rule_id = sharing_rule.id
        where share.ended_at is null and (sharing_rule.ended_at is not null or sharing_rule.valid_to <= current_date)
        limit ${lapseBatch})
    ), due as (
      select id, min(why) as why from over group by id limit ${lapseBatch}
    ), ended as (
      update share set ended_at = now(), ended_because = due.why from due where share.id = due.id
      returning share.report_id, share.case_id, share.organisation_id, due.why
    ), told as (
      insert into timeline_entry (id, report_id, case_id, kind, what, why, actor_name)
      select gen_random_uuid(), report_id, case_id, 'sharing_ended', 'Sharing with ' || organisation.name || ' ended', why,
        ${system.name}
      from ended join organisation on organisation.id = ended.organisation_id
    )
    select case when report_id is null then 'case' else 'report' end as kind, coalesce(report_id, case_id) as id,
      organisation.name as "organisationName", why
    from ended join organisation on organisation.id = ended.organisation_id`.execute(db)
  await recordAudit(
    db,
    system,
    'alter',
    rows.map(({ kind, id, organisationName, why }) => ({
      kind,
      id,
      recipient: organisationName,
      reason: why,
      summary: 'sharing ended',
    })),
    'sharing',
  )
  return rows.length
}
