import { sql } from 'kysely'
import { formatDate, type LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { kindNames } from '../../role.ts'
import type { Plan } from '../plan.ts'
import type { Preview } from './read-preview.ts'

type Found = Pick<Preview, 'obstacles' | 'warnings'>
type Known = Pick<Preview, 'people' | 'tokens' | 'routing'>

/** What stands in the way of the plan, and what to know before its day. */
export async function findObstacles(
  db: Transaction,
  plan: Plan,
  today: LocalDate,
  known: Known,
): Promise<Found> {
  const obstacles = [
    ...(plan.effectiveOn < today ? [`Its day, ${formatDate(plan.effectiveOn)}, has passed`] : []),
    ...(plan.kind === 'redraw_areas'
      ? await obstaclesOfAreas(db, plan)
      : await obstaclesOfOrganisations(db, plan)),
    ...lostReports(known.routing),
  ]
  return {
    obstacles,
    warnings: plan.kind === 'redraw_areas' ? warningsOfAreas : await warningsOf(db, plan, known),
  }
}

function lostReports({ gaps }: Known['routing']): string[] {
  const lost = gaps.filter(({ isLost }) => isLost)
  return lost.length === 0
    ? []
    : [`${lost.length} combinations of area and type would lose their queue: see the routing check`]
}

async function obstaclesOfOrganisations(db: Transaction, plan: Plan): Promise<string[]> {
  const found: string[] = []
  const { predecessors, successors } = plan
  const joins = successors.some(({ isNew }) => !isNew)
  if (predecessors.length === 0) found.push('No organisation ends')
  if (plan.kind === 'merge_organisations') {
    if (successors.length !== 1) found.push('A merger has exactly one organisation that takes over')
    if (predecessors.length === 1 && !joins)
      found.push('Two or more organisations merge, or one joins another')
  } else {
    if (predecessors.length > 1) found.push('One organisation is split at a time')
    if (successors.length < 2) found.push('A split has two or more organisations that take over')
    if (!successors.some(({ position }) => position === plan.defaultPosition))
      found.push('Say which organisation takes whatever has no other place')
  }
  for (const { name } of predecessors.filter(({ id }) =>
    successors.some((each) => each.organisationId === id),
  ))
    found.push(`${name} cannot both end and take over`)
  const { rows } = await sql<{ obstacle: string }>`
    select organisation.name || ' has ended already' as obstacle
    from reorganisation_predecessor as predecessor join organisation on organisation.id = predecessor.organisation_id
    where reorganisation_id = ${plan.id} and organisation.valid_to is not null
    union all
    select organisation.name || ' is part of another plan: ' || other.title
    from reorganisation_predecessor as mine
    join reorganisation_predecessor as theirs on theirs.organisation_id = mine.organisation_id
      and theirs.reorganisation_id <> mine.reorganisation_id
    join reorganisation as other on other.id = theirs.reorganisation_id and other.status in ('proposed', 'scheduled', 'moving')
    join organisation on organisation.id = mine.organisation_id
    where mine.reorganisation_id = ${plan.id}
    union all
    select 'There is an organisation called ' || successor.name || ' already'
    from reorganisation_successor as successor join organisation on lower(organisation.name) = lower(successor.name)
    where reorganisation_id = ${plan.id} and is_new and organisation.valid_to is null
      and not exists (select from reorganisation_predecessor as predecessor where predecessor.reorganisation_id = ${plan.id}
        and predecessor.organisation_id = organisation.id)
    union all
    select 'The partnership has no fallback queue' where not exists (
      select from queue where is_fallback and valid_to is null)
    union all
    select 'The fallback queue, ' || queue.name || ', would belong to nobody'
    from queue join reorganisation_predecessor as predecessor using (organisation_id)
    where reorganisation_id = ${plan.id} and is_fallback and valid_to is null
      and not exists (select from reorganised_teams(${plan.id}) as planned where planned.team_id = queue.team_id)`.execute(
    db,
  )
  return [...found, ...rows.map(({ obstacle }) => obstacle)]
}

async function obstaclesOfAreas(db: Transaction, plan: Plan): Promise<string[]> {
  const found: string[] = []
  if (plan.newAreas.length === 0) found.push('There is no new area')
  for (const { name, blocks } of plan.newAreas) if (blocks === 0) found.push(`${name} has no parts`)
  if (plan.vintage === '') found.push('The new set of areas needs a name')
  const { rows } = await sql<{ obstacle: string }>`
    select 'There is a set of this kind called ' || vintage || ' already' as obstacle from area_set
    where kind = ${plan.areaKind} and vintage = ${plan.vintage}
    union all
    select old.name || ' lies in a new area in part only: ' || block.name || ' has no place'
    from area_set join area as block on block.area_set_id = area_set.id
    cross join lateral areas_at(block.label_point[0], block.label_point[1], ${plan.effectiveOn}::date) as there
    join area as old on old.id = there.area_id
    where area_set.kind = ${plan.blockKind} and area_set.valid_from <= ${plan.effectiveOn}::date
      and (area_set.valid_to is null or area_set.valid_to > ${plan.effectiveOn}::date) and there.kind = ${plan.areaKind}
      and there.code in (select old_code from redrawn_areas(${plan.id}))
      and not exists (select from reorganisation_allocation where reorganisation_id = ${plan.id}
        and subject = 'block' and item = block.code)
    union all
    select 'The code ' || new_area.code || ' is that of another area'
    from reorganisation_area as new_area join area on area.code = new_area.code
    join area_set on area_set.id = area.area_set_id and area_set.kind = ${plan.areaKind} and area_set.valid_to is null
    where reorganisation_id = ${plan.id} and area.code not in (select old_code from redrawn_areas(${plan.id}))`.execute(
    db,
  )
  return [...found, ...rows.map(({ obstacle }) => obstacle)]
}

const warningsOfAreas = [
  'Open reports and cases are found under the new areas from the day; closed ones keep the areas they were counted under.',
  'Where rules of two old areas meet in a new one, the first by position decides: look through the routing rules after the day.',
]

async function warningsOf(
  db: Transaction,
  plan: Plan,
  { people, tokens, routing }: Known,
): Promise<string[]> {
  const found: string[] = []
  const differing = routing.gaps.filter(({ isLost }) => !isLost).length
  if (differing > 0)
    found.push(
      `${differing} combinations of area and type go to another queue than now: see the routing check.`,
    )
  const ended = tokens.filter(({ successor }) => successor === 0)
  if (ended.length > 0)
    found.push(
      `${ended.length} tokens end on the day and are to be issued anew: ${ended.map(({ name }) => name).join(', ')}.`,
    )
  if (people.some(({ successor }) => successor === null))
    found.push('Some people have no organisation to go to: say which one takes whatever has no other place.')
  const { rows } = await sql<{ name: string; kind: keyof typeof kindNames }>`
    select distinct sharing_rule.name, coalesce(giver_kind, receiver_kind) as kind from sharing_rule
    join reorganisation_predecessor as predecessor on predecessor.reorganisation_id = ${plan.id}
    join organisation on organisation.id = predecessor.organisation_id
      and organisation.kind in (giver_kind, receiver_kind)
    where sharing_rule.ended_at is null and sharing_rule.valid_to is null and not exists (
      select from reorganisation_successor as successor
      left join organisation as there on there.id = successor.organisation_id
      where successor.reorganisation_id = ${plan.id}
        and coalesce(there.kind, successor.kind) = organisation.kind)`.execute(db)
  for (const { name, kind } of rows)
    found.push(
      `The sharing rule ${name} is for organisations of the kind ${kindNames[kind]}, which no successor is.`,
    )
  return found
}
