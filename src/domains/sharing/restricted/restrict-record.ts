import { sql } from 'kysely'
import { addTimelineEntries } from '#domains/timeline'
import type { MemberActor } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { conflict, forbidden } from '#platform/http'
import { type Authority, hasAuthority, type RecordFacts } from '#platform/lifecycle'
import { shareAgainByRules } from '../rules/share-by-rules.ts'

/** Whoever works on a record may close it off; opening it again is for a supervisor who is cleared, and so sees it. */
const mayRestrict: Authority = { roles: ['triage_officer', 'case_officer', 'supervisor'] }
const mayLift: Authority = { roles: ['supervisor'] }

export type Partition = {
  code: string
  label: string
  guidance: string
  /** People of the holder who would go on seeing the record. */
  cleared: number
}

/** The partitions of today, with how many people of the organisation are cleared for each. */
export async function readPartitions(db: Transaction, organisationId: number): Promise<Partition[]> {
  const { rows } = await sql<Partition>`
    select code, label, guidance, cleared_people(${organisationId}, code) as cleared
    from partition where valid_from <= current_date and (valid_to is null or valid_to > current_date)
    order by label`.execute(db)
  return rows
}

export type RecordToRestrict = {
  kind: 'report' | 'case'
  id: string
  reference: string
  /** The version that the person had before them. */
  version: number
  organisationId: number
  organisationName: string
  partition: string | null
}

export function mayChangeRestriction(actor: MemberActor, record: RecordToRestrict): boolean {
  return hasAuthority(actor, record.partition === null ? mayRestrict : mayLift, factsOf(record))
}

function factsOf({ organisationId }: RecordToRestrict): RecordFacts {
  return { relations: [{ organisationId, relation: 'holder' }], areas: [] }
}

/**
 * Puts a record into a restricted partition, or takes it out. Whoever is not cleared for it loses sight of it at once,
 * whatever was shared with them; their shares stay and count again when the restriction ends.
 * @throws Refusal 403 for the wrong role or organisation, 409 when the record moved on or nobody could see it any more.
 */
export async function restrictRecord(
  db: Transaction,
  actor: MemberActor,
  record: RecordToRestrict,
  { partition, why }: { partition: string | null; why: string },
): Promise<void> {
  if (!mayChangeRestriction(actor, record))
    throw forbidden(
      actor.organisations.includes(record.organisationId)
        ? 'A supervisor who is cleared for it takes a restriction away. You are still signed in.'
        : `${record.organisationName} holds this: ask them to do this. You are still signed in.`,
    )
  // Before the change: afterwards its author may not see the record any more, and nobody writes on what they do not see.
  await addTimelineEntries(db, actor, [
    {
      ...(record.kind === 'report' ? { reportId: record.id } : { caseId: record.id }),
      kind: partition === null ? 'restriction_lifted' : 'restricted',
      what: partition === null ? 'Restriction taken away' : 'Restricted to people cleared for it',
      why,
    },
  ])
  const { rows } = await sql<{ version: number | null }>`
    select ${sql.raw(record.kind === 'report' ? 'restrict_report' : 'restrict_case')}(
      ${record.id}, ${record.version}, ${partition}) as version`.execute(db)
  if (rows[0]?.version == null)
    throw conflict(
      `${record.reference} was not changed: somebody changed it meanwhile, or nobody at ${record.organisationName} is cleared for that. Open it again to see.`,
    )
  // Rules whose agreement does not cover the restriction share it no more.
  await shareAgainByRules(db, actor, record.kind, [record.id], 'sharing')
}
