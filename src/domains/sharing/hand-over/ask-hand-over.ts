import { sql } from 'kysely'
import type { DB } from '#db/schema'
import { asMember, organisationsWith } from '#platform/actor'
import { addWorkingDays, today } from '#platform/clock'
import { type Context, conflict, forbidden, notFound } from '#platform/http'
import { hasAuthority } from '#platform/lifecycle'
import { handOverAsked } from './events.ts'
import type { AskedHandOver } from './hand-over-form.ts'
import { type HandOverKind, handingOver } from './lifecycle.ts'
import { readTerm } from './read-choices.ts'
import type { RecordToHandOver } from './read-record.ts'

type AskingContext = Pick<Context<unknown, unknown, unknown>, 'db' | 'actor' | 'clock' | 'audit' | 'emit'>

/** What is wrong with the form, told at one of its fields. */
export type AskingProblem = { field: 'to' | 'insists' | 'lawfulBasis'; message: string }

/** Whether the actor's duties include handing this record over. */
export function mayHandOver(context: Pick<AskingContext, 'actor'>, record: RecordToHandOver): boolean {
  return (
    record.sight === 'full' &&
    record.holder !== null &&
    hasAuthority(
      context.actor,
      { roles: handingOver },
      {
        relations: [{ organisationId: record.holder.id, relation: 'holder' }],
        ...(record.teamId === undefined ? {} : { teamId: record.teamId }),
        areas: record.areas,
      },
    )
  )
}

/**
 * Asks another organisation or team to take part in a record, take it over or show it. The same id asks once, however
 * often it is sent; nothing is given until it is accepted. Gives what is wrong with the form, or nothing.
 * @throws Refusal 403 for a record that is not theirs to hand over, 409 where the same is asked already.
 */
export async function askHandOver(
  context: AskingContext,
  id: string,
  kind: HandOverKind,
  record: Pick<RecordToHandOver, 'reference' | 'kind'> & Partial<RecordToHandOver>,
  asked: AskedHandOver,
): Promise<AskingProblem | undefined> {
  const { db, actor, clock, audit, emit } = context
  const member = asMember(actor)
  const from = kind === 'request_access' ? organisationsWith(member, ...handingOver)[0] : record.holder?.id
  if (from === undefined) throw forbidden()
  const row = {
    id,
    kind,
    reference: record.reference,
    from_organisation_id: from,
    to_organisation_id: asked.destination?.organisationId ?? null,
    to_team_id: asked.destination?.teamId ?? null,
    to_member_id: asked.destination?.memberId ?? null,
    level: asked.level,
    work: asked.work,
    reason: asked.reason,
    consent_by: asked.consent?.by ?? null,
    consent_on: asked.consent?.on ?? null,
    lawful_basis_code: asked.lawfulBasis,
    basis_words: asked.basisWords,
    insists: asked.insists,
    asked_at: clock.now().toISOString(),
    due_on: addWorkingDays(today(clock), await readTerm(db, kind, today(clock))),
  } satisfies Partial<Record<keyof DB['hand_over'], unknown>>
  const { rows } = await sql<{ outcome: string; receiver: string | null }>`
    select ask_hand_over(jsonb_populate_record(null::hand_over, ${JSON.stringify(row)}::jsonb), ${member.name}) as outcome,
      (select name from organisation where id = ${row.to_organisation_id}::integer) as receiver`.execute(db)
  const [{ outcome, receiver } = { outcome: 'closed', receiver: null }] = rows
  const them = receiver ?? 'They'
  switch (outcome) {
    case 'done':
      break
    case 'already_sees':
      throw conflict(
        kind === 'request_access'
          ? 'Your organisation sees all of this record already.'
          : `${them} sees all of this record already.`,
      )
    case 'duplicate':
      throw conflict(`The same was asked before and still awaits an answer: see the list of hand-overs.`)
    case 'record_closed':
      throw conflict(`${record.reference} is closed: reopen it before handing it over.`)
    case 'no_receiver':
      return { field: 'to', message: 'Choose an organisation or team that is still there' }
    case 'does_not_see':
      return { field: 'to', message: `${them} does not see this record: refer it to them first` }
    case 'nobody_cleared':
      return { field: 'to', message: `Nobody at ${them} is cleared for restricted records of this kind` }
    case 'uncovered':
      return {
        field: 'insists',
        message: `No agreement with ${them} covers this: choose less, or hand over all the same on a lawful basis`,
      }
    case 'no_basis':
      return { field: 'lawfulBasis', message: 'Choose the lawful basis: no agreement covers this' }
    default:
      throw record.sight === 'full'
        ? forbidden('Your organisation does not hold this record any more. You are still signed in.')
        : notFound(record.kind)
  }
  const about = { reason: asked.reason, summary: `hand-over asked: ${kind}`, recipient: receiver ?? '' }
  audit({ kind: 'hand_over', id, ...about })
  if (record.id !== undefined && record.sight === 'full')
    audit({ kind: record.kind, id: record.id, ...about })
  await emit(handOverAsked, { handOverId: id })
  return undefined
}
