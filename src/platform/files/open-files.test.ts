import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { type Files, FileTooLarge, openFiles, StoreFull } from './index.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function open(options: { largest?: number; keepFree?: number } = {}): { files: Files; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'files-'))
  folders.push(folder)
  return { files: openFiles({ folder, keepFree: 0, ...options }), folder }
}

async function* chunks(...parts: readonly (string | Error)[]) {
  for (const part of parts) {
    if (part instanceof Error) throw part
    yield Buffer.from(part)
  }
}

/** Everything in the store, unfinished writes too. */
const left = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length

test('a file is read as it was written, with its length and SHA-256', async () => {
  const { files } = open()
  const id = randomUUID()
  const bytes = randomBytes(3_000_000)
  const written = await files.write(
    id,
    (async function* () {
      for (let at = 0; at < bytes.length; at += 65_537) yield bytes.subarray(at, at + 65_537)
    })(),
  )
  expect(written.size).toBe(bytes.length)
  expect(written.sha256.equals(createHash('sha256').update(bytes).digest())).toBe(true)
  expect(await files.sizeOf(id)).toBe(bytes.length)
  expect((await buffer(files.read(id))).equals(bytes)).toBe(true)
})

test('nobody but the owner of the process may read it on the machine', async () => {
  const { files, folder } = open()
  const id = randomUUID()
  await files.write(id, chunks('x'))
  expect(statSync(join(folder, id.slice(-2), id)).mode & 0o077).toBe(0)
})

test('while a file is being written nobody finds it, and one that breaks off leaves nothing', async () => {
  const { files, folder } = open()
  const id = randomUUID()
  let seen: number | undefined = -1
  const source = async function* () {
    yield Buffer.alloc(200_000)
    await setTimeout(50)
    seen = await files.sizeOf(id)
    throw new Error('the sender went away')
  }
  await expect(files.write(id, source())).rejects.toThrow('the sender went away')
  expect([seen, left(folder)]).toEqual([undefined, 0])
})

test.each(['ENOSPC', 'EDQUOT'])(
  'a disk that runs full (%s) is told as such and leaves nothing',
  async (code) => {
    const { files, folder } = open()
    const full = Object.assign(new Error('no space'), { code })
    await expect(files.write(randomUUID(), chunks('abc', full))).rejects.toThrow(StoreFull)
    expect(left(folder)).toBe(0)
  },
)

test('nothing is written where the disk would have less room than is to stay free', async () => {
  const { files, folder } = open({ keepFree: Number.MAX_SAFE_INTEGER })
  await expect(files.write(randomUUID(), chunks('abc'))).rejects.toThrow(StoreFull)
  expect(left(folder)).toBe(0)
})

test('more bytes than one file may have are refused, and the exact number is not', async () => {
  const { files, folder } = open({ largest: 4 })
  await expect(files.write(randomUUID(), chunks('abc', 'de'))).rejects.toThrow(FileTooLarge)
  expect(left(folder)).toBe(0)
  expect((await files.write(randomUUID(), chunks('abcd'))).size).toBe(4)
})

test('a file may be removed twice, and whoever is reading it reads to the end', async () => {
  const { files } = open()
  const id = randomUUID()
  await files.write(id, chunks('x'.repeat(500_000)))
  const reading = files.read(id)
  await new Promise((resolve) => reading.once('readable', resolve))
  await files.remove(id)
  await files.remove(id)
  expect((await buffer(reading)).length).toBe(500_000)
  expect(await files.sizeOf(id)).toBeUndefined()
})

test('an id that is no UUID reaches no path', async () => {
  const { files } = open()
  await expect(files.sizeOf('../../etc/passwd')).rejects.toThrow(RangeError)
  expect(() => files.read('..')).toThrow(RangeError)
})

test('what a killed writer left unfinished is listed with the rest, and can be discarded', async () => {
  const { files, folder } = open()
  const id = randomUUID()
  await files.write(id, chunks('x'))
  const before = new Date(Date.now() - 48 * 3_600_000)
  utimesSync(join(folder, id.slice(-2), id), before, before)
  const names: string[] = []
  for await (const { name, writtenAt } of files.list()) {
    names.push(name)
    expect(Math.abs(writtenAt.getTime() - before.getTime())).toBeLessThan(1_000)
  }
  expect(names).toEqual([id])
  await files.discard(id)
  expect(existsSync(join(folder, id.slice(-2), id))).toBe(false)
})
