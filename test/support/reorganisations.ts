import type pg from 'pg'
import { londonDateOf } from '#platform/clock'
import { newId } from '#platform/ids'

/** A plan as tests write it: approved already, by the first two people there are. */
export type TestPlan = {
  kind: 'merge_organisations' | 'split_organisation' | 'redraw_areas'
  title?: string
  effectiveOn?: string
  areaKind?: string
  blockKind?: string
  vintage?: string
  sameNamedTeams?: 'apart' | 'join'
  defaultPosition?: number
  predecessors?: readonly number[]
  successors?: readonly (number | { name: string; shortName: string; kind: string; contactAdvice?: string })[]
  allocations?: readonly { subject: string; item: string; position: number }[]
  status?: 'draft' | 'proposed' | 'scheduled'
}

/** Writes the plan as the owner; its day is today unless another is given. */
export async function addPlan(owner: pg.ClientBase, plan: TestPlan): Promise<string> {
  const id = newId()
  const { rows: people } = await owner.query<{ id: string }>('select id from member order by id limit 2')
  const [one, other] = people.map((person) => person.id)
  const status = plan.status ?? 'scheduled'
  const isProposed = status !== 'draft'
  await owner.query(
    `insert into reorganisation (id, kind, title, grounds, effective_on, area_kind, block_kind, vintage, same_named_teams,
       default_position, status, drafted_by, proposed_by, proposed_at, approved_by, approved_at)
     values ($1, $2, $3, 'An order made for the test', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      id,
      plan.kind,
      plan.title ?? 'Reorganisation of the test',
      plan.effectiveOn ?? londonDateOf(new Date()),
      plan.areaKind ?? null,
      plan.blockKind ?? null,
      plan.vintage ?? '',
      plan.sameNamedTeams ?? 'apart',
      plan.defaultPosition ?? null,
      status,
      one,
      isProposed ? one : null,
      isProposed ? new Date() : null,
      status === 'scheduled' ? other : null,
      status === 'scheduled' ? new Date() : null,
    ],
  )
  for (const organisation of plan.predecessors ?? [])
    await owner.query('insert into reorganisation_predecessor values ($1, $2)', [id, organisation])
  for (const [index, successor] of (plan.successors ?? []).entries())
    if (typeof successor === 'number')
      await owner.query(
        'insert into reorganisation_successor (reorganisation_id, position, is_new, organisation_id) values ($1, $2, false, $3)',
        [id, index + 1, successor],
      )
    else
      await owner.query(
        `insert into reorganisation_successor (reorganisation_id, position, is_new, name, short_name, kind, contact_advice)
         values ($1, $2, true, $3, $4, $5, $6)`,
        [
          id,
          index + 1,
          successor.name,
          successor.shortName,
          successor.kind,
          successor.contactAdvice ?? 'Call us.',
        ],
      )
  for (const { subject, item, position } of plan.allocations ?? [])
    await owner.query('insert into reorganisation_allocation values ($1, $2, $3, $4)', [
      id,
      subject,
      item,
      position,
    ])
  return id
}
