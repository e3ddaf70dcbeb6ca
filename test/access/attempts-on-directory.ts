import type { Call, Calls, Given } from './attempts-on-functions.ts'
import { isCoordinator, provisions } from './oracle-directory.ts'
import type { Row, Value, World } from './rights.ts'
import { literal } from './rows.ts'

const table = (world: World, name: string): readonly Row[] => world[name] ?? []

/** Tries a function with every token there is; it is refused to all that may not provision. */
function withTokens(of: (given: Given, token: Row) => Call[]): (given: Given) => Call[] {
  return (given) => [
    ...table(given.world, 'api_token').flatMap((token) =>
      of(given, token).map(
        ({ call, expected }): Call => ({
          call: call.replace('TOKEN', literal(token.secret_hash)),
          expected: provisions(given.asker, token) ? expected : 'refused',
        }),
      ),
    ),
    ...of(given, table(given.world, 'api_token')[0] ?? {}).map(
      ({ call }): Call => ({ call: call.replace('TOKEN', `'\\x00'`), expected: 'refused' }),
    ),
  ]
}

const shows = (...rows: readonly (string | number)[]) => ({ shows: rows.map(String) })
const of = (world: World, name: string, organisation: Value | undefined) =>
  table(world, name).filter((row) => row.organisation_id === organisation)

function described(userName: string, email: Value | undefined, active: Value | undefined): string {
  const empty = { external_id: '', display_name: 'New', formatted_name: '', given_name: '', family_name: '' }
  return literal(JSON.stringify({ ...empty, user_name: userName, email: String(email), active }))
}

/** Whether an organisation's directory may take a person on: nobody else's, and not in the directory yet. */
function canTakeOn(world: World, organisation: Value | undefined, member: Row): boolean {
  const inDirectories = table(world, 'directory_user').filter((user) => user.member_id === member.id)
  const worksFor = table(world, 'membership')
    .filter((membership) => membership.member_id === member.id)
    .map(({ organisation_id }) => organisation_id)
  if (inDirectories.some((user) => user.organisation_id === organisation)) return false
  const isElsewhere = inDirectories.length > 0 || worksFor.some((employer) => employer !== organisation)
  return !isElsewhere || worksFor.includes(organisation)
}

const own = (token: Row, row: Row) => token.organisation_id === row.organisation_id

