import { inflateRawSync } from 'node:zlib'

/** The files of a package (ZIP) by name, by the list at its end (section 4.3.12). */
export function filesIn(packed: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>()
  let at = packed.readUInt32LE(packed.length - 6)
  while (packed.readUInt32LE(at) === 0x02014b50) {
    const nameLength = packed.readUInt16LE(at + 28)
    const name = packed.subarray(at + 46, at + 46 + nameLength).toString()
    const local = packed.readUInt32LE(at + 42)
    const from = local + 30 + packed.readUInt16LE(local + 26) + packed.readUInt16LE(local + 28)
    found.set(name, inflateRawSync(packed.subarray(from, from + packed.readUInt32LE(at + 20))))
    at += 46 + nameLength + packed.readUInt16LE(at + 30) + packed.readUInt16LE(at + 32)
  }
  return found
}
