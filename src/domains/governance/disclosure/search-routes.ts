import { sql } from 'kysely'
import { type Actor, organisationsWith } from '#platform/actor'
import type { SigningKey } from '#platform/audit'
import type { Clock, LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { page, type Route, redirect, route } from '#platform/http'
import { parseReference } from '#platform/ids'
import { queryOf } from '#platform/lists'
import { inLastDays } from './activity-routes.ts'
import { exportAnswer } from './export-answer.ts'
import { filterWords, type SearchFilter, searchFilterSchema } from './filter.ts'
import { type EntryPage, lookBack, readEntries, readEntriesOfOthers } from './read-activity.ts'
import { entriesOnPage } from './read-disclosures.ts'
import { SearchPage, searchUrl } from './search-page.tsx'
import { signingKeyUrl } from './signing-key-routes.tsx'
import { governors } from './who-may.ts'

/** Search within the whole record of disclosure, for those who answer for it. */
export function searchRoutes(key: SigningKey): Route[] {
  return [
    route({
      method: 'GET',
      url: searchUrl,
      permission: governors,
      audit: 'consult',
      query: searchFilterSchema,
      handler: async ({ db, actor, query, clock, audit }) => {
        const filter = withDays(query, clock)
        const [found, people] = await Promise.all([
          search(db, actor, filter, entriesOnPage, clock.now()),
          readNames(
            db,
            filter.whose === 'ours' ? organisationsWith(actor, 'information_governance') : undefined,
          ),
        ])
        if (found !== undefined && 'address' in found) {
          audit({ kind: 'disclosure_search', summary: 'by the reference of a record' })
          return redirect(found.address)
        }
        const words = await askedWords(db, filter)
        audit({ kind: 'disclosure_search', summary: `${words}; ${found?.entries.length ?? 0} shown` })
        return page((frame) =>
          SearchPage({
            frame,
            filter,
            people,
            entries: found?.entries ?? [],
            next: found?.next,
            lookedBackTo: found?.lookedBackTo,
            isUnknown: found === undefined,
            signingKeyUrl,
          }),
        )
      },
    }),
    route({
      method: 'POST',
      url: `${searchUrl}/export`,
      permission: governors,
      audit: 'disclose',
      stepUp: true,
      transaction: 'none',
      query: searchFilterSchema,
      handler: async (context) => {
        const { actor, query, clock } = context
        const filter = { ...withDays(query, clock), after: undefined }
        const begun = await context.inTransaction(async ({ db, audit }) => {
          // What the search leads to instead, if anything; the rows are read as they are sent.
          const found = await search(db, actor, filter, 1)
          if (found !== undefined && 'address' in found) {
            audit({ kind: 'disclosure_search', summary: 'by the reference of a record' })
            return found
          }
          const words = await askedWords(db, filter)
          const audited = {
            kind: 'disclosure_search',
            recipient: 'The person who asked, as signed files',
          }
          audit({ ...audited, summary: `export begun: ${words}` })
          return { words, audited }
        })
        if ('address' in begun) return redirect(begun.address)
        return exportAnswer(context, key, {
          of: filter.whose === 'ours' ? 'What our people did' : 'What others did with records we hold',
          filter: queryOf(filter),
          async readPage(db, after, most) {
            const found = await search(db, actor, { ...filter, after }, most)
            return found === undefined || 'address' in found ? { entries: [], next: undefined } : found
          },
          audited: (rows) => ({ ...begun.audited, summary: `exported ${rows} rows: ${begun.words}` }),
        })
      },
    }),
  ]
}

/** Dates are needed where nothing else narrows the search. */
function withDays(filter: SearchFilter, clock: Clock): SearchFilter {
  return filter.reference === '' || filter.whose === 'others' ? inLastDays(filter, clock) : filter
}

/** Whose acts were searched for what, in words. */
async function askedWords(db: Transaction, filter: SearchFilter): Promise<string> {
  const whose = filter.whose === 'ours' ? 'our people' : 'others, on records we hold'
  const person =
    filter.person === undefined
      ? undefined
      : await db.selectFrom('member').select('name').where('id', '=', filter.person).executeTakeFirst()
  return `${whose}: ${filterWords(filter, person?.name)}`
}

type Found = EntryPage & { lookedBackTo?: LocalDate | undefined }

/** Undefined where a reference was typed that no record has which the asker sees; another page where that tells more. */
async function search(
  db: Transaction,
  actor: Actor,
  filter: SearchFilter,
  most: number,
  /** Given for a page, which goes back so far as can be looked through at once; an export goes through everything. */
  now?: Date,
): Promise<Found | { address: string } | undefined> {
  const words = filter.words === '' ? undefined : filter.words
  const organisations = organisationsWith(actor, 'information_governance')
  const asked = {
    organisations,
    verb: filter.verb,
    memberId: filter.person,
    words,
    from: filter.from,
    to: filter.to,
    after: filter.after,
  }
  const isByRow = words !== undefined || filter.verb !== undefined
  const record = filter.reference === '' ? null : await findRecordId(db, filter.reference)
  if (record === undefined) return undefined
  if (filter.whose === 'others') {
    if (record === null)
      return now !== undefined && isByRow
        ? lookBack(asked, now, (some) => readEntriesOfOthers(db, some, most))
        : readEntriesOfOthers(db, asked, most)
    return { address: `/${record.kind}s/${record.reference}/disclosures` }
  }
  return now !== undefined && isByRow && record === null && asked.memberId === undefined
    ? lookBack(asked, now, (some) => readEntries(db, some, most))
    : readEntries(db, { ...asked, recordId: record?.id }, most)
}

async function findRecordId(
  db: Transaction,
  typed: string,
): Promise<{ id: string; kind: 'report' | 'case'; reference: string } | undefined> {
  const report = parseReference(typed, 'ASB')
  const kind = report === undefined ? 'case' : 'report'
  const reference = report ?? parseReference(typed, 'CASE')
  if (reference === undefined) return undefined
  const { rows } = await sql<{ id: string; reference: string }>`
    select id, reference from ${sql.table(kind === 'report' ? 'report' : 'asb_case')}
    where reference = ${reference}`.execute(db)
  const [found] = rows
  return found && { kind, ...found }
}

/** Colleagues to choose from; left out, everybody. */
function readNames(
  db: Transaction,
  organisations: readonly number[] | undefined,
): Promise<{ id: string; name: string }[]> {
  const members = db
    .selectFrom('member')
    .select(['member.id as id', 'member.name as name'])
    .orderBy('member.name')
    .limit(2_000)
  if (organisations === undefined) return members.execute()
  return members
    .where('member.id', 'in', (of) =>
      of
        .selectFrom('membership')
        .select('member_id')
        .where('organisation_id', 'in', [...organisations, 0]),
    )
    .execute()
}
