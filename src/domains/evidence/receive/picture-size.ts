import { open } from 'node:fs/promises'

export type PictureSize = { width: number; height: number }

/** A camera may put half a megabyte of its own notes before the picture itself. */
const headBytes = 1_048_576

/** How many pixels a picture says it has, from its header alone: nothing is decoded. Undefined where it does not say. */
export async function readPictureSize(path: string, mediaType: string): Promise<PictureSize | undefined> {
  const file = await open(path, 'r')
  try {
    const head = Buffer.alloc(headBytes)
    const { bytesRead } = await file.read(head, 0, headBytes, 0)
    return sizeIn(head.subarray(0, bytesRead), mediaType)
  } catch (error) {
    // A header that breaks off says nothing.
    if (error instanceof RangeError) return undefined
    throw error
  } finally {
    await file.close()
  }
}

function sizeIn(head: Buffer, mediaType: string): PictureSize | undefined {
  switch (mediaType) {
    case 'image/png':
      return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) }
    case 'image/gif':
      return { width: head.readUInt16LE(6), height: head.readUInt16LE(8) }
    case 'image/bmp':
      return { width: Math.abs(head.readInt32LE(18)), height: Math.abs(head.readInt32LE(22)) }
    case 'image/jpeg':
      return jpegSize(head)
    case 'image/tiff':
      return tiffSize(head)
    default:
      return undefined
  }
}

/** The first frame header (SOF, ITU-T T.81 B.2.2); markers C4, C8 and CC are not frames. */
function jpegSize(head: Buffer): PictureSize | undefined {
  let at = 2
  while (at + 9 < head.length) {
    if (head[at] !== 0xff) return undefined
    const marker = head[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { height: head.readUInt16BE(at + 5), width: head.readUInt16BE(at + 7) }
    at += 2 + head.readUInt16BE(at + 2)
  }
  return undefined
}

/** Tags 256 and 257 of the first directory (TIFF 6.0). */
function tiffSize(head: Buffer): PictureSize | undefined {
  const isLittle = head.toString('latin1', 0, 2) === 'II'
  const short = (at: number) => (isLittle ? head.readUInt16LE(at) : head.readUInt16BE(at))
  const long = (at: number) => (isLittle ? head.readUInt32LE(at) : head.readUInt32BE(at))
  const directory = long(4)
  const found = new Map<number, number>()
  for (let entry = 0; entry < short(directory); entry += 1) {
    const at = directory + 2 + entry * 12
    found.set(short(at), short(at + 2) === 3 ? short(at + 8) : long(at + 8))
  }
  const [width, height] = [found.get(256), found.get(257)]
  return width === undefined || height === undefined ? undefined : { width, height }
}
