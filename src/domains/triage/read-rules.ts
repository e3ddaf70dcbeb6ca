import { sql } from 'kysely'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import {
  type Destination,
  type LocalRule,
  type PromptRule,
  promptRules,
  type RoutingRule,
  sendingRules,
} from './match-rule.ts'

/** Routing as it stands: the rules by position, whenever they hold, and where a report goes that matches none. */
export type Routing = {
  rules: readonly RoutingRule[]
  /** The rules that raise a prompt, by position. */
  prompts: readonly PromptRule[]
  /** The rules of both kinds, by position. */
  every: readonly LocalRule[]
  fallback: Destination
  /** The days from which another version of the rules was followed, the first one first. */
  versions: readonly LocalDate[]
}

type RuleRow = Omit<RoutingRule, 'area' | 'asbType' | 'destination'> &
  (Destination | { [Key in keyof Destination]: null }) & {
    prompt: string | null
    isUrgent: boolean
    areaKind: string | null
    areaCode: string | null
    areaName: string | null
    typeCode: string | null
    typeLabel: string | null
  }

/**
 * Reads all rules at once, or those that had not ended by a day; a partnership has hundreds of them. A rule holds no
 * longer than the queue it sends to.
 * @throws when the partnership has no fallback queue: nothing may get lost, so that is a fault of the installation.
 */
export async function readRouting(db: Transaction, notEndedBy?: LocalDate): Promise<Routing> {
  const [every, fallback, versions] = await Promise.all([
    readRules(db, notEndedBy ?? null),
    findFallback(db),
    readVersions(db),
  ])
  if (fallback === undefined) throw new Error('The partnership has no fallback queue')
  return { rules: sendingRules(every), prompts: promptRules(every), every, fallback, versions }
}

/** The version of the rules that is followed on a day, named by the day from which it is. */
export function versionOn(versions: readonly LocalDate[], day: LocalDate): LocalDate | undefined {
  return versions.findLast((from) => from <= day)
}

async function readVersions(db: Transaction): Promise<LocalDate[]> {
  const { rows } = await sql<{ day: LocalDate }>`
    select valid_from as day from routing_rule union select valid_to from routing_rule where valid_to is not null
    order by day`.execute(db)
  return rows.map(({ day }) => day)
}

async function readRules(db: Transaction, notEndedBy: LocalDate | null): Promise<LocalRule[]> {
  const { rows } = await sql<RuleRow>`
    select routing_rule.id, routing_rule.position, routing_rule.name, routing_rule.prompt,
      routing_rule.is_urgent as "isUrgent",
      routing_rule.area_kind as "areaKind", routing_rule.area_code as "areaCode",
      (select area.name from area join area_set on area_set.id = area.area_set_id
        where area.code = routing_rule.area_code and area_set.kind = routing_rule.area_kind
        order by area_set.valid_from desc limit 1) as "areaName",
      asb_type.code as "typeCode", asb_type.label as "typeLabel",
      coalesce((select json_agg(json_build_object('fact', fact, 'expected', expected) order by fact)
        from routing_condition where rule_id = routing_rule.id), '[]') as conditions,
      greatest(routing_rule.valid_from, queue.valid_from) as "validFrom",
      least(routing_rule.valid_to, queue.valid_to) as "validTo",
      queue.id as "queueId", queue.name as "queueName", queue.team_id as "teamId",
      organisation.id as "organisationId", organisation.name as "organisationName"
    from routing_rule
    left join queue on queue.id = routing_rule.queue_id
    left join organisation on organisation.id = queue.organisation_id
    left join asb_type on asb_type.code = routing_rule.asb_type
    where ${notEndedBy}::date is null or least(routing_rule.valid_to, queue.valid_to) is null
      or least(routing_rule.valid_to, queue.valid_to) > ${notEndedBy}
    order by routing_rule.position, routing_rule.id`.execute(db)
  return rows.map(toRule)
}

function toRule(row: RuleRow): LocalRule {
  const { areaKind, areaCode, areaName, typeCode, typeLabel } = row
  const asking = {
    id: row.id,
    position: row.position,
    name: row.name,
    area:
      areaKind === null || areaCode === null
        ? null
        : { kind: areaKind, code: areaCode, name: areaName ?? areaCode },
    asbType: typeCode === null ? null : { code: typeCode, label: typeLabel ?? typeCode },
    conditions: row.conditions,
    validFrom: row.validFrom,
    validTo: row.validTo,
  }
  if (row.queueId === null) return { ...asking, prompt: row.prompt ?? '', isUrgent: row.isUrgent }
  const { queueId, queueName, teamId, organisationId, organisationName } = row
  return { ...asking, destination: { queueId, queueName, teamId, organisationId, organisationName } }
}

function findFallback(db: Transaction): Promise<Destination | undefined> {
  return db
    .selectFrom('queue')
    .innerJoin('organisation', 'organisation.id', 'queue.organisation_id')
    .select([
      'queue.id as queueId',
      'queue.name as queueName',
      'queue.team_id as teamId',
      'organisation.id as organisationId',
      'organisation.name as organisationName',
    ])
    .where('queue.is_fallback', '=', true)
    .where('queue.valid_to', 'is', null)
    .executeTakeFirst()
}
