import { sql } from 'kysely'
import { countOverdue } from '#domains/cases'
import { type DuplicateProfile, findDuplicateProfiles } from '#domains/people'
import { countPaused, readAnsweringOrganisations } from '#domains/times-to-answer'
import { recallChoices } from '#domains/triage'
import { asMember, hasRole, type MemberActor, organisationsWith } from '#platform/actor'
import { addDays, today } from '#platform/clock'
import { type Context, forRoles, page, type Route, route } from '#platform/http'
import { type BoardFilter, boardFilterSchema, mondayAsked, periodOf, sharedFilter } from './board-filter.ts'
import { BoardPage } from './board-page.tsx'
import type { BoardChoices } from './board-parts.tsx'
import { CostsPage } from './costs-page.tsx'
import { DuplicatesPage, type RateOf } from './duplicates-page.tsx'
import { listReports } from './list-reports.ts'
import { type Asked, boardReaders } from './measured-reports.ts'
import type { Digest } from './overdue.tsx'
import { readCells } from './read-board.ts'
import { readRepeats } from './read-repeats.ts'
import { ownersOf, readSpent } from './read-spent.ts'
import { readTwiceTold } from './read-twice-told.ts'
import { RepeatsPage } from './repeats-page.tsx'
import { ReportsPage } from './reports-page.tsx'
import { mondayOf, type Week, weekFrom, weeksUpTo } from './weeks.ts'

/** How many weeks stand beside each other. */
const weeksShown = 8
/** Weeks that can be chosen; any other by its address. */
const weeksToChoose = 26
/** Weeks of a period of repeats where none is asked for. */
const usualPeriod = 4

const readers = forRoles(...boardReaders)

type Asking = Context<unknown, BoardFilter, unknown>

async function readChoices({ db, clock, request }: Asking): Promise<BoardChoices> {
  const day = today(clock)
  const [{ types, areas }, organisations] = await Promise.all([
    recallChoices(request.server, db, day, clock.now()),
    db.selectFrom('organisation').select(['id', 'short_name as name']).orderBy('short_name').execute(),
  ])
  const current = mondayOf(day)
  const mondays = Array.from({ length: weeksToChoose }, (_, at) => addDays(current, -7 * at))
  return { types, areas, organisations, mondays }
}

