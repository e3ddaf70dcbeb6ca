import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { wordsIn } from '#locales'
import type { Holding, Transaction } from '#platform/database'
import { type Typed, typedSchema } from '#platform/forms'
import { Refusal } from '#platform/http'
import { hashSecret, newId, newSecret } from '#platform/ids'
import { type QuestionSet, questionSetSchema } from '../question-set.ts'
import type { Answers } from './journey.ts'

export type Draft = {
  /** What the link holds; stored only as a hash. */
  secret: string
  set: QuestionSet
  submissionId: string
  submittedAt: Date | null
  /** What was typed on each page that was sent and in order. */
  sent: Answers
  /** What was typed on a page that has not been sent, or came back with errors. */
  kept: Answers
}

const answersSchema = z.object({
  sent: z.record(z.string(), typedSchema).default({}),
  kept: z.record(z.string(), typedSchema).default({}),
})

/** Opens the transaction with the draft that the link names. */
export function holdingDraft({ params }: { params: { draft: string } }): Holding {
  return { draft: hashOf(params.draft) }
}

/** Starts a draft on a question set, which it keeps; gives the secret of its link. */
export async function startDraft(
  db: Transaction,
  { asbType, version }: QuestionSet,
  now: Date,
): Promise<string> {
  const secret = newSecret()
  // The policy lets a draft be written only by whoever holds its link.
  await sql`set local openasb.draft = ${sql.lit(hashSecret(secret))}`.execute(db)
  await db
    .insertInto('report_draft')
    .values({
      secret_hash: hashOf(secret),
      asb_type: asbType,
      question_set_version: version,
      submission_id: newId(),
      started_at: now,
      updated_at: now,
    })
    .execute()
  return secret
}

/** The draft of a link. Throws a refusal in plain words of the language when there is none. */
export async function getDraft(db: Transaction, secret: string, language: string): Promise<Draft> {
  const row = await draftQuery(db, secret).executeTakeFirst()
  return draftOf(secret, language, row)
}

/** The same, held by this transaction alone until it ends: a second press of the button waits and then sees the first. */
export async function getDraftToSubmit(db: Transaction, secret: string, language: string): Promise<Draft> {
  const row = await draftQuery(db, secret).forUpdate('report_draft').executeTakeFirst()
  return draftOf(secret, language, row)
}

function draftQuery(db: Transaction, secret: string) {
  return db
    .selectFrom('report_draft')
    .innerJoin('question_set', (join) =>
      join
        .onRef('question_set.asb_type', '=', 'report_draft.asb_type')
        .onRef('question_set.version', '=', 'report_draft.question_set_version'),
    )
    .select([
      'report_draft.submission_id',
      'report_draft.submitted_at',
      'report_draft.answers',
      sql<string>`question_set.content::text`.as('content'),
    ])
    .where('report_draft.secret_hash', '=', hashOf(secret))
}

function draftOf(
  secret: string,
  language: string,
  row: { submission_id: string; submitted_at: Date | null; answers: unknown; content: string } | undefined,
): Draft {
  const { notFound } = wordsIn(language).form
  if (row === undefined) throw new Refusal(404, notFound.title, notFound.message)
  return {
    secret,
    set: questionSetOf(row.content),
    submissionId: row.submission_id,
    submittedAt: row.submitted_at,
    ...answersSchema.parse(row.answers),
  }
}

/** Reading a set costs more than all else a page of the journey does, and there are a few dozen of them. */
const readSets = new Map<string, QuestionSet>()
const mostReadSets = 200

function questionSetOf(content: string): QuestionSet {
  const known = readSets.get(content)
  if (known !== undefined) return known
  const set = questionSetSchema.parse(JSON.parse(content))
  if (readSets.size >= mostReadSets) readSets.clear()
  readSets.set(content, set)
  return set
}

/** Keeps what is typed on a page without reading it. A report already sent is left as it is. */
export function keepTyped(
  db: Transaction,
  secret: string,
  page: string,
  typed: Typed,
  now: Date,
): Promise<unknown> {
  return change(
    db,
    secret,
    sql`jsonb_build_object('sent', coalesce(answers->'sent', '{}'),
      'kept', coalesce(answers->'kept', '{}') || jsonb_build_object(${page}::text, ${JSON.stringify(typed)}::jsonb))`,
    now,
  )
}

/** Takes a page as answered. Two tabs on different pages do not undo each other. */
export function sendPage(
  db: Transaction,
  secret: string,
  page: string,
  typed: Typed,
  now: Date,
): Promise<unknown> {
  return change(
    db,
    secret,
    sql`jsonb_build_object('kept', coalesce(answers->'kept', '{}') - ${page}::text,
      'sent', coalesce(answers->'sent', '{}') || jsonb_build_object(${page}::text, ${JSON.stringify(typed)}::jsonb))`,
    now,
  )
}

/** After filing nothing of it is needed here any more: the link goes on to lead to the report's own page. */
export function closeDraft(db: Transaction, secret: string, now: Date): Promise<unknown> {
  return db
    .updateTable('report_draft')
    .set({ submitted_at: now, updated_at: now, answers: '{}' })
    .where('secret_hash', '=', hashOf(secret))
    .execute()
}

function change(
  db: Transaction,
  secret: string,
  answers: ReturnType<typeof sql<string>>,
  now: Date,
): Promise<unknown> {
  return db
    .updateTable('report_draft')
    .set({ answers, updated_at: now })
    .where('secret_hash', '=', hashOf(secret))
    .where('submitted_at', 'is', null)
    .execute()
}

/** The secret of the report's status page, the same on every retry; the draft's own cannot be found from it. */
export function statusSecretOf(secret: string): string {
  return createHmac('sha256', secret).update('status page').digest('base64url')
}

/** Changes with every answer on the pages named: tells whether a page that is open shows what would be sent now. */
export function fingerprintOf({ secret, sent }: Draft, pages: readonly string[]): string {
  const answers = pages.map((page) => [page, sent[page]])
  return createHmac('sha256', secret).update(JSON.stringify(answers)).digest('base64url')
}

function hashOf(secret: string): Buffer {
  return Buffer.from(hashSecret(secret), 'hex')
}
