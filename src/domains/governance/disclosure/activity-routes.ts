import { z } from 'zod'
import { type Actor, organisationsWith } from '#platform/actor'
import type { SigningKey } from '#platform/audit'
import { addDays, type Clock, today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { notFound, page, type Route, route } from '#platform/http'
import { queryOf } from '#platform/lists'
import { ActivityPage, PeoplePage } from './activity-page.tsx'
import { exportAnswer } from './export-answer.ts'
import { type ActivityFilter, activityFilterSchema, filterWords } from './filter.ts'
import {
  type EntryFilter,
  findOverseenPerson,
  type OverseenPerson,
  readActivitySummary,
  readEntries,
  readOverseenPeople,
  readResets,
} from './read-activity.ts'
import { entriesOnPage } from './read-disclosures.ts'
import { signingKeyUrl } from './signing-key-routes.tsx'
import { overseers } from './who-may.ts'

const params = z.object({ id: z.uuid() })

/** What people did, shown to those who answer for them: supervisors and information governance of their organisation. */
export function activityRoutes(key: SigningKey): Route[] {
  return [
    route({
      method: 'GET',
      url: '/governance/people',
      permission: overseers,
      audit: 'consult',
      handler: async ({ db, actor, audit }) => {
        const [people, resets] = await Promise.all([
          readOverseenPeople(db, overseenBy(actor)),
          readResets(db),
        ])
        audit({ kind: 'activity', summary: `list of ${people.length} people` })
        return page((frame) => PeoplePage({ frame, people, resets }))
      },
    }),
    route({
      method: 'GET',
      url: '/people/:id/activity',
      permission: overseers,
      audit: 'consult',
      params,
      query: activityFilterSchema,
      handler: async ({ db, actor, params, query, clock, audit }) => {
        const person = await getPerson(db, actor, params.id)
        const filter = inLastDays(query, clock)
        const wanted = entriesOf(actor, person, filter)
        const [summary, { entries, next }] = await Promise.all([
          readActivitySummary(db, wanted),
          readEntries(db, wanted, entriesOnPage),
        ])
        audit({ kind: 'activity', id: person.id, summary: filterWords(filter) })
        return page((frame) => ActivityPage({ frame, person, filter, summary, entries, next, signingKeyUrl }))
      },
    }),
    route({
      method: 'POST',
      url: '/people/:id/activity/export',
      permission: overseers,
      audit: 'disclose',
      stepUp: true,
      transaction: 'none',
      params,
      query: activityFilterSchema,
      handler: async (context) => {
        const { actor, clock } = context
        const filter = { ...inLastDays(context.query, clock), after: undefined }
        const { person, audited } = await context.inTransaction(async ({ db, audit }) => {
          const person = await getPerson(db, actor, context.params.id)
          const audited = {
            kind: 'activity',
            id: person.id,
            recipient: 'The person who asked, as signed files',
          }
          audit({ ...audited, summary: `export begun: ${filterWords(filter)}` })
          return { person, audited }
        })
        return exportAnswer(context, key, {
          of: `What ${person.name} did`,
          filter: queryOf(filter),
          readPage: (db, after, most) =>
            readEntries(db, { ...entriesOf(actor, person, filter), after }, most),
          audited: (rows) => ({ ...audited, summary: `exported ${rows} rows: ${filterWords(filter)}` }),
        })
      },
    }),
  ]
}

const overseenBy = (actor: Actor) => organisationsWith(actor, 'supervisor', 'information_governance')

async function getPerson(db: Transaction, actor: Actor, id: string): Promise<OverseenPerson> {
  const person = await findOverseenPerson(db, id, overseenBy(actor))
  if (person === undefined) throw notFound('person')
  return person
}

/** Thirty days unless dates are asked for: an overseer looks at what was lately done. */
export function inLastDays<Filter extends Pick<ActivityFilter, 'from' | 'to'>>(
  filter: Filter,
  clock: Clock,
): Filter {
  return filter.from === undefined && filter.to === undefined
    ? { ...filter, from: addDays(today(clock), -30) }
    : filter
}

function entriesOf(actor: Actor, person: OverseenPerson, filter: ActivityFilter): EntryFilter {
  return { organisations: overseenBy(actor), memberId: person.id, ...filter }
}
