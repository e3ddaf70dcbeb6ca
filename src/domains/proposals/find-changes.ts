import { sql } from 'kysely'
import { z } from 'zod'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { queryOf } from '#platform/lists'
import { type ChangeKind, changeKindNames, decisions } from './change-kind.ts'
import type { Decided, Standing } from './decide-change.tsx'
import { standingColumns } from './vote.ts'

export const changesAddress = '/changes'
const onPage = 50

/** Which changes: those that wait for the reader's vote, for anybody's, or that came to something. */
export const changeStates = {
  mine: 'Waits for my vote',
  waiting: 'Waits for votes',
  ...decisions,
  any: 'Every change',
} as const

/** What the list can be asked; all of it stands in the address. */
export const changeFilterSchema = z.object({
  q: z.string().trim().max(100).catch('').default(''),
  kind: z
    .enum(['questions', 'advice', 'routing'] satisfies ChangeKind[])
    .optional()
    .catch(undefined),
  state: z.enum(['mine', 'waiting', 'approved', 'declined', 'withdrawn', 'any']).catch('any').default('any'),
  page: z.coerce.number().int().min(1).max(1_000).catch(1).default(1),
})
export type ChangeFilter = z.output<typeof changeFilterSchema>

/** The list with this filter; what is usual is left out of the address. */
export function changesUrl(filter: Partial<ChangeFilter>): string {
  const { q, kind, state, page } = filter
  const query = queryOf({ q, kind, state: state === 'any' ? '' : state, page: page === 1 ? '' : page })
  return query === '' ? changesAddress : `${changesAddress}?${query}`
}

/** A proposed change of any kind. */
export type Change = Decided &
  Standing & {
    kind: ChangeKind
    id: string
    /** What it is about, where a kind has several: the type. */
    about: string | null
    validFrom: LocalDate
    reason: string
    proposedBy: string
    proposedByName: string | null
    proposedAt: Date
    refusals: number
    hasMyVote: boolean
  }

/** One page of the changes of every kind, the last proposed first. */
export async function findChanges(
  db: Transaction,
  filter: ChangeFilter,
  me: string,
): Promise<{ changes: Change[]; hasNext: boolean }> {
  const words = `%${filter.q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const state = {
    mine: sql`decision is null and "proposedBy" <> ${me} and not "hasMyVote"`,
    waiting: sql`decision is null`,
    approved: sql`decision = 'approved'`,
    declined: sql`decision = 'declined'`,
    withdrawn: sql`decision = 'withdrawn'`,
    any: sql`true`,
  }[filter.state]
  const common = sql`valid_from as "validFrom", reason, proposed_by as "proposedBy", proposed_at as "proposedAt",
    decision, decision_reason as "decisionReason", decided_by as "decidedBy", decided_at as "decidedAt"`
  const { rows } = await sql<Change>`
    with change as (
      select 'questions' as kind, id, asb_type, null::integer as organisation_id, ${common}, ${standingColumns('questions')}
      from question_set_proposal
      union all
      select 'advice', id, asb_type, organisation_id, ${common}, ${standingColumns('advice')} from type_advice_proposal
      union all
      select 'routing', id, null, null, ${common}, ${standingColumns('routing')} from routing_proposal
    ),
    told as (
      select change.*, concat_ws(', ', asb_type.label, organisation.name) as about, proposer.name as "proposedByName",
        decider.name as "decidedByName",
        (select count(*)::integer from change_vote where change_id = change.id and vote = 'declined') as refusals,
        exists (select from change_vote where change_id = change.id and cast_by = ${me}) as "hasMyVote"
      from change
      left join asb_type on asb_type.code = change.asb_type
      left join organisation on organisation.id = change.organisation_id
      left join member as proposer on proposer.id = "proposedBy"
      left join member as decider on decider.id = "decidedBy"
    )
    select * from told
    where ${state} and (${filter.kind ?? null}::text is null or kind = ${filter.kind ?? null}::text)
      and (${filter.q} = '' or reason ilike ${words} or about ilike ${words} or "proposedByName" ilike ${words})
    order by "proposedAt" desc, id
    limit ${onPage + 1} offset ${(filter.page - 1) * onPage}`.execute(db)
  return { changes: rows.slice(0, onPage), hasNext: rows.length > onPage }
}

/** Changes that wait for votes, for whoever answers for information governance. */
export async function changeNotices(db: Transaction): Promise<{ text: string; href: string }[]> {
  const { rows } = await sql<{ kind: ChangeKind; waiting: number }>`
    select kind, count(*)::integer as waiting from (
      select 'questions' as kind from question_set_proposal where decision is null
      union all select 'advice' from type_advice_proposal where decision is null
      union all select 'routing' from routing_proposal where decision is null) as change
    group by kind order by kind`.execute(db)
  return rows.map(({ kind, waiting }) => ({
    text: `${changeKindNames[kind]}: ${waiting === 1 ? '1 proposed change waits' : `${waiting} proposed changes wait`} for votes`,
    href: changesUrl({ kind, state: 'waiting' }),
  }))
}
