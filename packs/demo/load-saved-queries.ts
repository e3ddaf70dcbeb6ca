import type pg from 'pg'
import { insertRows } from './insert-rows.ts'
import { CITY, POLICE } from './organisation-facts.ts'

/** A question that each of two organisations asks every week, kept under a name. */
const kept = [
  {
    organisation: POLICE,
    role: 'analyst',
    name: 'Vehicles in the evening, by ward',
    address:
      'subject=reports&measure=count&rows=ward&columns=weekday&date=occurred&period=quarter&is-time_band=3&is-type=vehicles&order=most',
  },
  {
    organisation: CITY,
    role: 'supervisor',
    name: 'Our open actions, by team',
    address:
      'subject=actions&measure=count&rows=team&columns=standing&date=due&period=all&is-organisation=2&is-status=open',
  },
]

/** Writes them, each by the first person with the role. */
export async function loadSavedQueries(owner: pg.ClientBase): Promise<void> {
  for (const [index, { organisation, role, name, address }] of kept.entries()) {
    const { rows } = await owner.query<{ member: string }>(
      `select member_id as member from membership where organisation_id = $1 and role = $2 order by id limit 1`,
      [organisation, role],
    )
    const [maker] = rows
    if (maker === undefined) continue
    await insertRows(owner, 'saved_query', [
      {
        id: `0e000000-0000-7000-8000-00000000010${index + 1}`,
        organisation_id: organisation,
        made_by: maker.member,
        name,
        address,
        seen_by: 'organisation',
      },
    ])
  }
}