export const directoryCalls: Calls = {
  am_coordinator: ({ asker, world }) => [
    { call: 'select am_coordinator()::text', expected: shows(String(isCoordinator(asker, world))) },
  ],
  provisioned_by: () => [{ call: `select provisioned_by('\\x00')::text`, expected: 'refused' }],
  provisions_next: () => [{ call: `select provisions_next('\\x00')::text`, expected: 'refused' }],
  settle_memberships: () => [{ call: `select settle_memberships('{}')::text`, expected: 'refused' }],
  end_at_organisation: ({ world }) => [
    {
      call: `select end_at_organisation(${literal(table(world, 'member')[0]?.id)}, 1)::text`,
      expected: 'refused',
    },
  ],
  release_work: ({ world }) => [
    {
      call: `select release_work(${literal(table(world, 'member')[0]?.id)}, 1)::text`,
      expected: 'refused',
    },
  ],
  is_of_organisation_alone: ({ world }) => [
    {
      call: `select is_of_organisation_alone(${literal(table(world, 'member')[0]?.id)}, 1)::text`,
      expected: 'refused',
    },
  ],

  directory_heard: withTokens((_, token) => [
    {
      call: `select directory_heard(TOKEN, 'A person left')::text`,
      expected: shows(Number(token.organisation_id)),
    },
  ]),
  directory_refused: withTokens(() => [
    {
      call: `select directory_refused(TOKEN, 'uniqueness', 'somebody', 'In use')::text`,
      expected: shows(''),
    },
  ]),
  directory_users: withTokens(({ world }, token) => [
    {
      call: `select person ->> 'id' from jsonb_array_elements(
        directory_users(TOKEN, null, null, null, null, null, 0, 100) -> 'found') as person`,
      expected: shows(...of(world, 'directory_user', token.organisation_id).map(({ id }) => String(id))),
    },
  ]),
  directory_groups: withTokens(({ world }, token) => [
    {
      call: `select concat(sent ->> 'id', ' ', jsonb_array_length(sent -> 'members')) from jsonb_array_elements(
        directory_groups(TOKEN, null, null, null, null, true, 0, 100) -> 'found') as sent`,
      expected: shows(
        ...of(world, 'directory_group', token.organisation_id)
          .filter(({ is_provisioned }) => is_provisioned === true)
          .map(({ id }) => {
            const inIt = table(world, 'directory_group_member').filter(({ group_id }) => group_id === id)
            return `${id} ${inIt.length}`
          }),
      ),
    },
  ]),

  directory_add_user: withTokens(({ draw, world }, token) => {
    const member = draw.pick(table(world, 'member'))
    const add = (email: Value | undefined, outcome: string): Call => ({
      call: `select outcome from directory_add_user(TOKEN, '${draw.id()}', '${draw.id()}', ${described('new', email, true)})`,
      expected: shows(outcome),
    })
    return [
      add('nobody@elsewhere.example', 'added'),
      add(member.email, canTakeOn(world, token.organisation_id, member) ? 'added' : 'email_taken'),
    ]
  }),
  directory_change_user: withTokens(({ draw, world }, token) =>
    table(world, 'directory_user')
      .slice(0, 3)
      .flatMap((user) => {
        const other = draw.pick(table(world, 'member').filter(({ id }) => id !== user.member_id))
        const change = (email: Value | undefined, outcome: string): Call => ({
          call: `select outcome from directory_change_user(TOKEN, ${literal(user.id)}, null, ${described('other', email, user.active)})`,
          expected: shows(own(token, user) ? outcome : 'not_found'),
        })
        return [change(user.email, 'changed'), change(other.email, 'email_taken')]
      }),
  ),
  directory_remove_user: withTokens(({ world }, token) =>
    table(world, 'directory_user').map((user) => ({
      call: `select outcome from directory_remove_user(TOKEN, ${literal(user.id)}, ${user.version})`,
      expected: shows(own(token, user) ? 'removed' : 'not_found'),
    })),
  ),

  directory_add_group: withTokens(({ draw, world }, token) => {
    const users = table(world, 'directory_user')
    const joining = users.length === 0 ? [] : [draw.pick(users)]
    const known = joining.every((user) => own(token, user))
    return [
      {
        call: `select outcome from directory_add_group(TOKEN, '${draw.id()}', 'New group', '', ${literal(joining.map(({ id }) => String(id)))})`,
        expected: shows(known ? 'added' : 'unknown_member'),
      },
    ]
  }),
  directory_change_group: withTokens(({ world }, token) =>
    table(world, 'directory_group').map((group) => ({
      call: `select outcome from directory_change_group(TOKEN, ${literal(group.id)}, null, 'Renamed', null, '{}', '{}', true)`,
      expected: shows(own(token, group) && group.is_provisioned === true ? 'changed' : 'not_found'),
    })),
  ),
  directory_remove_group: withTokens(({ world }, token) =>
    table(world, 'directory_group').map((group) => ({
      call: `select outcome from directory_remove_group(TOKEN, ${literal(group.id)}, null)`,
      expected: shows(own(token, group) && group.is_provisioned === true ? 'removed' : 'not_found'),
    })),
  ),

  map_directory_group: ({ draw, asker, world }) => {
    const group = draw.pick(table(world, 'directory_group'))
    const version = Number(group.version)
    const map = (seen: number, expected: Call['expected']): Call => ({
      call: `select new_version::text from map_directory_group(${literal(group.id)}, ${seen}, 'coordinator', null)`,
      expected: isCoordinator(asker, world) ? expected : 'refused',
    })
    return [map(version, shows(version + 1)), map(99, shows())]
  },
  expect_directory_group: ({ draw, asker, world }) => [
    {
      call: `select expect_directory_group('${draw.id()}', 1, 'Expected', 'analyst', null)::text`,
      expected: isCoordinator(asker, world) ? shows('true') : 'refused',
    },
  ],
}
