import { type Actor, asMember } from '#platform/actor'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { conflict } from '#platform/http'
import { newId } from '#platform/ids'
import { checkController } from '../change-request.ts'
import type { SubjectRequest } from '../read-request.ts'

export type PackageStatus = 'building' | 'ready' | 'failed'

export type SubjectPackage = {
  id: string
  status: PackageStatus
  done: number
  total: number
  failure: string
  askedAt: Date
  fileId: string | null
  size: number | null
  expiresAt: Date | null
}

/** Asks for the package to be made. The caller sends the event in the same transaction. */
export async function askPackage(db: Transaction, actor: Actor, found: SubjectRequest): Promise<string> {
  checkController(found)
  if (found.status !== 'approved' && found.status !== 'released')
    throw conflict(`${found.reference} is not approved.`)
  const [latest] = await readPackages(db, found.id)
  if (latest?.status === 'building') throw conflict('The package is being made already.')
  const id = newId()
  await db
    .insertInto('subject_package')
    .values({ id, request_id: found.id, status: 'building', asked_by: asMember(actor).memberId })
    .execute()
  return id
}

/** The packages of a request, newest first; a file that has expired or is not for the reader is left out. */
export function readPackages(db: Transaction, requestId: string): Promise<SubjectPackage[]> {
  return db
    .selectFrom('subject_package')
    .leftJoin('stored_file', 'stored_file.id', 'subject_package.file_id')
    .select([
      'subject_package.id as id',
      'subject_package.status as status',
      'subject_package.done as done',
      'subject_package.total as total',
      'subject_package.failure as failure',
      'subject_package.asked_at as askedAt',
      'stored_file.id as fileId',
      'stored_file.size as size',
      'stored_file.expires_at as expiresAt',
    ])
    .where('subject_package.request_id', '=', requestId)
    .orderBy('subject_package.asked_at', 'desc')
    .execute()
}

/**
 * Deletes the copied passages of requests that were closed long enough ago for their package to have expired: what was
 * decided stays, what people said does not. Run by the worker. Gives how many went.
 */
export async function tidyPassages(db: Transaction, closedBefore: LocalDate): Promise<bigint> {
  const { numDeletedRows } = await db
    .deleteFrom('subject_passage')
    .where('item_id', 'in', (from) =>
      from
        .selectFrom('subject_item')
        .innerJoin('subject_request', 'subject_request.id', 'subject_item.request_id')
        .select('subject_item.id')
        .where('subject_request.closed_on', '<', closedBefore),
    )
    .executeTakeFirst()
  return numDeletedRows
}
