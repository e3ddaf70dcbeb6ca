import { sql } from 'kysely'
import { asMember } from '#platform/actor'
import { type Context, conflict, forbidden, notFound } from '#platform/http'
import { decide } from '#platform/lifecycle'
import { shareAgainByRules } from '../rules/share-by-rules.ts'
import { handOverAnswered, handOverEnded } from './events.ts'
import { type HandOverAction, type HandOverStatus, handOverLifecycle, handOverToDecide } from './lifecycle.ts'
import { getHandOver, type HandOverDetail } from './read-hand-over.ts'

export type AnswerContext = Pick<
  Context<unknown, unknown, unknown>,
  'db' | 'actor' | 'audit' | 'emit' | 'requestId'
>

export type Answering = {
  action: Exclude<HandOverAction, 'lapse'>
  /** The version of the hand-over that the person had before them. */
  version: number
  why: string
  /** Into which queue a transferred report is taken. */
  queueId: string | null
  /** The holder gives access although no agreement covers it, on this lawful basis. */
  insists: boolean
  lawfulBasis: string | null
}

export type AnswerProblem = { field: 'why' | 'queue' | 'insists' | 'lawfulBasis'; message: string }

const ends: Readonly<Partial<Record<HandOverAction, HandOverStatus>>> = {
  withdraw: 'withdrawn',
  revoke: 'ended',
  hand_back: 'ended',
  finish: 'ended',
}

/**
 * Answers or ends a hand-over; of two who do so at once one wins and the other is told what happened. What is wrong
 * with the form comes back, and nothing where it was done.
 * @throws Refusal 403 for the wrong side or role, 404 out of sight, 409 where it or its record moved on.
 */
export async function answerHandOver(
  context: AnswerContext,
  handOver: HandOverDetail,
  answering: Answering,
): Promise<AnswerProblem | undefined> {
  const { db, actor, audit, emit } = context
  const { action, why } = answering
  const decision = decide(handOverLifecycle, handOverToDecide(handOver), action, actor)
  if (!decision.allowed && decision.because !== 'status')
    throw forbidden(decision.because === 'role' ? undefined : wrongSide(handOver))
  const { comment } = handOverLifecycle.transitions.find((row) => row.action === action) ?? {}
  if (comment?.rule === 'required' && why === '') return { field: 'why', message: comment.missing }

  const { name } = asMember(actor)
  const isEnd = ends[action] !== undefined
  const { rows } = await (isEnd
    ? sql<{ outcome: string }>`
        select end_hand_over(${handOver.id}, ${answering.version}, ${action}, ${why}, ${name}) as outcome`
    : sql<{ outcome: string }>`
        select answer_hand_over(${handOver.id}, ${answering.version}, ${action === 'accept'}, ${why},
          ${answering.queueId}::uuid, ${answering.insists}, ${answering.lawfulBasis}, ${name}) as outcome`
  ).execute(db)
  const problem = await problemOf(context, handOver, rows[0]?.outcome ?? 'closed')
  if (problem !== undefined) return problem
  // Who holds it may be another one now, whose rules share it with others.
  if (handOver.kind === 'transfer' && handOver.recordId !== null)
    await shareAgainByRules(db, actor, handOver.recordKind, [handOver.recordId], context.requestId)

  const recipient = action === 'accept' || action === 'hand_back' ? recipientOf(handOver, action) : ''
  const about = { recipient, reason: why || handOver.reason, summary: `hand-over: ${action}` }
  audit({ kind: 'hand_over', id: handOver.id, ...about })
  if (handOver.recordId !== null) audit({ kind: handOver.recordKind, id: handOver.recordId, ...about })
  await emit(isEnd ? handOverEnded : handOverAnswered, { handOverId: handOver.id })
  return undefined
}

function wrongSide({ kind, toName }: HandOverDetail): string {
  if (kind === 'transfer')
    return 'A transfer is handed back by those who took it over. You are still signed in.'
  return `This is for ${toName ?? 'the other organisation'} to do. You are still signed in.`
}

function recipientOf(handOver: HandOverDetail, action: HandOverAction): string {
  const isGivenToAsker = (handOver.kind === 'request_access') !== (action === 'hand_back')
  return (isGivenToAsker ? handOver.fromName : handOver.toName) ?? ''
}

async function problemOf(
  { db }: AnswerContext,
  handOver: HandOverDetail,
  outcome: string,
): Promise<AnswerProblem | undefined> {
  switch (outcome) {
    case 'done':
      return undefined
    case 'no_reason':
      return { field: 'why', message: 'Say why' }
    case 'no_queue':
      return { field: 'queue', message: 'Choose the queue that it goes to' }
    case 'uncovered':
      if (handOver.kind === 'request_access')
        return {
          field: 'insists',
          message: 'No agreement covers this: refuse it, or give it all the same on a lawful basis',
        }
      throw conflict('The agreement that covered this does not hold any more. Nothing was handed over.')
    case 'no_basis':
      return { field: 'lawfulBasis', message: 'Choose the lawful basis: no agreement covers this' }
    case 'answered':
    case 'changed':
      throw conflict(whatHappened(await getHandOver(db, handOver.id)))
    case 'moved':
      throw conflict(`Another organisation holds ${handOver.reference} now. Nothing was handed over.`)
    case 'record_closed':
      throw conflict(`${handOver.reference} was closed in the meantime. Nothing was handed over.`)
    case 'does_not_see':
      throw conflict(
        `${handOver.toName} does not see ${handOver.reference} any more. Nothing was handed over.`,
      )
    case 'nobody_cleared':
      throw conflict(
        'Nobody at the organisation that would receive it is cleared for it. Nothing was handed over.',
      )
    default:
      throw notFound('hand-over')
  }
}

/** What became of a hand-over, for somebody who came too late. */
export function whatHappened(handOver: HandOverDetail): string {
  const { status, answeredByName, endedByName, endedBecause, toName, fromName } = handOver
  switch (status) {
    case 'awaiting':
      return 'It changed since you opened it and still awaits an answer: look at it again.'
    case 'accepted':
      return `${answeredByName ?? 'Somebody'} accepted it for ${toName ?? 'the other organisation'}.`
    case 'refused':
      return `${answeredByName ?? 'Somebody'} refused it for ${toName ?? 'the other organisation'}: ${handOver.answerReason}`
    case 'withdrawn':
      return `${endedByName ?? 'Somebody'} withdrew it for ${fromName}.`
    case 'lapsed':
      return `It lapsed: ${endedBecause}.`
    case 'ended':
      return `It was ended${endedByName ? ` by ${endedByName}` : ''}: ${endedBecause}`
  }
}
