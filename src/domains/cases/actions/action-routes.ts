import { asMember } from '#platform/actor'
import { today } from '#platform/clock'
import { forRoles, page, type Route, route } from '#platform/http'
import { caseReaders } from '../lifecycle.ts'
import { ActionsPage } from './actions-page.tsx'
import { actionFilterSchema, countOverdue, findActions } from './find-actions.ts'

/** The list of actions over every case that the reader sees. */
export const actionRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/actions',
    permission: forRoles(...caseReaders),
    audit: 'consult',
    query: actionFilterSchema,
    async handler({ db, actor, query: filter, clock, audit }) {
      const member = asMember(actor)
      const day = today(clock)
      // Who covers for somebody does their actions as their own.
      const members = [member.memberId, ...member.duties.flatMap(({ coversFor }) => coversFor ?? [])]
      const [{ actions, next }, overdue, organisations, teams] = await Promise.all([
        findActions(db, filter, { members, today: day }),
        countOverdue(db, day),
        db.selectFrom('organisation').select(['id', 'name']).orderBy('name').execute(),
        db
          .selectFrom('team')
          .select(['id', 'name'])
          .where('organisation_id', 'in', member.organisations.length > 0 ? [...member.organisations] : [0])
          .orderBy('name')
          .execute(),
      ])
      audit({
        kind: 'case',
        summary: `list of ${actions.length} actions: due ${filter.due}, status ${filter.status}`,
      })
      return page((frame) =>
        ActionsPage({
          frame,
          actor: member,
          filter,
          actions,
          next,
          overdue,
          organisations,
          teams,
          today: day,
        }),
      )
    },
  }),
]
