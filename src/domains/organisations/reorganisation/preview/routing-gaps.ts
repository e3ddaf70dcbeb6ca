import { sql } from 'kysely'
import type { Destination, findMatchingRule, RoutingRule, readRouting } from '#domains/triage'
import type { Transaction } from '#platform/database'
import type { Plan } from '../plan.ts'

/** Reports of one type in one place that would go elsewhere after the day than to whoever takes over. */
export type RoutingGap = {
  area: string
  asbType: string
  before: string
  after: string
  /** Nobody's rule matches any more, or the queue is one that ends. */
  isLost: boolean
}

export type RoutingCheck = { combinations: number; gaps: readonly RoutingGap[] }

type Place = { name: string; areas: Record<string, string> }
type Piece = {
  ruleId: string
  areaKind: string | null
  areaCode: string | null
  successor: number
  isRest: boolean
}

/** The functions that route real reports; handed in, because triage knows organisations. */
export type Router = { readRouting: typeof readRouting; findMatchingRule: typeof findMatchingRule }

/** Enough places to meet every combination of areas, few enough to try each with every type in a second. */
const mostPlaces = 400

/**
 * Asks the very function that routes reports where one of every type would go from every small area, on the day and
 * with the rules as they would be without the plan and with it. Nothing is written.
 */
export async function checkRouting(db: Transaction, plan: Plan, router: Router): Promise<RoutingCheck> {
  const [routing, places, types, pieces] = await Promise.all([
    router.readRouting(db),
    findPlaces(db, plan),
    db.selectFrom('asb_type').select(['code', 'label', 'qualifier']).orderBy('label').execute(),
    readPieces(db, plan),
  ])
  const ending = new Set(plan.predecessors.map(({ id }) => id))
  const rulesAfter = applyPieces(routing.rules, pieces, plan)
  const gaps: RoutingGap[] = []
  for (const { name, areas } of places)
    for (const { code, label, qualifier } of types) {
      const facts = {
        asbType: code,
        filedOn: plan.effectiveOn,
        areas,
        values: { channel: 'public_form', occurrence: 'once', qualifier, reported_before: 'unknown' },
      }
      const before = router.findMatchingRule(routing.rules, facts)
      const after = router.findMatchingRule(rulesAfter, facts)
      const gap = compare(before?.destination, after?.destination, routing.fallback, ending)
      if (gap) gaps.push({ area: name, asbType: label, ...gap })
    }
  return { combinations: places.length * types.length, gaps }
}

/** Successors that are not there yet are known by the negative of their position. */
const numberOf = (position: number) => -position

function applyPieces(rules: readonly RoutingRule[], pieces: readonly Piece[], plan: Plan): RoutingRule[] {
  const byRule = Map.groupBy(pieces, ({ ruleId }) => ruleId)
  return rules.flatMap((rule) => {
    const own = byRule.get(rule.id)
    if (own === undefined) return [rule]
    return own
      .toSorted((a, b) => Number(a.isRest) - Number(b.isRest))
      .map(({ areaKind, areaCode, successor }) => ({
        ...rule,
        area:
          areaKind === null || areaCode === null ? null : { kind: areaKind, code: areaCode, name: areaCode },
        destination: {
          ...rule.destination,
          organisationId: numberOf(successor),
          organisationName:
            plan.successors.find(({ position }) => position === successor)?.name ?? 'no successor',
        },
      }))
  })
}

function compare(
  before: Destination | undefined,
  after: Destination | undefined,
  fallback: Destination,
  ending: ReadonlySet<number>,
): Pick<RoutingGap, 'before' | 'after' | 'isLost'> | undefined {
  const words = (destination: Destination | undefined) =>
    destination === undefined
      ? `the fallback queue, ${fallback.queueName}`
      : `${destination.queueName}, ${destination.organisationName}`
  const isLost =
    (before !== undefined && after === undefined) ||
    (after !== undefined && (ending.has(after.organisationId) || after.organisationName === 'no successor'))
  const isSame =
    before === undefined
      ? after === undefined
      : after !== undefined &&
        before.queueId === after.queueId &&
        (before.organisationId === after.organisationId || ending.has(before.organisationId))
  return isSame && !isLost ? undefined : { before: words(before), after: words(after), isLost }
}

async function readPieces(db: Transaction, plan: Plan): Promise<Piece[]> {
  if (plan.kind === 'redraw_areas') return []
  const { rows } = await sql<Piece>`
    select rule_id as "ruleId", area_kind as "areaKind", area_code as "areaCode", successor, is_rest as "isRest"
    from reorganised_rules(${plan.id})`.execute(db)
  return rows
}

/** The label points of the finest set of areas that are not too many, with all the areas that hold each on the day. */
async function findPlaces(db: Transaction, { effectiveOn }: Plan): Promise<Place[]> {
  const { rows } = await sql<Place>`
    with leaf as (
      select area_set.id from area_set join area on area.area_set_id = area_set.id
      where valid_from <= ${effectiveOn}::date and (valid_to is null or valid_to > ${effectiveOn}::date)
      group by area_set.id having count(*) <= ${mostPlaces} order by count(*) desc limit 1
    )
    select area.name, json_object_agg(there.kind, there.code) as areas
    from leaf join area on area.area_set_id = leaf.id
    cross join lateral areas_at(label_point[0], label_point[1], ${effectiveOn}::date) as there
    group by area.id, area.name order by area.name`.execute(db)
  return rows
}
