import { asMember, hasRole, organisationsWith } from '#platform/actor'
import { today } from '#platform/clock'
import { forRoles, page, type Route, route } from '#platform/http'
import { findRisky, findUntouched, unopenedAfterHours, untouchedAfterDays } from './find-neglected.ts'
import {
  gatherWork,
  mostOfOneKind,
  ownMembers,
  readNames,
  readTeamMembers,
  readTeams,
} from './gather-work.ts'
import { MyWorkPage } from './my-work-page.tsx'
import { withBands } from './read-bands.ts'
import {
  type Concern,
  countConcerns,
  narrowToTeam,
  placeInTeams,
  shownFirst,
  supervisorFilterSchema,
} from './supervisor-list.ts'
import { SupervisorPage } from './supervisor-page.tsx'
import { TeamPage } from './team-page.tsx'
import { inOrder, isLate, workFilterSchema } from './work-list.ts'
import type { WorkSource } from './work-source.ts'

const caseworkers = ['triage_officer', 'case_officer', 'supervisor'] as const

/** My work, the team board and the supervisor's page, over whatever sources of work there are. */
export function workRoutes(sources: readonly WorkSource[]): readonly Route[] {
  const kindNames = new Map([
    ...sources.map(({ kind, name }) => [kind, name] as const),
    ['risky', 'High risk'] as const,
    ['untouched', 'Untouched'] as const,
  ])
  const kindsOfSources = new Map(sources.map(({ kind, name }) => [kind, name]))
  return [
    route({
      method: 'GET',
      url: '/work',
      permission: forRoles(...caseworkers),
      audit: 'consult',
      query: workFilterSchema,
      async handler({ db, actor: given, query: filter, clock, audit }) {
        const actor = asMember(given)
        const now = clock.now()
        const { items, cutShort } = await gatherWork(db, sources, {
          memberId: actor.memberId,
          members: ownMembers(actor),
          organisations: organisationsWith(actor, ...caseworkers),
          teams: actor.teamIds,
          scope: 'mine',
          now,
          limit: mostOfOneKind,
        })
        const [banded, names] = await Promise.all([withBands(db, items), readNames(db, items)])
        audit({ kind: 'work_list', summary: `my work, ${filter.show}: ${items.length}` })
        return page((frame) =>
          MyWorkPage({
            frame,
            actor,
            filter,
            items: banded,
            cutShort: cutShort.length > 0,
            kindNames: kindsOfSources,
            names,
            supervises: hasRole(actor, 'supervisor'),
            now,
          }),
        )
      },
    }),
    route({
      method: 'GET',
      url: '/work/team',
      permission: forRoles(...caseworkers),
      audit: 'consult',
      query: workFilterSchema,
      async handler({ db, actor: given, query, clock, audit }) {
        const actor = asMember(given)
        const now = clock.now()
        const organisations = organisationsWith(actor, ...caseworkers)
        const [teams, everybody] = await Promise.all([
          readTeams(db, organisations),
          readTeamMembers(db, organisations, today(clock)),
        ])
        const team =
          teams.find(({ id }) => id === query.team) ??
          teams.find(({ id }) => actor.teamIds.includes(id)) ??
          teams[0]
        const filter = { ...query, team: team?.id }
        const people = [
          ...new Map(
            everybody
              .filter(({ teamId, organisationId }) =>
                team === undefined ? true : organisationId === team.organisationId && teamId === team.id,
              )
              .map((person) => [person.id, person]),
          ).values(),
        ]
        const { items, cutShort } = await gatherWork(db, sources, {
          memberId: actor.memberId,
          members: people.map(({ id }) => id),
          organisations: team === undefined ? organisations : [team.organisationId],
          teams: team === undefined ? [] : [team.id],
          scope: 'team',
          now,
          limit: mostOfOneKind,
        })
        const [banded, names] = await Promise.all([withBands(db, items), readNames(db, items)])
        audit({ kind: 'work_list', summary: `team board, ${filter.show}: ${items.length}` })
        return page((frame) =>
          TeamPage({
            frame,
            filter,
            items: banded,
            cutShort: cutShort.length > 0,
            kindNames: kindsOfSources,
            names,
            people,
            teams: teams.map(({ id, name, organisationName }) => ({
              id,
              name: `${organisationName}: ${name}`,
            })),
            teamName: team?.name ?? actor.organisationName,
            supervises: hasRole(actor, 'supervisor'),
            now,
          }),
        )
      },
    }),
    route({
      method: 'GET',
      url: '/work/supervisor',
      permission: forRoles('supervisor'),
      audit: 'consult',
      query: supervisorFilterSchema,
      async handler({ db, actor: given, query: filter, clock, audit }) {
        const actor = asMember(given)
        const now = clock.now()
        const organisations = organisationsWith(actor, 'supervisor')
        const asked = { organisations, now, limit: mostOfOneKind }
        const [gathered, risky, untouched, teams, members] = await Promise.all([
          gatherWork(db, sources, {
            ...asked,
            memberId: actor.memberId,
            members: [actor.memberId],
            teams: [],
            scope: 'organisation',
          }),
          findRisky(db, asked),
          findUntouched(db, asked),
          readTeams(db, organisations),
          readTeamMembers(db, organisations, today(clock)),
        ])
        const late = gathered.items.filter((item) => isLate(item, now))
        const found: Record<Concern, ReturnType<typeof placeInTeams>> = {
          late: placeInTeams(late, members),
          risky: placeInTeams(risky, members),
          untouched: placeInTeams(untouched, members),
        }
        const listed = inOrder(narrowToTeam(found[filter.show], filter), 'due')
        const shown = filter.all === 'yes' ? listed : listed.slice(0, shownFirst)
        const [items, names, held] = await Promise.all([
          withBands(db, shown),
          readNames(db, shown),
          db
            .selectFrom('organisation')
            .select(['id', 'short_name as name'])
            .where('id', 'in', organisations.length > 0 ? [...organisations] : [-1])
            .orderBy('short_name')
            .execute(),
        ])
        audit({
          kind: 'work_list',
          summary: `supervisor, ${filter.show}: ${items.length} of ${listed.length}`,
        })
        const cutLate = gathered.cutShort.some((kind) => {
          const ofKind = gathered.items.filter((item) => item.kind === kind)
          return ofKind.every((item) => isLate(item, now))
        })
        return page((frame) =>
          SupervisorPage({
            frame,
            filter,
            rows: countConcerns(found, teams, held),
            totals: { late: late.length, risky: risky.length, untouched: untouched.length },
            cutShort: {
              late: cutLate,
              risky: risky.length >= mostOfOneKind,
              untouched: untouched.length >= mostOfOneKind,
            },
            items: placeInTeams(items, members),
            listed: listed.length,
            kindNames,
            names,
            untouchedAfterDays,
            unopenedAfterHours,
            now,
          }),
        )
      },
    }),
  ]
}
