import { asMember } from '#platform/actor'
import type { AuditedRecord, SigningKey } from '#platform/audit'
import type { Transaction } from '#platform/database'
import type { Answer, Context } from '#platform/http'
import type { ListedEntry } from './disclosures-list.tsx'
import { type ExportRow, streamExport } from './sign-export.ts'

/** More than this is asked for in parts, by dates. */
const mostExported = 50_000
/** Entries read in one transaction. */
const pageOfExport = 5_000

const columns = ['at', 'who', 'organisation', 'what', 'times', 'record', 'to_whom', 'why', 'summary'] as const

export type ExportedEntries = {
  of: string
  filter: string
  /** A page of the entries, after the place where the one before ended. */
  readPage(
    db: Transaction,
    after: string | undefined,
    most: number,
  ): Promise<{ entries: readonly ListedEntry[]; next: string | undefined }>
  /** What is written down when it was given, with the number of rows. */
  audited(rows: number): AuditedRecord
}

/**
 * The entries as a signed package to take away, read and sent a page at a time, each page as the policies are then. That
 * it was asked for is written before this is called; how much was given, when the last row is read.
 */
export function exportAnswer(
  { actor, clock, requestId, origin, inTransaction }: Context<unknown, unknown, unknown>,
  key: SigningKey,
  { of, filter, readPage, audited }: ExportedEntries,
): Answer {
  const now = clock.now()
  const { name, organisationName } = asMember(actor)
  let next: string | undefined
  async function* pages() {
    let left = mostExported
    do {
      const most = Math.min(left, pageOfExport)
      const after = next
      const page = await inTransaction(({ db }) => readPage(db, after, most))
      left -= page.entries.length
      next = page.next
      yield page.entries.map(rowOf)
    } while (next !== undefined && left > 0)
  }
  return {
    stream: () =>
      streamExport(
        {
          name: 'disclosures',
          columns,
          pages: pages(),
          async about(rows) {
            await inTransaction(async ({ audit }) => audit(audited(rows)))
            return {
              of,
              filter,
              complete: next === undefined ? 'yes' : `no, the newest ${rows} only`,
              exported_by: `${name}, ${organisationName}`,
              exported_at: now.toISOString(),
              request: requestId,
              service: origin,
            }
          },
        },
        key,
        now,
      ),
    type: 'application/zip',
    headers: {
      'content-disposition': `attachment; filename="disclosures-${now.toISOString().slice(0, 10)}.zip"`,
    },
  }
}

/** A row without a name has a day and no time. */
function rowOf(entry: ListedEntry): ExportRow {
  const at = entry.at.toISOString()
  return {
    at: entry.isNamed ? at : at.slice(0, 10),
    who: entry.isNamed ? entry.actorName : '',
    organisation: entry.organisationName,
    what: entry.verb,
    times: entry.times,
    record: entry.record?.text ?? '',
    to_whom: entry.recipient,
    why: entry.reason,
    summary: entry.summary,
  }
}
