import { deflateSync } from 'node:zlib'
import { Jimp } from 'jimp'
import {
  BufferTarget,
  EncodedPacket,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  Output,
  WebMOutputFormat,
} from 'mediabunny'
import yazl from 'yazl'

/** Photographs, sound and video made in code, and files made to do harm. */

export async function makePng(width = 40, height = 30): Promise<Buffer> {
  return new Jimp({ width, height, color: 0x336699ff }).getBuffer('image/png')
}

/** A photograph that tells where (51.5° north, 0.25° west), when and with what it was taken. */
export async function makeJpegWithFacts(): Promise<Buffer> {
  const plain = await new Jimp({ width: 400, height: 300, color: 0x884422ff }).getBuffer('image/jpeg')
  return Buffer.concat([plain.subarray(0, 2), exifSegment(), plain.subarray(2)])
}

/** APP1 with a little-endian TIFF: Make, Model, then the Exif and GPS directories (Exif 2.32, section 4.6). */
function exifSegment(): Buffer {
  const ascii = (text: string) => Buffer.from(`${text}\0`, 'latin1')
  const rationals = (...pairs: readonly [number, number][]) => {
    const bytes = Buffer.alloc(pairs.length * 8)
    for (const [at, [top, bottom]] of pairs.entries()) {
      bytes.writeUInt32LE(top, at * 8)
      bytes.writeUInt32LE(bottom, at * 8 + 4)
    }
    return bytes
  }
  type Entry = { tag: number; type: number; count: number; value: Buffer }
  const directory = (start: number, entries: readonly Entry[]) => {
    const head = Buffer.alloc(2 + entries.length * 12 + 4)
    head.writeUInt16LE(entries.length, 0)
    const values: Buffer[] = []
    let free = start + head.length
    for (const [index, { tag, type, count, value }] of entries.entries()) {
      const at = 2 + index * 12
      head.writeUInt16LE(tag, at)
      head.writeUInt16LE(type, at + 2)
      head.writeUInt32LE(count, at + 4)
      if (value.length <= 4) value.copy(head, at + 8)
      else {
        head.writeUInt32LE(free, at + 8)
        values.push(value)
        free += value.length
      }
    }
    return Buffer.concat([head, ...values])
  }
  const text = (tag: number, words: string): Entry => {
    const value = ascii(words)
    return { tag, type: 2, count: value.length, value }
  }
  const pointer = (tag: number, to: number): Entry => {
    const value = Buffer.alloc(4)
    value.writeUInt32LE(to)
    return { tag, type: 4, count: 1, value }
  }
  const position = (tag: number, value: Buffer): Entry => ({ tag, type: 5, count: 3, value })
  const first = (exif: number, gps: number) =>
    directory(8, [
      text(0x010f, 'Madeup'),
      text(0x0110, 'Phone 7'),
      pointer(0x8769, exif),
      pointer(0x8825, gps),
    ])
  const exifAt = 8 + first(0, 0).length
  const exif = directory(exifAt, [text(0x9003, '2026:10:01 20:15:00')])
  const gpsAt = exifAt + exif.length
  const gps = directory(gpsAt, [
    text(1, 'N'),
    position(2, rationals([51, 1], [30, 1], [0, 1])),
    text(3, 'W'),
    position(4, rationals([0, 1], [15, 1], [0, 1])),
  ])
  const tiff = Buffer.concat([Buffer.from('II*\0\x08\0\0\0', 'latin1'), first(exifAt, gpsAt), exif, gps])
  const head = Buffer.from('\xff\xe1\0\0Exif\0\0', 'latin1')
  head.writeUInt16BE(tiff.length + 8, 2)
  return Buffer.concat([head, tiff])
}

