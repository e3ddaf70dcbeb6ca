import { createReadStream } from 'node:fs'
import { system } from '#platform/actor'
import { newId } from '#platform/ids'
import { addCustody } from '../add-custody.ts'
import type { MadeFile } from '../copies/copy-plan.ts'
import { withCopies } from '../copies/run-copies.ts'
import type { EvidenceKind } from '../evidence.ts'
import { type EvidenceWork, hashOf } from '../process-evidence.ts'
import { partsInWords, partsKind, readStoredParts } from './parts.ts'

/**
 * Makes a copy with parts taken out, in the worker, from the copy that has nothing of its maker. The original is read for
 * its hash alone. Told twice it is made once.
 */
export async function makeRedaction(work: EvidenceWork, id: string): Promise<void> {
  const { database, store } = work
  const asked = await database.withActor(system, (db) =>
    db
      .selectFrom('evidence_redaction as redaction')
      .innerJoin('evidence_item as item', 'item.id', 'redaction.item_id')
      .innerJoin('evidence_file as original', (join) =>
        join.onRef('original.item_id', '=', 'item.id').on('original.role', '=', 'original'),
      )
      .innerJoin('evidence_file as copy', (join) =>
        join.onRef('copy.item_id', '=', 'item.id').on('copy.role', '=', 'copy'),
      )
      .select([
        'item.id as itemId',
        'item.kind as kind',
        'item.sha256 as received',
        'redaction.parts as parts',
        'original.file_id as originalFile',
        'copy.file_id as copyFile',
        'copy.media_type as mediaType',
      ])
      .where('redaction.id', '=', id)
      .where('redaction.status', '=', 'asked')
      .executeTakeFirst(),
  )
  if (asked === undefined) return
  const kind = asked.kind as EvidenceKind
  const named = partsKind(kind, asked.mediaType)
  if (named === undefined) throw new Error(`Nothing can be taken out of evidence ${asked.itemId}`)
  const without = readStoredParts(named, asked.parts)
  const original = await hashOf(store.files.pathOf(asked.originalFile))
  if (!original.equals(asked.received))
    throw new Error(`Evidence ${asked.itemId} is not in the store as it was received`)
  const task = {
    path: store.files.pathOf(asked.copyFile),
    mediaType: asked.mediaType,
    kind,
    ffmpeg: store.ffmpeg,
    longestMs: store.ffmpegLongestMs,
    without,
  }
  await withCopies(task, store.workFolder, async ({ files: [file], says }) => {
    const kept = file === undefined ? undefined : await keep(work, file)
    await database.withActor(system, async (db) => {
      const { numUpdatedRows } = await db
        .updateTable('evidence_redaction')
        .set(
          kept === undefined
            ? { status: 'failed', says }
            : {
                status: 'made',
                made_at: work.clock.now(),
                original_sha256: original,
                file_id: kept.fileId,
                media_type: kept.mediaType,
                size: kept.size,
                sha256: kept.sha256,
              },
        )
        .where('id', '=', id)
        .where('status', '=', 'asked')
        .executeTakeFirst()
      if (numUpdatedRows === 0n) return
      const detail =
        kept === undefined
          ? says
          : `Without ${partsInWords(without)}. SHA-256 of the original ${original.toString('hex')}, of the copy ${kept.sha256.toString('hex')}`
      const what = kept === undefined ? 'redaction_failed' : 'redacted'
      await addCustody(db, system, [{ itemId: asked.itemId, what, detail }])
    })
  })
}

async function keep({ store }: EvidenceWork, { path, mediaType }: MadeFile) {
  const fileId = newId()
  return { fileId, mediaType, ...(await store.files.write(fileId, createReadStream(path))) }
}
