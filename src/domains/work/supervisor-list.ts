import { z } from 'zod'
import type { TeamMember, TeamOfOurs } from './gather-work.ts'
import type { WorkItem } from './work-source.ts'

export const concerns = ['late', 'risky', 'untouched'] as const
export type Concern = (typeof concerns)[number]

/** The filters of the supervisor's page, all of them in the URL. */
export const supervisorFilterSchema = z.object({
  show: z.enum(concerns).catch('late').default('late'),
  organisation: z.coerce.number().int().positive().optional().catch(undefined),
  /** A team, or `none` for what is no team's. */
  team: z
    .union([z.uuid(), z.literal('none')])
    .optional()
    .catch(undefined),
  /** The whole list, and not only what comes first in it. */
  all: z.literal('yes').optional().catch(undefined),
})
export type SupervisorFilter = z.output<typeof supervisorFilterSchema>

/** So many of a list are shown where the whole of it is not asked for. */
export const shownFirst = 10

/** An item with the team it falls to: its own, or the one in which its owner works. */
export type PlacedItem = WorkItem & { placedIn: string | null }

export function placeInTeams(items: readonly WorkItem[], members: readonly TeamMember[]): PlacedItem[] {
  const teamOf = new Map(
    members.flatMap(({ id, organisationId, teamId }) =>
      teamId === null ? [] : [[`${id} ${organisationId}`, teamId] as const],
    ),
  )
  return items.map((item) => ({
    ...item,
    placedIn: item.teamId ?? teamOf.get(`${item.ownerMemberId} ${item.ownerOrganisationId}`) ?? null,
  }))
}

export type ConcernRow = {
  organisationId: number
  organisationName: string
  teamId: string | null
  name: string
  counts: Record<Concern, number>
}

/** A row for each team, and one for what is no team's where there is any. */
export function countConcerns(
  found: Readonly<Record<Concern, readonly PlacedItem[]>>,
  teams: readonly TeamOfOurs[],
  organisations: readonly { id: number; name: string }[],
): ConcernRow[] {
  return organisations.flatMap((organisation) => {
    const rowOf = (teamId: string | null, name: string): ConcernRow => ({
      organisationId: organisation.id,
      organisationName: organisation.name,
      teamId,
      name,
      counts: {
        late: countIn(found.late, organisation.id, teamId),
        risky: countIn(found.risky, organisation.id, teamId),
        untouched: countIn(found.untouched, organisation.id, teamId),
      },
    })
    const none = rowOf(null, 'No team')
    return [
      ...teams
        .filter(({ organisationId }) => organisationId === organisation.id)
        .map(({ id, name }) => rowOf(id, name)),
      ...(concerns.some((concern) => none.counts[concern] > 0) ? [none] : []),
    ]
  })
}

function countIn(items: readonly PlacedItem[], organisationId: number, teamId: string | null): number {
  return items.filter((item) => item.ownerOrganisationId === organisationId && item.placedIn === teamId)
    .length
}

export function narrowToTeam(
  items: readonly PlacedItem[],
  { organisation, team }: SupervisorFilter,
): PlacedItem[] {
  return items.filter(
    (item) =>
      (organisation === undefined || item.ownerOrganisationId === organisation) &&
      (team === undefined || (team === 'none' ? item.placedIn === null : item.placedIn === team)),
  )
}

export function supervisorUrl(filter: Partial<SupervisorFilter>): string {
  const pairs = Object.entries(filter).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return `/work/supervisor?${new URLSearchParams(pairs)}`
}
