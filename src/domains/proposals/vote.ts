import { type RawBuilder, sql } from 'kysely'
import type { MemberActor } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { conflict, forbidden } from '#platform/http'
import { type ChangeKind, changeKinds, type Decision, type Vote } from './change-kind.ts'

/** One person's word on a proposed change. */
export type CastVote = { castBy: string; castByName: string | null; vote: Vote; reason: string; castAt: Date }
/** How the votes on a change stand. As many approvals approve it, and as many refusals refuse it. */
export type Voting = { needed: number; votes: readonly CastVote[] }

/** The votes on a change, the first first, and how many it needs: by the rule of the day on which it was proposed. */
export async function readVoting(
  db: Transaction,
  kind: ChangeKind,
  change: { id: string; proposedAt: Date },
): Promise<Voting> {
  const { rows } = await sql<{ needed: number; votes: (Omit<CastVote, 'castAt'> & { castAt: string })[] }>`
    select approvals_needed(${kind}, ${change.proposedAt}) as needed,
      coalesce((select json_agg(json_build_object('castBy', cast_by, 'castByName', member.name, 'vote', vote,
          'reason', reason, 'castAt', cast_at) order by cast_at)
        from change_vote left join member on member.id = cast_by where change_id = ${change.id}), '[]') as votes`.execute(
    db,
  )
  const [found] = rows
  if (found === undefined) throw new Error('Votes were counted and no row came')
  return {
    needed: found.needed,
    votes: found.votes.map((vote) => ({ ...vote, castAt: new Date(vote.castAt) })),
  }
}

/** What the votes come to, or nothing while neither side has enough. */
export function outcomeOf({ needed, votes }: Voting): Vote | undefined {
  const count = (of: Vote) => votes.filter(({ vote }) => vote === of).length
  if (count('approved') >= needed) return 'approved'
  return count('declined') >= needed ? 'declined' : undefined
}

/**
 * Withdraws the actor's own proposal, or casts their vote on another's and decides it where enough have voted so.
 * Gives what it came to: nothing while more votes are needed. Throws 403 where the actor may not say so, 409 when it is
 * decided already or they have voted.
 */
export async function decideChange(
  db: Transaction,
  actor: MemberActor,
  kind: ChangeKind,
  change: { id: string; proposedBy: string; proposedAt: Date },
  { decision, why }: { decision: Decision; why: string },
): Promise<Decision | undefined> {
  const isOwn = change.proposedBy === actor.memberId
  if (isOwn && decision !== 'withdrawn')
    throw forbidden('You proposed this: somebody else has to decide on it. You are still signed in.')
  if (!isOwn && decision === 'withdrawn')
    throw forbidden('Only who proposed this can withdraw it. You are still signed in.')
  const { table } = changeKinds[kind]
  // Two who vote at once would each count without the other.
  const waiting = await db
    .selectFrom(table)
    .select('id')
    .where('id', '=', change.id)
    .where('decision', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (waiting === undefined) throw conflict('It is decided already.')
  const outcome =
    decision === 'withdrawn' ? decision : await vote(db, actor, kind, change, { vote: decision, why })
  if (outcome !== undefined)
    await db
      .updateTable(table)
      .set({ decision: outcome, decision_reason: why, decided_by: actor.memberId, decided_at: sql`now()` })
      .where('id', '=', change.id)
      .execute()
  return outcome
}

async function vote(
  db: Transaction,
  actor: MemberActor,
  kind: ChangeKind,
  change: { id: string; proposedAt: Date },
  cast: { vote: Vote; why: string },
): Promise<Vote | undefined> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('change_vote')
    .values({ change_id: change.id, cast_by: actor.memberId, kind, vote: cast.vote, reason: cast.why })
    .onConflict((clash) => clash.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) throw conflict('You have voted on this already.')
  return outcomeOf(await readVoting(db, kind, change))
}

/** Columns of a list of proposals of a kind that say how the votes on each stand: `needed` and `approvals`. */
export function standingColumns(kind: ChangeKind): RawBuilder<unknown> {
  const { table } = changeKinds[kind]
  return sql`approvals_needed(${kind}, ${sql.ref(`${table}.proposed_at`)}) as needed,
    (select count(*)::integer from change_vote
      where change_id = ${sql.ref(`${table}.id`)} and vote = 'approved') as approvals`
}
