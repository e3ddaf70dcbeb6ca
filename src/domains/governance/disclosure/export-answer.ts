import { Readable } from 'node:stream'
import { asMember } from '#platform/actor'
import type { SigningKey } from '#platform/audit'
import type { Answer, Context } from '#platform/http'
import type { ListedEntry } from './disclosures-list.tsx'
import { type ExportRow, packFiles, signExport } from './sign-export.ts'

/** More than this is asked for in parts, by dates. */
export const mostExported = 50_000

const columns = ['at', 'who', 'organisation', 'what', 'times', 'record', 'to_whom', 'why', 'summary'] as const

/** The entries as a signed package to take away. `about` says what was asked for. */
export async function exportAnswer(
  { actor, clock, requestId, origin }: Context<unknown, unknown, unknown>,
  key: SigningKey,
  entries: readonly ListedEntry[],
  about: { of: string; filter: string; isCut: boolean },
): Promise<Answer> {
  const now = clock.now()
  const { name, organisationName } = asMember(actor)
  const files = signExport(
    {
      name: 'disclosures',
      columns,
      rows: entries.map(rowOf),
      about: {
        of: about.of,
        filter: about.filter,
        complete: about.isCut ? `no, the newest ${entries.length} only` : 'yes',
        exported_by: `${name}, ${organisationName}`,
        exported_at: now.toISOString(),
        request: requestId,
        service: origin,
      },
    },
    key,
  )
  const packed = await packFiles(files, now)
  return {
    stream: () => Readable.from([packed]),
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
