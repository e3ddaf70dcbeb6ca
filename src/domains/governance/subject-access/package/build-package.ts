import type { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import yazl from 'yazl'
import { system } from '#platform/actor'
import { recordAudit } from '#platform/audit'
import { type Clock, today } from '#platform/clock'
import type { Database, Transaction } from '#platform/database'
import { type Files, StoreFull } from '#platform/files'
import { newId } from '#platform/ids'
import { packageDays } from '../subject-request.ts'
import {
  countWithheld,
  type GivenRecord,
  type PackageContent,
  readGivenRecord,
  readPackageHead,
  readPackedItems,
} from './package-content.ts'
import { coveringLetter, indexPage, recordPage, withheldPage } from './package-pages.tsx'

/** A file that goes with a record into the answer, as somebody chose it for this request. */
export type GivenFile = { name: string; read: () => Readable }

export type PackageWork = {
  database: Database
  files: Files
  clock: Clock
  /** What was chosen of a record's evidence for this request, where its controller holds the record. */
  findGivenFiles: (
    db: Transaction,
    asked: { request: string; holder: number; reportId: string | null; caseId: string | null },
  ) => Promise<readonly GivenFile[]>
}

/**
 * Makes the archive of a package that was asked for, in the worker. Told twice it is made once: one that is ready or has
 * failed is left as it is, one that a killed worker began is made again from the start.
 */
export async function buildPackage(work: PackageWork, packageId: string): Promise<void> {
  const { database } = work
  const wanted = await database.withActor(system, (db) =>
    db
      .selectFrom('subject_package')
      .select('request_id')
      .where('id', '=', packageId)
      .where('status', '=', 'building')
      .executeTakeFirst(),
  )
  if (wanted === undefined) return
  try {
    await makeArchive(work, packageId, wanted.request_id)
  } catch (error) {
    await database.withActor(system, (db) =>
      db
        .updateTable('subject_package')
        .set({ status: 'failed', failure: inWords(error), finished_at: work.clock.now() })
        .where('id', '=', packageId)
        .execute(),
    )
    throw error
  }
}

function inWords(error: unknown): string {
  if (error instanceof StoreFull)
    return 'The file store is full. Ask your operator for room, then make it again.'
  return 'It could not be made. Make it again, and tell your operator if it fails again.'
}

async function makeArchive(work: PackageWork, packageId: string, requestId: string): Promise<void> {
  const { database, files, clock } = work
  const read = <T>(from: (db: Parameters<Parameters<Database['withActor']>[1]>[0]) => Promise<T>) =>
    database.withActor(system, from)
  const head = await read((db) => readPackageHead(db, requestId))
  if (head.status !== 'approved' && head.status !== 'released')
    throw new Error(`${head.reference} is not approved`)
  const items = await read((db) => readPackedItems(db, requestId))
  const records: GivenRecord[] = []
  const attached: GivenFile[] = []
  const exemptions: string[] = []
  for (const [at, item] of items.entries()) {
    await read((db) =>
      db
        .updateTable('subject_package')
        .set({ done: at, total: items.length })
        .where('id', '=', packageId)
        .execute(),
    )
    if (item.withheld_under !== null) continue
    const given = await read((db) => readGivenRecord(db, item))
    const { report_id: reportId, case_id: caseId } = item
    const files = await read((db) =>
      work.findGivenFiles(db, { request: head.reference, holder: head.organisationId, reportId, caseId }),
    )
    attached.push(...files)
    records.push({ ...given.record, files: files.map(({ name }) => name) })
    exemptions.push(...given.exemptions)
  }
  const content: PackageContent = {
    ...head,
    records,
    withheld: countWithheld(
      exemptions,
      items.flatMap(({ withheld_under }) => withheld_under ?? []),
    ),
    told: records.flatMap(({ reference, passages }) =>
      passages
        .filter(({ part }) => part === 'told')
        .map(({ pieces }) => ({ reference, words: pieces.map(({ text }) => text).join('') })),
    ),
  }
  const id = newId()
  const { size, sha256 } = await files.write(id, archive(content, attached, clock))
  const now = clock.now()
  await database.withActor(system, async (db) => {
    await db
      .insertInto('stored_file')
      .values({
        id,
        kind: 'subject_access_package',
        organisation_id: head.organisationId,
        record_kind: 'subject_request',
        record_id: requestId,
        name: `${head.reference}.zip`,
        media_type: 'application/zip',
        size,
        sha256,
        created_at: now,
        expires_at: new Date(now.getTime() + packageDays * 86_400_000),
      })
      .execute()
    await db
      .updateTable('subject_package')
      .set({ status: 'ready', file_id: id, done: items.length, total: items.length, finished_at: now })
      .where('id', '=', packageId)
      .execute()
    await recordAudit(
      db,
      system,
      'combine',
      [{ kind: 'subject_request', id: requestId, summary: `package of ${records.length} records made` }],
      `package ${packageId}`,
    )
  })
}

function archive(
  content: PackageContent,
  attached: readonly GivenFile[],
  clock: Clock,
): AsyncIterable<Uint8Array> {
  const zip = new yazl.ZipFile()
  const mtime = clock.now()
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name, { mtime })
  add('covering-letter.html', coveringLetter(content, today(clock)))
  add('index.html', indexPage(content))
  add('index.csv', indexCsv(content))
  add('withheld.html', withheldPage(content))
  for (const record of content.records) add(`records/${record.reference}.html`, recordPage(record))
  for (const { name, read } of attached)
    zip.addReadStreamLazy(`evidence/${name}`, { mtime }, (use) => use(null, read()))
  zip.end()
  return zip.outputStream as unknown as AsyncIterable<Uint8Array>
}

function indexCsv({ records }: PackageContent): string {
  return stringify(
    records.map(({ reference, kind, title, recordedOn, heldBy, partsWithheld }) => ({
      record: reference,
      kind,
      what: title,
      date: recordedOn,
      held_by: heldBy,
      parts_kept_back: partsWithheld,
      file: `records/${reference}.html`,
    })),
    {
      header: true,
      columns: ['record', 'kind', 'what', 'date', 'held_by', 'parts_kept_back', 'file'],
      record_delimiter: '\r\n',
      escape_formulas: true,
    },
  )
}
