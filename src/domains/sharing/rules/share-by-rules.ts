import { sql } from 'kysely'
import type { Actor } from '#platform/actor'
import { recordAudit } from '#platform/audit'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { levelNames, type SharingLevel } from '../level.ts'

export type RecordKind = 'report' | 'case'

/** What of a record decides with whom rules share it. */
export type SharingFacts = {
  id: string
  holder: number
  asbType: string
  areas: Readonly<Partial<Record<'beat' | 'ward' | 'lsoa' | 'district', string | null>>>
  partition: string | null
}

/** One organisation that a rule gave sight of a record, or took it from. */
export type RuleChange = {
  recordId: string
  organisationName: string
  level: SharingLevel
  ruleName: string
  isGiven: boolean
}

/** With whom a record of such facts would be shared, and why. */
export type RuleSharing = {
  organisationName: string
  level: SharingLevel
  ruleName: string
  agreementTitle: string
}

const changed = sql`record_id as "recordId", organisation_name as "organisationName", level,
  rule_name as "ruleName", is_given as "isGiven"`

function columnsOf(facts: readonly SharingFacts[]) {
  const areas = (kind: 'beat' | 'ward' | 'lsoa' | 'district') =>
    sql`${facts.map((fact) => fact.areas[kind] ?? null)}::uuid[]`
  return sql`${facts.map(({ id }) => id)}::uuid[], ${facts.map(({ holder }) => holder)}::integer[],
    ${facts.map(({ asbType }) => asbType)}::text[], ${areas('beat')}, ${areas('ward')}, ${areas('lsoa')},
    ${areas('district')}, ${facts.map(({ partition }) => partition)}::text[]`
}

/** Shares records as the rules say, by facts that are not all written yet; for the product's own jobs. */
export async function shareByRules(
  db: Transaction,
  kind: RecordKind,
  facts: readonly SharingFacts[],
): Promise<RuleChange[]> {
  if (facts.length === 0) return []
  const { rows } = await sql<RuleChange>`
    select ${changed} from share_by_rules(${kind}, ${columnsOf(facts)}, null)`.execute(db)
  return rows
}

/**
 * Brings what rules share of records that stand into line, after they were moved, opened or linked, and writes who was
 * told to the record of disclosure.
 */
export async function shareAgainByRules(
  db: Transaction,
  actor: Actor,
  kind: RecordKind,
  ids: readonly string[],
  requestId: string,
): Promise<RuleChange[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<RuleChange>`
    select ${changed} from share_again_by_rules(${kind}, ${[...ids]}::uuid[], null)`.execute(db)
  await auditRuleChanges(db, actor, kind, rows, requestId)
  return rows
}

/** Giving sight discloses, ending it alters. */
export async function auditRuleChanges(
  db: Transaction,
  actor: Actor,
  kind: RecordKind,
  changes: readonly RuleChange[],
  requestId: string,
): Promise<void> {
  const entry = ({ recordId, organisationName, level, ruleName }: RuleChange) => ({
    kind,
    id: recordId,
    recipient: organisationName,
    reason: `Sharing rule: ${ruleName} (${levelNames[level].toLowerCase()})`,
  })
  const given = changes.filter(({ isGiven }) => isGiven)
  const ended = changes.filter(({ isGiven }) => !isGiven)
  await Promise.all([
    recordAudit(db, actor, 'disclose', given.map(entry), requestId),
    recordAudit(
      db,
      actor,
      'alter',
      ended.map((change) => ({ ...entry(change), summary: 'sharing by rule ended' })),
      requestId,
    ),
  ])
}

/** What the rules of that day say of a record of such facts. Nothing is written. */
export async function findSharingByRules(
  db: Transaction,
  kind: RecordKind,
  facts: SharingFacts,
  day: LocalDate,
): Promise<RuleSharing[]> {
  const { rows } = await sql<RuleSharing>`
    select organisation.name as "organisationName", found.level, sharing_rule.name as "ruleName",
      agreement.title as "agreementTitle"
    from sharing_by_rules(${kind}, ${columnsOf([facts])}, ${day}::date, null) as found
    join organisation on organisation.id = found.organisation_id
    join sharing_rule on sharing_rule.id = found.sharing_rule_id
    join agreement on agreement.id = found.agreement_id
    order by organisation.name, sharing_rule.name`.execute(db)
  return rows
}
