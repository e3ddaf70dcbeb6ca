import type { ClientBase } from 'pg'
import { newId } from '#platform/ids'
import type { AuditedRecord, AuditVerb } from './record-audit.ts'

/** Writes down what an operator did with a command, in the transaction of the act itself: both stand or neither. */
export async function recordOperation(
  client: ClientBase,
  verb: AuditVerb,
  { kind, id, recipient = '', reason = '', summary = '' }: AuditedRecord,
): Promise<void> {
  const number = newId()
  await client.query(
    `insert into audit_entry (id, verb, actor_kind, actor_name, record_kind, record_id, recipient, reason, summary, request_id)
     values ($1, $2, 'system', 'Operator', $3, $4, $5, $6, $7, $8)`,
    [number, verb, kind, id ?? null, recipient, reason, summary, `cli ${number}`],
  )
}
