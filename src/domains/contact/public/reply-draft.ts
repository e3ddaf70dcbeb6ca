import { createHmac } from 'node:crypto'
import type { Holding, Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { linkOf } from '../status-link.ts'

/** A message being typed is kept like a report being typed: found by a secret that only the link gives. */
function draftSecretOf(secret: string): string {
  return createHmac('sha256', secret).update('message being typed').digest('base64url')
}

export function holdingReply({ params }: { params: { secret: string } }): Holding {
  return { draft: linkOf(draftSecretOf(params.secret)) }
}

export async function findReplyDraft(db: Transaction, secret: string): Promise<string> {
  const row = await db
    .selectFrom('report_draft')
    .select('answers')
    .where('secret_hash', '=', linkOf(draftSecretOf(secret)))
    .executeTakeFirst()
  const answers: unknown = row?.answers
  const message: unknown =
    typeof answers === 'object' && answers !== null ? Reflect.get(answers, 'message') : undefined
  return typeof message === 'string' ? message : ''
}

export async function keepReplyDraft(
  db: Transaction,
  secret: string,
  message: string,
  now: Date,
): Promise<void> {
  const answers = JSON.stringify({ message })
  await db
    .insertInto('report_draft')
    .values({
      secret_hash: linkOf(draftSecretOf(secret)),
      submission_id: newId(),
      answers,
      started_at: now,
      updated_at: now,
    })
    .onConflict((is) => is.column('secret_hash').doUpdateSet({ answers, updated_at: now }))
    .execute()
}

export async function forgetReplyDraft(db: Transaction, secret: string): Promise<void> {
  await db
    .deleteFrom('report_draft')
    .where('secret_hash', '=', linkOf(draftSecretOf(secret)))
    .execute()
}
