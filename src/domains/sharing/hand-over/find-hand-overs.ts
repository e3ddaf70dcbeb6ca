import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { isLocalDate, type LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { parseReference } from '#platform/ids'
import { handOverKinds } from './lifecycle.ts'
import type { HandOverRow } from './read-hand-over.ts'

export const views = ['to_us', 'from_us', 'overdue', 'decided'] as const
export type View = (typeof views)[number]

const blank = z.string().trim().max(200).catch('').default('')

/** The filters of the list, all of them in the URL. A value nobody could have chosen counts as none. */
export const handOverFilterSchema = z.object({
  show: z.enum(views).catch('to_us').default('to_us'),
  q: blank,
  kind: z
    .enum([...handOverKinds, ''])
    .catch('')
    .default(''),
  organisation: z.coerce.number().int().positive().optional().catch(undefined),
  sort: z.enum(['due', 'newest']).optional().catch(undefined),
  /** Where the page before ended. */
  after: blank,
})
export type HandOverFilter = z.output<typeof handOverFilterSchema>

export const handOversOnPage = 25

/** The order in which a list is shown: what is due soonest, and what was decided last. */
export function sortOf({ sort, show }: HandOverFilter): 'due' | 'newest' {
  return sort ?? (show === 'decided' ? 'newest' : 'due')
}

/** A page of the hand-overs between the reader's organisations and others, and where the next page begins. */
export async function findHandOvers(
  db: Transaction,
  filter: HandOverFilter,
  reader: { organisations: readonly number[]; today: LocalDate },
): Promise<{ handOvers: HandOverRow[]; next: string | undefined }> {
  const sort = sortOf(filter)
  const conditions = [viewOf(filter.show, reader), ...narrowed(filter, reader.organisations)]
  const [value = '', id = ''] = filter.after.split('~')
  if (z.uuid().safeParse(id).success) {
    if (sort === 'due' && isLocalDate(value))
      conditions.push(sql`(due_on, hand_over.id) > (${value}::date, ${id}::uuid)`)
    if (sort === 'newest' && !Number.isNaN(Date.parse(value)))
      conditions.push(sql`(asked_at, hand_over.id) < (${value}::timestamptz, ${id}::uuid)`)
  }
  const { rows } = await sql<HandOverRow>`
    select hand_over.id, hand_over.kind, hand_over.status, reference, from_organisation_id as "fromOrganisationId", asking.short_name as "fromName",
      to_organisation_id as "toOrganisationId", answering.short_name as "toName", team.name as "toTeamName", work,
      asked_at as "askedAt", due_on as "dueOn", overdue_at as "overdueAt"
    from hand_over
    join organisation as asking on asking.id = from_organisation_id
    left join organisation as answering on answering.id = to_organisation_id
    left join team on team.id = to_team_id
    where ${sql.join(conditions, sql` and `)}
    order by ${sort === 'due' ? sql`due_on, hand_over.id` : sql`asked_at desc, hand_over.id desc`}
    limit ${handOversOnPage + 1}`.execute(db)
  const handOvers = rows.slice(0, handOversOnPage)
  const last = rows.length > handOversOnPage ? handOvers.at(-1) : undefined
  return {
    handOvers,
    next: last && `${sort === 'due' ? last.dueOn : last.askedAt.toISOString()}~${last.id}`,
  }
}

/** How many are in each list. */
export async function countHandOvers(
  db: Transaction,
  reader: { organisations: readonly number[]; today: LocalDate },
): Promise<Record<View, number>> {
  const counted = (show: View) =>
    sql`(select count(*)::integer from (select from hand_over where ${viewOf(show, reader)} limit 1000) as counted)`
  const { rows } = await sql<Record<View, number>>`
    select ${sql.join(views.map((show) => sql`${counted(show)} as ${sql.ref(show)}`))}`.execute(db)
  return rows[0] ?? { to_us: 0, from_us: 0, overdue: 0, decided: 0 }
}

function viewOf(
  show: View,
  { organisations, today }: { organisations: readonly number[]; today: LocalDate },
): RawBuilder<unknown> {
  const ours = [...organisations]
  const isOurs = sql`(to_organisation_id = any (${ours}) or from_organisation_id = any (${ours}))`
  switch (show) {
    case 'to_us':
      return sql`to_organisation_id = any (${ours}) and hand_over.status = 'awaiting'`
    case 'from_us':
      return sql`from_organisation_id = any (${ours}) and hand_over.status = 'awaiting'`
    case 'overdue':
      return sql`${isOurs} and hand_over.status = 'awaiting' and due_on < ${today}`
    case 'decided':
      return sql`${isOurs} and hand_over.status <> 'awaiting'`
  }
}

function narrowed(
  { q, kind, organisation }: HandOverFilter,
  organisations: readonly number[],
): RawBuilder<unknown>[] {
  const reference = parseReference(q, 'ASB') ?? q
  const caseReference = parseReference(q, 'CASE') ?? q
  return [
    ...(q === ''
      ? []
      : [
          sql`(reference in (${reference}, ${caseReference}) or reason ilike ${`%${q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`})`,
        ]),
    ...(kind === '' ? [] : [sql`hand_over.kind = ${kind}`]),
    // Whom a request reached is not told to its asker before it is answered.
    ...(organisation === undefined
      ? []
      : [
          sql`(from_organisation_id = ${organisation} and to_organisation_id = any (${[...organisations]})
            or to_organisation_id = ${organisation} and (hand_over.kind <> 'request_access' or answered_at is not null
              or to_organisation_id = any (${[...organisations]})))`,
        ]),
  ]
}
