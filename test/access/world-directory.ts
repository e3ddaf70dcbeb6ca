import type { Draw } from './draw.ts'
import type { Row } from './rights.ts'

const moment = '2026-10-01T20:00:00Z'

/** People and groups of each organisation's directory, some of them in two, and groups that are only expected. */
export function drawDirectory(draw: Draw, organisations: readonly number[], members: readonly Row[]) {
  const directory_user = organisations.flatMap((organisation) =>
    members
      .filter(() => draw.chance(0.3))
      .map(({ id, email }) => ({
        id: draw.id(),
        organisation_id: organisation,
        member_id: id ?? null,
        user_name: `${organisation}-${String(email)}`,
        email: email ?? null,
        active: draw.chance(0.8),
        version: draw.number(1, 3),
      })),
  )
  const directory_group = organisations.flatMap((organisation) =>
    draw.times(2, (at) => ({
      id: draw.id(),
      organisation_id: organisation,
      display_name: `Group ${at}`,
      role: draw.pick([null, 'analyst', 'supervisor']),
      is_provisioned: draw.chance(0.7),
      version: draw.number(1, 3),
    })),
  )
  return {
    directory_user,
    directory_group,
    directory_group_member: directory_group.flatMap((group) =>
      directory_user
        .filter(
          (user) =>
            user.organisation_id === group.organisation_id && group.is_provisioned && draw.chance(0.5),
        )
        .map((user) => ({ group_id: group.id, user_id: user.id })),
    ),
    directory_activity: organisations.map((organisation_id) => ({ organisation_id, heard_at: moment })),
    directory_problem: organisations.map((organisation_id) => ({
      organisation_id,
      kind: 'uniqueness',
      subject: 'somebody@example.org',
      detail: 'This is in use',
    })),
  }
}
