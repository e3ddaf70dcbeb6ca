import { type Actor, memberOf, nameOf, organisationOf } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'

/** What the Data Protection Act 2018 section 62 has an automated system log. */
export type AuditVerb = 'collect' | 'alter' | 'consult' | 'disclose' | 'combine' | 'erase'

export type AuditedRecord = {
  kind: string
  /** Left out where the act concerned no single record (a search, an export). */
  id?: string
  /** Who received what was disclosed. */
  recipient?: string
  reason?: string
  /** For searches and exports: what was asked and how much was shown. Never personal data. */
  summary?: string
}

/** Writes one audit row a record, in the transaction of the act itself: both stand or neither. */
export async function recordAudit(
  db: Transaction,
  actor: Actor,
  verb: AuditVerb,
  records: readonly AuditedRecord[],
  requestId: string,
): Promise<void> {
  if (records.length === 0) return
  const who = {
    actor_kind: actor.kind,
    actor_name: nameOf(actor),
    organisation_id: organisationOf(actor)?.id ?? null,
    member_id: memberOf(actor),
  }
  await db
    .insertInto('audit_entry')
    .values(
      records.map((record) => ({
        id: newId(),
        verb,
        ...who,
        record_kind: record.kind,
        record_id: record.id ?? null,
        recipient: record.recipient ?? '',
        reason: record.reason ?? '',
        summary: record.summary ?? '',
        request_id: requestId,
      })),
    )
    .execute()
}
