import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor'
import { type AuditedRecord, recordAudit } from '#platform/audit'
import type { Holding, Transaction } from '#platform/database'
import { StoreFull } from '#platform/files'
import {
  type Answer,
  notFound,
  type Permission,
  Refusal,
  type Route,
  type RouteLimit,
  route,
  text,
} from '#platform/http'
import { newId } from '#platform/ids'
import type { EvidenceDoor, EvidencePlace, Received } from '../evidence.ts'
import type { EvidenceStore } from '../evidence-store.ts'
import { refusalWords } from '../refusal-words.ts'
import { whileReceiving } from './read-form.ts'
import { type InTransaction, type Receiving, receiveFile } from './receive-file.ts'

/** A page on which files are added: who may, and what they belong to. */
export type UploadDoor<Params extends Record<string, string>> = {
  /** Address of the page, such as `/report/:draft/evidence`. */
  base: string
  params: z.ZodType<Params>
  permission: Permission
  door: EvidenceDoor
  holding?: (input: { params: Params }) => Holding
  /** Throws a refusal where there is no such record for this visitor. */
  findPlace(db: Transaction, params: Params, actor: Actor): Promise<EvidencePlace>
  limit?: RouteLimit
}

const version = '1.0.0'
const creationHeaders = z.object({
  'upload-length': z.coerce.number().int().positive(),
  'upload-metadata': z.string().max(4_000).default(''),
})

/**
 * Resumable uploads: the core and the creation part of tus 1.0.0, which its clients speak. Written here, as @tus/server
 * answers requests by itself: beside who is signed in, the same origin, the audit and the pages of problems.
 */
export function resumableRoutes<Params extends Record<string, string>>(
  store: EvidenceStore,
  door: UploadDoor<Params>,
): readonly Route[] {
  const { base, permission, params, holding } = door
  const ofUpload = params.and(z.object({ upload: z.uuid() }))
  const common = {
    permission,
    audit: 'nothing',
    transaction: 'none',
    repeatable: true,
    ...(holding ? { holding: ({ params }: { params: Params }) => holding({ params }) } : {}),
  } as const
  const findPlace = (inTransaction: InTransaction, given: Params, actor: Actor) =>
    inTransaction(({ db }) => door.findPlace(db, given, actor))
  const find = async (inTransaction: InTransaction, given: Params & { upload: string }, actor: Actor) => {
    const place = await findPlace(inTransaction, given, actor)
    const upload = await store.uploads.find(given.upload)
    if (upload === undefined || upload.place !== JSON.stringify(place)) throw notFound('upload')
    return { place, upload }
  }
  return [
    route({
      ...common,
      method: 'POST',
      url: `${base}/uploads`,
      streamed: true,
      params,
      ...(door.limit ? { limit: door.limit } : {}),
      async handler({ inTransaction, params, actor, request }) {
        const place = await findPlace(inTransaction, params, actor)
        const headers = creationHeaders.safeParse(request.headers)
        if (!headers.success) throw new Refusal(400, 'This is no upload', 'It does not say how long it is.')
        const { 'upload-length': length, 'upload-metadata': metadata } = headers.data
        if (length > store.limits.largest) return refusal('too_large', store)
        const id = newId()
        try {
          await store.uploads.begin(id, { place: JSON.stringify(place), length, name: nameIn(metadata) })
        } catch (error) {
          if (error instanceof StoreFull) return refusal('full', store)
          throw error
        }
        const path = request.url.split('?')[0] ?? ''
        return answer(201, { location: `${path}/${id}` })
      },
    }),
    // Fastify answers HEAD, with which a client asks how far it came, from this too.
    route({
      ...common,
      method: 'GET',
      url: `${base}/uploads/:upload`,
      params: ofUpload,
      async handler({ inTransaction, params, actor, requestId }) {
        const { place, upload } = await find(inTransaction, params, actor)
        const receiving = {
          store,
          inTransaction: audited(inTransaction, actor, requestId),
          actor,
          place,
          door: door.door,
        }
        if (upload.received === upload.length) {
          // Everything arrived and the answer to it was lost: it is taken in now.
          const done = await finish(receiving, params.upload, upload.name)
          if (done.kind === 'refused') return refusal(done.because, store)
        }
        return answer(200, {
          'upload-offset': String(upload.received),
          'upload-length': String(upload.length),
        })
      },
    }),
    route({
      ...common,
      method: 'PATCH',
      url: `${base}/uploads/:upload`,
      streamed: true,
      params: ofUpload,
      async handler({ inTransaction, params, actor, request, requestId }) {
        const { place, upload } = await find(inTransaction, params, actor)
        const at = Number(request.headers['upload-offset'])
        const received = await whileReceiving(store, () => append(store, params.upload, at, request))
        if (received === undefined)
          throw new Refusal(409, 'This piece does not fit', 'It begins elsewhere than what is here ends.')
        if (received === upload.length) {
          const receiving = {
            store,
            inTransaction: audited(inTransaction, actor, requestId),
            actor,
            place,
            door: door.door,
          }
          const done = await finish(receiving, params.upload, upload.name)
          if (done.kind === 'refused') return refusal(done.because, store)
        }
        return answer(204, { 'upload-offset': String(received) })
      },
    }),
    route({
      ...common,
      method: 'DELETE',
      url: `${base}/uploads/:upload`,
      params: ofUpload,
      async handler({ inTransaction, params, actor }) {
        await find(inTransaction, params, actor)
        await store.uploads.discard(params.upload)
        return answer(204, {})
      },
    }),
  ]
}

function append(store: EvidenceStore, id: string, at: number, { raw, headers }: FastifyRequest) {
  if (headers['content-type'] !== 'application/offset+octet-stream')
    throw new Refusal(415, 'This is no piece of an upload', 'Send application/offset+octet-stream.')
  return store.uploads.append(id, at, raw)
}

/** Takes in what has arrived whole. The upload goes last, so that a retry finds either it or what became of it. */
export async function finish(receiving: Receiving, id: string, name: string): Promise<Received> {
  const { store } = receiving
  const received = await receiveFile(receiving, { id, name, source: store.uploads.read(id) })
  await store.uploads.discard(id)
  return received
}

/** The pieces before the last collect nothing; the one that completes a file writes what it collects. */
function audited(inTransaction: InTransaction, actor: Actor, requestId: string): InTransaction {
  return (work) =>
    inTransaction(async (parts) => {
      const records: AuditedRecord[] = []
      const result = await work({ ...parts, audit: (record) => records.push(record) })
      await recordAudit(parts.db, actor, 'collect', records, requestId)
      return result
    })
}

const answer = (status: number, headers: Record<string, string>): Answer =>
  text('', 'text/plain', { status, headers: { 'tus-resumable': version, ...headers } })

function refusal(because: Parameters<typeof refusalWords>[0], { limits }: EvidenceStore): Answer {
  const status = because === 'full' ? 507 : because === 'too_large' ? 413 : 422
  return text(refusalWords(because, limits), 'text/plain; charset=utf-8', {
    status,
    headers: { 'tus-resumable': version },
  })
}

/** Pairs of a name and a value in Base64, with commas between them (tus 1.0.0, Upload-Metadata). */
function nameIn(metadata: string): string {
  const pairs = metadata.split(',').map((pair) => pair.trim().split(' '))
  const encoded = pairs.find(([key]) => key === 'filename')?.[1] ?? ''
  return Buffer.from(encoded, 'base64').toString('utf8')
}