/** A second of a tone, with a note in it that names somebody. */
export function makeWav(seconds = 1): Buffer {
  const rate = 8_000
  const samples = Buffer.alloc(rate * seconds * 2)
  for (let at = 0; at < rate * seconds; at += 1)
    samples.writeInt16LE(Math.round(8_000 * Math.sin((at * 2 * Math.PI * 440) / rate)), at * 2)
  const format = Buffer.alloc(16)
  format.writeUInt16LE(1, 0)
  format.writeUInt16LE(1, 2)
  format.writeUInt32LE(rate, 4)
  format.writeUInt32LE(rate * 2, 8)
  format.writeUInt16LE(2, 12)
  format.writeUInt16LE(16, 14)
  const note = Buffer.concat([Buffer.from('INFO'), chunk('IART', Buffer.from('Sam Reed\0\0'))])
  const body = Buffer.concat([
    Buffer.from('WAVE'),
    chunk('fmt ', format),
    chunk('LIST', note),
    chunk('data', samples),
  ])
  return chunk('RIFF', body)
}

function chunk(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)])
}

/** A video of frames that no decoder would like, in a box that names somebody. */
export async function makeVideo(box: 'mp4' | 'webm'): Promise<Buffer> {
  const target = new BufferTarget()
  const format = box === 'mp4' ? new Mp4OutputFormat() : new WebMOutputFormat()
  const output = new Output({ format, target })
  const source = new EncodedVideoPacketSource('vp9')
  output.addVideoTrack(source)
  output.setMetadataTags({ title: 'Sam Reed’s garden', artist: 'Sam Reed' })
  await output.start()
  for (let frame = 0; frame < 10; frame += 1)
    await source.add(
      new EncodedPacket(Buffer.alloc(200, frame + 1), frame === 0 ? 'key' : 'delta', frame / 10, 0.1),
      { decoderConfig: { codec: 'vp09.00.10.08', codedWidth: 64, codedHeight: 48 } },
    )
  await output.finalize()
  if (target.buffer === null) throw new Error('No video was made')
  return Buffer.from(target.buffer)
}

/** A small file that says it is an enormous picture (50,000 by 50,000 pixels). */
export function makePixelBomb(): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(50_000, 0)
  header.writeUInt32BE(50_000, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const piece = (name: string, content: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(content.length)
    return Buffer.concat([length, Buffer.from(name), content, Buffer.alloc(4)])
  }
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    piece('IHDR', header),
    piece('IDAT', deflateSync(Buffer.alloc(2_000_000))),
    piece('IEND', Buffer.alloc(0)),
  ])
}

export async function makeZip(entries: Readonly<Record<string, Buffer>>): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  for (const [name, content] of Object.entries(entries)) zip.addBuffer(content, name)
  zip.end()
  const parts: Buffer[] = []
  for await (const part of zip.outputStream as unknown as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts)
}

const contentTypes = Buffer.from(
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
)

/** A Word document; with `padding` bytes of nothing packed into almost none. */
export function makeDocx(padding = 0): Promise<Buffer> {
  return makeZip({
    '[Content_Types].xml': contentTypes,
    'word/document.xml': Buffer.from('<w:document/>'),
    ...(padding > 0 ? { 'word/media/image1.bmp': Buffer.alloc(padding) } : {}),
  })
}

/** A picture for whoever sniffs it, a script for whoever is told it is one. */
export function makeGifScript(): Buffer {
  return Buffer.concat([Buffer.from('GIF89a/*'), Buffer.alloc(20), Buffer.from('*/=1;alert(1)//;')])
}

/** A PDF to its readers and an archive to others. */
export async function makePdfZip(): Promise<Buffer> {
  return Buffer.concat([
    Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n'),
    await makeZip({ 'run.exe': Buffer.from('MZ') }),
  ])
}

export const svgWithScript = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
)
export const htmlPage = Buffer.from('<!DOCTYPE html><html><script>alert(1)</script></html>')

/** The test signature that every scanner knows; put together here so that no scanner of source takes this file away. */
export const eicar = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
)
