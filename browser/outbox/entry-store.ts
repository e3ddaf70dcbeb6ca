import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Sealed } from './vault.ts'

/** What is wrong with one field, as the server says it. */
export type Problem = { field: string; message: string }

/**
 * An entry in this browser: being typed, waiting to be sent, not accepted, or filed with photos still to go. What was
 * typed stands in `sealed` alone.
 */
export type Entry = {
  /** The submission id: however often it is sent, one report comes of it. */
  id: string
  /** The address it is sent to. */
  door: string
  member: string
  memberName: string
  state: 'typing' | 'waiting' | 'failed' | 'photos'
  /** Milliseconds since 1970. */
  changedAt: number
  sealed: Sealed | undefined
  /** Why it was not accepted. */
  said?: string
  problems?: readonly Problem[]
  /** Once it is filed. */
  reference?: string
}

/** A photo that belongs to an entry, encrypted with its name and type. */
export type KeptPhoto = {
  id: string
  entry: string
  member: string
  sealed: Sealed
  /** Where a part of it has arrived already. */
  uploadUrl?: string
  /** Why it was not accepted. */
  said?: string
}

/** Not extractable: script of the page can use the key and nobody can read it. */
export type KeptKey = { member: string; name: string; key: CryptoKey; until: number }

interface Outbox extends DBSchema {
  entries: { key: string; value: Entry }
  photos: { key: string; value: KeptPhoto; indexes: { entry: string } }
  keys: { key: string; value: KeptKey }
}

let opened: Promise<IDBPDatabase<Outbox>> | undefined

function openOutbox(): Promise<IDBPDatabase<Outbox>> {
  opened ??= openDB<Outbox>('openasb-outbox', 1, {
    upgrade(database) {
      database.createObjectStore('entries', { keyPath: 'id' })
      database.createObjectStore('photos', { keyPath: 'id' }).createIndex('entry', 'entry')
      database.createObjectStore('keys')
    },
    terminated() {
      opened = undefined
    },
  })
  return opened
}

/** Strict: it is on the disk before the promise holds, so that a crash a moment later loses nothing. */
async function writing<Name extends 'entries' | 'photos'>(name: Name) {
  const database = await openOutbox()
  return database.transaction(name, 'readwrite', { durability: 'strict' })
}

export async function putEntry(entry: Entry): Promise<void> {
  const change = await writing('entries')
  await Promise.all([change.store.put(entry), change.done])
}

/** Changes an entry unless it was removed meanwhile: what somebody threw away does not come back. */
export async function changeEntry(id: string, change: (entry: Entry) => Entry): Promise<void> {
  const { store, done } = await writing('entries')
  const entry = await store.get(id)
  if (entry !== undefined) await store.put(change(entry))
  await done
}

export async function findEntry(id: string): Promise<Entry | undefined> {
  return (await openOutbox()).get('entries', id)
}

/** Every entry in this browser, of whoever it is, the oldest first. */
export async function readEntries(): Promise<Entry[]> {
  const entries = await (await openOutbox()).getAll('entries')
  return entries.sort((one, other) => one.changedAt - other.changedAt)
}

/** An entry with its photos; the server has them, or their owner threw them away. */
export async function removeEntry(id: string): Promise<void> {
  const photos = await (await openOutbox()).getAllKeysFromIndex('photos', 'entry', id)
  for (const photo of photos) await removePhoto(photo)
  const change = await writing('entries')
  await Promise.all([change.store.delete(id), change.done])
}

export async function putPhoto(photo: KeptPhoto): Promise<void> {
  const change = await writing('photos')
  await Promise.all([change.store.put(photo), change.done])
}

/** The same for a photo. */
export async function changePhoto(id: string, change: (photo: KeptPhoto) => KeptPhoto): Promise<void> {
  const { store, done } = await writing('photos')
  const photo = await store.get(id)
  if (photo !== undefined) await store.put(change(photo))
  await done
}

export async function findPhotos(entry: string): Promise<KeptPhoto[]> {
  return (await openOutbox()).getAllFromIndex('photos', 'entry', entry)
}

export async function removePhoto(id: string): Promise<void> {
  const change = await writing('photos')
  await Promise.all([change.store.delete(id), change.done])
}

const onlyKey = 'current'

export async function findKey(): Promise<KeptKey | undefined> {
  return (await openOutbox()).get('keys', onlyKey)
}

export async function keepKey(key: KeptKey): Promise<void> {
  await (await openOutbox()).put('keys', key, onlyKey)
}

export async function dropKey(): Promise<void> {
  await (await openOutbox()).delete('keys', onlyKey)
}