/** The weekly board, the lists behind its numbers, repeat places and duplicates. */
export const boardRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/board',
    permission: readers,
    audit: 'consult',
    query: boardFilterSchema,
    async handler(context) {
      const { db, query: filter, clock, audit } = context
      const actor = asMember(context.actor)
      const monday = mondayAsked(filter, today(clock))
      const weeks = weeksUpTo(monday, weeksShown)
      const shared: BoardFilter = {
        ...filter,
        state: undefined,
        place: undefined,
        day: undefined,
        time: undefined,
      }
      const answering = await readAnsweringOrganisations(db)
      const [cells, choices, overdue, digest, paused] = await Promise.all([
        readCells(db, weeks, { actor, filter: shared, now: clock.now(), answering }),
        readChoices(context),
        countOverdue(db, today(clock)),
        readDigest(context, actor),
        countPaused(db, organisationsWith(actor, 'triage_officer', 'case_officer', 'supervisor')),
      ])
      audit({ kind: 'report_list', summary: `weekly board, ${monday}` })
      return page((frame) =>
        BoardPage({
          frame,
          filter: shared,
          monday,
          weeks,
          cells,
          choices,
          overdue,
          digest,
          paused,
          supervises: hasRole(actor, 'supervisor'),
        }),
      )
    },
  }),
  route({
    method: 'GET',
    url: '/board/reports',
    permission: readers,
    audit: 'consult',
    query: boardFilterSchema,
    async handler(context) {
      const { db, query: filter, clock, audit } = context
      const actor = asMember(context.actor)
      const { from, to, weeks } = periodOf(filter, today(clock))
      const monday = mondayAsked(filter, today(clock))
      const answering = await readAnsweringOrganisations(db)
      const [{ reports, total }, choices] = await Promise.all([
        listReports(db, { actor, filter, from, to, now: clock.now(), answering }),
        readChoices(context),
      ])
      audit({ kind: 'report_list', summary: `behind the weekly board: ${reports.length} of ${total}` })
      return page((frame) => ReportsPage({ frame, filter, monday, weeks, reports, total, choices }))
    },
  }),
  route({
    method: 'GET',
    url: '/board/repeats',
    permission: readers,
    audit: 'consult',
    query: boardFilterSchema,
    async handler(context) {
      const { db, query, clock, audit } = context
      const actor = asMember(context.actor)
      const filter = { ...query, weeks: query.weeks ?? usualPeriod, band: undefined, place: undefined }
      const { from, to, weeks } = periodOf(filter, today(clock))
      const monday = mondayAsked(filter, today(clock))
      const { from: previousFrom } = weekFrom(addDays(monday, -7 * (2 * weeks - 1)))
      const [repeats, choices] = await Promise.all([
        readRepeats(db, { actor, filter, from, to, previousFrom }),
        readChoices(context),
      ])
      audit({ kind: 'report_list', summary: `repeat places, ${weeks} weeks up to ${monday}` })
      return page((frame) => RepeatsPage({ frame, filter, monday, weeks, repeats, choices }))
    },
  }),
  route({
    method: 'GET',
    url: '/board/costs',
    permission: readers,
    audit: 'consult',
    query: boardFilterSchema,
    async handler(context) {
      const { db, query, clock, audit } = context
      const actor = asMember(context.actor)
      const filter = { ...sharedFilter(query), weeks: query.weeks ?? usualPeriod }
      const monday = mondayAsked(filter, today(clock))
      const { from, to, weeks } = periodOf(filter, today(clock))
      const [spent, choices] = await Promise.all([
        readSpent(db, { actor, filter, from, to }),
        readChoices(context),
      ])
      audit({ kind: 'case', summary: `time and cost of actions, ${weeks} weeks up to ${monday}` })
      return page((frame) =>
        CostsPage({ frame, filter, monday, weeks, spent, choices, owners: ownersOf(actor) }),
      )
    },
  }),
  route({
    method: 'GET',
    url: '/board/duplicates',
    permission: readers,
    audit: 'consult',
    query: boardFilterSchema,
    async handler(context) {
      const { db, query, clock, audit } = context
      const actor = asMember(context.actor)
      const { organisation } = query
      const filter: BoardFilter = { week: query.week, organisation }
      const monday = mondayAsked(filter, today(clock))
      const weeks = weeksUpTo(monday, weeksShown)
      const [from, to] = [weeks[0]?.from ?? clock.now(), weeks.at(-1)?.to ?? clock.now()]
      const own = organisationsWith(actor, ...boardReaders)
      const asked: Omit<Asked, 'now' | 'answering'> = { actor, filter, from, to }
      const [{ made, duplicates }, { filed, twice }, choices] = await Promise.all([
        findDuplicateProfiles(db, {
          from,
          to,
          organisations: organisation === undefined ? own : own.filter((id) => id === organisation),
        }),
        readTwiceTold(
          db,
          asked,
          weeks.map((week) => week.from),
        ),
        readChoices(context),
      ])
      audit({ kind: 'profile', summary: `measured duplicates, ${monday}: ${duplicates.length} found` })
      audit({ kind: 'report_list', summary: `reports that may be told twice, ${monday}: ${twice.length}` })
      const last = weeks.length - 1
      const inWeek = (moment: Date) => weekOfMoment(weeks, moment) === last
      return page((frame) =>
        DuplicatesPage({
          frame,
          filter,
          monday,
          weeks,
          profiles: ratesOf(
            weeks,
            made.map(({ organisationId, madeAt }) => ({
              organisationId,
              week: weekOfMoment(weeks, madeAt),
              count: 1,
            })),
            duplicates.map(({ organisationId, madeAt }) => ({
              organisationId,
              week: weekOfMoment(weeks, madeAt),
            })),
          ),
          reports: ratesOf(
            weeks,
            filed.map(({ organisationId, week, filed: count }) => ({ organisationId, week, count })),
            twice.map(({ organisationId, filedAt }) => ({
              organisationId,
              week: weekOfMoment(weeks, filedAt),
            })),
          ),
          duplicates: duplicates.filter((each: DuplicateProfile) => inWeek(each.madeAt)),
          twice: twice.filter(({ filedAt }) => inWeek(filedAt)),
          choices,
        }),
      )
    },
  }),
]

const weekOfMoment = (weeks: readonly Week[], moment: Date) =>
  weeks.findIndex(({ from, to }) => moment >= from && moment < to)

type CountedIn = { organisationId: number; week: number }

/** By organisation, the weeks beside each other. */
function ratesOf(
  weeks: readonly Week[],
  wholes: readonly (CountedIn & { count: number })[],
  duplicates: readonly CountedIn[],
): RateOf[] {
  return [...new Set(wholes.map(({ organisationId }) => organisationId))].map((organisationId) => ({
    organisationId,
    rate: {
      whole: weeks.map((_, at) =>
        wholes
          .filter((each) => each.organisationId === organisationId && each.week === at)
          .reduce((sum, { count }) => sum + count, 0),
      ),
      duplicates: weeks.map(
        (_, at) =>
          duplicates.filter((each) => each.organisationId === organisationId && each.week === at).length,
      ),
    },
  }))
}

/** The last weekly message that the reader was sent, where they are sent any. */
async function readDigest({ db }: Asking, actor: MemberActor): Promise<Digest | undefined> {
  if (!hasRole(actor, 'supervisor')) return undefined
  const { rows } = await sql<Digest>`
    select week, overdue from board_digest where member_id = ${actor.memberId}
    order by week desc, overdue desc limit 1`.execute(db)
  return rows[0]
}
