import type { ClientBase } from 'pg'
import type { Transaction } from '#platform/database'
import { askedIn, type QuestionSet, questionSetSchema } from './question-set.ts'

/** The sets in force on a day (`YYYY-MM-DD`), one for each type that has any, by its English label. */
export async function readQuestionSets(db: Transaction, day: string): Promise<QuestionSet[]> {
  const rows = await db
    .selectFrom('question_set')
    .innerJoin('asb_type', 'asb_type.code', 'question_set.asb_type')
    .distinctOn('question_set.asb_type')
    .select('question_set.content')
    .where('question_set.valid_from', '<=', day)
    .where('asb_type.valid_from', '<=', day)
    .where((is) => is.or([is('asb_type.valid_to', 'is', null), is('asb_type.valid_to', '>', day)]))
    .orderBy('question_set.asb_type')
    .orderBy('question_set.valid_from', 'desc')
    .orderBy('question_set.version', 'desc')
    .execute()
  return rows
    .map(({ content }) => questionSetSchema.parse(content))
    .sort((a, b) => askedIn(a, 'en').label.localeCompare(askedIn(b, 'en').label))
}

/**
 * Publishes sets as the owner; doing it again changes nothing. Once the partnership has made a version of its own, later
 * ones of the product stand aside: its own questions are not overridden by an upgrade. Throws when a published version
 * would change, because reports and drafts were made under it: a new wording is a new version.
 */
export async function publishQuestionSets(client: ClientBase, sets: readonly unknown[]): Promise<void> {
  for (const set of sets.map((each) => questionSetSchema.parse(each))) {
    const content = JSON.stringify(set)
    const { rows } = await client.query<{ version: number }>(
      'select min(version) as version from question_set_proposal where asb_type = $1',
      [set.asbType],
    )
    const firstOwn = rows[0]?.version ?? null
    if (firstOwn !== null && set.version >= firstOwn) continue
    await client.query(
      `insert into question_set (asb_type, version, valid_from, content) values ($1, $2, $3, $4)
      on conflict (asb_type, version) do nothing`,
      [set.asbType, set.version, set.validFrom, content],
    )
    const { rowCount } = await client.query(
      'select from question_set where asb_type = $1 and version = $2 and valid_from = $3 and content = $4',
      [set.asbType, set.version, set.validFrom, content],
    )
    if (rowCount !== 1)
      throw new Error(
        `Version ${set.version} of the questions on ${set.asbType} is published and may not change: add version ${set.version + 1}`,
      )
  }
}
