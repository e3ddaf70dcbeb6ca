import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { StoreFull } from '#platform/files'

const entrySchema = z.object({
  /** Whose it is: an upload is gone on with at the address where it began. */
  place: z.string(),
  length: z.int().positive(),
  name: z.string(),
})
export type UploadEntry = z.output<typeof entrySchema>
export type Upload = UploadEntry & { received: number }

/** Files that are on their way in pieces, each in a file of its own that is as long as what has arrived. */
export type Uploads = {
  /** @throws StoreFull */
  begin(id: string, entry: UploadEntry): Promise<void>
  find(id: string): Promise<Upload | undefined>
  /**
   * Adds what comes until it ends or breaks off; whatever arrived stays, and is on the disk. Somebody still adding to the
   * same upload is cut off first: their line is dead, or they would not have come again. Gives what has arrived altogether,
   * undefined where the offset is not where the file ends.
   */
  append(id: string, at: number, source: Readable): Promise<number | undefined>
  read(id: string): Readable
  discard(id: string): Promise<void>
  /** Those in which nothing was added since then. */
  listIdle(since: Date): Promise<string[]>
}

const isId = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

/** Opens a folder for them, made when the first comes. `keepFree` bytes stay free on its disk. */
export function openUploads({ folder, keepFree }: { folder: string; keepFree: number }): Uploads {
  const pathOf = (id: string) => {
    if (!isId.test(id)) throw new RangeError('An upload goes by a UUID')
    return join(folder, id)
  }
  const underWay = new Map<string, { stop: AbortController; ended: Promise<unknown> }>()
  async function cutOff(id: string): Promise<void> {
    const before = underWay.get(id)
    before?.stop.abort()
    await before?.ended.catch(() => {})
  }
  const uploads: Uploads = {
    async begin(id, entry) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const { bavail, bsize } = await statfs(folder)
      if (bavail * bsize < keepFree + entry.length) throw new StoreFull()
      await writeFile(pathOf(id), '', { mode: 0o600 })
      // Whole or not at all: an upload is there once it says what it is.
      await writeFile(`${pathOf(id)}.new`, JSON.stringify(entry), { mode: 0o600 })
      await rename(`${pathOf(id)}.new`, `${pathOf(id)}.json`)
    },
    async find(id) {
      if (!isId.test(id)) return undefined
      await cutOff(id)
      const [text, bytes] = await Promise.all([
        readFile(`${pathOf(id)}.json`, 'utf8').catch(unlessAbsent),
        stat(pathOf(id)).catch(unlessAbsent),
      ])
      if (text === undefined || bytes === undefined) return undefined
      return { ...entrySchema.parse(JSON.parse(text)), received: bytes.size }
    },
    async append(id, at, source) {
      const found = await uploads.find(id)
      if (found === undefined || found.received !== at) return undefined
      const stop = new AbortController()
      stop.signal.addEventListener('abort', () => source.destroy(), { once: true })
      const limit = found.length - at
      const ended = write(pathOf(id), source, limit, stop.signal)
      underWay.set(id, { stop, ended })
      await ended.finally(() => underWay.delete(id))
      const { size } = await stat(pathOf(id))
      return size
    },
    read: (id) => createReadStream(pathOf(id)),
    async discard(id) {
      await cutOff(id)
      for (const path of [`${pathOf(id)}.json`, pathOf(id)]) await rm(path, { force: true })
    },
    async listIdle(since) {
      const names = (await readdir(folder).catch(unlessAbsent)) ?? []
      const idle: string[] = []
      for (const id of new Set(names.map((name) => name.split('.')[0] ?? ''))) {
        if (!isId.test(id)) continue
        const bytes = await stat(pathOf(id)).catch(unlessAbsent)
        if (bytes === undefined || bytes.mtime < since) idle.push(id)
      }
      return idle
    },
  }
  return uploads
}

/** A line that breaks off is no failure here: what came is kept, and the next piece begins where it ends. */
async function write(path: string, source: Readable, most: number, signal: AbortSignal): Promise<void> {
  let left = most
  const counted = async function* () {
    // Ending here must not end the line: the answer goes out on it.
    for await (const chunk of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      const taken = chunk.subarray(0, left)
      left -= taken.length
      yield taken
      if (left === 0) return
    }
  }
  try {
    await pipeline(counted, createWriteStream(path, { flags: 'a' }), { signal })
  } catch (error) {
    if (isFull(error)) throw new StoreFull(error)
    if (!isBrokenLine(error, signal)) throw error
  }
  const file = await open(path, 'r+')
  await file.datasync().finally(() => file.close())
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined
const isFull = (error: unknown) => ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error) ?? '')
const isBrokenLine = (error: unknown, signal: AbortSignal) =>
  signal.aborted || ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].includes(codeOf(error) ?? '')

function unlessAbsent(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error
}
