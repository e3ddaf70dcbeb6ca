import { attachment, type ByteRange, FileMissing } from '#platform/files'
import type { Answer } from '#platform/http'
import { acceptedTypes } from './evidence.ts'
import type { EvidenceStore } from './evidence-store.ts'
import type { StoredPart } from './find-evidence.ts'

type Serving = {
  /** What it is called when it is saved: a reference, never the name it came under. */
  name: string
  /** Shown in a page by an element that plays or draws; everything else is saved. */
  isInline: boolean
  range: string | undefined
}

/**
 * Sends bytes of a piece of evidence: all, or the part a player asks for (RFC 9110 section 14). Whatever is in them, no
 * browser takes them for a page: their type is ours, not to be guessed at, and opened by itself it is in a sandbox.
 */
export async function servePart(
  { files }: EvidenceStore,
  { fileId, mediaType, size }: StoredPart,
  { name, isInline, range }: Serving,
): Promise<Answer> {
  if ((await files.sizeOf(fileId)) !== size) throw new FileMissing(fileId)
  const ending = acceptedTypes[mediaType]?.extension
  const saved = attachment(ending === undefined ? name : `${name}.${ending}`)
  const headers = {
    'content-disposition': isInline ? saved.replace(/^attachment/, 'inline') : saved,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
  }
  const part = rangeOf(range, size)
  if (part === 'outside')
    return {
      text: '',
      type: 'text/plain',
      status: 416,
      headers: { ...headers, 'content-range': `bytes */${size}` },
    }
  if (part === undefined)
    return {
      stream: () => files.read(fileId),
      type: mediaType,
      headers: { ...headers, 'content-length': String(size) },
    }
  return {
    stream: () => files.read(fileId, part),
    type: mediaType,
    status: 206,
    headers: {
      ...headers,
      'content-length': String(part.end - part.start + 1),
      'content-range': `bytes ${part.start}-${part.end}/${size}`,
    },
  }
}

/** One range; several at once, which no player asks for, are answered with everything. */
function rangeOf(header: string | undefined, size: number): ByteRange | 'outside' | undefined {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '')
  if (asked === null || (asked[1] === '' && asked[2] === '')) return undefined
  const [first, last] = [asked[1] ?? '', asked[2] ?? '']
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (start >= size || end < start) return 'outside'
  return { start, end }
}
