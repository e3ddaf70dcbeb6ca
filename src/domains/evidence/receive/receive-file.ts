import { sql } from 'kysely'
import { type Actor, memberOf, organisationOf } from '#platform/actor'
import { breaksUnique, type Transaction } from '#platform/database'
import { FileTooLarge, StoreFull, type WrittenFile } from '#platform/files'
import type { TransactionParts } from '#platform/http'
import { newId } from '#platform/ids'
import { addCustody } from '../add-custody.ts'
import { evidenceReceived } from '../events.ts'
import type { EvidenceDoor, EvidencePlace, EvidenceRefusal, Received } from '../evidence.ts'
import type { EvidenceStore } from '../evidence-store.ts'
import { cleanName } from './clean-name.ts'
import { type Sniffed, sniffType } from './sniff-type.ts'

export type InTransaction = <T>(work: (parts: TransactionParts) => Promise<T>) => Promise<T>

/** Where a file goes and who brings it. */
export type Receiving = {
  store: EvidenceStore
  inTransaction: InTransaction
  actor: Actor
  place: EvidencePlace
  door: EvidenceDoor
}

export type Incoming = {
  /** Made by whoever begins to receive it; the same on every retry. */
  id: string
  /** As the sender gave it. */
  name: string
  source: AsyncIterable<Uint8Array>
  /** Tells, once all was read, that the sender was cut off for length. */
  wasCut?: () => boolean
}

/**
 * Takes one file in: bytes on the disk first, then what they are, then the rows, and only then an answer. Killed in between,
 * nothing was answered, and bytes without rows are tidied away. The same file sent twice is kept once.
 */
export async function receiveFile(receiving: Receiving, incoming: Incoming): Promise<Received> {
  const { store, inTransaction, place } = receiving
  const name = cleanName(incoming.name)
  const refused = (because: EvidenceRefusal): Received => ({ kind: 'refused', name, because })
  const before = await inTransaction(({ db }) => readTaken(db, place, Buffer.alloc(0)))
  if (before.items >= store.limits.mostFiles) return refused('too_many')
  // A name of its own on every try: what an earlier one kept under its own is not touched.
  const fileId = newId()
  const written = await writeBytes(store, fileId, incoming)
  if (typeof written === 'string') return refused(written)
  const described = { ...written, name, fileId }
  const kept = await describe(receiving, incoming, described).catch(async (error) => {
    await store.files.remove(fileId)
    throw error
  })
  if (kept.kind !== 'kept') await store.files.remove(fileId)
  return kept
}

async function writeBytes(
  { files, limits }: EvidenceStore,
  fileId: string,
  { source, wasCut }: Incoming,
): Promise<WrittenFile | EvidenceRefusal> {
  try {
    const written = await files.write(fileId, source)
    if (!wasCut?.() && written.size <= limits.largest) return written
    await files.remove(fileId)
    return 'too_large'
  } catch (error) {
    if (error instanceof FileTooLarge) return 'too_large'
    if (error instanceof StoreFull) return 'full'
    throw error
  }
}

type Described = WrittenFile & { name: string; fileId: string }

async function describe(receiving: Receiving, { id }: Incoming, file: Described): Promise<Received> {
  const { store, inTransaction, place } = receiving
  const refused = (because: EvidenceRefusal): Received => ({ kind: 'refused', name: file.name, because })
  const sniffed = await sniffType(store.files.pathOf(file.fileId), file.size)
  if (!sniffed.ok) return refused(sniffed.because)
  try {
    return await inTransaction(async (parts): Promise<Received> => {
      const taken = await readTaken(parts.db, place, file.sha256)
      if (taken.hasThese) {
        parts.audit({ kind: 'evidence', reason: 'Sent again: it is there already' })
        return { kind: 'known', name: file.name }
      }
      if (taken.items >= store.limits.mostFiles) return refused('too_many')
      if (taken.size + file.size > store.limits.mostBytes) return refused('too_much')
      await insertItem(parts, receiving, id, file, sniffed)
      return { kind: 'kept', id, name: file.name }
    })
  } catch (error) {
    if (!isThereAlready(error)) throw error
    return inTransaction(async ({ audit }): Promise<Received> => {
      audit({ kind: 'evidence', reason: 'Sent again: it is there already' })
      return { kind: 'known', name: file.name }
    })
  }
}

const isThereAlready = (error: unknown) =>
  ['evidence_of_report', 'evidence_of_case', 'evidence_of_submission'].some((name) =>
    breaksUnique(error, name),
  )

/** How much is there already, as far as the sender may know, and whether these very bytes. */
async function readTaken(db: Transaction, place: EvidencePlace, sha256: Buffer) {
  if ('submissionId' in place) {
    const { rows } = await sql<{ items: number; size: number; has_these: boolean }>`
      select items, size, has_these from evidence_of_submission(${place.submissionId}, ${sha256})`.execute(db)
    const [found] = rows
    return { items: found?.items ?? 0, size: Number(found?.size ?? 0), hasThese: found?.has_these ?? false }
  }
  const [column, id] =
    'reportId' in place ? (['report_id', place.reportId] as const) : (['case_id', place.caseId] as const)
  const found = await db
    .selectFrom('evidence_item')
    .select((is) => [
      is.fn.countAll<number>().as('items'),
      sql<number>`coalesce(sum(size), 0)::bigint`.as('size'),
      sql<boolean>`coalesce(bool_or(sha256 = ${sha256}), false)`.as('hasThese'),
    ])
    .where(column, '=', id)
    .executeTakeFirstOrThrow()
  return { items: Number(found.items), size: Number(found.size), hasThese: found.hasThese }
}

async function insertItem(
  { db, audit, emit }: TransactionParts,
  { actor, place, door }: Receiving,
  id: string,
  { size, sha256, name, fileId }: Described,
  { mediaType, kind }: Extract<Sniffed, { ok: true }>,
): Promise<void> {
  await sql`set local openasb.filing = ${sql.lit(id)}`.execute(db)
  await db
    .insertInto('evidence_item')
    .values({
      id,
      report_id: 'reportId' in place ? place.reportId : null,
      case_id: 'caseId' in place ? place.caseId : null,
      submission_id: 'submissionId' in place ? place.submissionId : null,
      kind,
      media_type: mediaType,
      size,
      sha256,
      door,
      added_by: memberOf(actor),
      added_for: organisationOf(actor)?.id ?? null,
    })
    .execute()
  await db
    .insertInto('evidence_file')
    .values({ item_id: id, role: 'original', file_id: fileId, media_type: mediaType, size, sha256 })
    .execute()
  await db.insertInto('evidence_private').values({ item_id: id, original_name: name }).execute()
  const detail = `${size.toLocaleString('en-GB')} bytes, SHA-256 ${sha256.toString('hex')}`
  await addCustody(db, actor, [{ itemId: id, what: 'received', detail }])
  await emit(evidenceReceived, { itemId: id })
  audit({ kind: 'evidence', id, summary: kind })
}
