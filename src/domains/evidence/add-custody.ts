import { type Actor, memberOf, nameOf, organisationOf } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'

export type CustodyAct =
  | 'received'
  | 'attached'
  | 'scanned'
  | 'copied'
  | 'viewed'
  | 'downloaded'
  | 'hash_verified'
  | 'hash_differs'
  | 'shared_as_it_is'
  | 'redaction_asked'
  | 'redacted'
  | 'redaction_failed'
  | 'redaction_given'
  | 'held'
  | 'hold_lifted'
  | 'deleted'

export type NewCustodyEntry = { itemId: string; what: CustodyAct; detail?: string }

/** Writes down what is done with pieces of evidence, in the transaction of the act itself. */
export async function addCustody(
  db: Transaction,
  actor: Actor,
  entries: readonly NewCustodyEntry[],
): Promise<void> {
  if (entries.length === 0) return
  await db
    .insertInto('custody_entry')
    .values(
      entries.map(({ itemId, what, detail = '' }) => ({
        id: newId(),
        item_id: itemId,
        what,
        detail,
        organisation_id: organisationOf(actor)?.id ?? null,
        member_id: memberOf(actor),
        actor_name: nameOf(actor),
      })),
    )
    .execute()
}
