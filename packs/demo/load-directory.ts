import type pg from 'pg'
import type { DemoCounty } from './generate-demo.ts'
import { insertRows } from './insert-rows.ts'
import { CITY, POLICE } from './organisation-facts.ts'

const groups = [
  { organisation: POLICE, name: 'Neighbourhood officers', role: 'case_officer' },
  { organisation: POLICE, name: 'Contact and triage', role: 'triage_officer' },
  { organisation: CITY, name: 'ASB case officers', role: 'case_officer' },
  { organisation: CITY, name: 'ASB supervisors', role: 'supervisor' },
  { organisation: CITY, name: 'All staff', role: null },
] as const

/** The number of a group of the demonstration's directories. */
const groupId = (at: number) => `01900000-0000-7000-8000-00000000d${at.toString(16).padStart(3, '0')}`

/**
 * The directories of the force and the city as if they had sent everybody who works there: people, groups and what those
 * give; one group that is still expected, and one problem.
 */
export async function loadDirectory(owner: pg.ClientBase, { options }: DemoCounty): Promise<void> {
  const heard = `${options.today}T06:10:00Z`
  await insertRows(owner, 'directory_group', [
    ...groups.map(({ organisation, name, role }, at) => ({
      id: groupId(at),
      organisation_id: organisation,
      display_name: name,
      role,
      is_provisioned: true,
      version: 1,
    })),
    {
      id: groupId(groups.length),
      organisation_id: POLICE,
      display_name: 'ASB analysts',
      role: 'analyst',
      is_provisioned: false,
      version: 1,
    },
  ])
  await owner.query(
    `insert into directory_user (id, organisation_id, member_id, user_name, display_name, email, active, created_at, modified_at)
     select distinct on (member.id) member.id, organisation_id, member.id, email, member.name, email, true, $2, $2
     from member join membership on member_id = member.id where organisation_id = any ($1)`,
    [[POLICE, CITY], heard],
  )
  await owner.query(
    `update membership set directory_group_id = sent.id from directory_group as sent
     where sent.organisation_id = membership.organisation_id and sent.role = membership.role and sent.is_provisioned
       and membership.team_id is null`,
  )
  await owner.query(
    `insert into directory_group_member (group_id, user_id, added_at)
     select distinct directory_group_id, membership.member_id, $1::timestamptz from membership
     where directory_group_id is not null
     union select $2, id, $1 from directory_user where organisation_id = $3`,
    [heard, groupId(groups.length - 1), CITY],
  )
  await insertRows(
    owner,
    'directory_activity',
    [POLICE, CITY].map((organisation_id) => ({
      organisation_id,
      heard_at: heard,
      changed_at: heard,
      change: 'A person was added',
    })),
  )
  await insertRows(owner, 'directory_problem', [
    {
      organisation_id: CITY,
      kind: 'uniqueness',
      subject: 'wren.hollis@city.example',
      detail: 'This email address is in use. Ask the co-ordinator of the partnership, quoting the address.',
      times: 3,
      first_at: heard,
      last_at: heard,
    },
  ])
}
