import { DetailedError, Upload } from 'tus-js-client'
import { openPhoto } from '../behaviours/photos.ts'
import {
  changeEntry,
  changePhoto,
  type Entry,
  findPhotos,
  type KeptPhoto,
  removeEntry,
  removePhoto,
} from './entry-store.ts'
import type { SendingEnd } from './send-entries.ts'
import type { Vault } from './vault.ts'

/** Small enough that a line which breaks every few seconds comes forward. */
const pieceBytes = 256 * 1024

type PhotoEnd = SendingEnd | { said: string }

/**
 * Sends the photos of an entry that is filed, in pieces that go on where they broke off (tus 1.0.0). Each is deleted
 * here when the server has it whole; one that it does not take stays, with what it said.
 */
export async function sendPhotos(entry: Entry, vault: Vault): Promise<SendingEnd> {
  for (const photo of await findPhotos(entry.id)) {
    if (photo.said !== undefined) continue
    const end = await sendPhoto(entry, photo, vault)
    if (end === 'done') await removePhoto(photo.id)
    else if (typeof end === 'string') return end
    else await changePhoto(photo.id, (kept) => ({ ...kept, said: end.said }))
  }
  return 'done'
}

async function sendPhoto(entry: Entry, photo: KeptPhoto, vault: Vault): Promise<PhotoEnd> {
  const file = await openPhoto(vault, photo.id, photo.sealed)
  return new Promise<PhotoEnd>((resolve) => {
    const upload = new Upload(file, {
      endpoint: `/patrol/${entry.id}/evidence/uploads`,
      uploadUrl: photo.uploadUrl ?? null,
      metadata: { filename: file.name, filetype: file.type },
      chunkSize: pieceBytes,
      retryDelays: null,
      storeFingerprintForResuming: false,
      onUploadUrlAvailable: () => {
        const uploadUrl = upload.url
        if (uploadUrl !== null) void changePhoto(photo.id, (kept) => ({ ...kept, uploadUrl }))
      },
      onSuccess: () => resolve('done'),
      onError: (error) => resolve(judge(error)),
    })
    upload.start()
  })
}

function judge(error: Error | DetailedError): PhotoEnd {
  const response = error instanceof DetailedError ? error.originalResponse : null
  const status = response?.getStatus() ?? 0
  if (status === 401) return 'signed_out'
  // Locked, a piece out of place, too many at once: it goes on from there a moment later.
  if (status < 400 || status >= 500 || passes.has(status)) return 'no_connection'
  return { said: response?.getBody() || 'The service does not take this file.' }
}

const passes = new Set([408, 409, 423, 425, 429])

/** Sends a photo that was not accepted once more, from its start. */
export async function retryPhoto(photo: KeptPhoto): Promise<void> {
  await changePhoto(photo.id, ({ said: _, uploadUrl: __, ...fresh }) => fresh)
  await changeEntry(photo.entry, ({ said: _, ...waiting }) => waiting)
}

/** Forgets a photo here; with the last of them the entry, which the service has long had. */
export async function discardPhoto(photo: KeptPhoto): Promise<void> {
  await removePhoto(photo.id)
  if ((await findPhotos(photo.entry)).length === 0) await removeEntry(photo.entry)
}
