import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { acceptedTypes, type EvidenceKind, type EvidenceRefusal } from '../evidence.ts'
import { readPictureSize } from './picture-size.ts'
import { readZipDirectory } from './zip-directory.ts'

export type Sniffed =
  | { ok: true; mediaType: string; kind: EvidenceKind }
  | { ok: false; because: EvidenceRefusal }

/** No camera makes more; a picture that says so is made to fill somebody's memory. */
const mostPixels = 400_000_000
/** What a document may hold unpacked: a long one with pictures is a tenth of it. */
const mostUnpacked = 1_000_000_000
const mostEntries = 20_000
const mostRatio = 300
const longestText = 5_000_000

const archives = /zip|x-7z|x-rar|x-tar|gzip|x-bzip|x-xz|zstd|x-compress|x-lzip|x-arj|vnd\.ms-cab/

/**
 * What a stored file is, found in its bytes: the name and the type that the sender gave play no part. A type that browsers
 * or offices run, or that cannot be looked into, is refused.
 */
export async function sniffType(path: string, size: number): Promise<Sniffed> {
  if (size === 0) return { ok: false, because: 'empty' }
  const found = await findType(path)
  if (found === undefined) return (await isPlainText(path, size)) ? accept('text/plain') : refuse('type')
  const mediaType = found.split(';')[0] ?? found
  if (/macroenabled/i.test(mediaType)) return refuse('macros')
  if (acceptedTypes[mediaType] === undefined) return refuse(archives.test(mediaType) ? 'archive' : 'type')
  if (mediaType.startsWith('image/')) return checkPicture(path, mediaType)
  if (/openxmlformats|opendocument/.test(mediaType)) return checkDocument(path, size, mediaType)
  return accept(mediaType)
}

/** A file that breaks off in its header is of no type that we know. */
async function findType(path: string): Promise<string | undefined> {
  try {
    return (await fileTypeFromFile(path))?.mime
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw error
    return undefined
  }
}

const refuse = (because: EvidenceRefusal): Sniffed => ({ ok: false, because })
const accept = (mediaType: string): Sniffed => ({
  ok: true,
  mediaType,
  kind: acceptedTypes[mediaType]?.kind ?? 'document',
})

async function checkPicture(path: string, mediaType: string): Promise<Sniffed> {
  const picture = await readPictureSize(path, mediaType)
  if (picture !== undefined && picture.width * picture.height > mostPixels) return refuse('pixels')
  return accept(mediaType)
}

/** A document is a ZIP file: what its list of contents says decides, and nothing is unpacked to find out. */
async function checkDocument(path: string, size: number, mediaType: string): Promise<Sniffed> {
  const directory = await readZipDirectory(path)
  if (directory === undefined) return refuse('type')
  const { entries, unpackedBytes, names } = directory
  if (entries > mostEntries || unpackedBytes > mostUnpacked || unpackedBytes > size * mostRatio)
    return refuse('packed')
  if (names.some((name) => /vbaProject|\.(exe|dll|com|scr|js|vbs|ps1)$/i.test(name))) return refuse('macros')
  return accept(mediaType)
}

/** UTF-8 without control characters that does not begin like a page or a drawing of the web. */
async function isPlainText(path: string, size: number): Promise<boolean> {
  if (size > longestText || (await beginsLikeMarkup(path))) return false
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(path))
      if (holdsControl(decoder.decode(chunk, { stream: true }))) return false
    return !holdsControl(decoder.decode())
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

function holdsControl(text: string): boolean {
  return /[^\P{Cc}\t\n\f\r]/u.test(text)
}

async function beginsLikeMarkup(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const head = Buffer.alloc(4_096)
    const { bytesRead } = await file.read(head, 0, head.length, 0)
    return /<(\?xml|!doctype|!--|html|head|body|svg|script|iframe|object)\b/i.test(
      head.toString('latin1', 0, bytesRead),
    )
  } finally {
    await file.close()
  }
}
