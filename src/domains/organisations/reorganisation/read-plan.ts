import { sql } from 'kysely'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { notFound } from '#platform/http'
import type { AllocatedItem, NewArea, Plan, Subject, Successor } from './plan.ts'

/** Every plan, those that matter now first. A partnership has a handful in a decade. */
export async function findPlans(db: Transaction): Promise<Plan[]> {
  const { rows } = await sql<Plan>`${planQuery}
    order by reorganisation.status in ('carried_out', 'cancelled'), effective_on, reorganisation.id`.execute(
    db,
  )
  return rows
}

/** @throws a refusal (404) where there is no such plan */
export async function getPlan(db: Transaction, id: string): Promise<Plan> {
  const { rows } = await sql<Plan>`${planQuery} where reorganisation.id = ${id}`.execute(db)
  const [plan] = rows
  if (plan === undefined) throw notFound('plan')
  const [successors, newAreas] = await Promise.all([readSuccessors(db, id), readNewAreas(db, id)])
  return { ...plan, successors, newAreas }
}

const planQuery = sql`
  select reorganisation.id, reorganisation.kind, title, grounds, effective_on as "effectiveOn",
    area_kind as "areaKind", block_kind as "blockKind", vintage, same_named_teams as "sameNamedTeams",
    default_position as "defaultPosition", status, version, drafter.name as "draftedBy", drafted_at as "draftedAt",
    proposed_by as "proposedById", proposer.name as "proposedBy", proposed_at as "proposedAt",
    approver.name as "approvedBy", approved_at as "approvedAt", canceller.name as "cancelledBy",
    cancelled_at as "cancelledAt", cancelled_because as "cancelledBecause", begun_at as "begunAt",
    carried_out_at as "carriedOutAt", passed_on as "passedOn",
    coalesce((select json_agg(json_build_object('id', organisation.id, 'name', organisation.name,
        'shortName', organisation.short_name, 'kind', organisation.kind) order by organisation.name)
      from reorganisation_predecessor as predecessor join organisation on organisation.id = predecessor.organisation_id
      where predecessor.reorganisation_id = reorganisation.id), '[]') as predecessors,
    '[]'::json as successors, '[]'::json as "newAreas"
  from reorganisation
  join member as drafter on drafter.id = drafted_by
  left join member as proposer on proposer.id = proposed_by
  left join member as approver on approver.id = approved_by
  left join member as canceller on canceller.id = cancelled_by`

async function readSuccessors(db: Transaction, id: string): Promise<Successor[]> {
  const { rows } = await sql<Successor>`
    select position, is_new as "isNew", successor.organisation_id as "organisationId",
      case when is_new then successor.name else organisation.name end as name,
      case when is_new then successor.short_name else organisation.short_name end as "shortName",
      case when is_new then successor.kind else organisation.kind end as kind,
      case when is_new then successor.contact_advice else organisation.contact_advice end as "contactAdvice"
    from reorganisation_successor as successor
    left join organisation on organisation.id = successor.organisation_id
    where reorganisation_id = ${id} order by position`.execute(db)
  return rows
}

async function readNewAreas(db: Transaction, id: string): Promise<NewArea[]> {
  const { rows } = await sql<NewArea>`
    select position, code, name, label_point is not null as "isDrawn",
      (select count(*)::integer from reorganisation_allocation as block where block.reorganisation_id = ${id}
        and subject = 'block' and block.position = new_area.position) as blocks
    from reorganisation_area as new_area where reorganisation_id = ${id} order by position`.execute(db)
  return rows
}

/** Everything of one sort that the plan may give away, and to whom it goes so far. */
export async function findItems(db: Transaction, plan: Plan, subject: Subject): Promise<AllocatedItem[]> {
  const { rows } = await sql<AllocatedItem>`
    select things.item, label, detail, allocation.position
    from (${thingsOf(plan, subject)}) as things (item, label, detail)
    left join reorganisation_allocation as allocation on allocation.reorganisation_id = ${plan.id}
      and allocation.subject = ${subject} and allocation.item = things.item
    order by label, things.item`.execute(db)
  return rows
}

function thingsOf({ id, areaKind, blockKind, effectiveOn }: Plan, subject: Subject) {
  const predecessors = sql`(select organisation_id from reorganisation_predecessor where reorganisation_id = ${id})`
  switch (subject) {
    case 'team':
      return sql`select team.id::text, team.name,
          coalesce((select string_agg(queue.name, ', ' order by queue.name) from queue
            where queue.team_id = team.id and queue.valid_to is null), '')
        from team where organisation_id in ${predecessors} and (valid_to is null or valid_to > ${effectiveOn}::date)`
    case 'member':
      return sql`select member.id::text, member.name, string_agg(distinct coalesce(team.name, ''), ', ')
        from membership join member on member.id = membership.member_id left join team on team.id = membership.team_id
        where membership.organisation_id in ${predecessors}
          and (membership.valid_to is null or membership.valid_to > ${effectiveOn}::date)
        group by member.id, member.name`
    case 'token':
      return sql`select token_id::text, token.name, case when provisions then 'Directory: ends on the day' else '' end
        from reorganisation_tokens(${id}) as token`
    default:
      return areasOfKind(subject === 'area' ? areaKind : blockKind, effectiveOn, id, subject)
  }
}

/** Where an organisation is split, those areas alone in which it has work. */
function areasOfKind(kind: string | null, day: LocalDate, id: string, subject: 'area' | 'block') {
  const covered = sql`exists (select from areas_at(area.label_point[0], area.label_point[1], ${day}::date) as there
    join coverage on coverage.area_kind = there.kind and coverage.area_code = there.code
    join reorganisation_predecessor as predecessor on predecessor.organisation_id = coverage.organisation_id
    where predecessor.reorganisation_id = ${id} and (coverage.valid_to is null or coverage.valid_to > ${day}::date))`
  return sql`select area.code, area.name, area.code from area join area_set on area_set.id = area.area_set_id
    where area_set.kind = ${kind} and area_set.valid_from <= ${day}::date
      and (area_set.valid_to is null or area_set.valid_to > ${day}::date)
      and ${subject === 'block' ? sql`true` : covered}`
}

/** Organisations that hold on a day, for choosing those that end or take over. */
export async function findLivingOrganisations(
  db: Transaction,
  day: LocalDate,
): Promise<{ id: number; name: string }[]> {
  return db
    .selectFrom('organisation')
    .select(['id', 'name'])
    .where('valid_from', '<=', day)
    .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>', day)]))
    .orderBy('name')
    .execute()
}

export async function findAreaKinds(db: Transaction): Promise<{ kind: string; label: string }[]> {
  return db.selectFrom('area_kind').select(['kind', 'label']).orderBy('position').execute()
}
