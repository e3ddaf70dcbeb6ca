import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { Refusal } from '#platform/http'
import { newId } from '#platform/ids'
import type { Received } from '../evidence.ts'
import type { EvidenceStore } from '../evidence-store.ts'
import { type Receiving, receiveFile } from './receive-file.ts'

export type EvidenceForm = {
  /** Each file that was sent, in order; an empty choice of files is none. */
  files: readonly Received[]
  /** The other fields, the last value of each. */
  fields: ReadonlyMap<string, string>
}

/** Files that are received at one moment by this process: each holds a line and a file open. */
const mostAtOnce = 200
const formOverhead = 1_048_576

/**
 * Reads a form with files as it comes: each goes through to the disk while it arrives. A form that says it is larger than
 * everything that may be sent is answered before it is read; one that does not say is cut off where it is.
 */
export async function readEvidenceForm(request: FastifyRequest, receiving: Receiving): Promise<EvidenceForm> {
  const { store } = receiving
  const fields = new Map<string, string>()
  if (!request.isMultipart()) return { files: [], fields }
  if (Number(request.headers['content-length'] ?? 0) > store.limits.mostBytes + formOverhead)
    return { files: [{ kind: 'refused', name: '', because: 'too_much' }], fields }
  return whileReceiving(store, async () => {
    const files: Received[] = []
    const limits = { fileSize: store.limits.largest, fieldSize: 10_000, fields: 20 }
    try {
      for await (const part of request.parts({ limits })) {
        if (part.type === 'field') {
          fields.set(part.fieldname, String(part.value))
          continue
        }
        if (isNoChoice(part)) {
          part.file.resume()
          continue
        }
        files.push(await receivePart(receiving, part))
        // Nothing after it is read either: what is too large may go on for as long as the sender likes.
        if (part.file.truncated) break
      }
    } catch (error) {
      if (!isBrokenForm(error)) throw error
      files.push({ kind: 'refused', name: '', because: 'cut_off' })
    }
    return { files, fields }
  })
}

/** Refuses to begin where too many are at it already. */
export async function whileReceiving<T>({ receiving }: EvidenceStore, work: () => Promise<T>): Promise<T> {
  if (receiving.count >= mostAtOnce)
    throw new Refusal(503, 'Many people are sending files', 'Wait a minute, then send yours again.')
  receiving.count += 1
  try {
    return await work()
  } finally {
    receiving.count -= 1
  }
}

/** What a browser sends for a field of files in which none was chosen. */
const isNoChoice = ({ filename, mimetype }: MultipartFile) =>
  // Its type says text; where the name is empty there is none.
  !filename && mimetype === 'application/octet-stream'

async function receivePart(receiving: Receiving, part: MultipartFile): Promise<Received> {
  const received = await receiveFile(receiving, {
    id: newId(),
    name: part.filename ?? '',
    source: part.file,
    wasCut: () => part.file.truncated,
  })
  part.file.resume()
  return received
}

/** The line broke, or what came is no form. */
function isBrokenForm(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return (
    /^FST_(PARTS|FILES|FIELDS|INVALID_MULTIPART|PREMATURE)|^ECONNRESET$|ERR_STREAM_PREMATURE_CLOSE/.test(
      code,
    ) || /Unexpected end of (form|multipart data)|Part terminated early|Multipart/i.test(error.message)
  )
}
