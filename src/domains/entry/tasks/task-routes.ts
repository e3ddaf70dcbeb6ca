import { z } from 'zod'
import { asMember, organisationsWith } from '#platform/actor'
import {
  conflict,
  forRoles,
  invalid,
  notFound,
  page,
  pageWithErrors,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { newId, referenceSchema } from '#platform/ids'
import { enteringRoles } from '../quick-entry/entering-roles.ts'
import { addTaskOnce, closeTask, findOwnTeam, findTasks, longestTask } from './task.ts'
import { dueChoices } from './task-panel.tsx'
import { TasksPage } from './tasks-page.tsx'

const filterSchema = z.object({
  show: z.enum(['open', 'overdue', 'done']).catch('open'),
  team: z.enum(['mine', 'all']).catch('mine'),
})

const typedText = (most: number) =>
  z
    .string()
    .max(20_000)
    .transform((text) => text.trim().slice(0, most))

export const taskRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/tasks',
    permission: forRoles(...enteringRoles),
    audit: 'consult',
    query: filterSchema,
    async handler({ db, actor: given, query: filter, clock, audit }) {
      const actor = asMember(given)
      const tasks = await findTasks(db, actor, filter, clock.now())
      audit({ kind: 'task_list', summary: `${filter.show} ${filter.team}: ${tasks.length} shown` })
      return page((frame) =>
        TasksPage({
          frame,
          tasks,
          filter,
          hasTeam: actor.teamIds.length > 0,
          own: organisationsWith(actor, ...enteringRoles),
          now: clock.now(),
        }),
      )
    },
  }),
  route({
    method: 'POST',
    url: '/tasks/:id',
    permission: forRoles(...enteringRoles),
    audit: 'alter',
    params: z.object({ id: z.uuid() }),
    body: z.object({
      outcome: typedText(longestTask),
      from: z
        .string()
        .regex(/^\/(tasks|reports)[/?]\S{0,200}$/)
        .catch('/tasks?show=open&team=mine'),
    }),
    async handler({ db, actor: given, params, body, clock, audit }) {
      const actor = asMember(given)
      const now = clock.now()
      if (body.outcome === '') {
        const filter = filterSchema.parse(Object.fromEntries(new URLSearchParams(body.from.split('?')[1])))
        const tasks = await findTasks(db, actor, filter, now)
        const problem = { id: params.id, message: 'Say what came of it' }
        const hasTeam = actor.teamIds.length > 0
        const own = organisationsWith(actor, ...enteringRoles)
        return pageWithErrors((frame) => TasksPage({ frame, tasks, filter, hasTeam, own, problem, now }))
      }
      const closed = await closeTask(db, actor, { id: params.id, outcome: body.outcome, now })
      if (closed === undefined) throw conflict('Somebody has closed this task, or it is not yours to close.')
      audit({ kind: 'report', id: closed.reportId, summary: 'task closed' })
      return redirect(body.from)
    },
  }),
  route({
    method: 'POST',
    url: '/reports/:reference/tasks',
    permission: forRoles(...enteringRoles),
    audit: 'alter',
    params: z.object({ reference: referenceSchema('ASB') }),
    body: z.object({
      id: z.uuid().catch(() => newId()),
      what: typedText(longestTask),
      due: z.enum(dueChoices.map(({ value }) => value)).catch('24'),
    }),
    async handler({ db, actor: given, params, body, clock, audit }) {
      const actor = asMember(given)
      const report = await db
        .selectFrom('report')
        .select('id')
        .where('reference', '=', params.reference)
        .executeTakeFirst()
      if (report === undefined) throw notFound('report')
      if (body.what === '')
        throw invalid('Say what is to be done. Go back, and what you chose is still there.', [
          { field: 'what', message: 'Say what is to be done' },
        ])
      const [organisationId = actor.organisationId] = organisationsWith(actor, ...enteringRoles)
      await addTaskOnce(db, body.id, {
        reportId: report.id,
        reference: params.reference,
        what: body.what,
        organisationId,
        teamId: findOwnTeam(actor, organisationId),
        dueAt: new Date(clock.now().getTime() + Number(body.due) * 3_600_000),
        addedBy: actor.memberId,
      })
      audit({ kind: 'report', id: report.id, summary: 'task added' })
      return redirect(`/reports/${params.reference}#tasks`)
    },
  }),
]
