import { sql } from 'kysely'
import { system } from '#platform/actor'
import type { Database, Transaction } from '#platform/database'
import { auditRuleChanges, type RecordKind, type RuleChange } from '../rules/share-by-rules.ts'

/** Records looked at in one transaction, so that the queue is never kept waiting. */
const batchSize = 200

type Application = {
  id: string
  ruleId: string
  kind: RecordKind
  giver: number | null
  asbType: string | null
  through: string | null
}

/**
 * Applies a sharing rule to the records that are not closed, batch by batch, each with its progress: begun again after
 * a fault, it goes on where it stopped.
 */
export async function applyRule(database: Database, applicationId: string): Promise<void> {
  const step = (db: Transaction) => applyToSome(db, applicationId)
  while (await database.withActor(system, step));
}

async function applyToSome(db: Transaction, applicationId: string): Promise<boolean> {
  const { rows } = await sql<Application>`
    select rule_application.id, sharing_rule.id as "ruleId", record_kind as kind,
      giver_organisation_id as giver, asb_type as "asbType", through
    from rule_application join sharing_rule on sharing_rule.id = sharing_rule_id
    where rule_application.id = ${applicationId} and finished_at is null
    for update of rule_application`.execute(db)
  const [application] = rows
  if (application === undefined) return false
  const ids = await readNext(db, application)
  const changes = await applyTo(db, application, ids)
  const isLast = ids.length < batchSize
  await db
    .updateTable('rule_application')
    .set((is) => ({
      done: is('done', '+', ids.length),
      given: is('given', '+', changes.filter(({ isGiven }) => isGiven).length),
      ...(ids.length === 0 ? {} : { through: ids.at(-1) ?? null }),
      ...(isLast ? { finished_at: sql`now()` } : {}),
    }))
    .where('id', '=', application.id)
    .execute()
  return !isLast
}

async function readNext(db: Transaction, { kind, giver, asbType, through }: Application): Promise<string[]> {
  const [table, open] =
    kind === 'report'
      ? [sql.table('report'), sql`status in ('awaiting_triage', 'accepted')`]
      : [sql.table('asb_case'), sql`status = 'open'`]
  const { rows } = await sql<{ id: string }>`
    select id from ${table}
    where ${open} and (${through}::uuid is null or id > ${through}::uuid)
      and (${giver}::integer is null or organisation_id = ${giver}::integer)
      and (${asbType}::text is null or asb_type = ${asbType}::text)
    order by id limit ${batchSize}`.execute(db)
  return rows.map(({ id }) => id)
}

async function applyTo(
  db: Transaction,
  { kind, ruleId }: Application,
  ids: readonly string[],
): Promise<RuleChange[]> {
  const { rows } = await sql<RuleChange>`
    select record_id as "recordId", organisation_name as "organisationName", level, rule_name as "ruleName",
      is_given as "isGiven"
    from share_again_by_rules(${kind}, ${[...ids]}::uuid[], ${ruleId}::uuid)`.execute(db)
  await auditRuleChanges(db, system, kind, rows, 'sharing')
  return rows
}
