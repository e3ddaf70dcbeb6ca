import type pg from 'pg'
import type { DemoCounty } from './generate-demo.ts'
import { idAt } from './identity.ts'
import { insertRows } from './insert-rows.ts'
import { COUNTY, FIRST_DISTRICT } from './organisation-facts.ts'
import { seededRandom } from './random.ts'

/** A plan that is still being drawn up: the county council and its districts become one council after next April. */
export async function loadReorganisation(owner: pg.ClientBase, county: DemoCounty): Promise<void> {
  const { members, organisations } = county.partnership
  const drafter = members.find(({ role }) => role === 'coordinator')
  if (drafter === undefined) throw new Error('The demo county has no co-ordinator')
  const id = idAt(Date.parse(county.options.today), seededRandom(`${county.name}/reorganisation`))
  await insertRows(owner, 'reorganisation', [
    {
      id,
      kind: 'merge_organisations',
      title: `One council for ${county.name}`,
      grounds: `The ${county.name} (Structural Changes) Order, made up for demonstration`,
      effective_on: `${Number(county.options.today.slice(0, 4)) + 1}-04-01`,
      same_named_teams: 'apart',
      status: 'draft',
      version: 1,
      drafted_by: drafter.id,
      drafted_at: `${county.options.today}T00:00:00Z`,
      cancelled_because: '',
      vintage: '',
      passed_on: {},
      modified_at: `${county.options.today}T00:00:00Z`,
    },
  ])
  await insertRows(
    owner,
    'reorganisation_predecessor',
    organisations
      .filter(
        ({ id: number, kind }) =>
          number === COUNTY || (number >= FIRST_DISTRICT && kind === 'district_council'),
      )
      .map((organisation) => ({ reorganisation_id: id, organisation_id: organisation.id })),
  )
  await insertRows(owner, 'reorganisation_successor', [
    {
      reorganisation_id: id,
      position: 1,
      is_new: true,
      name: `${county.name} Council`,
      short_name: county.name,
      kind: 'unitary_council',
      contact_advice: 'Call our community safety team on 01632 960100, Monday to Friday, 9am to 5pm.',
    },
  ])
}
