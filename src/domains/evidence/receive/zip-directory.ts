import { open } from 'node:fs/promises'

/** What an archive says of itself. */
export type ZipDirectory = { entries: number; unpackedBytes: number; names: readonly string[] }

/** The end record is 22 bytes and a comment of at most 65,535 (PKWARE APPNOTE 4.3.16). */
const tailBytes = 65_557
const mostDirectoryBytes = 8_000_000
const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const entryHeader = 46

/**
 * Reads the list of contents of a ZIP file, as documents are, without unpacking anything. Undefined where there is none
 * that could be read.
 */
export async function readZipDirectory(path: string): Promise<ZipDirectory | undefined> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const tail = Buffer.alloc(Math.min(size, tailBytes))
    await file.read(tail, 0, tail.length, size - tail.length)
    const at = lastEnd(tail)
    if (at === undefined) return undefined
    const entries = tail.readUInt16LE(at + 10)
    const length = tail.readUInt32LE(at + 12)
    const start = tail.readUInt32LE(at + 16)
    if (length > mostDirectoryBytes || start + length > size) return undefined
    const directory = Buffer.alloc(length)
    await file.read(directory, 0, length, start)
    return readEntries(directory, entries)
  } finally {
    await file.close()
  }
}

function lastEnd(tail: Buffer): number | undefined {
  for (let at = tail.length - 22; at >= 0; at -= 1) if (tail.readUInt32LE(at) === endSignature) return at
  return undefined
}

function readEntries(directory: Buffer, entries: number): ZipDirectory | undefined {
  const names: string[] = []
  let unpackedBytes = 0
  let at = 0
  while (at + entryHeader <= directory.length && directory.readUInt32LE(at) === entrySignature) {
    unpackedBytes += directory.readUInt32LE(at + 24)
    const nameLength = directory.readUInt16LE(at + 28)
    names.push(directory.toString('utf8', at + entryHeader, at + entryHeader + nameLength))
    at += entryHeader + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return names.length === entries ? { entries, unpackedBytes, names } : undefined
}
