import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { type QuestionSet, questionSetSchema } from '#domains/reports'
import type { MemberActor } from '#platform/actor'
import type { Transaction } from '#platform/database'
import type { Typed } from '#platform/forms'
import { notFound } from '#platform/http'
import { newId } from '#platform/ids'
import { type EntryChannel, isEntryChannel } from './entry-channel.ts'
import { entryBody } from './entry-fields.ts'

/** An entry that is being typed. */
export type EntryDraft = {
  id: string
  channel: EntryChannel
  organisationId: number
  set: QuestionSet
  submissionId: string
  startedAt: Date
  submittedAt: Date | null
  /** By field of the page. */
  typed: Typed
}

/** How long an entry that nobody goes on with is kept, in days; the page that lists them says so. */
export const entriesKeptDays = 60

/** Starts an entry on a question set, which it keeps. */
export async function startEntry(
  db: Transaction,
  actor: MemberActor,
  {
    organisationId,
    channel,
    set,
    now,
  }: { organisationId: number; channel: EntryChannel; set: QuestionSet; now: Date },
): Promise<string> {
  const id = newId()
  await db
    .insertInto('entry_draft')
    .values({
      id,
      member_id: actor.memberId,
      organisation_id: organisationId,
      channel,
      asb_type: set.asbType,
      question_set_version: set.version,
      submission_id: newId(),
      started_at: now,
      updated_at: now,
    })
    .execute()
  return id
}

export type UnfinishedEntry = {
  id: string
  channel: EntryChannel
  typeLabel: string
  startedAt: Date
  updatedAt: Date
  /** What was typed of what happened, for its author to tell one from the other. */
  words: string
}

/** The types that a report can be taken of on a day (`YYYY-MM-DD`): those with questions in force, by label. */
export async function readEntryTypes(
  db: Transaction,
  day: string,
): Promise<{ code: string; label: string }[]> {
  return db
    .selectFrom('asb_type')
    .select(['code', 'label'])
    .where('valid_from', '<=', day)
    .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>', day)]))
    .where((is) =>
      is.exists(
        is
          .selectFrom('question_set')
          .select('question_set.version')
          .whereRef('question_set.asb_type', '=', 'asb_type.code')
          .where('question_set.valid_from', '<=', day),
      ),
    )
    .orderBy('label')
    .execute()
}

/** The entries that their author has not filed, the latest first. */
export async function findUnfinishedEntries(db: Transaction): Promise<UnfinishedEntry[]> {
  const rows = await db
    .selectFrom('entry_draft')
    .innerJoin('asb_type', 'asb_type.code', 'entry_draft.asb_type')
    .select([
      'entry_draft.id as id',
      'entry_draft.channel as channel',
      'entry_draft.started_at as startedAt',
      'entry_draft.updated_at as updatedAt',
      'asb_type.label as typeLabel',
      sql<string>`coalesce(left(entry_draft.answers->>'ask_what_happened', 200), '')`.as('words'),
    ])
    .where('entry_draft.submitted_at', 'is', null)
    .orderBy('entry_draft.updated_at', 'desc')
    .limit(100)
    .execute()
  return rows.flatMap(({ channel, ...row }) => (isEntryChannel(channel) ? [{ channel, ...row }] : []))
}

/** The entry of an id. Throws where it is not there or not theirs, which they cannot tell apart. */
export async function getEntry(db: Transaction, id: string): Promise<EntryDraft> {
  return entryOf(await entryQuery(db, id).executeTakeFirst())
}

/** The same, held until the transaction ends: a second press of the button waits and then sees what the first did. */
export async function getEntryToSave(db: Transaction, id: string): Promise<EntryDraft> {
  return entryOf(await entryQuery(db, id).forUpdate('entry_draft').executeTakeFirst())
}

function entryQuery(db: Transaction, id: string) {
  return db
    .selectFrom('entry_draft')
    .innerJoin('question_set', (join) =>
      join
        .onRef('question_set.asb_type', '=', 'entry_draft.asb_type')
        .onRef('question_set.version', '=', 'entry_draft.question_set_version'),
    )
    .select([
      'entry_draft.id as id',
      'entry_draft.channel as channel',
      'entry_draft.organisation_id as organisationId',
      'entry_draft.submission_id as submissionId',
      'entry_draft.started_at as startedAt',
      'entry_draft.submitted_at as submittedAt',
      'entry_draft.answers as answers',
      'question_set.content as content',
    ])
    .where('entry_draft.id', '=', id)
}

type Row = Awaited<ReturnType<ReturnType<typeof entryQuery>['executeTakeFirst']>>

function entryOf(row: Row): EntryDraft {
  if (row === undefined || !isEntryChannel(row.channel)) throw notFound('entry')
  const { channel, answers, content, ...rest } = row
  return { ...rest, channel, typed: entryBody.parse(answers), set: questionSetSchema.parse(content) }
}

/** Keeps the page as it is typed, without reading it. An entry that is filed already is left as it is. */
export async function keepEntry(db: Transaction, id: string, typed: Typed, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('entry_draft')
    .set({ answers: JSON.stringify(typed), updated_at: now })
    .where('id', '=', id)
    .where('submitted_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** It turns out to be of another type: what both types ask keeps its answer. */
export async function changeEntryType(
  db: Transaction,
  id: string,
  set: QuestionSet,
  now: Date,
): Promise<void> {
  await db
    .updateTable('entry_draft')
    .set({ asb_type: set.asbType, question_set_version: set.version, updated_at: now })
    .where('id', '=', id)
    .where('submitted_at', 'is', null)
    .execute()
}

/** After filing nothing of what was typed is needed here any more; the row leads whoever saves again to the report. */
export async function closeEntry(db: Transaction, id: string, now: Date): Promise<void> {
  await db
    .updateTable('entry_draft')
    .set({ answers: '{}', submitted_at: now, updated_at: now })
    .where('id', '=', id)
    .execute()
}

export async function deleteEntry(db: Transaction, id: string): Promise<void> {
  await db.deleteFrom('entry_draft').where('id', '=', id).where('submitted_at', 'is', null).execute()
}

/** Deletes entries, filed or not, that nobody touched for as long as they are kept; gives their number. */
export async function tidyEntries(db: Transaction): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('entry_draft')
    .where('updated_at', '<', sql<Date>`now() - make_interval(days => ${entriesKeptDays})`)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** What was filed of a submission; nothing where nothing was. */
export async function findFiled(
  db: Transaction,
  submissionId: string,
): Promise<{ id: string; reference: string } | undefined> {
  const { rows } = await sql<{ id: string; reference: string }>`
    select id, reference from report_of_submission(${submissionId})`.execute(db)
  return rows[0]
}

/**
 * The secret of the report's status page: the same on every retry, and stored nowhere.
 * @param secret the installation's, without which it cannot be found from the submission
 */
export function statusSecretOf(secret: string, submissionId: string): string {
  return createHmac('sha256', secret).update(`status page ${submissionId}`).digest('base64url')
}
