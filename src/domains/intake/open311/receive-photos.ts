import { sql } from 'kysely'
import { type EvidenceStore, receiveFile, whileReceiving } from '#domains/evidence'
import type { Actor } from '#platform/actor'
import type { Transaction } from '#platform/database'
import type { Context } from '#platform/http'
import { newId } from '#platform/ids'
import type { SentForm } from './sent-form.ts'

/** Photos that came with a form, under a submission of their own until there is a report that they are of. */
export type SentPhotos = { submissionId: string; kept: number; refused: readonly string[] }

/** Takes the files of a form to the evidence store, each while it comes. */
export function receivePhotos(
  store: EvidenceStore,
  { actor, inTransaction }: Pick<Context<unknown, unknown, unknown>, 'inTransaction'> & { actor: Actor },
  form: SentForm,
): Promise<SentPhotos> {
  return whileReceiving(store, async () => {
    const submissionId = newId()
    const refused: string[] = []
    let kept = 0
    const receiving = { store, inTransaction, actor, place: { submissionId }, door: 'machine' } as const
    for await (const part of form.files()) {
      const received = await receiveFile(receiving, {
        id: newId(),
        name: part.filename ?? '',
        source: part.file,
        wasCut: () => part.file.truncated,
      })
      if (received.kind === 'refused') refused.push(`${received.name}: ${received.because}`)
      else kept += 1
      // Nothing after a file that was cut off is read.
      if (part.file.truncated) break
      part.file.resume()
    }
    return { submissionId, kept, refused }
  })
}

/** Gives them to the report that came of the incident. Sent again with the report, the same photo is there once. */
export async function attachPhotos(db: Transaction, incidentId: string, photos: SentPhotos): Promise<void> {
  if (photos.kept === 0) return
  await sql`select attach_to_incident(${incidentId}, ${photos.submissionId})`.execute(db)
}
