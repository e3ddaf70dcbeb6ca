import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, type Dirent } from 'node:fs'
import { link, mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { FileTooLarge, StoreFull } from './store-problem.ts'

/** What was written: `size` in bytes, `sha256` of all of them. */
export type WrittenFile = { size: number; sha256: Buffer }

/** From the first byte to the last, both with it. */
export type ByteRange = { start: number; end: number }

/** Where files are kept: bytes under an id, and nothing else. What they are stands in `stored_file`. */
export type Files = {
  /**
   * Writes all of it or nothing: whoever reads under this id finds the whole file or none, also after a power cut.
   * @throws StoreFull, FileTooLarge, or what the source itself fails with
   */
  write(id: string, source: AsyncIterable<Uint8Array>): Promise<WrittenFile>
  /** Its length in bytes; undefined where there is none. */
  sizeOf(id: string): Promise<number | undefined>
  /** The bytes as they are asked for, so that a slow reader costs no memory. One that goes away closes the file. */
  read(id: string, range?: ByteRange): Readable
  /** Where its bytes are on this machine, for programs that open files by themselves. */
  pathOf(id: string): string
  /**
   * Has a second file, which the caller knows to hold the same bytes, stand on the disk only once with the first. Each
   * keeps its id and is removed for itself; whoever reads the second meanwhile finds it whole.
   */
  share(id: string, withId: string): Promise<void>
  /** Removes it, if it is there. Whoever is reading it reads to the end. */
  remove(id: string): Promise<void>
  /** Every name in the store with the time it was written: ids, and what a broken write left unfinished. */
  list(): AsyncIterable<{ name: string; writtenAt: Date }>
  /** Deletes what `list` named. */
  discard(name: string): Promise<void>
}

export type FilesOptions = {
  folder: string
  /** The most bytes one file may have. */
  largest?: number
  /** Bytes that stay free on the disk for the database beside it. */
  keepFree?: number
}

const mebibyte = 1_048_576
const isId = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

/** Opens a store in a folder of this machine, made if it is not there; only its owner may read it. */
export function openFiles({
  folder,
  largest = 2_048 * mebibyte,
  keepFree = 256 * mebibyte,
}: FilesOptions): Files {
  const pathOf = (id: string) => {
    if (!isId.test(id)) throw new RangeError('A file is stored under a UUID')
    // The end of a UUIDv7 is random, so the folders fill evenly.
    return join(folder, id.slice(-2), id)
  }
  return {
    async write(id, source) {
      const path = pathOf(id)
      const unfinished = join(folder, 'unfinished', randomUUID())
      await Promise.all([dirname(path), dirname(unfinished)].map(makeFolder))
      const { bavail, bsize } = await statfs(folder)
      if (bavail * bsize < keepFree) throw new StoreFull()
      try {
        const written = await writeThrough(unfinished, source, largest)
        await rename(unfinished, path)
        await flushFolder(dirname(path))
        return written
      } catch (error) {
        await rm(unfinished, { force: true })
        throw isFull(error) ? new StoreFull(error) : error
      }
    },
    async sizeOf(id) {
      const found = await stat(pathOf(id)).catch(unlessAbsent)
      return found?.size
    },
    read: (id, range) => createReadStream(pathOf(id), range),
    pathOf,
    async share(id, withId) {
      const [from, to, unfinished] = [pathOf(id), pathOf(withId), join(folder, 'unfinished', randomUUID())]
      const [first, second] = await Promise.all([stat(from), stat(to)])
      if (first.ino === second.ino) return
      try {
        await link(from, unfinished)
        await rename(unfinished, to)
        await flushFolder(dirname(to))
      } finally {
        await rm(unfinished, { force: true })
      }
    },
    remove: (id) => rm(pathOf(id), { force: true }),
    discard: async (name) => {
      for (const path of [pathOf(name), join(folder, 'unfinished', name)]) await rm(path, { force: true })
    },
    async *list() {
      for (const shelf of await entriesOf(folder)) {
        if (!shelf.isDirectory()) continue
        for (const { name } of await entriesOf(join(folder, shelf.name))) {
          const found = await stat(join(folder, shelf.name, name)).catch(unlessAbsent)
          if (found !== undefined) yield { name, writtenAt: found.mtime }
        }
      }
    },
  }
}

async function writeThrough(
  path: string,
  source: AsyncIterable<Uint8Array>,
  most: number,
): Promise<WrittenFile> {
  const hash = createHash('sha256')
  let size = 0
  const counted = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      size += chunk.length
      if (size > most) return done(new FileTooLarge(most))
      hash.update(chunk)
      done(null, chunk)
    },
  })
  const file = await open(path, 'wx', 0o600)
  // `flush`: on the disk before the name that readers look for is given.
  await pipeline(
    Readable.from(source, { objectMode: false }),
    counted,
    file.createWriteStream({ flush: true }),
  )
  return { size, sha256: hash.digest() }
}

const makeFolder = (folder: string) => mkdir(folder, { recursive: true, mode: 0o700 })

/** The new name is on the disk too. */
async function flushFolder(folder: string): Promise<void> {
  const opened = await open(folder, 'r')
  await opened.sync().finally(() => opened.close())
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined)
const isFull = (error: unknown) => ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String(codeOf(error)))

function unlessAbsent(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error
}

const entriesOf = async (folder: string): Promise<Dirent[]> =>
  (await readdir(folder, { withFileTypes: true }).catch(unlessAbsent)) ?? []
