import { hasRole } from '#platform/actor'
import { type Answer, type Context, notFound, page } from '#platform/http'
import { handingOver } from '../hand-over/lifecycle.ts'
import type { RecordKind } from '../rules/share-by-rules.ts'
import { LesserPage } from './lesser-page.tsx'
import { findLesserRecord } from './lesser-record.ts'

/**
 * The page of a record that the reader does not see in full: its summary, whom to ask, or that it exists.
 * @throws Refusal 404, the same for what is not shown at all and for what is not there
 */
export async function showLesserRecord(
  { db, actor, audit }: Context<unknown, unknown, unknown>,
  kind: RecordKind,
  reference: string,
): Promise<Answer> {
  const record = await findLesserRecord(db, kind, reference)
  if (record === undefined) throw notFound(kind)
  audit({ kind, id: record.id, summary: `shown: ${record.level}` })
  return page((frame) =>
    LesserPage({ frame, kind, reference, record, mayAsk: hasRole(actor, ...handingOver) }),
  )
}
