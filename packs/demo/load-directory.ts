import type pg from 'pg'
import { addDays } from '#platform/clock'
import type { DemoCounty } from './generate-demo.ts'
import { insertRows } from './insert-rows.ts'
import { CITY, POLICE } from './organisation-facts.ts'

/** The number of a group of the demonstration's directories. */
const groupId = (at: number) => `01900000-0000-7000-8000-00000000d${at.toString(16).padStart(3, '0')}`

const groupNames: Readonly<Record<string, string>> = {
  triage_officer: 'triage',
  case_officer: 'case officers',
  supervisor: 'supervisors',
  analyst: 'analysts',
  information_governance: 'information governance',
}

type Duty = { organisation_id: number; team_id: string | null; team: string; role: string }

/**
 * The directories of the force and the city as if they had sent everybody who works there: people, a group for each role
 * in each team, a group that gives nothing, one that is still expected, and one problem.
 */
export async function loadDirectory(owner: pg.ClientBase, { options }: DemoCounty): Promise<void> {
  // Of the day before: the county is looked at at any hour of its last day.
  const heard = `${addDays(options.today, -1)}T06:10:00Z`
  const { rows: duties } = await owner.query<Duty>(
    `select distinct membership.organisation_id, team_id, coalesce(team.name, 'Whole organisation') as team, role
     from membership left join team on team.id = team_id
     where membership.organisation_id = any ($1) and role = any ($2) order by 1, 3, 4`,
    [[POLICE, CITY], Object.keys(groupNames)],
  )
  const group = (
    id: string,
    duty: Omit<Duty, 'role'> & { role: string | null },
    name: string,
    sent: boolean,
  ) => ({
    id,
    organisation_id: duty.organisation_id,
    display_name: name,
    role: duty.role,
    team_id: duty.team_id,
    is_provisioned: sent,
    version: 1,
  })
  const allStaff = groupId(duties.length)
  const nobody = { team_id: null, team: '' }
  await insertRows(owner, 'directory_group', [
    ...duties.map((duty, at) =>
      group(groupId(at), duty, `${duty.team}: ${groupNames[duty.role] ?? duty.role}`, true),
    ),
    group(allStaff, { ...nobody, organisation_id: CITY, role: null }, 'All staff', true),
    group(
      groupId(duties.length + 1),
      { ...nobody, organisation_id: POLICE, role: 'analyst' },
      'ASB analysts',
      false,
    ),
  ])
  await owner.query(
    `insert into directory_user (id, organisation_id, member_id, user_name, display_name, email, active, created_at, modified_at)
     select distinct on (member.id) member.id, organisation_id, member.id, email, member.name, email, true,
       $2::timestamptz, $2::timestamptz
     from member join membership on member_id = member.id where organisation_id = any ($1)`,
    [[POLICE, CITY], heard],
  )
  await owner.query(
    `update membership set directory_group_id = sent.id from directory_group as sent
     where sent.organisation_id = membership.organisation_id and sent.role = membership.role and sent.is_provisioned
       and sent.team_id is not distinct from membership.team_id`,
  )
  await owner.query(
    `insert into directory_group_member (group_id, user_id, added_at)
     select distinct directory_group_id, membership.member_id, $1::timestamptz from membership
     where directory_group_id is not null
     union select $2::uuid, id, $1::timestamptz from directory_user where organisation_id = $3`,
    [heard, allStaff, CITY],
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
      subject: 'wren.hollis@city.example.org',
      detail: 'This email address is in use. Ask the co-ordinator of the partnership, quoting the address.',
      times: 3,
      first_at: heard,
      last_at: heard,
    },
  ])
}
