import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { type Destination, type RoutingFacts, type RoutingRule, ruleMatches } from './match-rule.ts'
import type { Routing } from './read-rules.ts'

/** Where a restricted report goes. Without `destination` nobody in the partnership is cleared for it. */
export type RestrictedRoute = {
  rule: RoutingRule | undefined
  destination: Destination | undefined
}

/** What is known of who is cleared: the organisations, and a queue of each for what no rule sends there. */
export type Cleared = { organisations: ReadonlySet<number>; queues: readonly Destination[] }

/**
 * Where a report goes that only people with a clearance may see, so that somebody sees it: by the first matching rule
 * to an organisation where people who work on reports are cleared, else to the fallback queue if it is such, else to any
 * such organisation, the police first (docs/decisions/0012).
 */
export function routeRestricted(
  { rules, fallback }: Routing,
  facts: RoutingFacts,
  { organisations, queues }: Cleared,
): RestrictedRoute {
  const rule = rules.find(
    (each) => organisations.has(each.destination.organisationId) && ruleMatches(each, facts),
  )
  if (rule !== undefined) return { rule, destination: rule.destination }
  const isCleared = organisations.has(fallback.organisationId)
  return { rule: undefined, destination: isCleared ? fallback : queues[0] }
}

/** Who is cleared today for a partition and works on reports; queues in the order in which they are tried. */
export async function readCleared(db: Transaction, partition: string): Promise<Cleared> {
  const { rows } = await sql<Destination>`
    with cleared as (select unnest(organisations_cleared_for(${partition})) as id)
    select distinct on (organisation.kind <> 'police', organisation.id)
      organisation.id as "organisationId", organisation.name as "organisationName", queue.id as "queueId",
      queue.name as "queueName", queue.team_id as "teamId"
    from cleared join organisation on organisation.id = cleared.id
    join queue on queue.organisation_id = organisation.id
    where queue.valid_from <= current_date and (queue.valid_to is null or queue.valid_to > current_date)
      and (organisation.valid_to is null or organisation.valid_to > current_date)
    order by organisation.kind <> 'police', organisation.id, queue.is_fallback desc, queue.name, queue.id`.execute(
    db,
  )
  return { organisations: new Set(rows.map(({ organisationId }) => organisationId)), queues: rows }
}

export type Gap = { partition: string; organisationId: number; wentTo: number | null }

/** Tells those who clear people at an organisation that a report passed it by, and never which. */
export async function noteGaps(db: Transaction, gaps: readonly Gap[]): Promise<void> {
  if (gaps.length === 0) return
  await db
    .insertInto('clearance_gap')
    .values(
      gaps.map(({ partition, organisationId, wentTo }) => ({
        id: newId(),
        partition_code: partition,
        organisation_id: organisationId,
        went_to: wentTo,
      })),
    )
    .execute()
}

/** Why a restricted report is where it is, after the words for the rule. */
export function explainRestriction(first: Destination, destination: Destination | undefined): string {
  const why = 'Restricted: somebody is afraid of a partner or of family'
  if (destination === undefined)
    return `It should be restricted, because somebody is afraid of a partner or of family, and nobody who works on reports is cleared for that anywhere. Clear somebody, then restrict it`
  if (destination.organisationId === first.organisationId) return why
  return `${why}. It would have gone to ${first.organisationName}, where nobody who works on reports is cleared for that`
}
