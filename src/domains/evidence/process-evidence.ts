import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { addTimelineEntries } from '#domains/timeline'
import { system } from '#platform/actor'
import type { Clock } from '#platform/clock'
import type { Database, Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { addCustody } from './add-custody.ts'
import type { CopiesMade } from './copies/copy-plan.ts'
import { withCopies } from './copies/run-copies.ts'
import { type EvidenceKind, kindNames } from './evidence.ts'
import type { EvidenceStore } from './evidence-store.ts'

export type EvidenceWork = { database: Database; store: EvidenceStore; clock: Clock }

type Item = {
  id: string
  report_id: string | null
  kind: string
  media_type: string
  door: string
  scan_status: string
  scan_says: string
  copy_status: string
  file_id: string
  sha256: Buffer
}

/** As the page says it where nothing looks for viruses. */
export const noScanner = 'No virus scanner is set up'

/**
 * Looks at what was received and makes its copies, in the worker. Told twice it is done once; what a killed worker began is
 * begun again, and what it had written without a row is tidied away.
 */
export async function processEvidence(work: EvidenceWork, itemId: string): Promise<void> {
  const { database } = work
  const read = () => database.withActor(system, (db) => findItem(db, itemId))
  const received = await read()
  if (received === undefined) return
  const isToBeScanned =
    received.scan_status === 'pending' ||
    (received.scan_says === noScanner && work.store.scanner !== undefined)
  if (isToBeScanned) await scanItem(work, received)
  const scanned = isToBeScanned ? await read() : received
  if (scanned?.copy_status === 'pending') await copyItem(work, scanned)
}

function findItem(db: Transaction, id: string): Promise<Item | undefined> {
  return db
    .selectFrom('evidence_item as item')
    .innerJoin('evidence_file as file', (join) =>
      join.onRef('file.item_id', '=', 'item.id').on('file.role', '=', 'original'),
    )
    .select([
      'item.id as id',
      'report_id',
      'kind',
      'item.media_type as media_type',
      'door',
      'scan_status',
      'scan_says',
      'copy_status',
      'file.file_id as file_id',
      'item.sha256 as sha256',
    ])
    .where('item.id', '=', id)
    .executeTakeFirst()
}

type Verdict = { status: 'clean' | 'infected' | 'unavailable'; says: string }

async function scanItem({ database, store, clock }: EvidenceWork, item: Item): Promise<void> {
  const verdict = await judge(store, item.file_id)
  await database.withActor(system, async (db) => {
    const isHarmful = verdict.status === 'infected'
    await db
      .updateTable('evidence_item')
      .set({
        scan_status: verdict.status,
        scan_says: verdict.says,
        scanned_at: clock.now(),
        ...(isHarmful ? { copy_status: 'none', copy_says: 'No copy is made of what may do harm.' } : {}),
      })
      .where('id', '=', item.id)
      .execute()
    const words = {
      clean: 'no virus found',
      infected: `virus found: ${verdict.says}`,
      unavailable: verdict.says,
    }
    await addCustody(db, system, [{ itemId: item.id, what: 'scanned', detail: words[verdict.status] }])
    if (item.report_id !== null && isHarmful)
      await addTimelineEntries(db, system, [
        {
          reportId: item.report_id,
          kind: 'evidence',
          what: 'A file that was sent is kept shut: a virus was found in it',
        },
      ])
  })
}

/** @throws ScannerUnreachable, so that the job is tried again */
async function judge({ scanner, files }: EvidenceStore, fileId: string): Promise<Verdict> {
  if (scanner === undefined) return { status: 'unavailable', says: noScanner }
  const result = await scanner.scan(files.read(fileId))
  if (result.found === 'virus') return { status: 'infected', says: result.name }
  if (result.found === 'too_large')
    return { status: 'unavailable', says: 'Larger than the virus scanner takes' }
  return { status: 'clean', says: '' }
}

async function copyItem(work: EvidenceWork, item: Item): Promise<void> {
  const { database, store } = work
  const path = store.files.pathOf(item.file_id)
  const isAsReceived = (await hashOf(path)).equals(item.sha256)
  await database.withActor(system, (db) =>
    addCustody(db, system, [{ itemId: item.id, what: isAsReceived ? 'hash_verified' : 'hash_differs' }]),
  )
  if (!isAsReceived) throw new Error(`Evidence ${item.id} is not in the store as it was received`)
  await shareBytes(work, item)
  // Plain text holds nothing but what is read in it: it is its own copy.
  if (item.media_type === 'text/plain')
    return keepCopies(work, item, { files: [], facts: {}, says: '' }, [
      { role: 'copy', fileId: item.file_id, mediaType: 'text/plain', ...(await measure(store, item)) },
    ])
  const task = {
    path,
    mediaType: item.media_type,
    kind: item.kind as EvidenceKind,
    ffmpeg: store.ffmpeg,
    longestMs: store.ffmpegLongestMs,
  }
  await withCopies(task, store.workFolder, async (made) => {
    const kept: KeptCopy[] = []
    for (const { role, path, mediaType } of made.files) {
      const fileId = newId()
      const written = await store.files.write(fileId, createReadStream(path))
      kept.push({ role, fileId, mediaType, ...written })
    }
    await keepCopies(work, item, made, kept)
  })
}

/**
 * The same file, sent with another record, stands on the disk once: each item keeps its row, its custody and its name in
 * the store, and the bytes go with the last of them. Only bytes that still are as they were received are shared.
 */
async function shareBytes({ database, store }: EvidenceWork, item: Item): Promise<void> {
  const others = await database.withActor(system, (db) =>
    db
      .selectFrom('evidence_item as other')
      .innerJoin('evidence_file as file', (join) =>
        join.onRef('file.item_id', '=', 'other.id').on('file.role', '=', 'original'),
      )
      .select('file.file_id as file_id')
      .where('other.sha256', '=', item.sha256)
      .where('other.id', '<>', item.id)
      .orderBy('other.id')
      .limit(1)
      .execute(),
  )
  for (const { file_id } of others) {
    const hash = await hashOf(store.files.pathOf(file_id)).catch(() => undefined)
    if (hash?.equals(item.sha256)) await store.files.share(file_id, item.file_id)
  }
}

type KeptCopy = {
  role: 'copy' | 'thumbnail'
  fileId: string
  mediaType: string
  size: number
  sha256: Buffer
}

const measure = async ({ files }: EvidenceStore, { file_id, sha256 }: Item) => ({
  size: (await files.sizeOf(file_id)) ?? 0,
  sha256,
})

async function keepCopies(
  { database, clock }: EvidenceWork,
  item: Item,
  { facts, says }: CopiesMade,
  kept: readonly KeptCopy[],
): Promise<void> {
  const hasCopy = kept.some(({ role }) => role === 'copy')
  await database.withActor(system, async (db) => {
    // Another worker may have been quicker; the rows of one of them stand.
    const { numUpdatedRows } = await db
      .updateTable('evidence_item')
      .set({ copy_status: hasCopy ? 'ready' : 'none', copy_says: says })
      .where('id', '=', item.id)
      .where('copy_status', '=', 'pending')
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return
    if (kept.length > 0)
      await db
        .insertInto('evidence_file')
        .values(
          kept.map(({ role, fileId, mediaType, size, sha256 }) => ({
            item_id: item.id,
            role,
            file_id: fileId,
            media_type: mediaType,
            size,
            sha256,
          })),
        )
        .execute()
    await db
      .updateTable('evidence_private')
      .set({
        taken_at: facts.takenAt ?? '',
        device: facts.device ?? '',
        position: facts.position ? `(${facts.position.longitude},${facts.position.latitude})` : null,
        read_at: clock.now(),
      })
      .where('item_id', '=', item.id)
      .execute()
    await addCustody(db, system, [
      { itemId: item.id, what: 'copied', detail: says || kept.map(({ role }) => role).join(' and ') },
    ])
    // The reporter cannot write to the timeline themselves; who is signed in has done so.
    if (item.report_id !== null && ['status_page', 'diary'].includes(item.door))
      await addTimelineEntries(db, system, [
        {
          reportId: item.report_id,
          kind: 'evidence',
          what: `The reporter added evidence: ${kindNames[item.kind as EvidenceKind].toLowerCase()}`,
        },
      ])
  })
}

/** SHA-256 of a stored file, read anew. */
export async function hashOf(path: string): Promise<Buffer> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest()
}
