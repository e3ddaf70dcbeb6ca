import { sql } from 'kysely'
import { z } from 'zod'
import { asMember } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { oneOf, wordsField } from '#platform/forms'
import { type Answer, type Context, page } from '#platform/http'
import { newId } from '#platform/ids'
import { type Sensitivity, usualPolicy } from './disclosure-policy.ts'
import type { RecordKind } from './find-record.ts'
import { ReasonPage } from './reason-page.tsx'

/** How long a reason holds for the record it was given for. */
const holdsMs = 4 * 3_600_000

export type OpenedRecord = {
  kind: RecordKind
  id: string
  reference: string
  /** False where the record was read with the answer that nobody asks for one of its kind, which saves the question. */
  mayAskReason?: boolean
}

/** What is asked before this record opens for this person. */
export type ReasonWanted = {
  sensitivity: Sensitivity
  leastLength: number
  standardReasons: readonly string[]
}

type Standing = ReasonWanted & { asks: boolean; given: string | null }

/**
 * Why the record is opened, for its audit: empty where nobody asks. Where the reader's organisation or the one that holds
 * the record asks and the person has not said, `answer` is the page that asks, with nothing of the record on it; give
 * that back instead. A form that comes back counts under the last reason given, so that nothing typed is lost.
 */
export async function askReason(
  context: Context<unknown, unknown, unknown>,
  record: OpenedRecord,
): Promise<{ reason: string } | { answer: Answer }> {
  if (record.mayAskReason === false) return { reason: '' }
  const { db, actor, clock, request } = context
  const isOpening = request.method === 'GET'
  const standing = await readStanding(
    db,
    asMember(actor).organisationId,
    record,
    isOpening ? clock.now() : undefined,
  )
  if (!standing.asks) return { reason: '' }
  if (standing.given !== null) return { reason: standing.given }
  const returnTo = isOpening ? request.url : `/${record.kind}s/${record.reference}`
  return {
    answer: page(
      (frame) => ReasonPage({ frame, record, wanted: standing, returnTo, typed: {}, errors: [] }),
      {
        status: 403,
      },
    ),
  }
}

/** What holds for this reader and record; `at` left out, a reason given counts however long ago it was. */
async function readStanding(
  db: Transaction,
  readerOrganisation: number,
  { kind, id }: OpenedRecord,
  at: Date | undefined,
): Promise<Standing> {
  const { rows } = await sql<{
    restricted: boolean
    asks: boolean
    least: number | null
    reasons: string[] | null
    given: string | null
  }>`
    select restricted, bool_or(coalesce(policy.asks_reason, restricted)) as asks, max(policy.least_length) as least,
      (array_agg(to_json(policy.standard_reasons) order by organisation_id = ${readerOrganisation} desc)
        filter (where policy.asks_reason))[1] as reasons,
      (select reason from opening_reason where member_id = (select my_member()) and record_id = ${id}
        and (${at ?? null}::timestamptz is null or expires_at > ${at ?? null})
        order by given_at desc limit 1) as given
    from (select partition_code is not null as restricted, organisation_id as holder
      from ${sql.table(kind === 'report' ? 'report' : 'asb_case')} where id = ${id}) as record
    cross join lateral (select distinct * from unnest(array[${readerOrganisation}, holder])) as side (side)
    left join disclosure_policy as policy on policy.organisation_id = side
      and sensitivity = case when restricted then 'restricted' else 'ordinary' end
    where side is not null
    group by restricted`.execute(db)
  const [found] = rows
  if (found === undefined) throw new Error(`No ${kind} ${id} that its reader sees`)
  return {
    sensitivity: found.restricted ? 'restricted' : 'ordinary',
    asks: found.asks,
    leastLength: found.least ?? usualPolicy.leastLength,
    standardReasons: found.reasons ?? usualPolicy.standardReasons,
    given: found.given,
  }
}

/** Whether anybody may ask for a reason: for every restricted record, for others where an organisation decided so. */
export function mayAskReason(table: 'report' | 'asb_case') {
  return sql<boolean>`(${sql.ref(`${table}.partition_code`)} is not null
    or exists (select from disclosure_policy where sensitivity = 'ordinary' and asks_reason))`
}

/** What must be said now for this record to open. */
export async function readReasonWanted(
  db: Transaction,
  readerOrganisation: number,
  record: OpenedRecord,
): Promise<ReasonWanted> {
  return readStanding(db, readerOrganisation, record, undefined)
}

/** A picked reason, or one in own words of the least length that the policy asks. */
export function reasonForm({ standardReasons, leastLength }: ReasonWanted) {
  return z
    .object({
      choice: oneOf([...standardReasons, 'own']),
      words: wordsField({ name: 'The reason', most: 500 }),
    })
    .transform(({ choice, words }, context): string => {
      if (choice !== undefined && choice !== 'own') return choice
      if (choice === undefined && words === '' && standardReasons.length > 0) {
        context.addIssue({ code: 'custom', message: 'Choose why you open this record', path: ['choice'] })
        return z.NEVER
      }
      if (words.length >= leastLength) return words
      const message =
        words === ''
          ? 'Enter why you open this record'
          : `The reason must be ${leastLength} characters or more`
      context.addIssue({ code: 'custom', message, path: ['words'] })
      return z.NEVER
    })
}

/** Remembers the reason for this person and record for four hours. */
export async function giveReason(
  db: Transaction,
  memberId: string,
  { kind, id }: OpenedRecord,
  reason: string,
  now: Date,
): Promise<void> {
  await db
    .insertInto('opening_reason')
    .values({
      id: newId(),
      member_id: memberId,
      record_kind: kind,
      record_id: id,
      reason,
      given_at: now,
      expires_at: new Date(now.getTime() + holdsMs),
    })
    .execute()
}

/** Clears away what no longer holds; the audit keeps the reasons themselves. */
export async function forgetOpeningReasons(db: Transaction): Promise<void> {
  await db
    .deleteFrom('opening_reason')
    .where('expires_at', '<', sql<Date>`now() - interval '1 day'`)
    .execute()
}
